"""What a page reads is noted, whatever way it reads it, and each answer has a hash of its own."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.prepare import Prepared
from evaltools.report import begin, end, open_report
from evaltools.results import Results
from evaltools.slices import (
    EVERYTHING,
    Answers,
    Notes,
    Question,
    Scope,
    Slice,
    WatchedResults,
    changed,
    slice_of,
    union,
    watched_labels,
    watched_registers,
    words_of,
)
from tests.small import counts, register, report, small

PEOPLE = "region,breakdown,category,count\nKZ-23,sex,men,30\nKZ-23,sex,women,40\nKZ-71,sex,men,50\nKZ-71,sex,women,60\n"
PARTNERS = "partner,name_en,kind\nP1,The court,state\n"
SETTINGS = counts("people") + register("partners", "partners") + '[labels.sex.men]\nen = "Gentlemen"\n'
PUBLIC = Scope("public", "KZ-23", "en")


@pytest.fixture(autouse=True)
def nothing_opened() -> Iterator[None]:
    begin()
    yield
    begin()


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return small(tmp_path, SETTINGS, people=PEOPLE, partners=PARTNERS)


def asked(prepared: Prepared, look: Callable[[Results], object]) -> list[Question]:
    """What is noted while somebody looks at results."""
    notes = Notes(PUBLIC)
    look(WatchedResults(prepared.public, notes))
    return list(notes.asked)


def test_single_questions_are_noted_as_they_are(prepared: Prepared) -> None:
    """One result, and a choice of them, also where there is none."""
    assert asked(
        prepared, lambda results: results.get("KZ-23", "participants", "participants", "sex=men")
    ) == [("get", "KZ-23", "participants", "participants", "sex=men")]
    assert asked(prepared, lambda results: results.get("KZ-10", "nothing", "none")) == [
        ("get", "KZ-10", "nothing", "none", "")
    ]
    assert asked(prepared, lambda results: results.select(subject="participants", group_has="sex")) == [
        ("select", "", "participants", "", "sex", "")
    ]


@pytest.mark.parametrize(
    "look",
    [
        list,
        len,
        bool,
        repr,
        hash,
        lambda results: results.rows,
        lambda results: results.sums,
        lambda results: results.by_key,
        lambda results: results.public(),
        lambda results: results.records("a", "b"),
        lambda results: results.to_frame("a", "b"),
        lambda results: Results.combine([results]),
        lambda results: results == results,  # noqa: PLR0124 - what is compared is looked at
        lambda results: replace(results, sums=()) if False else dataclasses.astuple(results),
        lambda results: next(row for row in results),
        lambda results: "x" in results,
    ],
)
def test_who_takes_results_as_a_whole_has_asked_for_all(
    prepared: Prepared, look: Callable[[Results], object]
) -> None:
    """Loops, lengths, tables, comparisons: the page depends on every row."""
    assert ("results",) in asked(prepared, look)


def test_watched_results_are_the_results(prepared: Prepared) -> None:
    """Whoever asks gets what is there."""
    watched = WatchedResults(prepared.public, Notes(PUBLIC))
    assert list(watched) == list(prepared.public)
    assert len(watched) == len(prepared.public)
    assert watched.select(region="KZ-71") == prepared.public.select(region="KZ-71")
    assert watched.get("KZ-71", "participants", "participants", "sex=men").value == 50


def test_names_are_noted_one_by_one(prepared: Prepared) -> None:
    """A page depends on the categories that it names, and on a whole dimension where it lists one."""
    notes = Notes(PUBLIC)
    labels = watched_labels(prepared.labels, notes)
    assert labels.name("sex", "men", Language("en")) == "Gentlemen"
    assert labels.name("sex", "women", Language("en")) == "Women"
    assert list(notes.asked) == [("label", "sex", "men"), ("label", "sex", "women")]
    assert bool(labels.own.get("reason:KZ-23", {})) is False
    assert ("labels", "reason:KZ-23") in notes.asked
    assert list(labels.own) == list(prepared.labels.own)
    assert ("labels",) in notes.asked


def test_registers_are_noted_one_by_one(prepared: Prepared) -> None:
    """Also the one that is not there, and all of them where they are listed."""
    notes = Notes(PUBLIC)
    registers = watched_registers(prepared.registers, notes)
    assert "schools" not in registers
    assert registers.get("evidence", ()) == ()
    assert len(registers["partners"]) == 1
    assert list(notes.asked) == [("register", name) for name in ("schools", "evidence", "partners")]
    assert list(registers) == ["partners"]
    assert ("registers",) in notes.asked


def test_a_report_notes_what_its_blocks_ask(prepared: Prepared) -> None:
    """Findings always, the region's figures, no other region's, and everything only where it is asked for."""
    page = report(prepared, region="KZ-23", name="region-report")
    page.participants()
    assert ("findings",) in page.notes.asked
    assert any("KZ-23" in question for question in page.notes.asked)
    assert not any("KZ-71" in question for question in page.notes.asked)
    assert EVERYTHING not in page.notes.asked
    assert page.prepared.public
    assert EVERYTHING in page.notes.asked


def later(prepared: Prepared, folder: Path, **changes: str) -> Prepared:
    files = {"people": PEOPLE, "partners": PARTNERS} | changes
    return small(folder, files.pop("settings", SETTINGS), **files)


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        (("get", "KZ-23", "participants", "participants", "sex=men"), {"people": PEOPLE.replace("30", "31")}),
        (
            ("get", "KZ-71", "participants", "participants", "sex=children"),
            {"people": PEOPLE + "KZ-71,sex,children,5\n"},
        ),
        (("select", "KZ-23", "participants", "", "", ""), {"people": PEOPLE.replace("30", "31")}),
        (("results",), {"people": PEOPLE.replace("60", "61")}),
        (("label", "sex", "men"), {"settings": SETTINGS.replace("Gentlemen", "Males")}),
        (("label", "sex", "women"), {"settings": SETTINGS + '[labels.sex.women]\nen = "Ladies"\n'}),
        (("labels", "sex"), {"settings": SETTINGS + '[labels.sex.women]\nen = "Ladies"\n'}),
        (("labels",), {"settings": SETTINGS + '[labels.kind.state]\nen = "The state"\n'}),
        (("register", "partners"), {"partners": PARTNERS + "P2,The school,state\n"}),
        (("registers",), {"partners": PARTNERS + "P2,The school,state\n"}),
        (("flows",), {"partners": PARTNERS + "P2,The school,state\n"}),
        (("findings",), {"people": PEOPLE.replace("30", "many")}),
        (("input", "people.csv"), {"people": PEOPLE + "\n"}),
        (EVERYTHING, {"people": PEOPLE + "\n"}),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_another_answer_is_seen(
    prepared: Prepared, tmp_path: Path, question: Question, changes: dict[str, str]
) -> None:
    """Of each kind of question; and after the same once more, none is."""
    scope = Scope("internal", "KZ-23", "en")
    slice_ = slice_of(prepared, Notes(scope, {question: None}))
    assert changed(later(prepared, tmp_path), slice_) is None
    after = later(prepared, tmp_path, **changes)
    assert changed(after, slice_) == question
    assert changed(after, slice_, Answers(after, scope)) == question


def test_other_regions_rows_are_no_other_answer(prepared: Prepared, tmp_path: Path) -> None:
    """What a region's page asked has the same answer after a change in another region."""
    page = report(prepared, region="KZ-23", name="region-report")
    page.participants()
    slice_ = slice_of(page.source, page.notes)
    after = later(prepared, tmp_path, people=PEOPLE.replace("60", "61"))
    assert changed(after, slice_) is None
    after = later(prepared, tmp_path, people=PEOPLE.replace("40", "41"))
    assert changed(after, slice_) is not None


