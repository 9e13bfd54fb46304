"""The regions of Kazakhstan, and what people call them.

The 20 first-level units stand in `data/regions.csv` (ISO 3166-2:KZ codes,
names in three languages, centres, aliases, place on the tile-grid map), their
residents in `data/population.csv`. `resolve` reads a name as people write it:
any of the three languages, the centre for the region, case endings, a
trailing "обл.", Latin letters inside Cyrillic words. What could mean two
regions is refused, never guessed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from evaltools.errors import UsageError
from evaltools.vocabulary.letters import mended

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One first-level unit of Kazakhstan.

    Attributes
    ----------
    code : str
        ISO 3166-2:KZ, e.g. `KZ-23`.
    kind : {"oblast", "city"}
    names, located, short, centre : dict of str
        By language: the full name, "in ..." (Атырау облысында), the name
        that fits a chart, the main city.
    aliases : tuple of str
        Other names in use, old codes among them.
    tile : tuple of int
        Row and column on the tile-grid map.
    """

    code: str
    kind: str
    names: dict[str, str]
    located: dict[str, str]
    short: dict[str, str]
    centre: dict[str, str]
    aliases: tuple[str, ...]
    tile: tuple[int, int]


class RegionError(UsageError):
    """A name that is not the name of one region.

    Attributes
    ----------
    name : str
        As it was written.
    codes : tuple of str
        The regions that it could be, or that are called nearly so.
    """

    def __init__(self, message: str, name: str, codes: tuple[str, ...]) -> None:
        self.name, self.codes = name, codes
        super().__init__(message)


class UnknownRegion(RegionError):
    """No region has this name."""


class AmbiguousRegion(RegionError):
    """Two regions have this name."""


COUNTRY = Region(
    code="KZ",
    kind="country",
    names={"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"},
    located={"kk": "Қазақстанда", "ru": "в Казахстане", "en": "in Kazakhstan"},
    short={"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"},
    centre={"kk": "Астана", "ru": "Астана", "en": "Astana"},
    aliases=("Қазақстан Республикасы", "Республика Казахстан", "Republic of Kazakhstan", "РК", "ҚР"),
    tile=(-1, -1),
)


@cache
def regions() -> dict[str, Region]:
    """The 20 regions by code, in the order of their codes.

    Examples
    --------
    >>> len(regions()), regions()["KZ-23"].names["kk"]
    (20, 'Атырау облысы')
    """
    text = files("evaltools").joinpath("data/regions.csv").read_text(encoding="utf-8")
    return {row["code"]: _region(row) for row in csv.DictReader(text.splitlines())}


def region(code: str) -> Region:
    """The region with this code; `KZ` is the whole country."""
    return COUNTRY if code == "KZ" else regions()[code]


def name_in_list(code: str, language: str) -> str:
    """The name under which a region stands in a list sorted by the alphabet.

    Its own name, before the word for what it is: in Russian some names begin
    with that word, and nobody looks for Абай under О.

    Examples
    --------
    >>> name_in_list("KZ-10", "ru"), name_in_list("KZ-75", "ru"), name_in_list("KZ-75", "kk")
    ('Абай область', 'Алматы город', 'Алматы қаласы')
    """
    name = region(code).names[language]
    word, _, rest = name.partition(" ")
    return f"{rest} {word}" if word in ("область", "город") else name


@cache
def residents(date: str) -> dict[str, int]:
    """Residents by region at a date; regions without a confirmed figure are absent.

    Parameters
    ----------
    date : str
        ISO date, one of `population_dates()`.

    Examples
    --------
    >>> residents("2024-07-01")["KZ-23"]
    708529
    """
    return {row["region"]: int(row["residents"]) for row in _population() if row["date"] == date}


@cache
def population_dates() -> tuple[str, ...]:
    """Dates for which residents are known.

    Examples
    --------
    >>> population_dates()
    ('2023-01-01', '2024-01-01', '2024-07-01')
    """
    return tuple(sorted({row["date"] for row in _population()}))


