"""An output folder read back, and what is said of one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.errors import UsageError
from evaltools.outputs.output import output_of, read_output
from evaltools.results import Key
from tests.outputs import RECORD, html, page, row, written


def test_a_folder_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Numbers with their blanks, what each measure rests on, versions, and the delimiter."""
    rows = [row(value=12, n=None), row("people", None, status="hidden", group="sex=men")]
    output = read_output(written(tmp_path / "a", rows, delimiter=";"))
    number = output.numbers[Key("KZ-23", "consultations", "consultations")]
    assert (number.value, number.n, number.status) == (12.0, None, "ok")
    assert output.numbers[Key("KZ-23", "consultations", "people", "sex=men")].value is None
    assert output.rests_on is not None
    assert output.rests_on["learning/pairs"] == {"tests.csv"}
    assert output.software["python"] == "3.12.1"
    assert (output.project, output.delimiter, output.internal, output.findings) == ("centre", ";", None, None)


def test_a_name_of_two_origins_stands_for_both(tmp_path: Path) -> None:
    """The number rests on one of them, and which is not known."""
    numbers = [{"files": [name], "measures": ["s/m"]} for name in ("a.csv", "b.csv")]
    output = read_output(written(tmp_path / "a", numbers=numbers))
    assert output.rests_on == {"s/m": {"a.csv", "b.csv"}}


def test_an_older_run_says_nothing_of_origins(tmp_path: Path) -> None:
    """It is read all the same."""
    folder = written(tmp_path / "a")
    text = (folder / "run.json").read_text(encoding="utf-8").replace('"numbers"', '"other"')
    (folder / "run.json").write_text(text, encoding="utf-8")
    assert read_output(folder).rests_on is None


def test_stamp_and_links_are_no_content(tmp_path: Path) -> None:
    """Two pages that say the same are the same, whenever they were made and wherever they lead."""
    texts = (html("12 people"), html("12 people", stamp="2025-02-01", links="<a>kk</a>"), html("13 people"))
    same, also, other = (
        read_output(written(tmp_path / str(n), pages={"en/x.html": text})).pages["en/x.html"].content
        for n, text in enumerate(texts)
    )
    assert same == also
    assert same != other


def test_a_page_without_a_main_part_is_compared_but_for_its_stamp(tmp_path: Path) -> None:
    """As a notebook of one's own may be exported."""
    texts = [f'<p>12</p><time class="stamp" datetime="{day}">{day}</time>' for day in ("1", "2")]
    one, other = (
        read_output(written(tmp_path / str(n), pages={"x.html": text})).pages["x.html"].content
        for n, text in enumerate(texts)
    )
    assert one == other


def test_internal_parts_are_read_when_asked_for(tmp_path: Path) -> None:
    """A funder's copy of the folder has no internal part, and needs none."""
    folder = written(
        tmp_path / "a",
        [row()],
        internal=[row(), row("people", 3)],
        findings=[{"severity": "note", "code": "x", "message": "Something."}],
        pages={"en/x.html": html("a"), "internal/en/y.html": html("b")},
    )
    public, internal = read_output(folder), read_output(folder, internal=True)
    assert set(public.pages) == {"en/x.html"}
    assert set(internal.pages) == {"en/x.html", "internal/en/y.html"}
    assert internal.internal is not None
    assert internal.findings is not None
    assert (len(internal.internal), internal.findings[0]["code"]) == (2, "x")


def test_a_kept_page_is_older(tmp_path: Path) -> None:
    """Its data are not those of the folder."""
    told = [page("x.html", data_hash="d0"), page("y.html")]
    folder = written(tmp_path / "a", pages={"x.html": html("a"), "y.html": html("b")}, told=told)
    found = read_output(folder).pages
    assert {place: each.is_older for place, each in found.items()} == {"x.html": True, "y.html": False}


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("{", "run.json is damaged"),
        ("[]", "run.json is damaged"),
        ('{"project": "centre"}', "it has no “evaltools”"),
        ("null", "run.json is damaged"),
    ],
)
def test_a_damaged_record_is_told(tmp_path: Path, damage: str, said: str) -> None:
    """With its place and what to do."""
    folder = written(tmp_path / "a")
    (folder / "run.json").write_text(damage, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as found:
        read_output(folder)
    assert str(folder) in str(found.value)
    assert "Run evaltools run again" in str(found.value)


@pytest.mark.parametrize("part", [name for name in RECORD if name != "numbers"])
def test_every_part_of_the_record_is_needed(tmp_path: Path, part: str) -> None:
    """One that is missing is named."""
    folder = written(tmp_path / "a")
    text = (folder / "run.json").read_text(encoding="utf-8").replace(f'"{part}":', '"elsewhere":', 1)
    (folder / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=f"it has no “{part}”"):
        read_output(folder)


def test_what_is_no_output_is_told(tmp_path: Path) -> None:
    """A folder that is not there, one without a record, one without its table."""
    with pytest.raises(UsageError, match="There is no folder"):
        read_output(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"no output of evaltools run: it has no run\.json"):
        read_output(tmp_path)
    folder = written(tmp_path / "a")
    (folder / "internal" / "results-internal.csv").unlink()
    with pytest.raises(UsageError, match=r"no internal/results-internal\.csv.*Leave out --internal"):
        read_output(folder, internal=True)
    (folder / "results.csv").unlink()
    with pytest.raises(UsageError, match=r"has no results\.csv"):
        read_output(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("project,region", "project,place"), "its first row is not project, region"),
        ((",12,", ",twelve,"), "row 2 has a text where a number belongs"),
        ((",ok", ",fine"), "row 2 has the status “fine”"),
        ((",12,", ",12,,"), "line 2 has 14 cells, not 13"),
        (("consultations,,", '"consultations,,'), "damaged"),
        (("\ufeffproject", ""), "its first row is not"),
    ],
)
def test_a_table_that_was_changed_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    """A spreadsheet may have saved it in another form."""
    folder = written(tmp_path / "a", [row()])
    text = (folder / "results.csv").read_text(encoding="utf-8")
    assert change[0] in text
    (folder / "results.csv").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_output(folder)


def test_a_number_that_stands_twice_is_told(tmp_path: Path) -> None:
    """Which of the two would be compared?"""
    with pytest.raises(UsageError, match="row 3 gives the same number as an earlier one"):
        read_output(written(tmp_path / "a", [row(), row(value=13)]))


def test_an_output_that_is_not_written_yet_is_read_from_its_two_texts(tmp_path: Path) -> None:
    """A run asks what it is about to write in the same words as what it finds; no page is opened."""
    folder = written(tmp_path / "a", [row()], pages={"en/x.html": html("a"), "internal/en/y.html": html("b")})
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("run.json", "results.csv")]
    read, told = read_output(folder), output_of(tmp_path / "elsewhere", *texts)
    assert told.numbers == read.numbers
    assert (told.inputs, told.software, told.made) == (read.inputs, read.software, read.made)
    assert set(told.pages) == {"en/x.html"}


@pytest.mark.parametrize(("record", "results"), [("{", None), ("{}", None), (None, "a,b\n1,2\n"), (None, "")])
def test_a_damaged_text_is_refused(tmp_path: Path, record: str | None, results: str | None) -> None:
    """Also where it was never in a file."""
    folder = written(tmp_path / "a", [row()])
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("run.json", "results.csv")]
    with pytest.raises(UsageError, match="is damaged"):
        output_of(folder, record or texts[0], texts[1] if results is None else results)
