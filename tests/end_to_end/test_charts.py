"""Charts of the example projects as they stand on their pages: their words, their places, their weight."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from tests.pictures import faults, marks


@dataclass(frozen=True)
class Chart:
    """One figure of a page, with the finding above it."""

    page: Path
    finding: str
    title: str
    note: str
    alt: str
    svg: str


def charts(page: Path) -> Iterator[Chart]:
    """All figures of a page, in their order."""
    for section in re.findall(r"<section.*?</section>", page.read_text(encoding="utf-8"), re.DOTALL):
        finding = _text(r'<p class="finding">(.*?)</p>', section)
        for figure in re.findall(r"<figure>.*?</figure>", section, re.DOTALL):
            (svg,) = re.findall(r"<svg.*?</svg>", figure, re.DOTALL)
            yield Chart(
                page=page,
                finding=finding,
                title=_text(r'class="figure-title">(.*?)</span>', figure),
                note=_text(r'class="figure-note">(.*?)</span>', figure),
                alt=_text(r"<desc[^>]*>(.*?)</desc>", figure),
                svg=svg,
            )


def _text(pattern: str, source: str) -> str:
    found = re.search(pattern, source, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))) if found else ""


def all_charts(folder: Path) -> list[Chart]:
    """Charts of every page, public and internal, in every language of the run."""
    found = [chart for page in sorted(folder.rglob("*.html")) for chart in charts(page)]
    assert len(found) >= 10, "the run has pages with charts"
    return found


def test_every_chart_has_words_of_its_own(folder: Path) -> None:
    """No two alternative texts of a page are alike, and none is the finding, the title or the note again."""
    by_page: dict[Path, list[Chart]] = {}
    for chart in all_charts(folder):
        by_page.setdefault(chart.page, []).append(chart)
    for page, found in by_page.items():
        for one, other in combinations(found, 2):
            assert one.alt != other.alt, (page, one.title, other.title)
            assert one.title != other.title, (page, one.title)
        for chart in found:
            assert chart.title and chart.note and chart.alt and chart.finding, (page, chart.title)
            assert chart.finding not in chart.alt, (page, chart.alt)
            assert chart.alt not in (chart.title, chart.note, chart.finding), (page, chart.alt)


def test_words_of_charts_are_few_and_quote_values(folder: Path) -> None:
    """At most ninety words, with numbers in them, no empty places and no blanks before a stop."""
    for chart in all_charts(folder):
        assert 8 <= len(chart.alt.split(" ")) <= 91, (chart.page, chart.alt)
        assert len(re.findall(r"\d", chart.alt)) >= 2, (chart.page, chart.alt)
        assert not re.search(r"[{}]|  | [.,;:]|\bNone\b(?! of these)|\bnan\b|\.\.", chart.alt), (
            chart.page,
            chart.alt,
        )


def test_words_in_charts_have_a_place_of_their_own(folder: Path) -> None:
    """No label leaves its picture or lies on another one, in the widest of the page's fonts."""
    found = {(chart.page.name, chart.title): faults(chart.svg) for chart in all_charts(folder)}
    assert {place: words for place, words in found.items() if words} == {}


def test_charts_stay_small(folder: Path) -> None:
    """No picture has more than a few hundred marks or weighs more than nine thousand bytes."""
    for chart in all_charts(folder):
        assert len(marks(chart.svg)) < 400, (chart.page, chart.title)
        assert len(chart.svg.encode()) < 9_000, (chart.page, chart.title, len(chart.svg.encode()))


def test_numbers_in_charts_are_written_as_the_language_writes_them(published: Path) -> None:
    """Decimal commas and closed percent signs in Kazakh, points and commas in English; a true minus."""
    for chart in all_charts(published):
        words = " ".join([*(mark.text for mark in marks(chart.svg)), chart.alt])
        assert not re.search(r"(?<![\w–])-\d", words), (chart.page, words)
        if "kk" in chart.page.parts:
            assert not re.search(r"\d\.\d|\d\s%|\d,\d{3}", words), (chart.page, words)
        elif "en" in chart.page.parts:
            assert not re.search(r"\d,\d(?!\d\d)|\d\s%|\d\xa0\d", words), (chart.page, words)


def test_both_almatys_are_told_apart(synthetic: Path) -> None:
    """The city and the region around it never have one name in a chart, nor in its words."""
    seen = 0
    for chart in all_charts(synthetic):
        lines = [mark for mark in marks(chart.svg) if mark.tag == "text"]
        names = []
        for line in lines:
            x, y = line.ends[0]
            # On a tile, the second word stands on the next line.
            below = [each.text for each in lines if each.ends[0][0] == x and 0 < each.ends[0][1] - y < 15]
            if line.text.startswith("Almaty"):
                names.append(" ".join([line.text, *below]) if line.text == "Almaty" else line.text)
        assert len(names) == len(set(names)) and "Almaty" not in names, (chart.page, chart.title, names)
        assert not re.search(r"Almaty (?!city|Region)", chart.alt), (chart.page, chart.alt)
        seen += len(names) == 2
    assert seen > 1
