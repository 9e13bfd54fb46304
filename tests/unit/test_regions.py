"""Regions of Kazakhstan are found by whatever people call them, and never guessed."""

from __future__ import annotations

import pytest

from evaltools.regions import (
    COUNTRY,
    AmbiguousRegion,
    UnknownRegion,
    population_dates,
    region,
    regions,
    residents,
    resolve,
)

# ISO 3166-2:KZ since June 2022: 17 regions and 3 cities, numbered as in the classifier KATO.
CODES = (
    *("KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39"),
    *("KZ-43", "KZ-47", "KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63", "KZ-71", "KZ-75", "KZ-79"),
)
KNOWN_NAMES = [
    (code, name)
    for code, unit in regions().items()
    for name in (
        code,
        *unit.names.values(),
        *unit.located.values(),
        *unit.short.values(),
        *unit.centre.values(),
        *unit.aliases,
    )
]


def test_there_are_twenty_regions_and_three_of_them_are_cities() -> None:
    """The list is that of ISO 3166-2:KZ, in the order of the codes."""
    assert tuple(regions()) == CODES
    assert [code for code, unit in regions().items() if unit.kind == "city"] == ["KZ-71", "KZ-75", "KZ-79"]


def test_places_stand_in_the_case_that_a_sentence_asks_for() -> None:
    """Kazakh -да and -де follow vowel and consonant, Russian names decline, English takes a preposition."""
    for unit in regions().values():
        name, located = unit.names["kk"], unit.located["kk"]
        # After облысы and қаласы -нда; after a vowel of the back -да; after т of a front syllable -те.
        ending = "нда" if name.endswith("сы") else {"Астана": "да", "Шымкент": "те"}[name]
        assert located == name + ending
        assert unit.located["en"] == f"in {unit.names['en']}"
        declined = unit.names["ru"].replace("ская область", "ской области").replace("область ", "области ")
        declined = (
            declined.replace("город ", "городе ").replace("Астана", "Астане").replace("Шымкент", "Шымкенте")
        )
        assert unit.located["ru"] == f"в {declined}"


def test_every_region_has_all_its_names() -> None:
    """No region lacks a name, a short name, a place or a centre in any language."""
    for unit in regions().values():
        for texts in (unit.names, unit.located, unit.short, unit.centre):
            assert set(texts) == {"kk", "ru", "en"}
            assert all(text.strip() == text and text for text in texts.values()), unit.code


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_two_regions_share_a_name(language: str) -> None:
    """Names and short names tell the regions apart in a chart and in a table."""
    assert len({unit.names[language] for unit in regions().values()}) == 20
    assert len({unit.short[language] for unit in regions().values()}) == 20


def test_every_tile_of_the_map_holds_one_region() -> None:
    """No region covers another on the tile-grid map."""
    assert len({unit.tile for unit in regions().values()}) == 20
    assert all(row >= 0 and column >= 0 for row, column in (unit.tile for unit in regions().values()))


@pytest.mark.parametrize(("code", "name"), KNOWN_NAMES)
def test_every_listed_name_is_found(code: str, name: str) -> None:
    """A name in the list means its region; only a bare Almaty needs more."""
    if name in ("Алматы", "Almaty"):
        assert code == "KZ-75"
        with pytest.raises(AmbiguousRegion) as caught:
            resolve(name)
        assert caught.value.codes == ("KZ-19", "KZ-75")
    else:
        assert resolve(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Шымкентте", "KZ-79"),
        ("Көкшетауда", "KZ-11"),
        ("Ақтөбеде", "KZ-15"),
        ("Семейде", "KZ-10"),
        ("Түркістанда", "KZ-61"),
        ("Астанада", "KZ-71"),
        ("Астананың", "KZ-71"),
        ("Атыраудан", "KZ-23"),
        ("Тараздағы", "KZ-31"),
        ("Ақтаудағы", "KZ-47"),
        ("Ұлытау облысындағы", "KZ-62"),
        ("Абай облысында", "KZ-10"),
        ("Қарағанды облысы", "KZ-35"),
        ("Алматы облысының", "KZ-19"),
        ("Алматы қаласындағы", "KZ-75"),
        ("в Атырауской области", "KZ-23"),
        ("в Астане", "KZ-71"),
    ],
)
def test_case_endings_are_read(name: str, code: str) -> None:
    """A name copied out of a sentence, in the case it stands in, is found."""
    assert resolve(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("г. Алматы", "KZ-75"),
        ("г.Алматы", "KZ-75"),
        ("Алматы қ.", "KZ-75"),
        ("Алматы, город", "KZ-75"),
        ("Алматы (қала)", "KZ-75"),
        ("Алматинская обл.", "KZ-19"),
        ("Алматы обл", "KZ-19"),
        ("Almaty oblast", "KZ-19"),
        ("обл. Абай", "KZ-10"),
        ("г. Семей", "KZ-10"),
        ("г. Гурьев", "KZ-23"),
        ("Орал қаласы", "KZ-27"),
    ],
)
def test_the_words_for_region_and_city_are_understood(name: str, code: str) -> None:
    """ "обл.", "г.", "қ." before or after a name say which of two is meant."""
    assert resolve(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Солтүст\N{LATIN SMALL LETTER I}к Қазақстан облысы", "KZ-59"),
        ("\N{LATIN CAPITAL LETTER A}тырау", "KZ-23"),
        ("\N{LATIN CAPITAL LETTER K}останайская область", "KZ-39"),
        ("П\N{LATIN SMALL LETTER A}вл\N{LATIN SMALL LETTER O}дар", "KZ-55"),
        ("АТЫРАУ ОБЛЫСЫ", "KZ-23"),
        ("вко", "KZ-63"),
        ("  Атырау \t облысы ", "KZ-23"),
        ("Атырау\N{NO-BREAK SPACE}облысы", "KZ-23"),
        ("Западно\N{NON-BREAKING HYPHEN}Казахстанская область", "KZ-27"),
        ("Восточно Казахстанская область", "KZ-63"),
        ("Усть Каменогорск", "KZ-63"),
        ("kz-23", "KZ-23"),
        (" KZ\N{NON-BREAKING HYPHEN}23", "KZ-23"),
        ("KZ\N{EN DASH}23", "KZ-23"),
    ],
)
def test_typing_habits_do_not_hide_a_region(name: str, code: str) -> None:
    """Latin look-alikes, letter case, spaces and dashes of a word processor change nothing."""
    assert resolve(name) == code


