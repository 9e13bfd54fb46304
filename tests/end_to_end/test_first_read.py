"""What is read first: the lead stands alone, tiles have their second line, and both say what results.csv says."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaltools.language import Language
from evaltools.prepare import Prepared, prepare, trainings_of
from evaltools.results import group
from evaltools.sections.top import MOST_TILES, tiles_of
from evaltools.sections.training import training_lead
from evaltools.view import View
from evaltools.wording.lead import MOST_WORDS, lead, satisfied_in_short, start_lead, words
from evaltools.wording.survey import Survey
from tests.runs import ROOT

ENGLISH = Language("en")
#: What a page says that it cannot tell, in one of these words.
LIMITS = {
    "en": r"[Ww]hat changed for|what the training caused",
    "ru": r"изменилось у людей|изменения у людей|тренинг ли к этому привёл",
    "kk": r"жағдайының қалай өзгергені|тренинг себеп болды деп айтуға болмайды",
}
PROJECTS = ("pravo-2024", "adamgershilik-2020", "synthetic")


@pytest.fixture(scope="module", params=PROJECTS)
def prepared(request: pytest.FixtureRequest) -> Prepared:
    """Each example project, computed once."""
    return prepare(ROOT / "data" / request.param)


def views(prepared: Prepared, language: str) -> list[View]:
    """What the public pages look at: the whole project, and each of its regions."""
    return [
        View(prepared.project, prepared.public, prepared.labels, Language(language), region)
        for region in ("KZ", *prepared.project.regions)
    ]


def test_a_lead_is_short_and_names_a_limit(prepared: Prepared) -> None:
    """At most seventy words in every language, and what the page cannot tell is among them."""
    for language, limit in LIMITS.items():
        for view in views(prepared, language):
            said = lead(view)
            assert words(said) <= MOST_WORDS, said
            assert re.search(limit, said), said


def test_the_start_page_says_who_is_missing_and_what_it_cannot_tell(prepared: Prepared) -> None:
    """At most seventy words, the regions that no total counts, and a limit."""
    limits = {
        "en": r"not what changed|do not show what",
        "ru": r"а не изменения|не показывают",
        "kk": r"көрінбейді|көрсетпейді",
    }
    for language, limit in limits.items():
        view = views(prepared, language)[0]
        said = start_lead(view)
        assert words(said) <= MOST_WORDS, said
        assert re.search(limit, said), said
        for code in prepared.project.left_out():
            assert view.place(code) in said


def test_no_sentence_is_left_out_for_want_of_room(prepared: Prepared) -> None:
    """Of the example projects every lead says the same in every language: none has to be shortened."""
    for language in LIMITS:
        for view in views(prepared, language):
            assert satisfied_in_short(Survey(view, view.region)) in lead(view)


def test_the_lead_for_a_trainer_is_short_and_names_a_limit(prepared: Prepared) -> None:
    """The same holds for the internal page of each training with a change to speak of."""
    for language, limit in LIMITS.items():
        for training, region in trainings_of(prepared.internal).items():
            view = View(prepared.project, prepared.internal, prepared.labels, Language(language), region)
            said = plain(str(training_lead(view, training).html))
            assert words(said) <= MOST_WORDS, said
            if view.get("learning", "mean_change", group(training=training)).ok:
                assert re.search(limit, said), said


def test_every_tile_has_a_second_line(prepared: Prepared) -> None:
    """Plan, base or comparison: three to six tiles, none with a number alone."""
    for language in LIMITS:
        for view in views(prepared, language):
            tiles = tiles_of(view)
            assert 3 <= len(tiles) <= MOST_TILES
            assert all(tile.note for tile in tiles), (view.region, tiles)


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """English public pages with the region that each is about."""
    for path in sorted(folder.glob("en/*.html")):
        if path.stem.startswith(("region-report", "overview", "programme-report")):
            _, _, code = path.stem.partition("region-report-")
            yield code or "KZ", path.read_text(encoding="utf-8")


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").split())


def tiles_on(page: str) -> dict[str, tuple[str, str]]:
    """Label, number and second line of each tile."""
    found = re.findall(
        r'<dt>(.*?)</dt><dd class="value">(.*?)</dd><dd class="note">(.*?)</dd>', page, re.DOTALL
    )
    return {plain(label): (plain(value), plain(note)) for label, value, note in found}


#: By the label of a tile: subject, measure and decimals of its number.
SHOWN = {
    "Couples advised": ("consultations", "couples", 0),
    "People advised": ("consultations", "people", 0),
    "Consultations": ("consultations", "consultations", 0),
    "Consultations per couple": ("consultations", "consultations_per_client", 1),
    "Consultations per person": ("consultations", "consultations_per_client", 1),
    "Couples per 10,000 residents": ("consultations", "couples_per_10000_residents", 1),
    "People per 10,000 residents": ("consultations", "people_per_10000_residents", 1),
    "Change in the average test score": ("learning", "mean_change", 1),
}
#: Said in the lead as well.
IN_LEAD = ("Couples advised", "People advised", "Consultations", "Change in the average test score")


def test_lead_tile_chart_and_table_say_what_results_say(folder: Path) -> None:
    """The number of a tile is that of its row in results.csv, and stands in the lead, a table and a chart's words."""
    with (folder / "results.csv").open(encoding="utf-8-sig") as file:
        rows = {
            (row["region"], row["subject"], row["measure"]): row
            for row in csv.DictReader(file)
            if not row["group"]
        }
    checked = 0
    for region, page in pages(folder):
        said = plain(re.findall(r'<p class="lead">(.*?)</p>', page, re.DOTALL)[0])
        # The programme report leads to the overview for the rates of the regions.
        shown = page if region != "KZ" else page + (folder / "en/overview.html").read_text(encoding="utf-8")
        cells = {plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)(?=<t[dhr]|</t)", shown, re.DOTALL)}
        in_charts = " ".join(re.findall(r"<desc[^>]*>(.*?)</desc>", shown, re.DOTALL))
        for label, (value, _) in tiles_on(page).items():
            if label not in SHOWN:
                continue
            subject, measure, digits = SHOWN[label]
            row = rows[region, subject, measure]
            if row["status"] != "ok":
                assert value.startswith("["), (region, label, value)
                continue
            number = ENGLISH.number(float(row["value"]), digits)
            assert value.lstrip("+") == number, (region, label, value)
            in_cells = any(cell.lstrip("+").split(" ")[0] == number for cell in cells)
            assert in_cells or number in in_charts, (region, label)
            if label in IN_LEAD:
                assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", said), (label, said)
            checked += 1
    assert checked > 10


