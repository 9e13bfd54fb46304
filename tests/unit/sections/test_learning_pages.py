"""Pages about learning from tests that leave little to compute: a sentence for each, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from evaltools.page import Block
from evaltools.prepare import prepare
from evaltools.report import Report, open_report

HEADER = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "nobody"
period = "2024-01-01..2024-12-31"
cut_off = 2024-12-31
regions = ["KZ-15", "KZ-23"]
languages = ["kk", "ru", "en"]
sensitivity = "training"

[tables.tests]
file = "tests.csv"
kind = "prepost"
"""
TOTALS = "maximum = 10\n"
MARKS = 'items = ["q1", "q2", "q3"]\n'
KEY = MARKS + 'key = { q1 = "A", q2 = "B", q3 = "A" }\noptions = ["A", "B"]\n'
CHOSEN = TOTALS + "chosen_below = 4\nchosen_from = { mean = 6, sd = 2 }\n"
LANGUAGES = ("kk", "ru", "en")


def totals(pre: Sequence[int | None], post: Sequence[int | None]) -> str:
    return written(
        "score",
        [None if mark is None else str(mark) for mark in pre],
        [None if mark is None else str(mark) for mark in post],
    )


def answers(pre: Sequence[str | None], post: Sequence[str | None]) -> str:
    return written("q1,q2,q3", pre, post)


def written(columns: str, pre: Sequence[str | None], post: Sequence[str | None]) -> str:
    lines = [
        f"T1,KZ-15,p{place},{occasion},{given}"
        for occasion, each in (("pre", pre), ("post", post))
        for place, given in enumerate(each)
        if given is not None
    ]
    return "\n".join([f"training,region,person,occasion,{columns}", *lines]) + "\n"


TWELVE = [3, 4, 5, 6, 7, 8] * 2
CASES = {
    "nobody has both": (TOTALS, totals([3, 4, None], [None, None, 5])),
    "one pair": (TOTALS, totals([3], [5])),
    "two pairs": (TOTALS, totals([3, 4], [5, 9])),
    "all changed alike": (TOTALS, totals(TWELVE, [mark + 2 for mark in TWELVE])),
    "nobody changed": (TOTALS, totals(TWELVE, TWELVE)),
    "full marks twice": (TOTALS, totals([10] * 12, [10] * 12)),
    "full marks before": (TOTALS, totals([10] * 12, [9, 8] * 6)),
    "nothing twice": (TOTALS, totals([0] * 12, [0] * 12)),
    "all began alike": (TOTALS, totals([5] * 12, [5, 6, 7] * 4)),
    "after follows from before": (TOTALS, totals([0, 1, 2, 3, 4, 5] * 2, [0, 2, 4, 6, 8, 10] * 2)),
    "two tests of one occasion": (TOTALS, totals([3], [None]) + "T1,KZ-15,p0,pre,4\n"),
    "questions, nobody has both": (MARKS, answers(["1,0,1", None], [None, "1,1,1"])),
    "questions, one pair": (MARKS, answers(["1,0,1"], ["1,1,1"])),
    "questions, all right": (MARKS, answers(["1,1,1"] * 12, ["1,1,1"] * 12)),
    "questions, all alike": (MARKS, answers(["1,0,0"] * 12, ["1,1,1"] * 12)),
    "options with blanks": (KEY, answers(["A,A,"] * 12, ["A,B,A"] * 11 + ["B,A,B"])),
    "chosen, no reliability": (CHOSEN, totals([3, 4, 3, 2] * 3, [5, 6, 7, 3] * 3)),
    "chosen": (CHOSEN + "reliability = 0.8\n", totals([3, 4, 3, 2] * 3, [5, 6, 7, 3] * 3)),
}


def project(folder: Path, case: str) -> Path:
    settings, text = CASES[case]
    (folder / "project.toml").write_text(HEADER + settings, encoding="utf-8")
    (folder / "tests.csv").write_text(text, encoding="utf-8")
    return folder


def trainer(folder: Path, language: str) -> Report:
    return open_report("training", project=folder, training="T1", language=language, audience="internal")


def blocks(folder: Path, language: str) -> Iterator[Block]:
    """All blocks about learning, of the trainer's page and of the public ones."""
    page = trainer(folder, language)
    region = open_report("region-report", project=folder, region="KZ-15", language=language)
    overview = open_report("overview", project=folder, language=language)
    made = (
        page.training_lead(), page.scores(), page.size(), page.items(), page.wrong_answers(), page.next_time(),
        region.learning(), region.learning_compared(), overview.learning(), overview.learning_compared(),
    )  # fmt: skip
    yield from (block for block in made if block is not None)


def words(block: Block) -> str:
    """What a reader reads: without the pictures."""
    text = re.sub(r"<svg.*?</svg>", " ", str(block.html), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split()).replace("&lt;", "<")


