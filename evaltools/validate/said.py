"""Errors of values in the reader's language."""

from __future__ import annotations

from evaltools import regions
from evaltools.language import Language
from evaltools.values import Unreadable


def said(error: Exception, language: Language) -> str:
    """Why a text is no value, in a language.

    Examples
    --------
    >>> said(regions.UnknownRegion("", "Атыроу", ("KZ-23",)), Language("en"))
    'there is no region called “Атыроу”. Did you mean KZ-23 Atyrau Region?'
    """
    match error:
        case Unreadable():
            return error.said(language)
        case regions.AmbiguousRegion():
            return language.text(
                "“{name}” could mean {regions}. Write the code or the full name.",
                name=error.name,
                regions=_named(error.codes, language),
            )
        case regions.UnknownRegion() if error.codes:
            return language.text(
                "there is no region called “{name}”. Did you mean {regions}?",
                name=error.name,
                regions=_named(error.codes, language),
            )
        case regions.UnknownRegion():
            return language.text(
                "there is no region called “{name}”. Expected a code such as KZ-23 or a name such as {example}.",
                name=error.name,
                example=regions.region("KZ-23").names[language.code],
            )
    return str(error)


def _named(codes: tuple[str, ...], language: Language) -> str:
    return "; ".join(f"{code} {regions.region(code).names[language.code]}" for code in codes)
