"""Letters that look alike: a wrong keyboard layout leaves Latin ones inside Cyrillic words."""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
_LOOKALIKE = str.maketrans("aeopcxyikhmtbëəößAEOPCXYIKHMTB", "аеорсхуікһмтвёәөвАЕОРСХУІКНМТВ")


def mended(word: str) -> str:
    """A word that holds a Cyrillic letter, with its Latin look-alikes made Cyrillic.

    Examples
    --------
    >>> mended("Aтыpaу") == "Атырау", mended("Almaty")
    (True, 'Almaty')
    """
    return word.translate(_LOOKALIKE) if _CYRILLIC.search(word) else word


def language_of(text: str) -> str:
    """The language that a text is in, by its letters.

    Examples
    --------
    >>> language_of("Материалдың қолжетімділігі"), language_of("Доступность"), language_of("Access")
    ('kk', 'ru', 'en')
    """
    if re.search(r"[әғқңөұүһі]", text.casefold()):
        return "kk"
    return "ru" if re.search(r"[а-яё]", text.casefold()) else "en"
