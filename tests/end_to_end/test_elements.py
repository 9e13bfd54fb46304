"""Every element of the two published reports is computed or kept, and shown; every contradiction is found."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evaltools.language import WORD_JOINER
from evaltools.prepare import prepare
from tests.end_to_end.pages import read
from tests.runs import ROOT, evaltools, shared_run

A, B, S = "adamgershilik-2020", "pravo-2024", "synthetic"
#: Number of the element in docs/elements.md; project; page; what a reader finds on it.
SHOWN: list[tuple[int, str, str, tuple[str, ...]]] = [
    (1, A, "programme-report", ("3,249,000 tenge", "Atyrau Region", "protection of consumers’ rights")),
    (2, B, "programme-report", ("Fewer divorces", "no indicator", "Long-term result")),
    (
        3,
        B,
        "programme-report",
        ("At least ten family resource support centres are at work", "Expected result"),
    ),
    (4, B, "programme-report", ("quantitative and qualitative methods",)),
    (5, A, "programme-report", ("The register has 7 entries.", "Prepare and hand out flyers", "in full – 7")),
    (6, A, "programme-report", ("Participants planned", "105.5")),
    (
        7,
        A,
        "programme-report",
        ("Plan and fact: Task 3: infographic and animated clips", "For 44 of 46 indicators"),
    ),
    (8, B, "programme-report", ("≥ 10", "≈ 2,000", "> 2,000")),
    (9, A, "programme-report", ("15,398", "37.13", "62.87", "10.48")),
    (10, A, "programme-report", ("The source says that there is no deviation.", "no reason given")),
    (10, B, "programme-report", ("The report names three reasons and two replacements",)),
    (11, B, "programme-report", ("8,884", "3,605", "2.5")),
    (12, B, "overview", ("Couples per 10,000 residents", "Abai", "Atyrau")),
    (13, A, "programme-report", ("Fields of law advised on, as named in the report",)),
    (13, S, "overview", ("Consultations, by topic",)),
    (14, S, "overview", ("consultations",)),
    (15, A, "programme-report", ("Reception days of the office (every Thursday)", "39", "27")),
    (16, A, "programme-report", ("Document templates in two languages", "Copies of complaints, objections")),
    (17, A, "programme-report", ("Court cases decided for the consumer: 4.",)),
    (18, B, "programme-report", ("1,656", "49.5", "3,345")),
    (19, B, "programme-report", ("3,328", "3,409", "6,013")),
    (20, B, "programme-report", ("“other” holds 41.0% of the people", "Of the adults it is 77.5%.")),
    (21, A, "programme-report", ("13–16", "59 and over")),
    (22, A, "programme-report", ("Children and adults with disability as a share of those advised", "18.96")),
    (
        23,
        A,
        "programme-report",
        ("The students’ level of knowledge rose: this is claimed without a figure.",),
    ),
    (23, S, "overview", ("Learning",)),
    (24, A, "programme-report", ("Level of legal literacy: 60% was planned, and nothing was measured.",)),
    (25, B, "programme-report", ("Trainings with young couples", "Conflict trainings held")),
    (26, B, "programme-report", ("Trainings held, by region and programme",)),
    (27, B, "programme-report", ("Topics of trainings", "Child psychology, interactive seminar")),
    (28, A, "programme-report", ("Schools and seminars", "Lectures", "Handouts: yes")),
    (29, B, "programme-report", ("94.9", "92.0", "6 percentages are given without the number of people")),
    (30, A, "programme-report", ("Feedback of consumers who received advice", "feedback forms")),
    (31, A, "programme-report", ("Publications in the regional newspaper", "18", "less often")),
    (32, B, "programme-report", ("Views of each video clip", "20,600")),
    (33, B, "programme-report", ("No result of the content analysis is given.",)),
    (34, A, "programme-report", ("Media plan",)),
    (35, B, "programme-report", ("10 entries, 9 different ones", "15,000")),
    (36, B, "programme-report", ("Press conferences", "Round table on the results")),
    (
        37,
        B,
        "programme-report",
        (
            "Events of the information campaign, by region",
            "29–48",
            "Public actions: the sum is without Akmola Region",
            "no figure is given for: Akmola Region",
        ),
    ),
    (38, B, "programme-report", ("Centres opened in 2023 and supported", "23", "December 1, 2024")),
    (39, A, "programme-report", ("Normative documents", "Work schedule of the advice office")),
    (40, A, "programme-report", ("Partners", "Regional bar association", "state body – 8")),
    (41, A, "programme-report", ("Letter number", "57", "October 24, 2020")),
    (42, A, "programme-report", ("purchase of goods – 2", "no consent is recorded")),
    (43, B, "programme-report", ("6 points on problems and difficulties", "short of staff psychologists: 6")),
    (44, A, "programme-report", ("The register has 43 entries.", "Evidence: Prepare and hand out flyers")),
    (45, A, "programme-report", ("Before and after the project",)),
    (46, A, "programme-report", ("Long-term influence", "no measurement is given")),
    (47, B, "programme-report", ("Sustainability", "Recommendations to state bodies: 7.")),
    (48, A, "programme-report", ("Proposals for follow-up projects", "5,000,000")),
    (49, B, "programme-report", ("The data go up to November 15, 2024", "data up to November 15, 2024")),
    (50, A, "programme-report", ("English",)),
    (51, A, "programme-report", ("Signed on November 27, 2020.", "head of the organisation")),
    (52, S, "overview", ("Not stated",)),
]
#: What cannot all be true, by project: code, both figures.
ERRORS = {
    A: {
        ("mention-differs", "3249000", "3248992"),  # cover; wage fund and purchases
        ("mention-differs", "25", "31"),  # participants of the briefing
        ("mention-differs", "2020-11-27", "2020-11-26"),  # day of the briefing
        ("mention-differs", "7", "8"),  # partners: legal and natural persons; rows of the table
        ("mention-differs", "7", "6"),  # partners named in the text
        ("mention-differs", "4", "5"),  # tasks in the text and in the table
        ("mention-differs", "2", "3"),  # feedback on the briefing
        ("deviation-denied", "200", "211"),  # people advised, direct beneficiaries
        ("schedule-differs", "39", "27"),  # every Thursday; three days a month
    },
    B: {
        ("total-differs", "12750", "12650"),  # men in the text
        ("total-differs", "20", "19"),  # social bureaus
        ("mention-differs", "3328", "3228"),  # men in the chart and in the text
        ("opened-after-cut-off", "2024-12-01", "2024-11-15"),  # Turkistan
    },
}


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Programme reports and overviews of all projects in English."""
    reports = ("--language", "en", "--report", "overview")
    return {
        name: shared_run(tmp_path_factory, name, *reports, *more, output=f"elements-{name}")
        for name, more in (
            (A, ("--report", "programme-report")),
            (B, ("--report", "programme-report")),
            (S, ()),
        )
    }