def test_every_number_of_the_lead_is_published(folder: Path) -> None:
    """Each number in a lead or a tile stands in results.csv; but for the period and how many indicators there are."""
    with (folder / "results.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    known = {"100"}
    for row in rows:
        for name in ("value", "low", "high", "n"):
            if row[name]:
                known |= {ENGLISH.number(abs(float(row[name])), digits) for digits in (0, 1)}
        # Scales, "per" and the number of regions stand in the words of a row.
        known |= {
            ENGLISH.number(float(each))
            for text in (row["unit"], row["measure"], row["method"])
            for each in re.findall(r"\d+", text)
        }
    known |= {"1"}  # less than 1%
    for region, page in pages(folder):
        period = set(re.findall(r"\d+", plain(re.findall(r'<p class="facts">(.*?)</p>', page)[0])))
        said = plain(re.findall(r'<p class="lead">(.*?)</p>', page, re.DOTALL)[0])
        for text in (said, *(f"{value} {note}" for value, note in tiles_on(page).values())):
            found = set(re.findall(r"\d[\d,]*(?:\.\d+)?", text))
            numbers = {each.rstrip(",") for each in found}
            assert numbers - period <= known, (region, text, numbers - period - known)


#: A list of counts: "met: 6; not met: 14".
COUNTS = re.compile(r": [\d,]+; [^:;]+: [\d,]+")


def test_every_section_opens_with_one_sentence(folder: Path) -> None:
    """Right under its heading stands one sentence, bold; it is no list of counts, and ends as a sentence does."""
    for path in sorted(folder.rglob("en/*.html")):
        page = path.read_text(encoding="utf-8")
        headings = set(re.findall(r'<section[^>]*><h[23] id="([^"]+)"', page))
        opened = re.findall(r'<h[23] id="([^"]+)">[^<]*</h[23]><p class="finding">(.*?)</p>', page)
        if path.stem in ("index", "methods"):
            continue
        assert headings - {name for name, _ in opened} == {"about"}, path
        for name, finding in opened:
            said = plain(finding)
            assert said.endswith("."), (path, said)
            # What people wrote is theirs; who improved has its own sentences for none and all.
            if name.startswith("text-") or name == "scores":
                continue
            assert not re.search(r"[a-z)%]\. [A-Z]", said), (path, said)
            assert not COUNTS.search(said), (path, said)
