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
