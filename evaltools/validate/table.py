"""Raw tables to canonical tables, or findings that name the place.

Every value is read by the type of its column. A value that cannot be read, or
a region that could be two, is an error: the file is refused and named, the
others go on. Rows that cannot take part (outside the period, a region outside
the project) are left out and counted: rows read = rows used + rows left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePath
from typing import Any

import pandas as pd

from evaltools import regions, schema
from evaltools import values as values_of
from evaltools.coded import LONG, coded, column_of, is_coded
from evaltools.errors import UsageError
from evaltools.findings import Finding
from evaltools.project import Choices, Project, Table
from evaltools.read import RawTable
from evaltools.validate.beside import without_rows_beside
from evaltools.validate.clerk import Clerk
from evaltools.validate.people import one_code_each
from evaltools.validate.personal import tell_personal
from evaltools.validate.plans import plans_taken_apart
from evaltools.validate.record import PLACES, Canonical
from evaltools.validate.rules import (
    refuse_doubles,
    refuse_impossible,
    refuse_plans_at_odds,
    refuse_points_and_percent,
    refuse_visits_of_nowhere,
    tell_blank_regions,
    tell_no_clients,
    tell_odd_figures,
    tell_repeated,
)
from evaltools.validate.said import said
from evaltools.vocabulary.categories import category_of, is_categorised
from evaltools.vocabulary.headings import occasion_of, plain

#: What stands in columns where the name of the file, or of the sheet, says what a column would.
FILE, SHEET = "file", "sheet"
#: What a ticked box looks like in a column of its own.
TICKED = ("1", "true", "истина", "ақиқат", "да", "иә", "yes", "x", "х", "+", "✓")


def validate(name: str, table: Table, raw: RawTable, project: Project) -> tuple[Canonical, list[Finding]]:
    """Read a raw table by its schema.

    Parameters
    ----------
    name : str
        Name of the table in `project.toml`.
    table : Table
        Its settings: kind, column mapping, rows to take (`where`).
    raw : RawTable
    project : Project
        For the regions, the period and the language of the messages.

    Returns
    -------
    canonical : Canonical
    findings : list of Finding
        Errors refuse the file; all of them are listed, at most `PLACES`
        places of one kind.
    """
    check = _Validation(name, table, raw, project)
    return check.run()


class _Validation(Clerk):
    """One pass over one table: collects findings as it goes."""

    def run(self) -> tuple[Canonical, list[Finding]]:
        columns = schema.SCHEMAS[self.table.kind].for_table(self.table)
        source = self._source()
        tell_personal(self, source)
        for heading, wanted in self.table.where.items():
            if heading not in source.columns:
                self.missing_column(heading)
            else:
                source = self.leave_out(source, source[heading] != wanted, "not-asked-for")
        source = without_rows_beside(self, source)
        present = {}
        for column in columns:
            heading = self.table.columns.get(column.name, column.name)
            if column.name in self.table.fill:
                constant = self.table.fill[column.name]
                present[column] = pd.Series(constant, index=source.index, name=column.name, dtype=object)
            elif question := self._in_columns(column.name):
                if (ticked := self._ticked(question, source, column.name)) is not None:
                    present[column] = ticked
            elif heading in source.columns or heading == FILE:
                present[column] = self._texts(column, heading, source)
            elif column.required or column.name in self.table.columns:
                self.missing_column(heading, column.name)
        if self.table.kind == "indicators":
            present = plans_taken_apart(self, columns, present)
        refuse_points_and_percent(self, {column.name: texts for column, texts in present.items()})
        frame = pd.DataFrame(
            {column.name: self._read(column, values) for column, values in present.items()},
            index=source.index,
            copy=False,
        )
        if not self.refused:
            frame = self._inside(frame)
            frame = one_code_each(self, frame, columns)
            tell_repeated(self, frame)
            tell_no_clients(self, frame)
            tell_odd_figures(self, frame)
            tell_blank_regions(self, frame)
            refuse_visits_of_nowhere(self, frame)
            refuse_doubles(self, frame)
            refuse_impossible(self, frame)
            refuse_plans_at_odds(self, frame)
        if self.refused:
            frame = frame.iloc[:0]
        rows_used = len(frame)
        frame = self._as_the_file_counts(frame)
        left_out = {reason: len(rows) for reason, rows in self.raw.reading.left_out.items()} | self.left_out
        if self.table.layout == "wide":
            frame = _long(frame, self.table)
        canonical = Canonical(
            name=self.name,
            table=self.table,
            frame=frame,
            rows_read=self.raw.rows_read,
            rows_used=rows_used,
            left_out={"refused": self.raw.rows_read} if self.refused else left_out,
            refused=self.refused,
        )
        return canonical, self.findings

    def _source(self) -> pd.DataFrame:
        """The cells, their rows numbered from 0; each text is kept once in registers alone, which are long."""
        source = self.raw.frame.set_axis(pd.RangeIndex(len(self.raw.frame)), axis=0)
        if self.table.kind == "consultations":
            return source
        return source.astype({name: str for name in source if is_coded(source[name])})

    def _as_the_file_counts(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows under their numbers in the file, without the values of rows that were left out."""
        if self.left_out:
            coded_columns = [str(name) for name in frame if is_coded(frame[name])]
            frame = frame.assign(
                **{name: frame[name].cat.remove_unused_categories() for name in coded_columns}
            )
        # Asked in this order, rows that rise need not be looked up one by one.
        if not (self.rows.is_monotonic_increasing and self.rows.is_unique) and not self.rows.is_unique:
            return frame
        rows = self.rows[frame.index.to_numpy()] if len(frame) < len(self.rows) else self.rows
        return frame.set_axis(rows, axis=0)

    def _texts(self, column: schema.Column, heading: str, source: pd.DataFrame) -> pd.Series[str]:
        """The cells of a column; the name of the file or the sheet may stand for one."""
        texts = (
            source[heading]
            if heading in source.columns
            else pd.Series(PurePath(self.raw.file).stem, index=source.index, name=heading, dtype=str)
        )
        if column.type == "region" and heading in (FILE, SHEET):
            known = {text: regions.named_in(text) or text for text in texts.unique()}
            texts = texts.map(known).rename(heading)
        if column.name == "training" and heading == self.table.columns.get("occasion"):
            rest = {text: occasion_of(text)[1] or text for text in texts.unique()}
            texts = texts.map(rest).rename(heading)
        return texts

    def _in_columns(self, name: str) -> Choices | None:
        """The question of this name, where each of its options has a column of its own."""
        question = self.table.select_all.get(name)
        return question if question is not None and question.columns else None

    def _ticked(self, question: Choices, source: pd.DataFrame, name: str) -> pd.Series[str] | None:
        """The options that each form ticked, as one text, from a column for each option."""
        missing = [heading for heading in question.columns.values() if heading not in source.columns]
        for heading in missing:
            self.missing_column(heading)
        if missing:
            return None
        marked = {
            option: source[heading].str.casefold().isin(TICKED)
            for option, heading in question.columns.items()
        }
        rows = zip(*(marks.to_numpy() for marks in marked.values()), strict=True)
        texts = [
            question.separator.join(option for option, mark in zip(marked, row, strict=True) if mark)
            for row in rows
        ]
        return pd.Series(texts, index=source.index, name=name, dtype=object)

    def _read(self, column: schema.Column, values: pd.Series[str]) -> pd.Series[Any]:
        reading = self.raw.reading
        hints = values_of.Hints(
            decimal=reading.decimal,
            point_is_sure=reading.format not in ("text", "html") or reading.delimiter == ",",
            typed=reading.typed,
            epoch=reading.epoch,
        )
        answers = self.table.answers if column.name in self.table.items else {}
        in_words = {plain(answer) for answer in answers}
        as_written = column.type in values_of.AS_WRITTEN and not is_categorised(column.name)
        if as_written and not is_coded(values):
            # Nothing is done with a text that stands for itself.
            asked = values[values.str.contains(values_of.worth_reading(column.type), regex=True)]
            rest = values if self._keeps_values_once else values.astype(object)
        else:
            asked, rest = values, None
        # A column of a million cells has few different texts: each is read once.
        different = coded(asked)
        texts = [str(text) for text in different.values]
        known = values_of.column_reader(
            column.type,
            # "Нет" may be an answer: what the settings name is never a word for "missing".
            [text for text in texts if plain(text) not in in_words] if answers else texts,
            self.project.regions,
            hints,
            maximum=self.table.maximum,
        )
        parse = values_of.answer_reader(answers, known.parse) if answers else known.parse
        self._understood(known, asked)
        read: list[Any] = []
        faults: dict[str, tuple[str, str]] = {}
        for text in texts:
            value = None
            if text != "":
                try:
                    value = parse(text)
                except (ValueError, UsageError) as error:
                    code = "region-ambiguous" if isinstance(error, regions.AmbiguousRegion) else "value"
                    faults[text] = (code, said(error, self.language))
            if value is not None and is_categorised(column.name) and text not in self._named(column.name):
                value = category_of(column.name, text) or value
            read.append(value)
        if faults:
            self._tell_faults(column, asked, faults)
        if column.filled:
            self._tell_blanks(asked[asked.isin(["", *known.missing])])
        if rest is not None and asked.empty:
            return rest
        dtype = values_of.DTYPES[column.type]
        if dtype == "object" and rest is None and self._keeps_values_once and column.type != "person":
            return column_of(different.codes, read, asked.index)
        found = pd.Series(read, dtype=dtype).take(different.codes).set_axis(asked.index)
        if rest is None:
            return found.astype(str) if column.type == "person" and self._keeps_values_once else found
        rest = rest.copy()
        rest[found.index] = found
        return rest

    @property
    def _keeps_values_once(self) -> bool:
        """Whether the table is a long register: the analysis of such a one counts without its cells."""
        return self.table.kind == "consultations" and len(self.raw.frame) > LONG

    def _tell_faults(
        self, column: schema.Column, values: pd.Series[str], faults: Mapping[str, tuple[str, str]]
    ) -> None:
        """Refuse the cells that cannot be read; `faults` gives the code and the problem of each text."""
        wrong = values[values.isin(list(faults))]
        for row, text in list(wrong.items())[:PLACES]:
            code, problem = faults[text]
            self.error(
                code,
                self.language.text(
                    "{file}, row {row}, column “{column}”: {problem}",
                    file=self.file_of(row),
                    row=self.row_of(row),
                    column=values.name,
                    problem=problem,
                ),
                row=row,
                column=str(values.name),
                value=text if column.type not in ("code", "person") else "…",
            )
        if len(wrong) > PLACES:
            self.error(
                "value",
                self.language.text(
                    "{file}, column “{column}”: {n} more cells cannot be read.",
                    file=self.raw.file,
                    column=values.name,
                    n=len(wrong) - PLACES,
                ),
                row=wrong.index[PLACES],
                column=str(values.name),
            )

    def _tell_blanks(self, blank: pd.Series[str]) -> None:
        """Refuse blank cells of a column that must be filled."""
        for row in list(blank.index)[:PLACES]:
            self.error(
                "blank",
                self.language.text(
                    "{file}, row {row}: the column “{column}” is empty. Fill it in, or remove the row.",
                    file=self.file_of(row),
                    row=self.row_of(row),
                    column=blank.name,
                ),
                row=row,
                column=str(blank.name),
            )

    def _named(self, dimension: str) -> Collection[str]:
        """Categories that the project names itself: they stay as they are written."""
        return self.project.labels.get(dimension, {}).keys()

    def _understood(self, known: values_of.ColumnReader, values: pd.Series[str]) -> None:
        """Say what of a column was understood in a way that its reader may want to know."""
        place = {"file": self.raw.file, "column": values.name}
        if known.missing:
            rows = values.index[values.isin(list(known.missing))]
            self.note(
                "missing-words",
                self.language.text(
                    "{file}, column “{column}”: {n} cells say that there is no value ({words}); they count as missing.",
                    n=len(rows),
                    words=", ".join(sorted(known.missing)),
                    **place,
                ),
                row=rows[0],
                column=str(values.name),
            )
        if known.serials:
            self.note(
                "serial-column",
                self.language.text(
                    "{file}, column “{column}”: the numbers were read as Excel’s serial dates; the first is {day}.",
                    day=known.parse(next(text for text in values if text and text not in known.missing)),
                    **place,
                ),
                column=str(values.name),
            )
        if known.short_years:
            self.warning(
                "short-years",
                self.language.text(
                    "{file}, column “{column}”: years of two digits were read as those from 2000 on.", **place
                ),
                column=str(values.name),
                action=self.language.text("Write years with four digits."),
            )
        if known.fractions:
            self.warning(
                "percent-fraction",
                self.language.text(
                    "{file}, column “{column}”: all percentages are at most 1. Are they fractions (0.92 for 92%)?",
                    **place,
                ),
                column=str(values.name),
            )

    def _inside(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Leave out rows of other regions and other times, and say how many."""
        if "region" in frame:
            outside = frame["region"].notna() & ~frame["region"].isin(
                [*self.project.regions, regions.COUNTRY.code]
            )
            for code in sorted(frame.loc[outside, "region"].unique()):
                rows = int((frame["region"] == code).sum())
                self.warning(
                    "region-outside",
                    self.language.text(
                        "{file}: {rows} rows are of {region}, which is no region of the project; left out.",
                        file=self.raw.file,
                        rows=rows,
                        region=regions.region(code).names[self.language.code],
                    ),
                    region=code,
                )
            frame = self.leave_out(frame, outside, "region-outside")
        if "date" in frame:
            start, end = self.project.header.period.start, self.project.header.period.end
            days = frame["date"].dropna().unique()
            outside = frame["date"].isin([day for day in days if not start <= day <= end])
            if outside.any():
                self.warning(
                    "date-outside",
                    self.language.text(
                        "{file}: {rows} rows have a date outside the period {period}; left out.",
                        file=self.raw.file,
                        rows=int(outside.sum()),
                        period=self.project.period,
                    ),
                    row=frame.index[outside][0],
                )
            frame = self.leave_out(frame, outside, "date-outside")
        return frame


def _long(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """One row for each person and test, from one row for each person: first all before, then all after."""
    tested = [f"{item}_{each}" for item in table.items for each in schema.OCCASIONS] or schema.OCCASIONS
    shared = frame[[name for name in frame if name not in tested]]
    parts = []
    for occasion in schema.OCCASIONS:
        marks = (
            {item: frame[f"{item}_{occasion}"] for item in table.items}
            if table.items
            else {"score": frame[occasion]}
        )
        parts.append(shared.assign(occasion=occasion, **marks))
    return pd.concat(parts)
