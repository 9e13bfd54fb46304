"""How grave a finding is, in words."""

from __future__ import annotations

from evaltools.language import Language


def severity_name(severity: str, language: Language) -> str:
    """The name of a severity; the code itself where it has no words.

    Examples
    --------
    >>> severity_name("error", Language("en"))
    'error'
    """
    return {
        "error": language.text("error"),
        "warning": language.text("warning"),
        "note": language.text("note"),
        "checked": language.text("checked"),
    }.get(severity, severity)


def severity_heading(severity: str, language: Language) -> str:
    """What a list of findings of one severity is called; the code itself where it has no words.

    Examples
    --------
    >>> severity_heading("error", Language("en"))
    'Errors: figures or files that cannot be right as they are'
    """
    return {
        "error": language.text("Errors: figures or files that cannot be right as they are"),
        "warning": language.text("Warnings: something is missing or doubtful"),
        "note": language.text("Notes: worth a look"),
        "checked": language.text("Checked, and found right"),
    }.get(severity, severity)
