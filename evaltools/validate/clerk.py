"""Keeps what validation finds, each with its place in the file."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Project, Table
from evaltools.read import RawTable

#: How a column that the file has not is filled, for the columns that centres leave out.
_FILLED = {"region": '{ region = "KZ-23" }', "training": '{ training = "T1" }', "unit": '{ unit = "…" }'}


class Clerk:
    """One table under validation: its settings, the rows as the file counts them, what was found."""

    def __init__(self, name: str, table: Table, raw: RawTable, project: Project) -> None:
        self.name, self.table, self.raw, self.project = name, table, raw, project
        self.language = Language(project.header.languages[0])
        self.findings: list[Finding] = []
        self.left_out: dict[str, int] = {}
        # Rows are numbered from 0 here: several sheets may have a row 2 each.
        self.rows = raw.frame.index

    @property
    def refused(self) -> bool:
        """Whether something was found that refuses the file."""
        return any(finding.refuses for finding in self.findings)

    def leave_out(self, frame: pd.DataFrame, rows: pd.Series[bool], reason: str) -> pd.DataFrame:
        """The frame without these rows, which are counted under a reason."""
        if not rows.any():
            return frame
        self.left_out[reason] = self.left_out.get(reason, 0) + int(rows.sum())
        return frame[~rows]

    def missing_column(self, heading: str, name: str = "") -> None:
        """Refuse the file for want of a column."""
        self.error(
            "column-missing",
            self.language.text(
                "{file}: there is no column “{column}”. Its columns are: {columns}.",
                file=self.raw.file,
                column=heading,
                columns=", ".join(self.raw.frame.columns),
            ),
            header=self.raw.reading.header_rows[-1],
            column=heading,
            action=self._how_to_name(name),
        )

    def _how_to_name(self, name: str) -> str:
        named = self.language.text(
            "Say in project.toml, where file = “{file}” stands, what the file calls it, such as {line}",
            file=self.table.file,
            line=f'columns = {{ {name or "region"} = "…" }}.',
        )
        if name not in _FILLED:
            return named
        filled = self.language.text(
            "Where there is no such column, fill gives one value for all rows, such as fill = {example}.",
            example=_FILLED[name],
        )
        return f"{named} {filled}"

    def error(self, code: str, message: str, **place: Any) -> None:
        """Refuse the file; `row` counts from 0 among the rows of the table."""
        self.findings.append(
            Finding(severity="error", code=code, message=message, refuses=True, **self.place(place))
        )

    def warning(self, code: str, message: str, **place: Any) -> None:
        self.findings.append(Finding(severity="warning", code=code, message=message, **self.place(place)))

    def note(self, code: str, message: str, **place: Any) -> None:
        self.findings.append(Finding(severity="note", code=code, message=message, **self.place(place)))

    def sheet_of(self, position: Any) -> str:
        """Sheet of a row: of several that were read as one table, its own."""
        if self.raw.sheet == "*" and "sheet" in self.raw.frame:
            return str(self.raw.frame["sheet"].iloc[int(position)])
        return self.raw.sheet

    def file_of(self, position: Any) -> str:
        """The file as a message names it: with the sheet, where rows of several stand in one table."""
        if self.raw.sheet != "*":
            return self.raw.file
        return self.language.text(
            "{file}, sheet “{sheet}”", file=self.raw.file, sheet=self.sheet_of(position)
        )

    def row_of(self, position: Any) -> int:
        """Row of the file, as a spreadsheet counts it."""
        return int(self.rows[int(position)])

    def place(self, place: dict[str, Any]) -> dict[str, Any]:
        """A place with the file, the sheet, and the row as the file counts it."""
        sheet, header = self.raw.sheet, place.pop("header", None)
        if "row" in place:
            position = int(place["row"])
            place["row"], sheet = self.row_of(position), self.sheet_of(position)
        elif header is not None:
            place["row"] = header
        return {"file": self.raw.file, "sheet": sheet} | place
