"""Registers: cells that must be filled, evidence that must be there, consent that must have been given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from evaltools.check.advice import quoted, which_is_right
from evaltools.check.case import Case, called, plain
from evaltools.findings import Finding
from evaltools.language import pick
from evaltools.project import Table
from evaltools.project.load import FILE_NAME
from evaltools.registers import LANGUAGES, Register, RegisterColumn, masked, register_named
from evaltools.validate import Canonical


def check_registers(case: Case) -> list[Finding]:
    """Every check of registers."""
    found: list[Finding] = []
    for register, canonical in case.registers():
        found += _incomplete(case, register, canonical)
        # What several people said in the same words was said several times.
        if not register.people:
            found += _repeated(case, register, canonical)
        found += _same_codes(case, register, canonical)
        found += _links(case, register, canonical)
        found += _files(case, register, canonical)
        found += _consent(case, register, canonical)
        found += _against_indicators(case, register, canonical)
    return [*found, *_evidence(case)]


def filled(row: pd.Series[Any], column: RegisterColumn) -> bool:
    """Whether a row has something in a column, in whatever language."""
    return any(name in row and not pd.isna(row[name]) and row[name] != "" for name in column.files)


def title(case: Case, register: Register) -> str:
    """A register as a report calls it."""
    return pick(dict(register.title), case.language.code)[0]


def heading(case: Case, column: RegisterColumn) -> str:
    """A column as a report calls it: what names the row stands under “Name”."""
    named = case.language.text("Name") if "row" in column.uses else column.name
    return column.label.get(case.language.code) or named


def row_name(case: Case, register: Register, row: pd.Series[Any]) -> str:
    """What a row is called: its text in the language of the findings, or in the one it has.

    Findings may be published: people's words are left out, numbers of telephones masked.
    """
    open_ = [column for column in register.having("row") if "consent" not in column.uses]
    if text := _words_of(case, open_, row):
        return masked(text)
    own = row.get(register.identifier)
    return "" if own is None or pd.isna(own) else str(own)


def _words_of(case: Case, columns: Sequence[RegisterColumn], row: pd.Series[Any]) -> str:
    """The first text that a row has in these columns, as it stands there."""
    for column in columns:
        codes = (case.language.code, *LANGUAGES)
        names = (
            [column.name, *(f"{column.name}_{code}" for code in codes)]
            if column.type == "texts"
            else [column.name]
        )
        for name in names:
            if name in row and not pd.isna(row[name]) and row[name] != "":
                return str(row[name])
    return ""


def _incomplete(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Rows with an empty cell that a report needs."""
    needed = register.having("required")
    found = []
    complete = 0
    for number, row in canonical.frame.iterrows():
        missing = [heading(case, each).lower() for each in needed if not filled(row, each)]
        if not missing:
            complete += 1
            continue
        found.append(
            Finding(
                severity="warning",
                code="register-incomplete",
                file=canonical.table.file,
                row=int(str(number)),
                column=", ".join(each.name for each in needed if not filled(row, each)),
                message=case.language.text(
                    "{register}, “{name}”: not stated: {columns}.",
                    register=title(case, register),
                    name=row_name(case, register, row),
                    columns=", ".join(missing),
                ),
                action=case.language.text("Fill the cells in, or say why there is nothing."),
            )
        )
    if needed and complete and complete == len(canonical.frame):
        found.append(
            Finding(
                severity="checked",
                code="register-complete",
                file=canonical.table.file,
                column=register.name,
                message=case.language.text(
                    "{register}: every cell that is needed is filled ({n} rows).",
                    register=title(case, register),
                    n=complete,
                ),
                computed=plain(complete),
            )
        )
    return found


