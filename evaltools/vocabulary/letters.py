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