def test_an_internal_page_has_other_answers(tmp_path: Path) -> None:
    """What is hidden in public is asked for in another scope."""
    prepared = small(
        tmp_path, SETTINGS, sensitivity="court", people=PEOPLE.replace("30", "3"), partners=PARTNERS
    )
    question = ("get", "KZ-23", "participants", "participants", "sex=men")
    open_, inside = (Answers(prepared, Scope(each, "KZ-23", "en")) for each in ("public", "internal"))
    assert open_.digest(question) != inside.digest(question)


def test_a_slice_comes_back_as_it_was(prepared: Prepared) -> None:
    """By way of JSON, as the ledger keeps it."""
    page = report(prepared, region="KZ-23", name="region-report")
    page.participants()
    slice_ = slice_of(page.source, page.notes)
    assert len(slice_.answers) > 3
    assert Slice.from_json(json.loads(json.dumps(slice_.as_json()))) == slice_


def test_questions_of_one_scope_are_put_together() -> None:
    """Two reports of one page are one slice, those of another scope another one."""
    other = replace(PUBLIC, region="KZ-71")
    found = union([Slice(PUBLIC, {("a",): "1"}), Slice(other, {("a",): "2"}), Slice(PUBLIC, {("b",): "3"})])
    assert found == (Slice(PUBLIC, {("a",): "1", ("b",): "3"}), Slice(other, {("a",): "2"}))


def test_the_last_cell_sends_what_every_report_asked(prepared: Prepared) -> None:
    """Of two reports that one notebook opened, both; after a new beginning, nothing."""
    for region in ("KZ-23", "KZ-71"):
        report(prepared, region=region, name="region-report").participants()
    given = {"report": "mine", "region": "KZ-23", "language": "en", "key": "h"}
    (mark,) = end(**given).mime.values()
    assert {part["scope"][1] for part in mark["read"]} == {"KZ-23", "KZ-71"}
    begin()
    (mark,) = end(**given).mime.values()
    assert mark["read"] == []


def test_a_footer_says_nothing_of_what_was_asked(prepared: Prepared) -> None:
    """A notebook that somebody saves and sends on holds no hash of a single figure."""
    page = open_report("region-report", project=prepared.project.folder, region="KZ-23", language="en")
    page.participants()
    shown = json.dumps([page.header().mime, page.participants().mime, page.footer().mime], default=str)
    for digest in {*slice_of(page.source, page.notes).answers.values()} - {""}:
        assert digest not in shown


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (("get", "KZ-23", "consultations", "couples", ""), "consultations/couples"),
        (("get", "KZ-71", "consultations", "couples", ""), "consultations/couples of KZ-71"),
        (("select", "", "participants", "", "", ""), "participants"),
        (("select", "", "", "", "training", ""), "results"),
        (("label", "sex", "men"), "the name of sex men"),
        (("register", "partners"), "partners"),
        (("input", "form.toml"), "form.toml"),
        (("labels", "sex"), "names of categories"),
        (("flows",), "rows read and left out"),
        (("findings",), "findings"),
        (EVERYTHING, "the data"),
    ],
)
def test_every_question_has_words(question: Question, words: str) -> None:
    """For the line that says why a page is made again."""
    assert words_of(question, "KZ-23") == words


def test_labels_of_nobody_are_usual_ones() -> None:
    """Watching changes no name, also where the project names nothing."""
    assert watched_labels(Labels({}), Notes(PUBLIC)).name("sex", "men", Language("en")) == "Men"
