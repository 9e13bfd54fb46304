"""What a look at one file tells beside what validation finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.read import RawTable
from evaltools.understand import Doubt, Guess, cells_unlike_headings


def _finding(
    raw: RawTable,
    severity: Literal["error", "warning", "note"],
    code: str,
    *,
    message: str,
    action: str,
    column: str = "",
) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        file=raw.file,
        sheet=raw.sheet,
        column=column,
        message=message,
        action=action,
        refuses=severity == "error",
    )


def not_understood(raw: RawTable, language: Language) -> Finding:
    """The table is of no kind that is known: for want of rows, for its cells, or for its headings."""
    columns = ", ".join(map(str, raw.frame.columns))
    if raw.frame.empty:
        return _finding(
            raw,
            "error",
            "rows-none",
            message=language.text(
                "{file}: there are headings and no rows below them: {columns}.",
                file=raw.file,
                columns=columns,
            ),
            action=language.text("Ask for the file with its rows, or leave it out."),
        )
    if unlike := cells_unlike_headings(raw.frame):
        named = "; ".join(f"“{heading}” ({text})" for heading, text in list(unlike.items())[:NAMED])
        return _finding(
            raw,
            "error",
            "kind-unknown",
            message=language.text(
                "{file}: it cannot be told what this table is. The cells of these columns are not what "
                "the headings say, or too few of them: {columns}.",
                file=raw.file,
                columns=named,
            ),
            action=language.text("Mend the cells; evaltools inspect --kind says what is missing."),
        )
    return _finding(
        raw,
        "error",
        "kind-unknown",
        message=language.text(
            "{file}: it cannot be told what this table is. Its columns are: {columns}.",
            file=raw.file,
            columns=columns,
        ),
        action=language.text(
            "Give the columns plainer names; evaltools inspect --kind says what is missing."
        ),
    )


#: How many columns a message names with an example.
NAMED = 3


def incomplete(raw: RawTable, kind: str, language: Language) -> Finding:
    """What was found makes no table of this kind."""
    lacking = {
        "satisfaction": language.text("no column holds answers on a scale"),
        "prepost": language.text("no column holds scores or answers of a test"),
        "consultations": language.text("no column holds the day of the visit, the client and the region"),
        "regional-figures": language.text("no column holds regions with their numbers"),
    }.get(kind, language.text("no columns hold plan and fact"))
    return _finding(
        raw,
        "error",
        "kind-does-not-fit",
        message=language.text(
            "{file}: it cannot be read as a table of the kind {kind}: {problem}.",
            file=raw.file,
            kind=kind,
            problem=lacking,
        ),
        action=language.text("Choose another kind with --kind, or give the columns plainer names."),
    )


def without_key(raw: RawTable, language: Language) -> Finding:
    """Answers are letters, and nobody said which are right."""
    return _finding(
        raw,
        "error",
        "key-missing",
        message=language.text(
            "{file}: the answers of the test are letters; which are right is not known.", file=raw.file
        ),
        action=language.text("Name the right answers in project.toml (key)."),
    )


def lacks(raw: RawTable, column: str, language: Language) -> Finding:
    """A column is not there, and what hangs on it is not said."""
    messages = {
        "region": language.text(
            "{file}: no column with the region was found, so nothing can be said by region.", file=raw.file
        ),
        "training": language.text(
            "{file}: no column with the training was found; all tests are taken as one training.",
            file=raw.file,
        ),
        "unit": language.text("{file}: no column with the unit of plan and fact was found.", file=raw.file),
    }
    return _finding(
        raw,
        "warning",
        "column-not-found",
        column=column,
        message=messages[column],
        action=language.text("Add the column, or name it in project.toml (columns, fill)."),
    )


def thousands(raw: RawTable, heading: str, language: Language) -> Finding:
    """Residents are given in thousands: their number is shown as it stands, and no rate."""
    return _finding(
        raw,
        "warning",
        "in-thousands",
        column=heading,
        message=language.text(
            "{file}, column “{column}”: the heading speaks of thousands or millions; no rate is computed from them.",
            file=raw.file,
            column=heading,
        ),
        action=language.text("Write whole numbers of people, and take these words out of the heading."),
    )


def doubtful(raw: RawTable, guessed: Guess, language: Language) -> Finding:
    """Another kind would have done nearly as well."""
    second = sorted(guessed.points, key=lambda name: -guessed.points[name])[1]
    return _finding(
        raw,
        "note",
        "kind-doubtful",
        message=language.text(
            "{file}: taken for {kind}; it could also be {second}.",
            file=raw.file,
            kind=guessed.kind,
            second=second,
        ),
        action=language.text("If that is wrong, say what it is with --kind."),
    )


def doubts(raw: RawTable, guessed: Guess, language: Language) -> list[Finding]:
    """What a person should know of the columns that were chosen."""
    return [_doubt(raw, guessed, each, language) for each in guessed.doubts]


def _doubt(raw: RawTable, guessed: Guess, doubt: Doubt, language: Language) -> Finding:
    text = language.text
    place = {"file": raw.file, "column": doubt.heading, "other": doubt.other}
    match doubt.code:
        case "columns-several":
            message = text(
                "{file}: the column “{other}” was taken; “{column}” could be meant as well.", **place
            )
            action = text("Look at columns in project.toml, and name the one that is meant.")
        case "plan-not-read":
            message = text("{file}: the column “{column}” is a plan; it was not read.", **place)
            action = text(
                "Put plans into a table of their own, one row for each plan (kind plan or indicators)."
            )
        case "visits-in-columns":
            message = text(
                "{file}: the column “{column}” holds days, too; only those of “{other}” were counted.",
                **place,
            )
            action = text("Write one row for each visit.")
        case "visits-counted":
            message = text(
                "{file}: the column “{column}” gives numbers of consultations; each row was counted as one.",
                **place,
            )
            action = text("Write one row for each visit, or a table of sums by region.")
        case "options-several":
            message = text(
                "{file}: in the column “{column}” several options are ticked at once; it was not used.",
                **place,
            )
            action = text("Name the main topic in a column of its own, one for each visit.")
        case "answers-not-whole":
            message = text(
                "{file}: the answers to “{column}” are no whole numbers; it was not used.", **place
            )
            action = text("Write whole numbers of the scale, or leave averages out.")
        case "maximum-guessed":
            message = text(
                "{file}: nobody says how many points the test has; {maximum} was taken, the next usual number.",
                maximum=f"{guessed.settings['maximum']:g}",
                **place,
            )
            action = text("Write the highest mark into the heading (“из 20”), or as maximum in project.toml.")
        case "date-of-sending":
            message = text(
                "{file}: no column asks for the day of the visit; the day of the form was taken (“{column}”).",
                **place,
            )
            action = text("If forms are sent later, ask for the day of the visit in the form.")
        case _:
            message = text(
                "{file}: the answers to “{column}” are on another scale than those to “{other}”; it was not used.",
                **place,
            )
            action = text("Make a table of its own from the questions of each scale (items, scale).")
    return _finding(raw, "warning", doubt.code, message=message, action=action, column=doubt.heading)


def of_figures(raw: RawTable, figures: Mapping[str, Any], language: Language) -> list[Finding]:
    """What first figures show that cannot be meant."""
    found = []
    last = figures.get("last_date")
    if last and date.fromisoformat(last) > date.today():
        found.append(
            _finding(
                raw,
                "warning",
                "date-in-future",
                message=language.text(
                    "{file}: the last day is {day}, which is still to come.", file=raw.file, day=last
                ),
                action=language.text("Look at the days at the end; a year may be mistyped."),
            )
        )
    # One test alone, as a file for each, is nothing odd.
    alone = bool(figures.get("only_pre")) != bool(figures.get("only_post"))
    if figures.get("pairs") == 0 and not alone:
        found.append(
            _finding(
                raw,
                "warning",
                "pairs-none",
                message=language.text(
                    "{file}: nobody has both tests: {pre} people have the first only, {post} the second only.",
                    file=raw.file,
                    pre=figures["only_pre"],
                    post=figures["only_post"],
                ),
                action=language.text("Look at the codes of people, and at what says which test it is."),
            )
        )
    return found
