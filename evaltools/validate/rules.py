"""What each kind of table asks of its values together: scales, options, plans, rows that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaltools import schema
from evaltools import values as values_of
from evaltools.coded import repeated_rows
from evaltools.regions import COUNTRY
from evaltools.validate.clerk import Clerk
from evaltools.validate.record import PLACES
from evaltools.vocabulary.headings import says_percent

#: Highest answer to "how likely are you to recommend"; the lowest is 0.
RECOMMEND_TO = 10
#: Highest age that is believed.
OLDEST = 120


def tell_repeated(clerk: Clerk, frame: pd.DataFrame) -> None:
    """Visits that stand in the register twice: kept, since both may be true, and told."""
    if clerk.table.kind != "consultations":
        return
    again = frame.index[repeated_rows(frame)]
    if len(again):
        clerk.warning(
            "rows-repeated",
            clerk.language.plural(
                "{file}: {n} row is the same as an earlier one in everything that is read (the first "
                "is row {row}). It was counted.",
                "{file}: {n} rows are the same as an earlier one in everything that is read (the first "
                "is row {row}). They were counted.",
                len(again),
                file=clerk.raw.file,
                row=clerk.row_of(again[0]),
            ),
            row=again[0],
            action=clerk.language.text("If they were entered twice, remove them."),
        )


def tell_no_clients(clerk: Clerk, frame: pd.DataFrame) -> None:
    """A register without codes of clients has consultations and no clients: they are not known, not few."""
    if clerk.table.kind == "consultations" and "client" not in frame:
        clerk.warning(
            "column-not-found",
            clerk.language.text(
                "{file}: no column with the code of the client was found, so clients cannot be counted.",
                file=clerk.raw.file,
            ),
            column="client",
            action=clerk.language.text("Add the column, or name it in project.toml (columns, fill)."),
        )


def refuse_visits_of_nowhere(clerk: Clerk, frame: pd.DataFrame) -> None:
    """A visit belongs to a region: one of the whole country would count in none."""
    if clerk.table.kind != "consultations" or "region" not in frame or "region" in clerk.table.fill:
        return
    for row in frame.index[(frame["region"] == COUNTRY.code).fillna(False).astype(bool)][:PLACES]:
        clerk.error(
            "region-country",
            clerk.language.text(
                "{file}, row {row}: the region of a visit cannot be the whole country.",
                file=clerk.file_of(row),
                row=clerk.row_of(row),
            ),
            row=row,
            column=clerk.table.columns.get("region", "region"),
            action=clerk.language.text("Write the region where the visit took place."),
        )


def tell_odd_figures(clerk: Clerk, frame: pd.DataFrame) -> None:
    """More clients than consultations: each client has had one at least."""
    if clerk.table.kind != "regional-figures" or not {"clients", "consultations"} <= set(frame.columns):
        return
    odd = (frame["clients"] > frame["consultations"]).fillna(False).astype(bool)
    for row in frame.index[odd][:PLACES]:
        clerk.warning(
            "clients-above-consultations",
            clerk.language.text(
                "{file}, row {row}: {clients} clients had {consultations} consultations, fewer than one each.",
                file=clerk.file_of(row),
                row=clerk.row_of(row),
                clients=frame["clients"][row],
                consultations=frame["consultations"][row],
            ),
            row=row,
            column=clerk.table.columns.get("clients", "clients"),
            value=str(frame["clients"][row]),
            action=clerk.language.text("Look whether the columns are confused, or count different things."),
        )


def tell_blank_regions(clerk: Clerk, frame: pd.DataFrame) -> None:
    """A blank region below a filled one may mean "as above", and is read as the whole project."""
    if clerk.table.kind not in ("indicators", "plan") or "region" not in frame:
        return
    blank = frame["region"].isna()
    above = frame["region"].notna().shift(fill_value=False)
    rows = frame.index[blank & above]
    if len(rows):
        clerk.warning(
            "region-blank",
            clerk.language.text(
                "{file}, row {row}: the region is blank below a filled one; the row was read as one of the whole project.",
                file=clerk.file_of(rows[0]),
                row=clerk.row_of(rows[0]),
            ),
            row=rows[0],
            column=clerk.table.columns.get("region", "region"),
            action=clerk.language.text("If the region above is meant, write it into each row."),
        )


def refuse_doubles(clerk: Clerk, frame: pd.DataFrame) -> None:
    """Two rows that say the same thing of the same place: which one is meant is not guessed."""
    unique = [name for name in schema.SCHEMAS[clerk.table.kind].unique_in(clerk.table) if name in frame]
    if not unique:
        return
    for row in frame.index[frame.duplicated(unique)][:PLACES]:
        said = [(name, frame[name][row]) for name in unique]
        named = ", ".join(
            f"“{clerk.table.columns.get(name, name)}” {value}" for name, value in said if not pd.isna(value)
        )
        clerk.error(
            "row-twice",
            clerk.language.text(
                "{file}, row {row}: an earlier row has the same {named}. Keep one of them.",
                file=clerk.file_of(row),
                row=clerk.row_of(row),
                named=named,
            ),
            row=row,
            column=unique[-1],
        )


def refuse_impossible(clerk: Clerk, frame: pd.DataFrame) -> None:
    """Answers and scores that cannot be: off the survey's scale, above the test's maximum."""
    match clerk.table.kind:
        case "consultations" if "age" in frame:
            _off(clerk, frame["age"], 0, OLDEST, "age")
        case "satisfaction":
            low, high = clerk.table.scale
            hint = clerk.language.text("If it is “don’t know”, name it in project.toml (dont_know).")
            for item in clerk.table.items:
                answers = frame[item]
                _off(clerk, answers[~answers.isin(clerk.table.dont_know)], low, high, item, hint)
            if clerk.table.recommend:
                _off(clerk, frame[clerk.table.recommend], 0, RECOMMEND_TO, clerk.table.recommend)
            _unknown_options(clerk, frame)
            _weightless(clerk, frame)
        case "prepost":
            sides = [f"_{each}" for each in schema.OCCASIONS] if clerk.table.layout == "wide" else [""]
            for item in clerk.table.items:
                for side in sides:
                    if clerk.table.key:
                        _no_option(clerk, frame[item + side], item + side)
                    else:
                        _off(clerk, frame[item + side], 0, 1, item + side)
            scores = schema.OCCASIONS if clerk.table.layout == "wide" else ("score",)
            if not clerk.table.items and clerk.table.maximum is not None:
                for score in scores:
                    _off(clerk, frame[score], 0, clerk.table.maximum, score)


def refuse_points_and_percent(clerk: Clerk, present: Mapping[str, pd.Series[str]]) -> None:
    """Scores before and after in different units: a change between them would be no change."""
    if clerk.table.kind != "prepost" or clerk.table.items:
        return
    percent = {
        name: texts for name, texts in _by_test(clerk, present).items() if _is_in_percent(clerk, name, texts)
    }
    if len(percent) != 1 or len(_by_test(clerk, present)) < len(schema.OCCASIONS):
        return
    ((name, texts),) = percent.items()
    heading = clerk.table.columns.get(name if clerk.table.layout == "wide" else "score", name)
    marked = texts[texts.str.contains("%", regex=False)]
    row = (marked if len(marked) else texts).index[0]
    clerk.error(
        "points-and-percent",
        clerk.language.text(
            "{file}: one test is in percent (column “{column}”), the other in points.",
            file=clerk.raw.file,
            column=heading,
        ),
        column=heading,
        row=row,
        value=str(texts[row]),
        action=clerk.language.text("Write both in points, or both in percent."),
    )


def _by_test(clerk: Clerk, present: Mapping[str, pd.Series[str]]) -> dict[str, pd.Series[str]]:
    """The filled scores of each test, as they are written."""
    if clerk.table.layout == "wide":
        tests = {name: present[name] for name in schema.OCCASIONS if name in present}
    elif {"score", "occasion"} <= present.keys():
        said = present["occasion"].map(_test_of)
        tests = {name: present["score"][said == name] for name in schema.OCCASIONS}
    else:
        tests = {}
    return {name: texts[texts != ""] for name, texts in tests.items() if (texts != "").any()}


def _test_of(text: str) -> str:
    try:
        return values_of.read_occasion(text)
    except values_of.Unreadable:
        return ""


def _is_in_percent(clerk: Clerk, name: str, texts: pd.Series[str]) -> bool:
    heading = clerk.table.columns.get(name, "") if clerk.table.layout == "wide" else ""
    return says_percent(heading) or bool(texts.str.contains("%", regex=False).any())


def refuse_plans_at_odds(clerk: Clerk, frame: pd.DataFrame) -> None:
    """Plans that contradict themselves: a range that is none, much asked where less is better."""
    if clerk.table.kind not in ("indicators", "plan"):
        return
    blank = pd.Series(pd.NA, index=frame.index, dtype="object")
    plan, high, sign, way, start = (
        frame.get(name, blank) for name in ("plan", "plan_high", "operator", "direction", "baseline")
    )
    ranged, unsaid = high.notna(), sign.isna()
    faults = {
        "plan_high": [
            (ranged & plan.isna(), clerk.language.text("a range needs its low end in the column plan")),
            (
                (plan.astype("Float64") > high.astype("Float64")).fillna(False),
                clerk.language.text("the range ends below its low end"),
            ),
            (
                (ranged & ~unsaid & (sign != "range")),
                clerk.language.text("two numbers are a range; the operator says something else"),
            ),
            (
                ranged & start.notna(),
                clerk.language.text("a range has no way from a baseline; give one number as the plan"),
            ),
        ],
        "direction": [
            (
                (way == "down") & sign.isin([">=", ">"]),
                clerk.language.text("the operator asks for much, the direction for little"),
            ),
        ],
    }
    for column, checks in faults.items():
        for rows, problem in checks:
            for row in frame.index[rows.astype(bool)][:PLACES]:
                clerk.error(
                    "plan-contradicts",
                    clerk.language.text(
                        "{file}, row {row}, column “{column}”: {problem}",
                        file=clerk.file_of(row),
                        row=clerk.row_of(row),
                        column=clerk.table.columns.get(column, column),
                        problem=problem,
                    ),
                    row=row,
                    column=clerk.table.columns.get(column, column),
                )


def _off(clerk: Clerk, values: pd.Series[Any], low: float, high: float, name: str, hint: str = "") -> None:
    heading = clerk.table.columns.get(name, name)
    for row, value in values[values.notna() & ~values.between(low, high)][:PLACES].items():
        message = clerk.language.text(
            "{file}, row {row}, column “{column}”: {value} is not on the scale from {low} to {high}.",
            file=clerk.file_of(row),
            row=clerk.row_of(row),
            column=heading,
            value=value,
            low=f"{low:g}",
            high=f"{high:g}",
        )
        clerk.error(
            "off-scale",
            message,
            row=row,
            column=heading,
            value=str(value),
            action=hint,
        )


def _no_option(clerk: Clerk, answers: pd.Series[Any], name: str) -> None:
    """Answers that nobody could choose: scored as wrong, they would lower the result in silence."""
    options = {values_of.read_option(option) for option in clerk.table.options}
    heading = clerk.table.columns.get(name, name)
    strange = answers[answers.notna() & ~answers.isin(options)] if options else answers.iloc[:0]
    for row, value in strange[:PLACES].items():
        message = clerk.language.text(
            "{file}, row {row}, column “{column}”: “{value}” is no option of the question. "
            "Its options are: {options}.",
            file=clerk.file_of(row),
            row=clerk.row_of(row),
            column=heading,
            value=value,
            options=", ".join(clerk.table.options),
        )
        clerk.error(
            "no-option",
            message,
            row=row,
            column=heading,
            value=str(value),
            action=clerk.language.text(
                "Correct the answer in the file, or add it to the line options of this table in "
                "project.toml. Latin and Cyrillic letters that look alike are two."
            ),
        )


def _unknown_options(clerk: Clerk, frame: pd.DataFrame) -> None:
    """Ticks of a select-all question that are none of its options: they may be what somebody wrote."""
    for name, question in clerk.table.select_all.items():
        known = {" ".join(each.split()) for each in question.all_options}
        heading = clerk.table.columns.get(name, name)
        rows = [
            row
            for row, entry in frame[name].dropna().items()
            if not known.issuperset(values_of.read_ticks(entry, question.separator, question.all_options))
        ]
        for row in rows[:PLACES]:
            clerk.error(
                "option-unknown",
                clerk.language.text(
                    "{file}, row {row}, column “{column}”: something is ticked that is none of the "
                    "options: {options}.",
                    file=clerk.file_of(row),
                    row=clerk.row_of(row),
                    column=heading,
                    options=", ".join(question.all_options),
                ),
                row=row,
                column=heading,
                value="…",
                action=clerk.language.text(
                    "Correct the cell, or add what is ticked to the line options of this question in "
                    "project.toml."
                ),
            )


def _weightless(clerk: Clerk, frame: pd.DataFrame) -> None:
    """Weights of a survey that are not above 0."""
    if not clerk.table.weight:
        return
    weights = frame[clerk.table.weight]
    heading = clerk.table.columns.get(clerk.table.weight, clerk.table.weight)
    for row in list(weights[weights.notna() & (weights <= 0)].index)[:PLACES]:
        clerk.error(
            "weight-not-positive",
            clerk.language.text(
                "{file}, row {row}, column “{column}”: a weight must be above 0.",
                file=clerk.file_of(row),
                row=clerk.row_of(row),
                column=heading,
            ),
            row=row,
            column=heading,
            value=str(weights[row]),
        )
