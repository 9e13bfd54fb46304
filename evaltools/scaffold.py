"""A new project from the files that somebody has: copies of them, and a `project.toml` to review."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evaltools import regions
from evaltools.errors import UsageError
from evaltools.findings import Finding
from evaltools.inspection import Inspection, guess_together, inspect_file
from evaltools.language import Language
from evaltools.project import Kind
from evaltools.project.load import FILE_NAME, ONCE, load_project
from evaltools.run.store import write
from evaltools.understand import Guess
from evaltools.vocabulary.letters import language_of

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
class Scaffold:
    """What a new project was made of.

    Attributes
    ----------
    folder : Path
    used : tuple of Inspection
        Files that became tables.
    refused : tuple of Inspection
        Files that cannot be used as they are, or that would be a second table
        of their kind; they were not copied.
    """

    folder: Path
    used: tuple[Inspection, ...]
    refused: tuple[Inspection, ...]


def new_project(folder: Path, files: Sequence[Path], *, language: str = "en") -> Scaffold:
    """Start a project: copy the files that can be used, and write a `project.toml` that runs at once.

    Parameters
    ----------
    folder : Path
        The project's folder; its name becomes the project's. It may exist, but
        must not hold a `project.toml`.
    files : sequence of Path
        Tables of any kind. Several of one kind with the same columns become
        one table. Of those that would give the same figures, the table with
        the most rows is taken.
    language : {"kk", "ru", "en"}
        First language of the project, and of what is said here.

    Returns
    -------
    Scaffold

    Raises
    ------
    UsageError
        The folder holds a project already, a file does not exist, or none of
        them can be used; nothing is written then.
    """
    if (folder / FILE_NAME).exists():
        raise UsageError(f"{folder} holds a project already. Name another folder.")
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise UsageError(f"There is no file {', '.join(missing)}.")
    seen = [(file, inspect_file(file, language=language)) for file in files]
    refused = tuple(each for _, each in seen if not each.accepted)
    drafts = _tables([(file, each) for file, each in seen if each.accepted])
    if files and not drafts:
        said = "\n".join(f"  - {each.message}" for one in refused for each in one.findings)
        raise UsageError(f"None of the files can be used as it is:\n{said}")
    tables, left = _one_of_each(drafts, Language(language))
    used = tuple(each for table in tables for each in table.inspections)
    text = _settings(folder, tables, used, language)
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        for file, place in zip(table.files, table.places, strict=True):
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    write(folder / FILE_NAME, text)
    if used:
        try:
            load_project(folder.resolve())
        except UsageError:
            # Settings that cannot be read would stand in the way of the next try.
            (folder / FILE_NAME).unlink()
            raise
    return Scaffold(folder=folder, used=used, refused=refused + left)


@dataclass(frozen=True, kw_only=True)
class _TableDraft:
    """One table of the new project."""

    name: str
    inspections: tuple[Inspection, ...]
    guess: Guess
    files: tuple[Path, ...]
    apart: bool = False  # in a folder of its own, since another table's file has the same name

    @property
    def kind(self) -> str:
        return self.inspections[0].kind

    @property
    def rows(self) -> int:
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
        return self.places[0] if len(self.files) == 1 else f"{self.name}/*"


def _plain(name: str) -> str:
    return re.sub(r"[\[\]*?]", "_", name)


def _tables(used: Sequence[tuple[Path, Inspection]]) -> list[_TableDraft]:
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
    drafts: list[_TableDraft] = []
    for (kind, _), members in groups.items():
        guessed = members[0][1].guess
        assert guessed is not None
        if any(each.guess != guessed for _, each in members):
            guessed = guess_together([file for file, _ in members], kind)
        drafts.append(
            _TableDraft(
                name=NAMES[kind],
                inspections=tuple(each for _, each in members),
                guess=guessed,
                files=tuple(file for file, _ in members),
            )
        )
    return drafts


def _one_of_each(
    drafts: Sequence[_TableDraft], language: Language
) -> tuple[list[_TableDraft], tuple[Inspection, ...]]:
    """Tables that can stand in one project, named; and the files of their rivals."""
    kept: list[_TableDraft] = []
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
            "{file}: not used, since {other} gives the same figures under other headings "
            "and has no fewer rows.",
            file=inspection.file,
            other=other,
        ),
        action=language.text(
            "Give both files the same headings, or make a project of its own from this one."
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
    for name in ("items", "select_all"):
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


def _settings(
    folder: Path, tables: Sequence[_TableDraft], inspections: Sequence[Inspection], code: str
) -> str:
    """The text of `project.toml`."""
    language = Language(code)
    start, end = _period(inspections)
    found = _regions(inspections)
    work, provider = language.text("work of the centre"), language.text("the centre")
    funder = language.text("name of the funder")
    bureau = language.text("Bureau of National Statistics of Kazakhstan")
    lines = [
        _comment(
            language.text("Made from your files. Read every line, change what is wrong, and run again.")
        ),
        "",
        "[project]",
        _comment(language.text("What stands on the pages; put your own words here.")),
        f"name = {_toml(folder.resolve().name)}",
        f"work = {_toml(work)}",
        f"provider = {_toml(provider)}",
        f"funder = {_toml(funder)}",
        _comment(language.text("First and last day of the report. Rows outside are left out.")),
        f'period = "{start}..{end}"',
        f"cut_off = {end}",
        f"regions = {_toml(found)}",
        f"languages = {_toml([code, *(each for each in ('kk', 'ru', 'en') if each != code)])}",
        _comment(
            language.text(
                'Small counts are hidden: below 10 for "court", below 5 for "training", none for "activity".'
            )
        ),
        'sensitivity = "court"',
        _comment(language.text("What one client is: people, couples or families.")),
        f"clients = {_toml(_clients(tables))}",
        'sep = ";"',
    ]
    if len(found) > 1:
        latest = regions.population_dates()[-1]
        lines += [
            "",
            "[denominators.residents]",
            _comment(
                language.text(
                    "Residents come with the toolkit, for three days; rates are per so many of them."
                )
            ),
            f"date = {latest}",
            "per = 10000",
            f"source = {_toml(bureau)}",
        ]
    for table in tables:
        lines += ["", *_table(table, language, found)]
    for table in tables:
        for item, said in table.guess.labels.items():
            spoken = language_of(said)
            dimension = "question" if item in table.guess.settings.get("select_all", {}) else "item"
            lines += ["", f"[labels.{dimension}.{item}]", f"{spoken} = {_toml(said.strip())}"]
    return "\n".join(lines) + "\n"


def _table(table: _TableDraft, language: Language, found: Sequence[str]) -> list[str]:
    guessed = table.guess
    lines = [
        f"[tables.{table.name}]",
        f"file = {_toml(table.setting)}",
        f"kind = {_toml(table.kind)}",
    ]
    columns = {name: heading for name, heading in guessed.columns.items() if name != heading}
    if columns:
        lines.append(
            _comment(language.text("The names that the toolkit knows, and what your columns are called."))
        )
        lines.append(f"columns = {_toml(columns)}")
    if guessed.unused:
        lines.append(
            _comment(language.text("Not used: {columns}", columns="; ".join(map(_one_line, guessed.unused))))
        )
    fill = _fill(table, found)
    if fill:
        lines.append(_comment(language.text("What no column says; the same for every row.")))
        lines.append(f"fill = {_toml(fill)}")
    lines += [f"{name} = {_toml(value)}" for name, value in guessed.settings.items()]
    lines.append(f"source = {_toml(table.files[0].stem if len(table.files) == 1 else table.name)}")
    return lines


def _fill(table: _TableDraft, found: Sequence[str]) -> dict[str, str]:
    """Values of columns that the file has not, and that its kind needs."""
    fill = {}
    columns = table.guess.columns
    if table.kind == "prepost" and "training" not in columns:
        fill["training"] = re.sub(r"[^\w-]+", "-", table.files[0].stem).strip("-") or "1"
    if "region" not in columns and table.kind != "indicators":
        named = {code for file in table.files for code in _in_name(file.name)}
        if len(named) == 1 or table.kind == "consultations":
            fill["region"] = min(named, default=found[0])
    if table.kind == "indicators" and "unit" not in columns:
        fill["unit"] = "-"
    return fill


def _period(inspections: Iterable[Inspection]) -> tuple[str, str]:
    """The years that the dates of the files lie in; this year where there are none."""
    days = [
        str(day)
        for each in inspections
        for name in ("first_date", "last_date")
        if each.summary and (day := each.summary.get(name))
    ]
    years = [day[:4] for day in days] or [str(date.today().year)]
    return f"{min(years)}-01-01", f"{max(years)}-12-31"


def _regions(inspections: Iterable[Inspection]) -> list[str]:
    """Regions that the files name, in their cells or in the name of the file; all where none does."""
    named: set[str] = set()
    for each in inspections:
        named |= set(each.regions)
        named |= set(_in_name(each.file))
    named.discard(regions.COUNTRY.code)
    return sorted(named) or sorted(regions.regions())


def _in_name(file: str) -> set[str]:
    """The region that the name of a file speaks of."""
    found = set()
    for word in re.split(r"[\s_.,()-]+", Path(file).stem):
        if len(word) > 3 and not word.isdigit():
            try:
                found.add(regions.resolve(word))
            except UsageError:
                continue
    return found if len(found) == 1 else set()


def _clients(tables: Iterable[_TableDraft]) -> str:
    headings = [table.guess.columns.get(name, "") for table in tables for name in ("clients", "client")]
    for unit, pattern in _CLIENTS.items():
        if any(re.search(pattern, heading.casefold()) for heading in headings):
            return unit
    return "people"


def _comment(text: str) -> str:
    return f"# {_one_line(text)}"


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def _toml(value: Any) -> str:
    """A value as TOML writes it. A text in quotes is the same in JSON."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}" if value == int(value) else repr(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case Mapping():
            pairs = ", ".join(f"{_key(name)} = {_toml(each)}" for name, each in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            return f"[{', '.join(_toml(each) for each in value)}]"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)
