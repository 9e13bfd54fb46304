"""Bytes to letters: which encoding a text file is in, by its letters and not by luck.

Windows-1251 and KZ-1048 decode each other's bytes without an error, and give
wrong letters. So every reading is weighed: words of real Russian and Kazakh
are made of lower-case Cyrillic letters, the frequent ones most of all, and no
letter of another alphabet stands inside them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NoReturn

from evaltools.language import mark
from evaltools.read.desk import Desk

#: Encodings of one byte that occur; the first of equals is taken.
ONE_BYTE = ("cp1251", "kz1048", "cp866", "koi8-r", "cp1252")
#: As messages call them.
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048",
    "cp866": "CP866 (DOS)",
    "koi8-r": "KOI8-R",
    "cp1252": "Windows-1252",
}
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_FREQUENT = set("оеаинтсрлвы") | set("әқңі")
#: Letters of cp1251 that neither Russian nor Kazakh has.
_FOREIGN = set("ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐґЄЇѕЅјєї")
_SAMPLE = 60_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(desk: Desk, data: bytes) -> str:
    """Name of the codec that the bytes are written in.

    Parameters
    ----------
    desk : Desk
    data : bytes
        The whole file.

    Raises
    ------
    FileDataError
        Two encodings are mixed, the file is cut off inside a letter, or no
        encoding gives words.
    """
    for mark_bytes, codec in _BOMS:
        if data.startswith(mark_bytes):
            return codec
    wide = _wide(data[:_SAMPLE])
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _one_byte(desk, data, error)
    return "utf-8"


def decode(desk: Desk, data: bytes) -> tuple[str, str]:
    """Text of a file and the name of its encoding.

    Raises
    ------
    FileDataError
        As `encoding_of`; or the bytes do not fit the encoding that the file declares.
    """
    codec = encoding_of(desk, data)
    try:
        text = data.decode("utf-16" if codec.startswith("utf-16") and data[:2] in _UTF16 else codec)
    except UnicodeDecodeError as error:
        _mixed(desk, data, error.start, NAMES[codec])
    return text.removeprefix("\ufeff"), codec


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark: every second byte is 0 (Latin) or 4 (Cyrillic)."""
    half = len(sample) // 2
    if half < 4:
        return ""
    for codec, high in (("utf-16-le", sample[1 : 2 * half : 2]), ("utf-16-be", sample[: 2 * half : 2])):
        # Dashes and № have 0x20 and 0x21 there.
        if sum(high.count(byte) for byte in (0, 4, 0x20, 0x21)) >= 0.98 * half and high.count(0) >= 1:
            low = sample[: 2 * half : 2] if codec == "utf-16-le" else sample[1 : 2 * half : 2]
            if low.count(0) < 0.1 * half:
                return codec
    return ""


def _one_byte(desk: Desk, data: bytes, error: UnicodeDecodeError) -> str:
    if error.end >= len(data) - 1 and error.reason == "unexpected end of data":
        desk.refuse(
            "file-damaged",
            mark("{place}: the file is cut off in the middle of a letter."),
            mark("Ask for the whole file again."),
            row=data.count(b"\n") + 1,
        )
    start = max(0, error.start - 1000)
    sample = data[start : start + _SAMPLE]
    high = sum(byte > 127 for byte in sample)
    whole = re.findall(rb"(?:[\xd0-\xd3][\x80-\xbf]){2,}", sample)
    if sum(map(len, whole)) > 0.5 * high:
        _mixed(desk, data, error.start, "UTF-8")
    weights = {codec: _weight_of(codec, sample.decode(codec, errors="replace")) for codec in ONE_BYTE}
    best = max(ONE_BYTE, key=lambda codec: weights[codec])
    if weights[best] < 0.5:
        desk.refuse(
            "encoding-unknown",
            mark("{place}: the letters cannot be read, the file is not UTF-8 (byte {byte})."),
            _SAVE,
            row=data.count(b"\n", 0, error.start) + 1,
            byte=error.start,
        )
    return _with_kazakh_letters(data) if best in ("cp1251", "kz1048") else best


def _with_kazakh_letters(data: bytes) -> str:
    """Windows-1251 or KZ-1048, by all places of the file where the two differ: the first may come late."""
    differ = bytes(byte for byte in range(128, 256) if _letter("cp1251", byte) != _letter("kz1048", byte))
    around = [
        data[max(0, match.start() - 20) : match.end() + 20].replace(b"\n", b" ")
        for _, match in zip(range(2000), re.finditer(b"[" + re.escape(differ) + b"]", data), strict=False)
    ]
    text = b"\n".join(around)
    weights = {codec: _weight(text.decode(codec, errors="replace")) for codec in ("cp1251", "kz1048")}
    return "kz1048" if weights["kz1048"] > weights["cp1251"] else "cp1251"


def _letter(codec: str, byte: int) -> str:
    return bytes([byte]).decode(codec, errors="replace")


#: Encodings of old systems must win clearly, and with words: one byte may be a no-break space as well.
_RARE = {"cp866": 0.1, "koi8-r": 0.15}
_SAVE = mark("In Excel choose “Save as”, “CSV UTF-8”, or send the .xlsx file.")