def region_of(known: Collection[str], name: str) -> str:
    """The code of a region of a project, from any of its names; the whole country is in every project.

    Parameters
    ----------
    known : collection of str
        Codes of the project's regions.

    Raises
    ------
    UsageError
        There is no such region, or it is not in the project.

    Examples
    --------
    >>> region_of(["KZ-23", "KZ-75"], "Алматы")
    'KZ-75'
    """
    code = resolve(name, within=known)
    if code != COUNTRY.code and code not in known:
        inside = ", ".join(f"{each} ({region(each).names['en']})" for each in known)
        raise UsageError(
            f"{region(code).names['en']} ({code}) is not a region of this project. It has: {inside}."
        )
    return code


def resolve(name: str, *, within: Collection[str] = ()) -> str:
    """Find the code of a region from a name as people write it.

    Parameters
    ----------
    name : str
        A code, or a name in Kazakh, Russian or English.
    within : collection of str, optional
        Codes of the project's regions. A name that fits two regions is taken
        for the one that is in the project, if only one is.

    Returns
    -------
    str
        ISO 3166-2:KZ code, or `KZ`.

    Raises
    ------
    UnknownRegion
        No region is called so; the message offers the nearest names.
    AmbiguousRegion
        It could be two regions ("Алматы": the city or the region).

    Examples
    --------
    >>> resolve("Атырау"), resolve("Атырауская обл."), resolve("Көкшетауда")
    ('KZ-23', 'KZ-23', 'KZ-11')
    >>> resolve("г. Алматы"), resolve("Алматы облысы"), resolve("Алматы", within=["KZ-75", "KZ-23"])
    ('KZ-75', 'KZ-19', 'KZ-75')
    """
    codes = _candidates(name)
    inside = tuple(code for code in codes if code in within) if within else codes
    if len(codes) > 1 and len(inside) == 1:
        return inside[0]
    if len(codes) == 1:
        return codes[0]
    if codes:
        choices = ", ".join(f"{code} ({region(code).names['en']})" for code in codes)
        raise AmbiguousRegion(
            f"The region name “{name}” could mean {choices}. Write the code or the full name.", name, codes
        )
    close = get_close_matches(_base(name)[0], [base for base, _ in _index()], n=3, cutoff=0.75)
    offered = list(dict.fromkeys(code for base in close for code in _lookup(base, "")))
    hint = (
        " Did you mean " + " or ".join(f"{region(code).names['en']} ({code})" for code in offered) + "?"
        if offered
        else " Expected a code such as KZ-23 or a name such as Атырау облысы."
    )
    raise UnknownRegion(f"There is no region called “{name}”.{hint}", name, tuple(offered))


def named_in(text: str) -> str:
    """The region that the name of a file or a sheet speaks of; empty for none or several.

    Examples
    --------
    >>> named_in("register_Atyrau_2024"), named_in("Западно-Казахстанская область"), named_in("реестр ЗКО")
    ('KZ-23', 'KZ-27', 'KZ-27')
    >>> named_in("Атырау и Шымкент"), named_in("реестр семей"), named_in("Казахстан 2024")
    ('', '', '')
    """
    found = {codes for codes in _named_in(text) if COUNTRY.code not in codes}
    return next(iter(found))[0] if len(found) == 1 and all(len(codes) == 1 for codes in found) else ""


def could_be_in(text: str) -> frozenset[str]:
    """All regions that the name of a file may speak of, also where a name fits two.

    Examples
    --------
    >>> sorted(could_be_in("журнал Алматы")), sorted(could_be_in("журнал"))
    (['KZ-19', 'KZ-75'], [])
    """
    return frozenset(code for codes in _named_in(text) for code in codes) - {COUNTRY.code}


def _named_in(text: str) -> set[tuple[str, ...]]:
    """The regions that each name in a text fits."""
    words = [word for word in re.split(r"[\s_.,()\-–—]+", text) if word]
    found: set[tuple[str, ...]] = set()
    taken: set[int] = set()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            places = set(range(start, start + length))
            name = " ".join(words[start : start + length])
            if places & taken or name.isdigit() or name in _COMMON_WORDS:
                continue
            if length == 1 and start and words[start - 1].casefold() in _CITY:
                # "г. Абай" is a town that is no region's centre.
                continue
            if (len(name) > 3 or name.isupper()) and (codes := _candidates(name)):
                found.add(codes)
                taken |= places
    return found


#: In small letters "семей" is "of families", not the city.
_COMMON_WORDS = frozenset({"семей"})


