"""What a look at one file tells beside what validation finds."""

from __future__ import annotations

from typing import Literal

from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.read import RawTable
from evaltools.understand import Guess


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
    """The table is of no kind that is known."""
    return _finding(
        raw,
        "error",
        "kind-unknown",
        message=language.text(
            "{file}: it cannot be told what this table is. Its columns are: {columns}.",
            file=raw.file,
            columns=", ".join(map(str, raw.frame.columns)),
        ),
        action=language.text("Say what it is with --kind, or give the columns plainer names."),
    )


def incomplete(raw: RawTable, kind: str, problem: str, language: Language) -> Finding:
    """The settings that were guessed make no table of this kind."""
    return _finding(
        raw,
        "error",
        "kind-does-not-fit",
        message=language.text(
            "{file}: it cannot be read as a table of the kind {kind} ({problem}).",
            file=raw.file,
            kind=kind,
            problem=problem,
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
            "{file}, column “{column}”: the heading speaks of thousands; no rate is computed from them.",
            file=raw.file,
            column=heading,
        ),
        action=language.text("Write the whole number of people, and leave “thousand” out of the heading."),
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
