"""Which files become which tables of a new project."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evaltools import regions
from evaltools.findings import Finding
from evaltools.inspection import Inspection, guess_together
from evaltools.language import Language
from evaltools.project import Kind
from evaltools.project.load import ONCE
from evaltools.understand import Guess

#: Name of the table that a kind becomes.
NAMES = {
    "consultations": "consultations",
    "regional-figures": "figures",
    "prepost": "tests",
    "satisfaction": "survey",
    "indicators": "indicators",
}


#: Words in a heading that say what one client is.
_CLIENTS = {"couples": r"\bпар[аы]?\b|жұп|couple", "families": r"семь|семей|отбасы|famil"}


@dataclass(frozen=True, kw_only=True)
class TableDraft:
    """One table of the new project."""

    name: str
    inspections: tuple[Inspection, ...]
    guess: Guess
    files: tuple[Path, ...]
    apart: bool = False  # in a folder of its own, since another table's file has the same name
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other headings of a column

    @property
    def kind(self) -> str:
        """What all its files are."""
        return self.inspections[0].kind

    @property
    def unit(self) -> str:
        """What one client is: people, couples or families."""
        headings = [self.guess.columns.get(name, "").casefold() for name in ("clients", "client")]
        return next(
            (unit for unit, words in _CLIENTS.items() if any(re.search(words, each) for each in headings)),
            "people",
        )

    @property
    def rows(self) -> int:
        """Rows of all its files that are used."""
        return sum(int(each.rows["used"]) for each in self.inspections)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the copies go, in the order of the files: several of a table share a folder.

        Two centres may call their files the same.
        """
        if len(self.files) == 1:
            # A name with brackets would be a pattern in project.toml.
            name = _plain(self.files[0].name)
            return (f"{self.name}/{name}" if self.apart else name,)
        placed: list[str] = []
        for file in self.files:
            name, stem, number = _plain(file.name), Path(_plain(file.name)).stem, 2
            while f"{self.name}/{name}".casefold() in map(str.casefold, placed):
                name, number = f"{stem}-{number}{file.suffix}", number + 1
            placed.append(f"{self.name}/{name}")
        return tuple(placed)

    @property
    def setting(self) -> str:
        """What stands as `file` in project.toml."""
        return self.places[0] if len(self.files) == 1 else f"{self.name}/*"


def _plain(name: str) -> str:
    return re.sub(r"[\[\]*?]", "_", name)


def tables_of(used: Sequence[tuple[Path, Inspection]]) -> list[TableDraft]:
    """Files of one kind with the same columns together; others of that kind get a number."""
    groups: dict[tuple[Kind, str], list[tuple[Path, Inspection]]] = {}
    for file, inspection in used:
        guessed = inspection.guess
        assert guessed is not None
        assert guessed.kind is not None
        ticked = guessed.settings.get("select_all", {}).values()
        boxes = [heading for each in ticked for heading in each.get("columns", {}).values()]
        headings = {*guessed.columns.values(), *guessed.unused, *boxes}
        shape = json.dumps([sorted(headings), guessed.settings.get("sheet")], ensure_ascii=False)
        groups.setdefault((guessed.kind, shape), []).append((file, inspection))
    drafts: list[TableDraft] = []
    for (kind, _), members in groups.items():
        guessed = members[0][1].guess
        assert guessed is not None
        if "file" not in guessed.columns.values() and any(each.guess != guessed for _, each in members):
            guessed = guess_together([file for file, _ in members], kind)
        drafts.append(
            TableDraft(
                name=NAMES[kind],
                inspections=tuple(each for _, each in members),
                guess=guessed,
                files=tuple(file for file, _ in members),
            )
        )
    return drafts


def one_register(drafts: Sequence[TableDraft], language: Language) -> list[TableDraft]:
    """Registers of several centres whose headings differ, as one table where that is beyond doubt.

    What only some of them ask is not stated for the others, which is said.
    """
    registers = sorted((each for each in drafts if each.kind == "consultations"), key=lambda each: -each.rows)
    others = [each for each in drafts if each.kind != "consultations"]
    kept: list[TableDraft] = []
    for draft in registers:
        joined = _joined(kept[0], draft, language) if kept else None
        if joined is None:
            kept.append(draft)
        else:
            kept[0] = joined
    return [*kept, *others]


