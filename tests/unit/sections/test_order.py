"""The order of categories and regions in lists and tables: by size, then by the language's alphabet."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evaltools import regions
from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.project import load_project
from evaltools.results import Result, Results
from evaltools.sections.common import largest_first
from evaltools.view import View

#: Topics whose Kazakh names begin with letters that only Kazakh has, in the order of its alphabet.
TOPICS = ["ажырасу", "әлеумет", "гендер", "ғылым", "кеңес", "қамқорлық", "нафақа", "ңер", "орта", "өкім",
          "тәрбие", "ұлан", "үй", "халық", "һәм", "ықпал", "іс"]  # fmt: skip


def view(code: str, *rows: Result) -> View:
    names = {"topic": {f"t{place:02}": {"kk": name} for place, name in enumerate(TOPICS)}}
    project = load_project("data/synthetic", Path(__file__).parent)
    return View(project, Results(rows), Labels(names), Language(code), "KZ")


def row(category: str, value: float | None) -> Result:
    return Result(
        region="KZ",
        subject="consultations",
        measure="consultations",
        group=f"topic={category}",
        value=value,
        status="ok" if value is not None else "hidden",
    )


@pytest.mark.parametrize("value", [5.0, None])
def test_equal_categories_follow_the_alphabet(value: float | None) -> None:
    """Equal and hidden counts stand in the order of the Kazakh alphabet, whatever order they came in."""
    rows = [row(f"t{place:02}", value) for place in range(len(TOPICS))]
    random.Random(7).shuffle(rows)
    page = view("kk", *rows)
    assert [page.name("topic", each.pairs["topic"]) for each in largest_first(page, rows, "topic")] == TOPICS


def test_the_largest_come_first_and_what_says_little_last() -> None:
    """By number; without a number after them; “other” and “not stated” at the end, however large."""
    rows = [
        row("other", 90),
        row("t01", None),
        row("t03", 2),
        row("not_stated", 1),
        row("t00", 2),
        row("t16", 7),
    ]
    page = view("kk", *rows)
    ordered = [each.pairs["topic"] for each in largest_first(page, rows, "topic")]
    assert ordered == ["t16", "t00", "t03", "t01", "other", "not_stated"]


# The official lists of regions: the words “область” and “город” play no part in the order.
EXPECTED = {
    "kk": "Абай Ақмола Ақтөбе Алматы Алматы Астана Атырау Батыс Жамбыл Жетісу Қарағанды Қостанай Қызылорда "
    "Маңғыстау Павлодар Солтүстік Түркістан Ұлытау Шығыс Шымкент",
    "ru": "область_Абай Акмолинская Актюбинская Алматинская город_Алматы Астана Атырауская "
    "Восточно-Казахстанская Жамбылская область_Жетісу Западно-Казахстанская Карагандинская Костанайская "
    "Кызылординская Мангистауская Павлодарская Северо-Казахстанская Туркестанская область_Ұлытау Шымкент",
    "en": "Abai Akmola Aktobe Almaty Almaty Astana Atyrau East Karaganda Kostanay Kyzylorda Mangystau North "
    "Pavlodar Shymkent Turkistan Ulytau West Zhambyl Zhetisu",
}


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_all_regions_follow_the_alphabet_of_the_page(code: str) -> None:
    """The twenty regions stand as a reader of that language looks for them."""
    page = view(code)
    assert set(page.sorted_regions()) == set(regions.regions())
    for name, start in zip(map(page.place, page.sorted_regions()), EXPECTED[code].split(), strict=True):
        assert name.startswith(start.replace("_", " "))
