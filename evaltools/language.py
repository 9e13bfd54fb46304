"""Languages of a report: its sentences, numbers, dates and alphabet.

Text lives in gettext catalogues (`locales/<locale>/LC_MESSAGES/evaltools.po`),
English being the key; numbers and dates follow Babel's `kk_KZ`, `ru_KZ` and
`en`. Sentences stand whole in the catalogues and take named values; nothing
is glued from pieces. The catalogues are written with ordinary spaces; what
must stay on one line is set together when a message is used.
"""

from __future__ import annotations

import gettext
import io
import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from evaltools.errors import UsageError

LOCALES = {"kk": "kk_KZ", "ru": "ru_KZ", "en": "en"}
NATIVE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
NBSP = "\N{NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"
MINUS = "\N{MINUS SIGN}"
#: The Kazakh alphabet; without the nine letters of its own it is the Russian one, in the same order.
_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
#: Places of messages that are filled with a number.
_NUMBERS = (
    "after|agree|amount|before|change|children|columns|consultations|count|counted|days|down|equal|gap|high|"
    "kept|least|limit|lost|low|maximum|men|met|most|n|not_stated|number|own|per|percent|plan|points|rate|ratio|reported|"
    "row|rows|same|score|share|signed|size|stated|taken|times|total|up|whole|women|x|year"
)
#: Words that do not belong to the number before them.
_LOOSE = (
    "без|в|для|до|за|из|к|на|о|от|по|при|с|среди|у|и|или|"
    "не|нет|это|және|немесе|мен|пен|бен|де|да|деп|деген|берді|берілді"
)
#: A dash never begins a line; signs stay with their numbers.
_SIGNS = re.compile(r" (?=[–—](?: |$))|(?<=[\d}]) (?=%)|(?<=№) ")
#: After a letter; three of them are an ellipsis, and before a letter they belong to a name.
_TWO_STOPS = re.compile(r"(?<=[^\W\d_])\.\.(?![.\w])")
#: Digits in groups of three that somebody typed with ordinary spaces; the ends of a range.
_TYPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_RANGE = re.compile(r"(?<=[\d%])–(?=\d)")
_NOUNS = (
    (re.compile(rf"(?<=\d) (?!(?:{_LOOSE})\b)(?=[^\W\d_])"), NBSP),
    (re.compile(rf"(\{{(?:{_NUMBERS})\}}) (?!(?:{_LOOSE})\b)(?=[^\W\d_])"), rf"\1{NBSP}"),
)


def mark(message: str) -> str:
    """Mark a message for the catalogues where it is not yet translated.

    Examples
    --------
    >>> mark("men")
    'men'
    """
    return message