def names_a_region(name: str) -> bool:
    """Whether a name is that of a region, or of one of two.

    Examples
    --------
    >>> names_a_region("Алматы"), names_a_region("Көкшетауда"), names_a_region("онлайн")
    (True, True, False)
    """
    return bool(_candidates(name))


def _region(row: dict[str, str]) -> Region:
    by_language = {
        field: {language: row[f"{column}_{language}"] for language in LANGUAGES}
        for field, column in (("names", "name"), ("located", "in"), ("short", "short"), ("centre", "centre"))
    }
    return Region(
        code=row["code"],
        kind=row["kind"],
        aliases=tuple(row["aliases"].split("|")),
        tile=(int(row["tile_row"]), int(row["tile_column"])),
        **by_language,
    )


@cache
def _population() -> tuple[dict[str, str], ...]:
    text = files("evaltools").joinpath("data/population.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


# Words that say "region" or "city" beside a name, in the three languages.
_OBLAST = {"облысы", "облыс", "область", "области", "обл", "region", "oblysy", "oblast"}
_OBLAST |= {"облысында", "облысының", "облысындағы", "облысынан", "облыстары"}
_CITY = {"қаласы", "қала", "қ", "город", "города", "городе", "г", "city"}
_CITY |= {"қаласында", "қаласының", "қаласындағы", "қаласынан"}

# Kazakh endings of place names: in, of, from, being in.
_ENDINGS = re.compile(r"(?<=\w{3})(?:[дт][ае](?:ғы|гі)?|[ндт][ыі]ң|[дт][ае]н|нан|нен)$")

# Word and Excel put other dashes in place of a hyphen.
_DASHES = str.maketrans(dict.fromkeys("‐‒–—−", "-"))


def _base(name: str) -> tuple[str, str]:
    """Split a name into its bare form and its kind (oblast, city or nothing)."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(_DASHES)
    if re.fullmatch(r"\s*kz(-[a-z0-9]+)?\s*", text):
        return text.strip(), ""
    words = [mended(word) for word in re.findall(r"[\w'’]+", text)]
    kinds = {"oblast" if word in _OBLAST else "city" for word in words if word in _OBLAST | _CITY}
    bare = " ".join(word for word in words if word not in _OBLAST | _CITY)
    return bare, kinds.pop() if len(kinds) == 1 else ""


@cache
def _index() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for unit in (*regions().values(), COUNTRY):
        for base, kind in _entries(unit):
            found.setdefault((base, kind), set()).add(unit.code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _entries(unit: Region) -> Iterator[tuple[str, str]]:
    yield unit.code.casefold(), ""
    if unit is COUNTRY:
        yield from ((_base(name)[0], "") for name in (*unit.names.values(), *unit.aliases))
        return
    own = {_base(name)[0] for name in (*unit.names.values(), *unit.short.values(), *unit.located.values())}
    yield from ((name, unit.kind) for name in own)
    yield from ((_base(city)[0], "city") for city in unit.centre.values())
    for alias in unit.aliases:
        base, kind = _base(alias)
        if unit.kind == "city" or kind:
            yield base, kind or "city"
        else:
            # It may be an old name of the oblast or of its centre: "г. Гурьев" is found, "г. Абай",
            # which is a town elsewhere, is not.
            yield from ((base, each) for each in (("oblast",) if base in own else ("oblast", "city")))


def _lookup(base: str, kind: str) -> tuple[str, ...]:
    index = _index()
    kinds = (kind,) if kind else ("", "oblast", "city")
    return tuple(sorted(set().union(*(index.get((base, each), frozenset()) for each in kinds))))


def _candidates(name: str) -> tuple[str, ...]:
    """The regions that a name fits; a city "and" its own region are that region, and so is a place in it."""
    found = {_matches(part) for part in re.split(r"\s+(?:және|и|and)\s+", name, flags=re.IGNORECASE)}
    if found == {()} and re.search(r"[,;/]", name):
        # "Атырауская обл., г. Атырау": districts and villages say nothing of their own.
        found = {_matches(part) for part in re.split(r"[,;/]", name)} - {()}
    return found.pop() if len(found) == 1 else ()


def _matches(name: str) -> tuple[str, ...]:
    base, kind = _base(name)
    return _lookup(base, kind) or _lookup(_ENDINGS.sub("", base), kind)