def _repeated(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Rows of one list that say the same: a list of ten has fewer different entries then."""
    frame = canonical.frame
    lists = [each.name for each in register.having("group") if each.name in frame]
    names = pd.Series(
        [
            _words_of(case, register.having("row"), row) or row_name(case, register, row)
            for _, row in frame.iterrows()
        ],
        index=frame.index,
        dtype=str,
    )
    # An organisation may be written to twice; the same letter is not sent twice.
    other = [
        name
        for each in register.columns
        if each.name != register.identifier and "row" not in each.uses
        for name in each.files
        if name in frame
    ]
    keys = frame[other].astype("string").fillna("").assign(row_name=names)
    found = []
    for key, rows in keys.groupby(lists, sort=False) if lists else [((), keys)]:
        again = rows.duplicated() & (rows["row_name"] != "")
        if not again.any():
            continue
        place = rows.index[again][0]
        listed = case.name(lists[0], str(key[0] if isinstance(key, tuple) else key)) if lists else ""
        name = row_name(case, register, frame.loc[place]) or str(place)
        column = register.having("row")[0].name
        where = f"{title(case, register)}, {listed}" if listed else title(case, register)
        found.append(_twice(case, canonical, column=column, again=again, listed=where, name=name))
    return found


def _same_codes(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Codes that name several rows of a register in which each row must have one: a link could mean any."""
    first = register.columns[0]
    if first.type != "code" or "filled" not in first.uses:
        return []
    codes = canonical.frame[first.name]
    again = codes.duplicated()
    if not again.any():
        return []
    where = f"{title(case, register)}, {first.name}"
    name = str(codes[again].iloc[0])
    return [_twice(case, canonical, column=first.name, again=again, listed=where, name=name)]


def _twice(
    case: Case, canonical: Canonical, *, column: str, again: pd.Series[bool], listed: str, name: str
) -> Finding:
    """Rows of a list, some of which (`again`) stand there a further time; the first of those is named."""
    n, more = len(again), int(again.sum())
    return Finding(
        severity="warning",
        code="entry-twice",
        file=canonical.table.file,
        row=int(str(again.index[again][0])),
        column=column,
        message=case.language.text(
            "{list}: {n} entries, {different} different ones; “{name}” stands there again.",
            list=listed,
            n=n,
            different=n - more,
            name=name,
        ),
        action=case.language.text("Look whether one was meant to be another, or count it once."),
        claimed=plain(n),
        computed=plain(n - more),
        difference=plain(more),
    )


def _links(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Codes that name a row of another register which is not there."""
    found = []
    for column in register.columns:
        if not column.link or column.name not in canonical.frame:
            continue
        known = _ids(case, column.link)
        if known is None:
            continue
        for number, value in canonical.frame[column.name].dropna().items():
            if str(value) in known:
                continue
            found.append(
                Finding(
                    severity="error",
                    code="link-unknown",
                    file=canonical.table.file,
                    row=int(str(number)),
                    column=column.name,
                    value=str(value),
                    message=case.language.text(
                        "{file}, row {row}: “{value}” is not in the register “{register}”.",
                        file=canonical.table.file,
                        row=number,
                        value=value,
                        register=title(case, register_named(column.link)),
                    ),
                    action=case.language.text("Correct the code, or add the row that it names."),
                )
            )
    return found


def _ids(case: Case, name: str) -> set[str] | None:
    for register, canonical in case.registers():
        if register.name == name:
            return {str(each) for each in canonical.frame[register.identifier].dropna()}
    return None


def _evidence(case: Case) -> list[Finding]:
    """Activities that no evidence is attached to."""
    registers = {register.name: (register, canonical) for register, canonical in case.registers()}
    if "activities" not in registers or "evidence" not in registers:
        return []
    register, activities = registers["activities"]
    shown = {str(each) for each in registers["evidence"][1].frame["activity"].dropna()}
    file = registers["evidence"][1].table.file
    found = []
    for number, row in activities.frame.iterrows():
        if str(row["activity"]) in shown:
            continue
        found.append(
            Finding(
                severity="warning",
                code="evidence-missing",
                file=activities.table.file,
                row=int(str(number)),
                column="activity",
                message=case.language.text(
                    "{register}, “{name}”: no evidence is attached to this activity.",
                    register=title(case, register),
                    name=row_name(case, register, row),
                ),
                other_place=file,
                action=case.language.text("Attach the evidence, or say why there is none."),
            )
        )
    with_evidence = len(activities.frame) - len(found)
    if with_evidence:
        found.append(
            Finding(
                severity="checked",
                code="evidence-present",
                file=file,
                column="activity",
                message=case.language.text(
                    "{n} of {total} activities have evidence.", n=with_evidence, total=len(activities.frame)
                ),
                claimed=plain(len(activities.frame)),
                computed=plain(with_evidence),
                other_place=activities.table.file,
            )
        )
    return found


def _files(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Files of a folder against the number that a row states, where a folder is given."""
    frame = canonical.frame
    if not canonical.table.folder or "file" not in frame or "count" not in frame:
        return []
    found: list[Finding] = []
    if not (case.project.folder / canonical.table.folder).is_dir():
        return [
            Finding(
                severity="warning",
                code="folder-missing",
                file=canonical.table.file,
                column="file",
                message=case.language.text(
                    "{register}: there is no folder {folder} in the project; its files were not counted.",
                    register=title(case, register),
                    folder=canonical.table.folder,
                ),
                action=case.language.text(
                    "Put the files into this folder of the project, or correct the line in project.toml "
                    "under [tables.{table}]: {line}",
                    table=canonical.name,
                    line=f"folder = {quoted(canonical.table.folder)}",
                ),
            )
        ]
    for number, row in frame.iterrows():
        if pd.isna(row["file"]) or pd.isna(row["count"]):
            continue
        attached = _attached(case, canonical.table, str(row["file"]))
        stated = float(row["count"])
        agrees = attached == stated
        values = {
            "name": row_name(case, register, row),
            "stated": case.number(stated),
            "attached": case.number(attached),
        }
        found.append(
            Finding(
                severity="checked" if agrees else "error",
                code="files-agree" if agrees else "files-differ",
                file=canonical.table.file,
                row=int(str(number)),
                column="count",
                message=case.language.text("“{name}”: {stated} are stated and attached.", **values)
                if agrees
                else case.language.text("“{name}”: {stated} are stated, {attached} attached.", **values),
                claimed=plain(stated),
                computed=plain(attached),
                difference=plain(round(stated - attached, 6)),
                other_place=f"{canonical.table.folder}/{row['file']}",
                action="" if agrees else case.language.text("Attach what is missing, or correct the number."),
            )
        )
    return found


def _against_indicators(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """A row that names an indicator gives the same number as the indicator's fact."""
    frame, language = canonical.frame, case.language
    if not {"indicator", "count"} <= set(frame.columns):
        return []
    facts = {
        row.pairs["indicator"]: row
        for row in case.results.select(subject="indicators", measure="fact")
        if row.ok
    }
    found, agreeing = _unknown_indicators(case, register, canonical), 0
    for number, row in frame.iterrows():
        fact = facts.get(str(row["indicator"]))
        if fact is None or fact.value is None or pd.isna(row["count"]):
            continue
        count = float(row["count"])
        if count == fact.value:
            agreeing += 1
            continue
        file = case.project.tables[fact.table].file if fact.table in case.project.tables else FILE_NAME
        found.append(
            Finding(
                # Two units may count two things.
                severity="error" if str(row.get("unit") or fact.unit) == fact.unit else "warning",
                code="mention-differs",
                file=canonical.table.file,
                row=int(str(number)),
                column=str(row["indicator"]),
                message=language.text(
                    "{name}: {here} gives {first}, {there} gives {second}.",
                    name=case.name("indicator", str(row["indicator"])),
                    here=called(case, canonical),
                    there=called(case, case.tables[fact.table]) if fact.table in case.tables else file,
                    first=case.number(count),
                    second=case.number(fact.value),
                ),
                action=which_is_right(case, "mention-differs", str(row["indicator"])),
                claimed=plain(count),
                computed=plain(fact.value),
                difference=plain(round(count - fact.value, 6)),
                other_place=file,
            )
        )
    if agreeing:
        found.append(
            Finding(
                severity="checked",
                code="mention-agrees",
                file=canonical.table.file,
                column=register.name,
                message=language.plural(
                    "{register}: {n} number is the fact of the indicator that it names.",
                    "{register}: {n} numbers are the facts of the indicators that they name.",
                    agreeing,
                    register=title(case, register),
                ),
            )
        )
    return found


def _unknown_indicators(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Rows that name an indicator which the project has not."""
    known = {row.pairs["indicator"] for row in case.results.select(subject="indicators", measure="met")}
    return [
        Finding(
            severity="warning",
            code="link-unknown",
            file=canonical.table.file,
            row=int(str(number)),
            column="indicator",
            value=str(value),
            message=case.language.text(
                "{register}: the project has no indicator “{value}”.",
                register=title(case, register),
                value=value,
            ),
            action=case.language.text("Correct the code, or add the row that it names."),
        )
        for number, value in canonical.frame["indicator"].dropna().items()
        if str(value) not in known
    ]


def _attached(case: Case, table: Table, pattern: str) -> int:
    """Files of the register's folder that fit a name or a pattern such as `photos/*.jpg`."""
    folder = (case.project.folder / table.folder).resolve()
    if not folder.is_relative_to(case.project.folder.resolve()) or ".." in pattern or pattern.startswith("/"):
        return 0
    if (folder / pattern).is_file():
        return 1  # a name may hold what a pattern means otherwise, such as [1]
    return sum(each.is_file() for each in folder.glob(pattern))


def _consent(case: Case, register: Register, canonical: Canonical) -> list[Finding]:
    """Words and pictures of people without their consent: left out of what is published."""
    frame = canonical.frame
    spoken = register.having("consent")
    if "people_shown" in frame:
        needed = frame["people_shown"] == "yes"
    elif spoken:
        texts = [name for column in spoken for name in column.files if name in frame]
        # Words that were not even typed in, beside a column for the consent to them, wait for it, too.
        needed = (
            frame[texts].notna().any(axis=1) if texts else pd.Series("consent" in frame, index=frame.index)
        )
    else:
        return []
    given = frame["consent"] == "yes" if "consent" in frame else pd.Series(False, index=frame.index)
    without = frame.index[needed.fillna(value=False) & ~given.fillna(value=False)]
    if not len(without):
        return []
    return [
        Finding(
            severity="warning",
            code="consent-missing",
            file=canonical.table.file,
            row=int(without[0]),
            column="consent",
            message=case.language.plural(
                "{file}: for {n} row no consent is recorded; its text is not published.",
                "{file}: for {n} rows no consent is recorded; their texts are not published.",
                len(without),
                file=canonical.table.file,
            ),
            action=case.language.text("Write yes into the column consent where the person has agreed."),
            computed=plain(len(without)),
        )
    ]