IMPOSSIBLE = re.compile(r"\b(?:nan|inf|None|NaN)\b|∞|(?:p = |<)0(?:[.,]0+)?(?![.,\d])|\{\w+\}")


@pytest.mark.parametrize("case", CASES)
def test_every_page_has_its_sentences(tmp_path: Path, case: str) -> None:
    """In no language does a page fail or show a number that cannot be; each block opens with a sentence."""
    folder = project(tmp_path, case)
    for block in (block for language in LANGUAGES for block in blocks(folder, language)):
        text = words(block)
        assert not IMPOSSIBLE.search(text), text
        finding = re.search(r'<p class="(?:finding|lead)">(.*?)</p>', str(block.html))
        assert finding
        assert finding[1].endswith((".", "?"))


def english(folder: Path, case: str) -> Report:
    return trainer(project(folder, case), "en")


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("nobody has both", "Nobody took both tests, so no change can be computed."),
        ("one pair", "One person took both tests: the score was 3.0 before and 5.0 after."),
        ("all changed alike", "Everybody’s score changed by the same +2.0 points"),
        ("nobody changed", "Nobody’s score changed: the average was 5.5 both before and after."),
        ("two pairs", "With 2 people we cannot tell whether the average rose or fell"),
    ],
)
def test_lead_says_what_can_be_said(tmp_path: Path, case: str, sentence: str) -> None:
    """The first sentence is true of data that leave little to say."""
    assert sentence in words(english(tmp_path, case).training_lead())


def test_undefined_cells_have_their_reason(tmp_path: Path) -> None:
    """A dash in the table of sizes is explained under it, once for each reason."""
    text = words(english(tmp_path, "full marks before").size())
    assert text.count("Everybody had full marks before, so there was nothing left to gain") == 1
    assert "They had little room to rise" in text


def test_trainer_sees_who_was_lost(tmp_path: Path) -> None:
    """The matching line, its table and the advice name those with one test only."""
    page = english(tmp_path, "nobody has both")
    assert "Both tests: 0; only the one before: 2; only the one after: 1." in words(page.scores())
    assert "2 people took only the test before: give the second test" in words(page.next_time())


def test_wrong_answer_is_named_with_the_question(tmp_path: Path) -> None:
    """A question that fell is named with the wrong answer that drew people, and the rule stands under it."""
    fell = ["A,B,A"] * 10 + ["B,B,A"] * 2, ["B,B,A"] * 11 + ["A,B,A"]
    (tmp_path / "project.toml").write_text(HEADER + KEY, encoding="utf-8")
    (tmp_path / "tests.csv").write_text(answers(*fell), encoding="utf-8")
    page = trainer(tmp_path, "en")
    assert "misleads" in words(page.items())
    assert "McNemar’s test, mid-p, below 0.05 after Holm" in words(page.items())
    wrong = page.wrong_answers()
    assert wrong is not None
    assert "the wrong answer “B” drew most people on question “q1”: 11 of 12." in words(wrong)
    assert "q1: A (right) 10 1" in words(wrong)
    told = words(page.next_time())
    assert "Look at the wording, or at what was taught: q1." in told
    assert "Drop, or make harder: q2; q3." in told


def test_no_wrong_answers_without_a_key(tmp_path: Path) -> None:
    """Marks of 0 and 1 do not say which answer was chosen: the section is not there."""
    assert english(tmp_path, "questions, all alike").wrong_answers() is None


def test_choosing_is_cautioned_only_where_it_was_done(tmp_path: Path) -> None:
    """The caution about people chosen for low scores stands on the pages of such projects only."""
    for case, told in (("chosen", True), ("chosen, no reliability", True), ("all began alike", False)):
        folder = tmp_path / case
        folder.mkdir()
        text = words(english(folder, case).size())
        assert ("People were chosen for low scores." in text) is told
    page = open_report("region-report", project=tmp_path / "chosen", region="KZ-15", language="en")
    # R: z <- (6 - 4) / 2; 2 * (1 - 0.8) * dnorm(z) / pnorm(-z) = 0.61
    assert "that alone would give about +0.6 points." in words(page.learning())


def test_public_pages_of_the_synthetic_project_have_few_columns() -> None:
    """A funder's table about learning has at most three columns of numbers."""
    prepare("data/synthetic", start=Path(__file__))
    for report in (
        open_report("overview", project="data/synthetic", language="en"),
        open_report("region-report", project="data/synthetic", region="KZ-75", language="en"),
    ):
        for block in (report.learning(), report.learning_compared()):
            assert block is not None
            for table in re.findall(r"<thead>.*?</thead>", str(block.html), flags=re.DOTALL):
                assert 2 <= table.count("<th ") <= 4
