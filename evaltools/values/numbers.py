"""Texts as numbers: separators mean what the column as a whole shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from evaltools.language import mark
from evaltools.values.unreadable import Hints, Unreadable

_NOT_A_NUMBER = mark("expected a number, found “{text}”")
#: Blanks and apostrophes between thousands.
_GAP = "[ \u00a0\u2007\u2009\u202f'’`´]"


def read_number(text: str) -> float:
    """A number as people type it: blanks between thousands, decimal comma or point.

    A comma before three digits could be either: such a text alone is refused.

    Examples
    --------
    >>> read_number("1\\u00a0206\\u00a0432"), read_number("92,03"), read_number("92.03%")
    (1206432.0, 92.03, 92.03)
    """
    return _read(text, {".": "decimal", ",": ""})


def _read(text: str, meaning: Mapping[str, str]) -> float:
    """A number whose one doubtful separator means what `meaning` says: decimal, thousands or nothing known."""
    plain = _bare(text)
    if re.fullmatch(r"\d+", plain):
        return _signed(text, plain)
    shape = _shape(plain)
    match shape:
        case ("decimal", separator):
            return _signed(text, plain.replace(separator, "."))
        case ("doubtful", separator):
            match meaning.get(separator):
                case "decimal":
                    return _signed(text, plain.replace(separator, "."))
                case "thousands":
                    return _signed(text, plain.replace(separator, ""))
            raise Unreadable(
                mark("expected a number, found “{text}”, which could be {one} or {other}"),
                text=text,
                one=plain.replace(separator, ""),
                other=plain.replace(separator, "."),
            )
        case ("both", separator):
            if meaning.get("both", "no") == "yes":
                return _signed(
                    text, plain.replace("." if separator == "," else ",", "").replace(separator, ".")
                )
        case ("thousands", separator):
            if meaning.get("both", "no") == "yes":
                return _signed(text, plain.replace(separator, ""))
    raise Unreadable(_NOT_A_NUMBER, text=text)


def _bare(text: str) -> str:
    """A number without sign, percent sign and blanks between its thousands."""
    plain = re.sub(r"^[-−–]\s?", "", text.strip())
    plain = re.sub(r"\s?%$", "", plain)
    if re.fullmatch(rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?", plain):
        plain = re.sub(_GAP, "", plain)
        # Where thousands are set apart already, the separator that is left is the decimal one.
        return re.sub(r"([.,]\d{3})$", r"\g<1>0", plain)
    return plain


def _signed(text: str, plain: str) -> float:
    return -float(plain) if text.lstrip()[:1] in "-−–" else float(plain)


def _shape(plain: str) -> tuple[str, str]:
    """What the separators of a number show, and the one that is meant."""
    if match := re.fullmatch(r"(\d+)([.,])(\d+)", plain):
        whole, separator, rest = match.groups()
        sure = len(rest) != 3 or len(whole) > 3 or whole.startswith("0")
        return ("decimal" if sure else "doubtful", separator)
    if match := re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+", plain):
        return ("thousands", match[1])
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", plain):
        return ("both", ".")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", plain):
        return ("both", ",")
    return ("", "")


def number_reader(texts: Iterable[str], hints: Hints) -> Callable[[str], float]:
    """What reads the numbers of a column, all its different texts being known."""
    decimal, thousands = set(), set()
    for text in texts:
        match _shape(_bare(text)):
            case ("decimal", separator):
                decimal.add(separator)
            case ("thousands", separator):
                thousands.add(separator)
            case ("both", separator):
                decimal.add(separator)
                thousands.add("." if separator == "," else ",")
    meaning = {"both": "yes"}
    for separator, other in ((".", ","), (",", ".")):
        if separator in decimal and separator in thousands:
            meaning[separator] = ""
        elif separator in decimal:
            meaning[separator] = "decimal"
        elif separator in thousands or (other in decimal and not (hints.typed and other == ".")):
            meaning[separator] = "thousands"
        elif separator == "." and hints.point_is_sure:
            meaning[separator] = "decimal"
        elif hints.decimal:
            meaning[separator] = "decimal" if hints.decimal == separator else "thousands"
    return partial(_read, meaning=meaning)


def percent_reader(
    texts: Iterable[str], parse: Callable[[str], float]
) -> tuple[Callable[[str], float], bool]:
    """Percentages, and whether they may all be fractions; a fraction among percent signs is refused."""
    signs = any(text.endswith("%") for text in texts)
    bare = [text for text in texts if not text.endswith("%")]

    def fraction(text: str) -> bool:
        try:
            value = parse(text)
        except ValueError:
            return False
        return 0 < value <= 1 and not text.strip().isdigit()

    if signs:

        def checked(text: str) -> float:
            if not text.endswith("%") and fraction(text):
                raise Unreadable(
                    mark("“{text}” stands among values with a percent sign: a fraction?"), text=text
                )
            return parse(text)

        return checked, False
    few = [text for text in bare if fraction(text)]
    return parse, len(few) > 1 and all(fraction(text) or text in {"0", "1"} for text in bare)