def _joined(table: TableDraft, other: TableDraft, language: Language) -> TableDraft | None:
    """Two registers as one table; nothing where a heading of one means something else in the other."""
    ours, theirs = table.guess.columns, other.guess.columns
    shared = [name for name in ours if name in theirs]
    called = {name: (heading, *table.also.get(name, ())) for name, heading in ours.items()}
    there = {*_headings(table.guess), *(heading for names in called.values() for heading in names)}
    # Each heading must mean in all files what it means in one of them.
    if any(
        heading in _headings(other.guess) and theirs.get(name) != heading
        for name, names in called.items()
        for heading in names
    ) or any(heading in there and heading not in called.get(name, ()) for name, heading in theirs.items()):
        return None
    also = dict(table.also) | {
        name: tuple(dict.fromkeys(each for each in (*called[name], theirs[name]) if each != ours[name]))
        for name in shared
    }
    unplaced = [draft for draft in (table, other) if "region" not in draft.guess.columns]
    placed = all(regions.named_in(file.stem) for draft in unplaced for file in draft.files)
    if len(unplaced) == 1:
        # A file without the column has the region in its name.
        also["region"] = (*also.get("region", ()), "file")
    settled = _settled(table.guess) == _settled(other.guess) and table.unit == other.unit
    if "date" not in shared or ("client" in ours) != ("client" in theirs) or not placed or not settled:
        return None
    lacking = [name for name in {**theirs, **ours} if name not in shared and name != "region"]
    return replace(
        table,
        inspections=(
            *table.inspections,
            *(_unlike(each, table, lacking, language) for each in other.inspections),
        ),
        guess=replace(
            table.guess,
            columns={**theirs, **ours},
            settings={**other.guess.settings, **table.guess.settings},
            unused=tuple(dict.fromkeys((*table.guess.unused, *other.guess.unused))),
        ),
        files=(*table.files, *other.files),
        also={name: headings for name, headings in also.items() if headings},
    )


def _settled(guessed: Guess) -> dict[str, Any]:
    """Settings beside the sheet: one sheet can be read as all of them."""
    return {name: value for name, value in guessed.settings.items() if name != "sheet"}


def _headings(guessed: Guess) -> set[str]:
    return {*guessed.columns.values(), *guessed.unused}


def _unlike(
    inspection: Inspection, table: TableDraft, lacking: Sequence[str], language: Language
) -> Inspection:
    place = {"file": inspection.file, "other": table.files[0].name}
    message = language.text("{file}: its headings are not those of {other}; both became one table.", **place)
    if lacking:
        message += " " + language.text(
            "What not all of them ask is not stated for the others: {columns}.", columns=", ".join(lacking)
        )
    finding = Finding(
        severity="warning" if lacking else "note",
        code="headings-unlike",
        file=inspection.file,
        other_place=table.files[0].name,
        message=message,
        action=language.text("Look at columns and also in project.toml."),
    )
    return replace(inspection, findings=(*inspection.findings, finding))


def one_of_each(
    drafts: Sequence[TableDraft], language: Language
) -> tuple[list[TableDraft], tuple[Inspection, ...]]:
    """Tables that can stand in one project, named; and the files of their rivals."""
    kept: list[TableDraft] = []
    left: list[Inspection] = []
    for draft in drafts:
        rivals = next(
            ([one for one in drafts if one.kind in kinds] for kinds in ONCE if draft.kind in kinds), [draft]
        )
        best = max(rivals, key=lambda one: one.rows)
        if draft is not best:
            left += [_second(each, best.files[0].name, language) for each in draft.inspections]
            continue
        taken = sum(one.kind == draft.kind for one in kept)
        name = f"{draft.name}-{taken + 1}" if taken else draft.name
        items = {item for one in kept for item in one.guess.labels}
        beside = {place.casefold() for one in kept for place in one.places}
        apart = _plain(draft.files[0].name).casefold() in beside
        kept.append(replace(draft, name=name, apart=apart, guess=_with_other_items(draft.guess, items)))
    return kept, tuple(left)


def _second(inspection: Inspection, other: str, language: Language) -> Inspection:
    finding = Finding(
        severity="warning",
        code="table-second",
        file=inspection.file,
        message=language.text(
            "{file}: not used, since {other} gives the same figures and has no fewer rows.",
            file=inspection.file,
            other=other,
        ),
        action=language.text(
            "A project has one table for these figures; of this file make a project of its own."
        ),
    )
    return replace(inspection, findings=(*inspection.findings, finding))


def _with_other_items(guessed: Guess, taken: set[str]) -> Guess:
    """A guess whose questions have names that no other table has: one name has one text."""
    items = [*guessed.settings.get("items", ()), *guessed.settings.get("select_all", ())]
    if not taken & {*items}:
        return guessed
    new = {item: f"s_{item}" for item in items}

    def renamed(column: str) -> str:
        item, side = (column[: -len(end)], end) if (end := _side(column)) else (column, "")
        return new.get(item, item) + side

    settings = dict(guessed.settings)
    for name in ("items", "reversed", "key", "select_all"):
        if isinstance(settings.get(name), Mapping):
            settings[name] = {new[item]: value for item, value in settings[name].items()}
        elif name in settings:
            settings[name] = [new[item] for item in settings[name]]
    return replace(
        guessed,
        columns={renamed(column): heading for column, heading in guessed.columns.items()},
        settings=settings,
        labels={new.get(item, item): text for item, text in guessed.labels.items()},
    )


def _side(column: str) -> str:
    return next((end for end in ("_pre", "_post") if column.endswith(end)), "")