class Language:
    """One of the three languages, with everything that is written in it.

    Parameters
    ----------
    code : {"kk", "ru", "en"}

    Raises
    ------
    UsageError
        For any other code.

    Examples
    --------
    >>> Language("en").number(8884)
    '8,884'
    >>> Language("ru").number(2.464, 1)
    '2,5'
    """

    def __init__(self, code: str) -> None:
        if code not in LOCALES:
            raise UsageError(f"There is no language “{code}”. Expected kk, ru or en.")
        self.code = code
        self.locale = Locale.parse(LOCALES[code])

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return _catalogue(self.code)

    def text(self, message: str, /, **values: object) -> str:
        """The message in this language, its `{name}` places filled."""
        said = self._catalogue.gettext(message)
        # Heads of tables and other labels may part: on a phone their columns are narrow.
        return one_stop(self._set(said, nouns=said.endswith((".", ":", "?", "!"))).format(**values))

    def plural(self, one: str, many: str, n: float, /, **values: object) -> str:
        """The message in the form that the number `n` asks for; `{n}` is the formatted number.

        Examples
        --------
        >>> words = ("{n} training was held.", "{n} trainings were held.")
        >>> Language("ru").plural(*words, 22), Language("ru").plural(*words, 25)
        ('Проведено 22\\xa0тренинга.', 'Проведено 25\\xa0тренингов.')
        """
        form = self._set(self._catalogue.ngettext(one, many, _counted(n)))
        return one_stop(form.format(**({"n": self.number(n)} | values)))

    def phrase(self, context: str, one: str, many: str, n: float, /, **values: object) -> str:
        """A counted noun in the case that its sentence asks for, named by the context.

        Russian and Kazakh decline it; the sentence it goes into says `{clients}`.
        """
        form = self._set(self._catalogue.npgettext(context, one, many, _counted(n)))
        return form.format(**({"n": self.number(n)} | values))

    def _set(self, message: str, *, nouns: bool = True) -> str:
        return message if self.code == "en" else together(message, nouns=nouns)

    def listing(self, items: Iterable[str]) -> str:
        """Several things in one sentence, as the language joins them.

        Examples
        --------
        >>> Language("en").listing(["tests", "participants", "satisfaction"])
        'tests, participants, and satisfaction'
        """
        items = list(items)
        if self.code == "kk" and len(items) > 1:
            # Babel joins three Kazakh items without the word that a sentence needs.
            return f"{', '.join(items[:-1])} және {items[-1]}"
        return format_list(items, locale=self.locale)

    def inside(self, name: str) -> str:
        """A heading or label as it stands inside a sentence: with a small first letter.

        Abbreviations stay as they are, and so do Latin names in Kazakh and
        Russian. Which other names are proper ones, only the caller knows.

        Examples
        --------
        >>> russian = Language("ru")
        >>> russian.inside("Государственный орган"), russian.inside("ЗАГС Атырау"), russian.inside("Facebook")
        ('государственный орган', 'ЗАГС Атырау', 'Facebook')
        """
        if name[1:2].isupper() or (self.code != "en" and name[:1].isascii()):
            return name
        return name[:1].lower() + name[1:]

    def number(self, value: float, digits: int = 0) -> str:
        """A number with the language's separators, rounded half away from zero.

        Examples
        --------
        >>> Language("kk").number(1234.5, 1), Language("en").number(-2.25, 1)
        ('1\\xa0234,5', '−2.3')
        """
        return _number(self.code, round_half_up(value, digits), digits)

    def signed(self, value: float, digits: int = 0) -> str:
        """A change: with its sign, and no sign at zero."""
        rounded = round_half_up(value, digits)
        return ("+" if rounded > 0 else "") + self.number(value, digits)

    def percent(self, value: float, digits: int = 0) -> str:
        """A percentage given in percent (not as a fraction).

        Examples
        --------
        >>> Language("ru").percent(284), Language("kk").percent(92.03, 1)
        ('284\\xa0%', '92,0%')
        """
        return self.number(value, digits) + (NBSP if self.code == "ru" else "") + "%"

    def spoken(self, text: str) -> str:
        """A text as a running sentence has it: in Kazakh the word stands there, not the percent sign.

        Examples
        --------
        >>> Language("kk").spoken("Әйелдер – 57%"), Language("en").spoken("Women – 57%")
        ('Әйелдер – 57\\xa0пайыз', 'Women – 57%')
        """
        return re.sub(r"(?<=\d)%", f"{NBSP}пайыз", text) if self.code == "kk" else text

    def date(self, day: date) -> str:
        """A date in words.

        Examples
        --------
        >>> Language("ru").date(date(2024, 7, 1))
        '1\\xa0июля 2024\\xa0г.'
        """
        text = format_date(day, format="long", locale=self.locale)
        if self.code == "kk":
            # In a sentence "2024 ж. 1 шілде" reads like a form.
            text = re.sub(r"\s?ж\.\s", " жылғы ", text)
        return re.sub(r"(?<=\d)[ \u202f]", NBSP, text)

    def month(self, month: str) -> str:
        """A month given as `2024-05`, in words, without its year.

        Examples
        --------
        >>> Language("kk").month("2024-05"), Language("en").month("2024-05")
        ('мамыр', 'May')
        """
        text = format_date(date.fromisoformat(f"{month}-01"), format="LLLL", locale=self.locale)
        return text.lower() if self.code != "en" else text

    def month_short(self, month: str) -> str:
        """A month short enough for an axis.

        Examples
        --------
        >>> Language("en").month_short("2024-05")
        'May'
        """
        text = format_date(date.fromisoformat(f"{month}-01"), format="LLL", locale=self.locale)
        return text.lower().rstrip(".") if self.code != "en" else text

    def sort_key(self, text: str) -> tuple[tuple[int, int], ...]:
        """Order of the alphabet, letter case aside: each Kazakh letter after its Russian neighbour.

        In Russian, too: names such as Ұлытау stand in Russian lists.

        Examples
        --------
        >>> sorted(["Ұлытау", "Абай", "Қарағанды", "Ақмола", "Шымкент"], key=Language("kk").sort_key)
        ['Абай', 'Ақмола', 'Қарағанды', 'Ұлытау', 'Шымкент']
        >>> sorted(["Шымкент", "Ұлытау", "Жетісу", "Туркестанская"], key=Language("ru").sort_key)
        ['Жетісу', 'Туркестанская', 'Ұлытау', 'Шымкент']
        """
        place = _letters()
        # Latin letters, digits and punctuation keep their code order, before the letters.
        return tuple((1, place[c]) if c in place else (0, ord(c)) for c in text.casefold())

    def sorted(self, texts: Iterable[str]) -> list[str]:
        """The texts in alphabetical order."""
        return sorted(texts, key=self.sort_key)