@pytest.mark.parametrize(("number", "project", "page", "words"), SHOWN)
def test_an_element_is_shown(
    programme: dict[str, Path], number: int, project: str, page: str, words: tuple[str, ...]
) -> None:
    """Each of the 52 elements stands on a page."""
    text = " ".join(" ".join(read(programme[project] / "en" / f"{page}.html").text).split())
    text = text.replace(WORD_JOINER, "")
    for each in words:
        assert each in text, f"element {number}"


def test_no_element_is_forgotten() -> None:
    """The tests above and the table in the documentation have all of them."""
    assert {number for number, *_ in SHOWN} == set(range(1, 53))
    table = (ROOT / "docs" / "elements.md").read_text(encoding="utf-8")
    assert {int(each) for each in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == set(range(1, 53))


@pytest.mark.parametrize("project", ERRORS)
def test_contradictions_are_found_and_nothing_else_is_one(project: str) -> None:
    """Each error has both figures and both places; among the many totals that add up there is no false alarm."""
    errors = [each for each in prepare(ROOT / "data" / project).findings if each.severity == "error"]
    assert {(each.code, each.claimed, each.computed) for each in errors} == ERRORS[project]
    assert all(each.other_place or each.code == "deviation-denied" for each in errors)


def test_a_range_and_a_shared_phrase_agree() -> None:
    """46 actions are possible with each place of a shared phrase counted by itself; the parts allow what the results add up to."""
    found = prepare(ROOT / "data" / B).findings_in("en")
    actions = next(each for each in found if each.column == "actions" and each.code.startswith("total"))
    assert (actions.severity, actions.claimed, actions.computed) == ("checked", "46", "29..48")
    assert actions.message.endswith(
        "A number given for several places at once is counted for each of them. "
        "Under every reading of such numbers the parts add up to 29–48."
    )
    assert "no figure is given for: Akmola Region" in actions.computed_at
    public = prepare(ROOT / "data" / B).public
    added, checked = (
        public.get("KZ", *where)
        for where in (("campaign", "campaign", "activity=action"), ("checks", "computed", "claim=actions"))
    )
    assert (added.low, added.high) == (checked.low, checked.high) == (29, 48)


def test_the_reading_that_makes_figures_agree_is_named() -> None:
    """12,650 becomes 12,750 with the men of the chart."""
    found = prepare(ROOT / "data" / B).findings_in("en")
    text = next(each for each in found if (each.code, each.column) == ("total-differs", "participants-text"))
    assert "With 3,328 for “Men”" in text.message


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_findings_are_in_the_language_that_is_asked_for(language: str) -> None:
    """`check --ui-language` words every finding of the checks in it."""
    done = evaltools("check", f"data/{A}", "--json", "--ui-language", language)
    assert done.returncode == 0
    found = json.loads(done.stdout)["findings"]
    (grant,) = [each["message"] for each in found if each["column"] == "grant"]
    words = {"kk": "Грант сомасы", "ru": "Сумма гранта", "en": "The grant"}
    assert [each in grant for each in words.values()] == [each == language for each in words]


def test_no_personal_data_leave_the_registers(programme: dict[str, Path]) -> None:
    """Words of people without consent, and contacts, stand neither on a page nor in the results."""
    page = (programme[A] / "en" / "programme-report.html").read_text(encoding="utf-8")
    stories = list(csv.DictReader(io.StringIO((ROOT / f"data/{A}/success-stories.csv").read_text("utf-8"))))
    assert stories
    assert not any(story["result_en"] in page for story in stories)


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1")
def test_the_documentation_says_which_numbers_nothing_checks() -> None:
    """Every published number is changed in turn: a new finding comes, or the number is on the list."""
    done = subprocess.run(
        [sys.executable, "tools/sensitivity.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