@pytest.mark.parametrize(
    ("old", "code"), [("KZ-ALA", "KZ-75"), ("KZ-ALM", "KZ-19"), ("kz-vos", "KZ-63"), ("KZ-AST", "KZ-71")]
)
def test_old_letter_codes_are_read(old: str, code: str) -> None:
    """Data with the ISO codes in letters need no conversion."""
    assert resolve(old) == code


def test_a_city_with_its_own_region_is_that_region() -> None:
    """ "Атырау қаласы және Атырау облысы", as the 2020 report writes it, is one unit."""
    assert resolve("Атырау қаласы және Атырау облысы") == "KZ-23"


@pytest.mark.parametrize("within", [[], ["KZ-75"]])
def test_two_regions_in_one_name_are_refused(within: list[str]) -> None:
    """Two regions together belong to neither, whatever the project lists."""
    with pytest.raises(UnknownRegion):
        resolve("Алматинская область и г. Алматы", within=within)


@pytest.mark.parametrize("name", ["Алматы", "алматы", "Almaty", "Алматыда"])
def test_a_bare_almaty_is_refused(name: str) -> None:
    """The city and the region are both named, with their codes."""
    with pytest.raises(AmbiguousRegion, match=r"KZ-19 \(Almaty Region\), KZ-75 \(Almaty city\)") as caught:
        resolve(name)
    assert name in str(caught.value)


@pytest.mark.parametrize(("within", "code"), [(["KZ-75", "KZ-23"], "KZ-75"), (["KZ-19", "KZ-23"], "KZ-19")])
def test_the_project_says_which_almaty_is_meant(within: list[str], code: str) -> None:
    """A bare Almaty is the one that the project works in."""
    assert resolve("Алматы", within=within) == code


@pytest.mark.parametrize("within", [["KZ-19", "KZ-75"], ["KZ-23"]])
def test_almaty_stays_ambiguous_where_the_project_does_not_decide(within: list[str]) -> None:
    """A project with both, or with neither, does not say which is meant."""
    with pytest.raises(AmbiguousRegion):
        resolve("Алматы", within=within)


def test_a_name_outside_the_project_is_still_that_region() -> None:
    """The project's regions settle doubts only; they never turn one region into another."""
    assert resolve("Павлодар", within=["KZ-23"]) == "KZ-55"


@pytest.mark.parametrize(
    ("name", "offered"), [("Atirau", "Atyrau Region (KZ-23)"), ("Караганды", "Karaganda Region (KZ-35)")]
)
def test_a_misspelt_name_gets_a_suggestion(name: str, offered: str) -> None:
    """The message repeats the name and offers the nearest."""
    with pytest.raises(UnknownRegion) as caught:
        resolve(name)
    assert str(caught.value).startswith(f"There is no region called “{name}”. Did you mean ")
    assert offered in str(caught.value)


@pytest.mark.parametrize("name", ["", "   ", "облысы", "xyz", "12", "KZ-99", "…", "итого"])
def test_what_is_no_region_says_what_is_expected(name: str) -> None:
    """Without anything near, the message shows how a region is written."""
    with pytest.raises(UnknownRegion, match=r"There is no region called “.*”\. "):
        resolve(name)


@pytest.mark.parametrize("name", ["г. Абай", "Шымкент облысы"])
def test_a_city_is_not_taken_for_a_region_of_its_name(name: str) -> None:
    """The town of Abai is in Karaganda Region, and no region is called Shymkent."""
    with pytest.raises(UnknownRegion):
        resolve(name)


@pytest.mark.parametrize(
    "name", ["KZ", "kz", "Қазақстан", "Казахстан", "Kazakhstan", "РК", "ҚР", "Қазақстанда"]
)
def test_the_country_has_a_code_too(name: str) -> None:
    """The whole country is KZ."""
    assert resolve(name) == "KZ"
    assert region("KZ") is COUNTRY


# Bureau of National Statistics: 19,765,004 residents on 1 January 2023, 20,159,707 on 1 July 2024.
@pytest.mark.parametrize(("day", "total"), [("2023-01-01", 19_765_004), ("2024-07-01", 20_159_707)])
def test_residents_add_up_to_the_national_figure(day: str, total: int) -> None:
    """The 20 regions together are the country, as the Bureau printed it."""
    assert set(residents(day)) == set(CODES)
    assert sum(residents(day).values()) == total


def test_unconfirmed_residents_are_absent() -> None:
    """On 1 January 2024 nine regions have a confirmed figure; the others have none, not zero."""
    assert population_dates() == ("2023-01-01", "2024-01-01", "2024-07-01")
    confirmed = {"KZ-19", "KZ-23", "KZ-31", "KZ-35", "KZ-47", "KZ-61", "KZ-71", "KZ-75", "KZ-79"}
    assert set(residents("2024-01-01")) == confirmed
    assert residents("2019-01-01") == {}
