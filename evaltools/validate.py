"""Raw tables to canonical tables, or findings that name the place.

Every value is read by the type of its column. A value that cannot be read, or
a region that could be two, is an error: the file is refused and named, the
others go on. Rows that cannot take part (outside the period, a region outside
the project) are left out and counted: rows read = rows used + rows left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evaltools import regions, schema
from evaltools import values as values_of
from evaltools.errors import UsageError
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Choices, Project, Table
from evaltools.read import RawTable
from evaltools.understand.personal import What, personal_columns
from evaltools.vocabulary.codes import cleaned
from evaltools.vocabulary.headings import plain

#: How many places of one fault are named one by one.
PLACES = 20
#: What a ticked box looks like in a column of its own.
TICKED = ("1", "true", "истина", "ақиқат", "да", "иә", "yes", "x", "х", "+", "✓")
#: How a column that the file has not is filled, for the columns that centres leave out.
_FILLED = {
    "client": '{ client = "1" }',
    "training": '{ training = "T1" }',
    "unit": '{ unit = "…" }',
}
#: Highest answer to "how likely are you to recommend"; the lowest is 0.
RECOMMEND_TO = 10


@dataclass(frozen=True)
class Canonical:
    """A validated table, or what is left of one that was refused.

    Attributes
    ----------
    name : str
        Name of the table in `project.toml`.
    table : Table
        Its settings.
    frame : DataFrame
        Columns of the schema that the file has; missing values are `<NA>`.
        Empty if the file was refused.
    rows_read, rows_used : int
    left_out : dict of int
        Rows left out, by reason code.
    refused : bool
    """

    name: str
    table: Table
    frame: pd.DataFrame
    rows_read: int
    rows_used: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    refused: bool = False


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


class _Validation:
    """One pass over one table: collects findings as it goes."""

    def __init__(self, name: str, table: Table, raw: RawTable, project: Project) -> None:
        self.name, self.table, self.raw, self.project = name, table, raw, project
        self.language = Language(project.header.languages[0])
        self.findings: list[Finding] = []
        self.left_out: dict[str, int] = {}

    def run(self) -> tuple[Canonical, list[Finding]]:
        columns = schema.SCHEMAS[self.table.kind].for_table(self.table)
        source = self._numbered(self.raw.frame)
        self._personal(source)
        for heading, wanted in self.table.where.items():
            if heading not in source.columns:
                self._missing_column(heading)
            else:
                source = self._leave_out(source, source[heading] != wanted, "not-asked-for")
        present = {}
        for column in columns:
            heading = self.table.columns.get(column.name, column.name)
            if column.name in self.table.fill:
                constant = self.table.fill[column.name]
                present[column] = pd.Series(constant, index=source.index, name=column.name, dtype=object)
            elif question := self._in_columns(column.name):
                if (ticked := self._ticked(question, source, column.name)) is not None:
                    present[column] = ticked
            elif heading in source.columns:
                present[column] = source[heading]
            elif column.required or column.name in self.table.columns:
                self._missing_column(heading, column.name)
        if self.table.kind == "indicators":
            present = self._plans_taken_apart(columns, present)
        frame = pd.DataFrame(
            {column.name: self._read(column, values) for column, values in present.items()},
            index=source.index,
        )
        if not self._refused:
            frame = self._inside(frame)
            frame = self._people(frame, columns)
            self._repeated(frame)
            self._twice(frame)
            self._off_scale(frame)
            self._at_odds(frame)
        if self._refused:
            frame = frame.iloc[:0]
        rows_used = len(frame)
        if self.rows.is_unique:
            frame.index = self.rows[frame.index.to_numpy()]
        left_out = {reason: len(rows) for reason, rows in self.raw.reading.left_out.items()} | self.left_out
        if self.table.layout == "wide":
            frame = _long(frame, self.table)
        canonical = Canonical(
            name=self.name,
            table=self.table,
            frame=frame,
            rows_read=self.raw.rows_read,
            rows_used=rows_used,
            left_out={"refused": self.raw.rows_read} if self._refused else left_out,
            refused=self._refused,
        )
        return canonical, self.findings

    def _personal(self, source: pd.DataFrame) -> None:
        """Columns that say who somebody is; the file is read all the same."""
        for found in personal_columns(source):
            self._warning(
                "personal-data",
                _personal_message(
                    found.what, self.language, file=self._file(found.row), column=found.heading
                ),
                row=found.row,
                column=found.heading,
                value="…",
                action=self.language.text(
                    "Put a code in its place, the same code for the same person, and keep the list of codes elsewhere."
                ),
            )

    def _plans_taken_apart(
        self, columns: Sequence[schema.Column], present: dict[schema.Column, pd.Series[str]]
    ) -> dict[schema.Column, pd.Series[str]]:
        """Plans such as "at least 10" or "3-4" as number, high end and operator, where these have no columns."""
        by_name = {column.name: column for column in columns}
        plans = present.get(by_name["plan"])
        if plans is None or any(by_name[name] in present for name in ("operator", "plan_high")):
            return present
        apart: dict[str, values_of.PlanText] = {}
        for text in plans.unique():
            try:
                apart[text] = values_of.read_plan(text)
            except values_of.Unreadable:
                # Blanks, "n/a", and what the reader of numbers will name as a fault.
                apart[text] = values_of.PlanText(low=text)
        said = plans[plans.map(lambda text: bool(apart[text].operator))]
        if said.empty:
            return present
        self._note(
            "plan-in-words",
            self.language.text(
                "{file}, column “{column}”: plans that ask for more than a number were read as such, for example “{text}”.",
                file=self.raw.file,
                column=plans.name,
                text=said.iloc[0],
            ),
            row=said.index[0],
            column=str(plans.name),
        )
        parts = {
            "plan": plans.map(lambda text: apart[text].low),
            "plan_high": plans.map(lambda text: apart[text].high),
            "operator": plans.map(lambda text: apart[text].operator),
        }
        return present | {by_name[name]: part for name, part in parts.items()}

    def _in_columns(self, name: str) -> Choices | None:
        """The question of this name, where each of its options has a column of its own."""
        question = self.table.select_all.get(name)
        return question if question is not None and question.columns else None

    def _ticked(self, question: Choices, source: pd.DataFrame, name: str) -> pd.Series[str] | None:
        """The options that each form ticked, as one text, from a column for each option."""
        missing = [heading for heading in question.columns.values() if heading not in source.columns]
        for heading in missing:
            self._missing_column(heading)
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

    def _numbered(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows numbered from 0: several sheets may have a row 2 each. `_place` gives the file's own number."""
        self.rows = frame.index
        return frame.set_axis(pd.RangeIndex(len(frame)), axis=0)

    @property
    def _refused(self) -> bool:
        return any(finding.refuses for finding in self.findings)

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
        known = values_of.column_reader(
            column.type,
            # "Нет" may be an answer: what the settings name is never a word for "missing".
            [text for text in values.unique() if plain(text) not in in_words] if answers else values.unique(),
            self.project.regions,
            hints,
            maximum=self.table.maximum,
        )
        parse = values_of.answer_reader(answers, known.parse) if answers else known.parse
        self._understood(known, values)
        read: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for text in values.unique():
            if text == "":
                read[text] = None
                continue
            try:
                read[text] = parse(text)
            except (ValueError, UsageError) as error:
                read[text] = None
                faults[text] = (
                    error.said(self.language) if isinstance(error, values_of.Unreadable) else str(error)
                )
        if faults:
            places = values[values.isin(list(faults))]
            for row, text in list(places.items())[:PLACES]:
                self._error(
                    "region-ambiguous"
                    if column.type == "region" and "could mean" in faults[text]
                    else "value",
                    self.language.text(
                        "{file}, row {row}, column “{column}”: {problem}",
                        file=self._file(row),
                        row=self._row(row),
                        column=values.name,
                        problem=faults[text],
                    ),
                    row=row,
                    column=str(values.name),
                    value=text if column.type not in ("code", "person") else "…",
                )
        blanks = values.isin(["", *known.missing])
        if column.filled and blanks.any():
            blank = values[blanks]
            for row in list(blank.index)[:PLACES]:
                self._error(
                    "blank",
                    self.language.text(
                        "{file}, row {row}: the column “{column}” is empty. Fill it in, or remove the row.",
                        file=self._file(row),
                        row=self._row(row),
                        column=values.name,
                    ),
                    row=row,
                    column=str(values.name),
                )
        return pd.Series(
            [read[text] for text in values], index=values.index, dtype=values_of.DTYPES[column.type]
        )

    def _understood(self, known: values_of.ColumnReader, values: pd.Series[str]) -> None:
        """Say what of a column was understood in a way that its reader may want to know."""
        place = {"file": self.raw.file, "column": values.name}
        if known.missing:
            rows = values.index[values.isin(list(known.missing))]
            self._note(
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
            self._note(
                "serial-column",
                self.language.text(
                    "{file}, column “{column}”: the numbers were read as Excel’s serial dates; the first is {day}.",
                    day=known.parse(next(text for text in values if text and text not in known.missing)),
                    **place,
                ),
                column=str(values.name),
            )
        if known.fractions:
            self._warning(
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
                self._warning(
                    "region-outside",
                    self.language.text(
                        "{file}: {rows} rows are of {region}, which is no region of the project; left out.",
                        file=self.raw.file,
                        rows=rows,
                        region=regions.region(code).names[self.language.code],
                    ),
                    region=code,
                )
            frame = self._leave_out(frame, outside, "region-outside")
        if "date" in frame:
            start, end = self.project.header.period.start, self.project.header.period.end
            outside = frame["date"].map(lambda day: day is not None and not start <= day <= end).astype(bool)
            if outside.any():
                self._warning(
                    "date-outside",
                    self.language.text(
                        "{file}: {rows} rows have a date outside the period {period}; left out.",
                        file=self.raw.file,
                        rows=int(outside.sum()),
                        period=self.project.period,
                    ),
                    row=frame.index[outside][0],
                )
            frame = self._leave_out(frame, outside, "date-outside")
        return frame

    def _people(self, frame: pd.DataFrame, columns: Sequence[schema.Column]) -> pd.DataFrame:
        """Codes of people that are typed in several ways become one, which is told."""
        for column in columns:
            if column.type != "person" or column.name not in frame:
                continue
            codes = frame[column.name].dropna()
            spellings: dict[str, list[str]] = {}
            for code in codes.unique():
                spellings.setdefault(cleaned(code), []).append(code)
            several = {key: written for key, written in spellings.items() if len(written) > 1}
            if not several:
                continue
            if self.table.kind == "prepost":
                self._one_or_two_people(frame, column.name, several)
                if self._refused:
                    return frame
            used = codes.value_counts()
            usual: dict[str, str] = {}
            for written in several.values():
                chosen = min(written, key=lambda code: (-int(used[code]), code))
                usual |= dict.fromkeys(written, chosen)
                for code in written:
                    if code != chosen:
                        self._written_otherwise(codes, column.name, code, chosen)
            frame = frame.assign(**{column.name: frame[column.name].replace(usual)})
        return frame

    def _repeated(self, frame: pd.DataFrame) -> None:
        """Visits that stand in the register twice: kept, since both may be true, and told."""
        if self.table.kind != "consultations":
            return
        again = frame.index[frame.duplicated()]
        if len(again):
            self._warning(
                "rows-repeated",
                self.language.plural(
                    "{file}: {n} row is the same as an earlier one in everything that is read (the first "
                    "is row {row}). It was counted.",
                    "{file}: {n} rows are the same as an earlier one in everything that is read (the first "
                    "is row {row}). They were counted.",
                    len(again),
                    file=self.raw.file,
                    row=self._row(again[0]),
                ),
                row=again[0],
                action=self.language.text("If they were entered twice, remove them."),
            )

    def _one_or_two_people(self, frame: pd.DataFrame, name: str, several: Mapping[str, list[str]]) -> None:
        """Two tests of one occasion whose codes differ only in spelling: one person, or two? Not guessed."""
        place = [each for each in ("training", "occasion") if each in frame]
        for written in several.values():
            rows = frame[frame[name].isin(written)]
            clashing = rows[rows.duplicated(place, keep=False)] if place else rows
            for _, group in clashing.groupby(place) if place else [("", clashing)]:
                if group[name].nunique() < 2:
                    continue
                first, second = group.index[:2]
                self._error(
                    "person-unclear",
                    self.language.text(
                        "{file}, rows {first} and {second}, column “{column}”: the codes differ only in "
                        "spelling. One person, or two?",
                        file=self._file(first),
                        first=self._row(first),
                        second=self._row(second),
                        column=self.table.columns.get(name, name),
                    ),
                    row=second,
                    column=self.table.columns.get(name, name),
                    value="…",
                    action=self.language.text(
                        "Give two people different codes, and one person one row for each test."
                    ),
                )

    def _written_otherwise(self, codes: pd.Series[Any], name: str, code: str, chosen: str) -> None:
        row, other = (codes.index[codes == each][0] for each in (code, chosen))
        self._note(
            "code-cleaned",
            self.language.text(
                "{file}, row {row}, column “{column}”: the code is read as the same as in row {other}; "
                "they differ only in spaces, hyphens, capitals, zeros or look-alike letters.",
                file=self._file(row),
                row=self._row(row),
                column=self.table.columns.get(name, name),
                other=self._row(other),
            ),
            row=row,
            column=self.table.columns.get(name, name),
            value="…",
        )

    def _twice(self, frame: pd.DataFrame) -> None:
        """Two rows that say the same thing of the same place: which one is meant is not guessed."""
        unique = [name for name in schema.SCHEMAS[self.table.kind].unique_in(self.table) if name in frame]
        if not unique:
            return
        for row in frame.index[frame.duplicated(unique)][:PLACES]:
            named = ", ".join(f"{name} {frame[name][row]}" for name in unique)
            self._error(
                "row-twice",
                self.language.text(
                    "{file}, row {row}: an earlier row has the same {named}. Keep one of them.",
                    file=self._file(row),
                    row=self._row(row),
                    named=named,
                ),
                row=row,
                column=unique[-1],
            )

    def _off_scale(self, frame: pd.DataFrame) -> None:
        """Answers and scores that cannot be: off the survey's scale, above the test's maximum."""
        match self.table.kind:
            case "satisfaction":
                low, high = self.table.scale
                hint = self.language.text("If it is “don’t know”, name it in project.toml (dont_know).")
                for item in self.table.items:
                    answers = frame[item]
                    self._off(answers[~answers.isin(self.table.dont_know)], low, high, item, hint)
                if self.table.recommend:
                    self._off(frame[self.table.recommend], 0, RECOMMEND_TO, self.table.recommend)
                self._unknown_options(frame)
                self._weightless(frame)
            case "prepost":
                sides = [f"_{each}" for each in schema.OCCASIONS] if self.table.layout == "wide" else [""]
                for item in self.table.items:
                    for side in sides:
                        if self.table.key:
                            self._no_option(frame[item + side], item + side)
                        else:
                            self._off(frame[item + side], 0, 1, item + side)
                scores = schema.OCCASIONS if self.table.layout == "wide" else ("score",)
                if not self.table.items and self.table.maximum is not None:
                    for score in scores:
                        self._off(frame[score], 0, self.table.maximum, score)

    def _at_odds(self, frame: pd.DataFrame) -> None:
        """Plans that contradict themselves: a range that is none, much asked where less is better."""
        if self.table.kind not in ("indicators", "plan"):
            return
        blank = pd.Series(pd.NA, index=frame.index, dtype="object")
        plan, high, sign, way, start = (
            frame.get(name, blank) for name in ("plan", "plan_high", "operator", "direction", "baseline")
        )
        ranged, unsaid = high.notna(), sign.isna()
        faults = {
            "plan_high": [
                (ranged & plan.isna(), self.language.text("a range needs its low end in the column plan")),
                (
                    (plan.astype("Float64") > high.astype("Float64")).fillna(False),
                    self.language.text("the range ends below its low end"),
                ),
                (
                    (ranged & ~unsaid & (sign != "range")),
                    self.language.text("two numbers are a range; the operator says something else"),
                ),
                (
                    ranged & start.notna(),
                    self.language.text("a range has no way from a baseline; give one number as the plan"),
                ),
            ],
            "direction": [
                (
                    (way == "down") & sign.isin([">=", ">"]),
                    self.language.text("the operator asks for much, the direction for little"),
                ),
            ],
        }
        for column, checks in faults.items():
            for rows, problem in checks:
                for row in frame.index[rows.astype(bool)][:PLACES]:
                    self._error(
                        "plan-contradicts",
                        self.language.text(
                            "{file}, row {row}, column “{column}”: {problem}",
                            file=self._file(row),
                            row=self._row(row),
                            column=self.table.columns.get(column, column),
                            problem=problem,
                        ),
                        row=row,
                        column=self.table.columns.get(column, column),
                    )

    def _off(self, values: pd.Series[Any], low: float, high: float, name: str, hint: str = "") -> None:
        heading = self.table.columns.get(name, name)
        for row, value in values[values.notna() & ~values.between(low, high)][:PLACES].items():
            message = self.language.text(
                "{file}, row {row}, column “{column}”: {value} is not on the scale from {low} to {high}.",
                file=self._file(row),
                row=self._row(row),
                column=heading,
                value=value,
                low=f"{low:g}",
                high=f"{high:g}",
            )
            self._error(
                "off-scale",
                message,
                row=row,
                column=heading,
                value=str(value),
                action=hint,
            )

    def _no_option(self, answers: pd.Series[Any], name: str) -> None:
        """Answers that nobody could choose: scored as wrong, they would lower the result in silence."""
        options = {values_of.read_option(option) for option in self.table.options}
        heading = self.table.columns.get(name, name)
        strange = answers[answers.notna() & ~answers.isin(options)] if options else answers.iloc[:0]
        for row, value in strange[:PLACES].items():
            message = self.language.text(
                "{file}, row {row}, column “{column}”: “{value}” is no option of the question. "
                "Its options are: {options}.",
                file=self._file(row),
                row=self._row(row),
                column=heading,
                value=value,
                options=", ".join(self.table.options),
            )
            self._error(
                "no-option",
                message,
                row=row,
                column=heading,
                value=str(value),
                action=self.language.text(
                    "Correct the answer, or add it to options in project.toml. "
                    "Latin and Cyrillic letters that look alike are two."
                ),
            )

    def _unknown_options(self, frame: pd.DataFrame) -> None:
        """Ticks of a select-all question that are none of its options: they may be what somebody wrote."""
        for name, question in self.table.select_all.items():
            known = {"", *(" ".join(each.split()) for each in (*question.options, question.none))}
            heading = self.table.columns.get(name, name)
            rows = [
                row
                for row, entry in frame[name].dropna().items()
                if any(" ".join(tick.split()) not in known for tick in entry.split(question.separator))
            ]
            for row in rows[:PLACES]:
                self._error(
                    "option-unknown",
                    self.language.text(
                        "{file}, row {row}, column “{column}”: something is ticked that is none of the "
                        "options: {options}.",
                        file=self._file(row),
                        row=self._row(row),
                        column=heading,
                        options=", ".join(filter(None, (*question.options, question.none))),
                    ),
                    row=row,
                    column=heading,
                    value="…",
                    action=self.language.text(
                        "Name it among the options in project.toml, or correct the cell."
                    ),
                )

    def _weightless(self, frame: pd.DataFrame) -> None:
        """Weights of a survey that are not above 0."""
        if not self.table.weight:
            return
        weights = frame[self.table.weight]
        heading = self.table.columns.get(self.table.weight, self.table.weight)
        for row in list(weights[weights.notna() & (weights <= 0)].index)[:PLACES]:
            self._error(
                "weight-not-positive",
                self.language.text(
                    "{file}, row {row}, column “{column}”: a weight must be above 0.",
                    file=self._file(row),
                    row=self._row(row),
                    column=heading,
                ),
                row=row,
                column=heading,
                value=str(weights[row]),
            )

    def _leave_out(self, frame: pd.DataFrame, rows: pd.Series[bool], reason: str) -> pd.DataFrame:
        if rows.any():
            self.left_out[reason] = self.left_out.get(reason, 0) + int(rows.sum())
        return frame[~rows]

    def _missing_column(self, heading: str, name: str = "") -> None:
        self._error(
            "column-missing",
            self.language.text(
                "{file}: there is no column “{column}”. Its columns are: {columns}.",
                file=self.raw.file,
                column=heading,
                columns=", ".join(self.raw.frame.columns),
            ),
            header=self.raw.reading.header_rows[-1],
            column=heading,
            action=self.language.text(
                "Write its heading in the file under columns in project.toml. "
                "Where there is no such column, fill gives one value for all rows, such as fill = {example}.",
                example=_FILLED.get(name, '{ region = "KZ-23" }'),
            ),
        )

    def _error(self, code: str, message: str, **place: Any) -> None:
        self.findings.append(
            Finding(severity="error", code=code, message=message, refuses=True, **self._place(place))
        )

    def _warning(self, code: str, message: str, **place: Any) -> None:
        self.findings.append(Finding(severity="warning", code=code, message=message, **self._place(place)))

    def _note(self, code: str, message: str, **place: Any) -> None:
        self.findings.append(Finding(severity="note", code=code, message=message, **self._place(place)))

    def _sheet(self, position: Any) -> str:
        """Sheet of a row: of several that were read as one table, its own."""
        if self.raw.sheet == "*" and "sheet" in self.raw.frame:
            return str(self.raw.frame["sheet"].iloc[int(position)])
        return self.raw.sheet

    def _file(self, position: Any) -> str:
        """The file as a message names it: with the sheet, where rows of several stand in one table."""
        if self.raw.sheet != "*":
            return self.raw.file
        return self.language.text("{file}, sheet “{sheet}”", file=self.raw.file, sheet=self._sheet(position))

    def _row(self, position: Any) -> int:
        """Row of the file, as a spreadsheet counts it."""
        return int(self.rows[int(position)])

    def _place(self, place: dict[str, Any]) -> dict[str, Any]:
        sheet, header = self.raw.sheet, place.pop("header", None)
        if "row" in place:
            position = int(place["row"])
            place["row"], sheet = self._row(position), self._sheet(position)
        elif header is not None:
            place["row"] = header
        return {"file": self.raw.file, "sheet": sheet} | place


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


def _personal_message(what: What, language: Language, *, file: str, column: str) -> str:
    place = {"file": file, "column": column}
    match what:
        case "number":
            return language.text(
                "{file}: the column “{column}” looks like identification numbers of people.", **place
            )
        case "phone":
            return language.text("{file}: the column “{column}” looks like telephone numbers.", **place)
        case "mail":
            return language.text("{file}: the column “{column}” looks like e-mail addresses.", **place)
        case _:
            return language.text("{file}: the column “{column}” looks like names of people.", **place)