def round_half_up(value: float, digits: int = 0) -> float:
    """Round as people do by hand: halves go away from zero.

    Examples
    --------
    >>> round_half_up(2.5), round_half_up(-0.25, 1), round_half_up(1.005, 2)
    (3.0, -0.3, 1.01)
    """
    if not math.isfinite(value):
        raise ValueError(f"a report shows no {value}: the figure should carry a reason instead")
    # repr() gives the shortest decimal that means this float: 1.005 is then a half, as it was typed.
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP))


def one_stop(text: str) -> str:
    """A sentence that ends with an abbreviation has its stop already: “2024 г.” and a stop are one stop.

    Examples
    --------
    >>> one_stop("Дата создания: 26 ноября 2026 г.."), one_stop("and so on..."), one_stop("1..2")
    ('Дата создания: 26 ноября 2026 г.', 'and so on...', '1..2')
    """
    return _TWO_STOPS.sub(".", text)


def unbroken(text: str) -> str:
    """A text in which no number and no range of numbers parts where a line ends.

    Parameters
    ----------
    text : str
        Of anybody: the spaces and dashes in it are those that were typed.

    Examples
    --------
    >>> unbroken("about 2 000 people, 71.4–77.9")
    'about 2\\xa0000 people, 71.4–\\u206077.9'
    """
    return _RANGE.sub(f"–{WORD_JOINER}", _TYPED.sub(NBSP, text))


def pick(texts: dict[str, str] | None, code: str) -> tuple[str, str]:
    """The text in the wanted language, or the one that exists, with the language it is in.

    Examples
    --------
    >>> pick({"kk": "жоба", "ru": "проект"}, "ru"), pick({"kk": "жоба"}, "en"), pick(None, "en")
    (('проект', 'ru'), ('жоба', 'kk'), ('', 'en'))
    """
    texts = {key: value for key, value in (texts or {}).items() if value}
    for language in (code, "kk", "ru", "en"):
        if language in texts:
            return texts[language], language
    return "", code


# A page shows many numbers several times: in a chart, its words, a table and a sentence.
@lru_cache(maxsize=4096)
def _number(code: str, rounded: float, digits: int) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    locale = Locale.parse(LOCALES[code])
    text = format_decimal(abs(rounded), format=pattern, locale=locale, decimal_quantization=False)
    sign = MINUS if rounded < 0 else ""
    return (sign + text).replace(" ", NBSP).replace("\u202f", NBSP)


@cache
def _letters() -> dict[str, int]:
    """The place of each letter in the alphabet."""
    return {letter: index for index, letter in enumerate(_ALPHABET)}


def _counted(n: float) -> int:
    """The whole number whose plural form `n` takes.

    A number with decimals goes with the genitive singular in Russian ("1,5
    человека"), which is the form of two, and with the plural in English.
    """
    whole = round(n)
    return whole if math.isclose(n, whole, abs_tol=1e-9) else 2


@lru_cache(maxsize=4096)
def together(text: str, *, nouns: bool = True) -> str:
    """A Kazakh or Russian message whose numbers stay on one line with their units.

    The catalogues are written with ordinary spaces; before a dash and before
    a percent sign they become no-break spaces.

    Parameters
    ----------
    text : str
        The message, its `{name}` places not filled yet.
    nouns : bool, default True
        Whether the space between a number and its noun becomes one, too.

    Examples
    --------
    >>> together("Из {n} человек – от {low} до {high} %.")
    'Из {n}\\xa0человек\\xa0– от {low} до {high}\\xa0%.'
    >>> together("Человек из {n} участников, %", nouns=False)
    'Человек из {n} участников, %'
    """
    text = _SIGNS.sub(NBSP, text)
    if nouns:
        for pattern, bound in _NOUNS:
            text = pattern.sub(bound, text)
    return text


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    source = files("evaltools").joinpath(f"locales/{LOCALES[code]}/LC_MESSAGES/evaltools.po")
    if not source.is_file():
        return gettext.NullTranslations()
    catalogue = read_po(io.BytesIO(source.read_bytes()), locale=LOCALES[code])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
