"""Codes of people, as they are typed: spaces, case, hyphens and look-alike letters make no difference."""

from __future__ import annotations

import re
import unicodedata

#: Cyrillic letters that look like Latin ones: a code is kept in Latin where all its letters can be.
_LATIN = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
_SIGNS = r"[\s\-‐‑‒–—−_./№#]+"
_SIGNS_BETWEEN_NUMBERS, _ANY_SIGNS = re.compile(rf"(?<=\d){_SIGNS}(?=\d)"), re.compile(_SIGNS)
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def cleaned(code: str) -> str:
    """A code without what people type differently each time.

    Letters are made capital, Cyrillic letters that look like Latin ones Latin;
    spaces, hyphens, dots and signs are left out, or become one hyphen where
    they part two numbers; zeros in front of a number are dropped, as Excel
    does.

    Examples
    --------
    >>> cleaned(" а-07 "), cleaned("A7"), cleaned("Ж 12"), cleaned("007"), cleaned("T01–03"), cleaned("T10-3")
    ('A7', 'A7', 'Ж12', '7', 'T1-3', 'T10-3')
    """
    text = unicodedata.normalize("NFKC", code).upper()
    text = _SIGNS_BETWEEN_NUMBERS.sub("|", text)
    text = _ANY_SIGNS.sub("", text).replace("|", "-").translate(_LATIN)
    return _ZEROS.sub("", text)
