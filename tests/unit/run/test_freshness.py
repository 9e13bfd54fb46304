"""Which pages must be made, as far as that can be seen without the data, and what must be asked of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaltools.run.basis import Basis
from evaltools.run.freshness import Decision, Inquiry, by_reason, inquire
from evaltools.run.jobs import Job
from evaltools.run.ledger import PageState, Published, file_hash
from evaltools.run.plan import _decision
from evaltools.run.record import PageRecord
from evaltools.run.stale import why_stale
from tests.small import counts, small

JOB = Job(report="overview", notebook=Path("overview.ipynb"), audience="public", language="en")
BASIS = Basis(
    notebook="n",
    parameters={},
    settings="s",
    package="p",
    packages={},
    engine="shell",
    data_hash="d",
    closed=True,
)
SLICES = ({"scope": ["public", "KZ", "en"], "answers": []},)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "overview.html").write_text("page", encoding="utf-8")
    (tmp_path / "en" / "overview.xlsx").write_text("tables", encoding="utf-8")
    return tmp_path


def state(output: Path, **changed: Any) -> PageState:
    record = PageRecord(
        report="overview", region="KZ", training="", language="en", audience="public", href=JOB.href,
        status="done", made="2025", sha256=file_hash(output / JOB.href),
        files={"en/overview.xlsx": file_hash(output / "en" / "overview.xlsx")},
    )  # fmt: skip
    return PageState(replace(record, **changed), BASIS, SLICES)


def asked(
    output: Path, known: PageState | None, basis: Basis = BASIS, formats: tuple[str, ...] = ("xlsx",)
) -> str | Inquiry | None:
    return inquire(JOB, known, basis, output, Published(), formats)


def test_a_page_of_which_nothing_changed_is_left(output: Path) -> None:
    """And nothing need be asked of the data."""
    assert asked(output, state(output)) is None
    assert asked(output, state(output), formats=()) is None


def test_a_page_with_its_links_is_the_one_that_was_left(output: Path) -> None:
    """What the last run put into it after it was exported is known."""
    known = state(output, sha256="of the page without links")
    published = Published("", {JOB.href: file_hash(output / JOB.href)})
    assert inquire(JOB, known, BASIS, output, published) is None
    assert inquire(JOB, known, BASIS, output, Published()) == Inquiry(
        page=JOB.href, sha256=known.record.sha256
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": "interrupted"}, "the last run was interrupted"),
        ({"status": "failed"}, "it failed the last time"),
        ({"files": {"en/overview.xlsx": "other"}}, "the file en/overview.xlsx was changed"),
        ({"files": {"en/overview.docx": "x"}}, "the file en/overview.xlsx is not there yet"),
        (
            {"files": {"en/overview.xlsx": "", "en/overview.docx": "x"}},
            "the file en/overview.xlsx was changed",
        ),
    ],
)
def test_what_the_record_says_is_a_reason(output: Path, changed: dict[str, Any], words: str) -> None:
    """How the last try ended, and the files beside the page."""
    assert asked(output, state(output, **changed)) == words


def test_a_file_beside_the_page_that_is_gone(output: Path) -> None:
    """It is made again, also where it is not asked for this time."""
    known = state(output)
    (output / "en" / "overview.xlsx").unlink()
    assert asked(output, known, formats=()) == "the file en/overview.xlsx is not there"


def test_a_page_that_is_not_there(output: Path) -> None:
    """Never made, deleted, or failed before it was ever made."""
    known = state(output)
    assert asked(output, None) == "nothing is known of how the page was made"
    (output / JOB.href).unlink()
    assert asked(output, None) == "there is no page yet"
    assert asked(output, known) == "the page is not there"
    assert asked(output, replace(known, record=replace(known.record, status="failed", made=""))) == (
        "it failed the last time"
    )


def test_other_data_are_asked_what_they_answer(output: Path) -> None:
    """A closed notebook is asked for by its slices, an open one is made again."""
    other = replace(BASIS, data_hash="other")
    known = state(output)
    assert asked(output, known, other) == Inquiry(slices=SLICES, sha256=known.record.sha256)
    assert asked(output, known, replace(other, closed=False)) == (
        "the data have changed, and the notebook may read all of them"
    )
    assert asked(output, known, replace(BASIS, closed=False)) is None


def test_the_first_difference_is_the_reason(output: Path) -> None:
    """A notebook that changed is made again whatever the data say."""
    other = replace(BASIS, notebook="other", data_hash="other")
    assert asked(output, state(output), other) == "the notebook has changed"


def test_every_decision_has_its_words() -> None:
    """Made or left: with a reason each time, and pages with the same reason together."""
    found = [
        _decision(JOB, None, ""),
        _decision(JOB, "there is no page yet", ""),
        _decision(JOB, Inquiry(slices=SLICES), "consultations changed"),
        _decision(JOB, Inquiry(slices=SLICES), ""),
        _decision(JOB, Inquiry(page="x"), ""),
    ]
    assert [each.make for each in found] == [False, True, True, False, False]
    assert all(each.why for each in found)
    assert list(by_reason(found)) == [
        "nothing that it is made from has changed", "there is no page yet", "consultations changed",
        "the data have changed, but nothing that it shows",
    ]  # fmt: skip
    assert by_reason([Decision(job=JOB, make=True, why="a")] * 2) == {"a": [JOB, JOB]}


def test_a_page_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    """Other text, no text at all, or no page of ours."""
    prepared = small(tmp_path, counts("people"), people="region,breakdown,category,count\nKZ-23,sex,men,3\n")
    page = tmp_path / "page.html"
    inquiry = Inquiry(page="page.html", sha256="other")
    for content in (b"<p>mine</p>", b"", b"\xff"):
        page.write_bytes(content)
        assert why_stale(prepared, tmp_path, [inquiry]) == ["the page was changed by somebody else"]
    page.unlink()
    assert why_stale(prepared, tmp_path, [inquiry]) == ["the page was changed by somebody else"]
    assert why_stale(prepared, tmp_path, [Inquiry(), Inquiry(slices=SLICES)]) == ["", ""]