def _mixed(desk: Desk, data: bytes, byte: int, name: str) -> NoReturn:
    desk.refuse(
        "encoding-mixed",
        mark("{place}: most letters are {encoding}, but here some are not: two files were put together."),
        mark("Save each of the files as “CSV UTF-8” before joining them, or send the .xlsx files."),
        row=data.count(b"\n", 0, byte) + 1,
        encoding=name,
    )


def _weight_of(codec: str, text: str) -> float:
    if codec in _RARE and len(re.findall(r"[А-Яа-яЁё]{3}", text)) < 2:
        return 0.0
    return _weight(text) - _RARE.get(codec, 0.0)


def _weight(text: str) -> float:
    """How much a text looks like Russian, Kazakh or plain Latin with signs: at most about 1.3."""
    beyond = [letter for letter in text if ord(letter) > 127]
    if not beyond:
        return 1.0
    letters = [letter for letter in beyond if letter.isalpha()]
    # Signs alone (quotation marks, dashes, no-break spaces) are the same in 1251 and 1252.
    signs = sum(letter in "«»“”„’–—№°… ±§€\xa0" for letter in beyond) / len(beyond)
    if not letters:
        return signs
    cyrillic = sum(letter.lower() in _RUSSIAN or letter in KAZAKH for letter in letters) / len(letters)
    frequent = sum(letter.lower() in _FREQUENT for letter in letters) / len(letters)
    foreign = sum(letter in _FOREIGN for letter in letters) / len(letters)
    # A capital inside a word, or two alphabets in one: letters of the wrong table.
    odd = len(re.findall(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺ]|[A-Za-z][А-Яа-яё]|[А-Яа-яё][A-Za-z]", text)) / len(
        letters
    )
    kazakh = len(re.findall(f"[а-яё{KAZAKH}][{KAZAKH}]|[{KAZAKH}][а-яё]", text)) / len(letters)
    capitals = sum(letter.isupper() for letter in letters) / len(letters)
    strange = 1 - sum(letter.isalpha() or letter in "«»“”„’–—№°… ±§€\xa0" for letter in beyond) / len(beyond)
    latin = sum(letter.isalpha() and ord(letter) < 0x250 for letter in letters) / len(letters)
    if latin == 1:
        inside = len(re.findall(r"[A-Za-z][À-ÿ]|[À-ÿ][A-Za-z]", text)) / len(letters)
        return 0.8 * inside if inside >= 0.5 else 0.0
    return (
        cyrillic * 0.6 + frequent + 0.5 * min(kazakh, 0.4) - 3 * foreign - odd - 2 * strange - 0.2 * capitals
    )


_LOST = re.compile(
    rf"[а-яё{KAZAKH}]\?[а-яё{KAZAKH}]|(?<![\w?!.]){re.escape('?')}[а-яё{KAZAKH}]{{2}}"
    rf"|[А-ЯЁ]\?[А-ЯЁа-яё]{{2}}|[а-яё]{{2}}\?\?[а-яё]|\ufffd"
)


def lost_letters(text: str) -> int:
    """Where a letter was replaced by a question mark; -1 where none was.

    Examples
    --------
    >>> lost_letters("Ж?мыс"), lost_letters("?лытау облысы"), lost_letters("Разве так?")
    (0, 0, -1)
    """
    if "?" not in text and "\ufffd" not in text:
        return -1
    found = _LOST.search(text)
    return found.start() if found else -1


#: What letters of UTF-8 look like after they were read as Windows-1251 (or 1252).
_PAIR = r"[РСТУЦ][\u0098\u00a0-\u00bfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈ¤Ґ¦§Ё©Є«¬®Їё№є»јЅѕїІіґ°±µ¶·]"
_WRONG = re.compile(
    rf"(?:{_PAIR}){{3,}}|(?:[ÐÑÒÓ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){{3,}}|(?:[╨╤╥╙].){{3,}}"
)


def looks_wrong(text: str) -> bool:
    """Whether letters of UTF-8 were once read in a one-byte encoding.

    Examples
    --------
    >>> looks_wrong("РђС‚С‹СЂР°Сѓ"), looks_wrong("Атырау"), looks_wrong("СССР")
    (True, False, False)
    """
    return bool(_WRONG.search(text))


def mended(text: str) -> str | None:
    """The text as it was before it was read in the wrong encoding; None where that cannot be had.

    Examples
    --------
    >>> mended("РђС‚С‹СЂР°Сѓ;5")
    'Атырау;5'
    """
    for codec in ("cp1251", "cp1252", "cp866"):
        try:
            # Windows keeps bytes without a letter as control characters.
            raw = b"".join(
                bytes([ord(letter)]) if 0x80 <= ord(letter) <= 0x9F else letter.encode(codec)
                for letter in text
            )
            return raw.decode("utf-8")
        except UnicodeError:
            continue
    return None


def plain(text: str) -> str:
    """Letters in their composed form, as keyboards give them; macOS writes й as two."""
    return (
        text
        if text.isascii() or unicodedata.is_normalized("NFC", text)
        else unicodedata.normalize("NFC", text)
    )
