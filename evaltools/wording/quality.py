"""The quality of the data: whether they can be used, and how many rows were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaltools.flow import Flow
from evaltools.language import Language
from evaltools.view import View


def usable(view: View, flows: Sequence[Flow]) -> str:
    """Usable, usable with care or in part, or stop, and what to do."""
    language = view.language
    by_table: dict[str, list[bool]] = {}
    for flow in flows:
        by_table.setdefault(flow.table, []).append(flow.refused)
    gone = [table for table, refused in by_table.items() if all(refused)]
    if gone:
        return language.text(
            "Stop: every file of these tables was refused, so their figures are missing: {tables}. Mend the files and run again.",
            tables=", ".join(gone),
        )
    if any(flow.refused for flow in flows):
        return language.text("Usable only in part: some files were refused; mend them and run again.")
    graver = sum(each.severity in ("error", "warning") for each in view.findings)
    if graver:
        return language.plural(
            "Usable with care: {n} finding below should be read first.",
            "Usable with care: {n} findings below should be read first.",
            graver,
        )
    return language.text("Usable: nothing was found that speaks against it.")


def rows_sentence(language: Language, read: int, used: int) -> str:
    """How many rows were read, used and left out; none left out and none used have sentences of their own.

    Examples
    --------
    >>> rows_sentence(Language("en"), 224, 211)
    '224 rows were read, 211 used and 13 left out.'
    >>> rows_sentence(Language("en"), 224, 224)
    'All 224 rows that were read were used.'
    """
    if not read:
        return language.text("No row was read.")
    if used == read:
        return language.plural(
            "The {n} row that was read was used.", "All {n} rows that were read were used.", read
        )
    if not used:
        return language.plural(
            "{n} row was read, and it was not used.", "{n} rows were read, and none was used.", read
        )
    return language.text(
        "{read} rows were read, {used} used and {left} left out.",
        read=language.number(read),
        used=language.number(used),
        left=language.number(read - used),
    )


def gravest(language: Language, errors: int, warnings: int) -> str:
    """The gravest of what was found: errors, or that there are none."""
    if errors:
        return language.plural(
            "{n} error was found: it stands first.", "{n} errors were found: they stand first.", errors
        )
    if warnings:
        return language.plural(
            "No error was found; {n} warning asks for a look.",
            "No error was found; {n} warnings ask for a look.",
            warnings,
        )
    return language.text("No error and no warning was found.")


def severities_sentence(language: Language, counts: Mapping[str, int]) -> str:
    """How many findings there are of each severity; those that nobody made are not counted.

    Examples
    --------
    >>> severities_sentence(Language("en"), {"error": 1, "warning": 0, "note": 2, "checked": 26})
    'Found: 1 error, 2 notes, and 26 checks that came out right.'
    >>> severities_sentence(Language("en"), {})
    ''
    """
    known = {name: n for name, n in counts.items() if n}
    words = {
        "error": lambda n: language.plural("{n} error", "{n} errors", n),
        "warning": lambda n: language.plural("{n} warning", "{n} warnings", n),
        "note": lambda n: language.plural("{n} note", "{n} notes", n),
        "checked": lambda n: language.plural(
            "{n} check that came out right", "{n} checks that came out right", n
        ),
    }
    if not known:
        return ""
    return language.text(
        "Found: {counts}.", counts=language.listing(words[name](n) for name, n in known.items())
    )


def settings_sentence(language: Language, folder: str) -> str:
    """What the settings file is that the findings speak of, where it lies, and what to do after a change.

    Examples
    --------
    >>> settings_sentence(Language("en"), "synthetic").split(":")[0]
    'The file project.toml holds the settings of the project'
    """
    return language.text(
        "The file project.toml holds the settings of the project: it lies in the folder {folder}, beside the "
        "tables, and any text editor opens it. Save it after a change, then run the reports again.",
        folder=folder,
    )
