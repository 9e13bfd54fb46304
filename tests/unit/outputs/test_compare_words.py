"""A comparison in words: regions by name, causes above their numbers, decimals that tell numbers apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaltools.console import MOST_CHANGES, show_comparison
from evaltools.language import Language
from evaltools.outputs.compare import compare
from evaltools.outputs.compare_words import tell
from evaltools.outputs.output import read_output
from tests.outputs import RECORD, html, page, row, written


def told(
    folder: Path,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    language: str = "en",
    internal: bool = False,
    most: int = 0,
) -> list[str]:
    """The lines of a comparison, as people read them."""
    sides = [written(folder / name, **said) for name, said in (("a", before), ("b", after))]
    comparison = compare(*(read_output(side, internal=internal) for side in sides))
    lines = tell(comparison, Language(language), most=most)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def changed(*names: str) -> dict[str, Any]:
    return {"inputs": RECORD["inputs"] | dict.fromkeys(names, "new")}


def part(lines: list[str], heading: str) -> list[str]:
    """The lines below a heading, up to the next empty one."""
    below = lines[lines.index(heading) + 1 :]
    return below[: below.index("")] if "" in below else below


def test_the_parts_come_in_their_order(tmp_path: Path) -> None:
    """Findings and hidden numbers only where they were asked for."""
    headings = ["What differs in what they were made from", "Numbers", "Pages"]
    lines = told(tmp_path / "1", {}, {})
    assert [line for line in lines if line in {*headings, "Findings"}] == headings
    assert part(lines, "Numbers") == ["  No number is different."]
    assert part(lines, "Pages") == ["  No page is different."]
    assert part(lines, headings[0]) == ["  Nothing: inputs, settings, program and parameters are the same."]
    internal = told(tmp_path / "2", {}, {}, internal=True)
    assert "Numbers that are not for sending" in internal
    assert part(internal, "Findings") == ["  The findings are the same."]


def test_folders_in_the_wrong_order_are_noticed(tmp_path: Path) -> None:
    """Before and after are what was asked for, but it is said."""
    asked = "The first folder was made after the second one: are they the wrong way round?"
    later, earlier = {"made": "2025-02-01T10:00:00+00:00"}, {"made": "2025-01-01T10:00:00+00:00"}
    assert asked in told(tmp_path / "1", later, earlier)
    assert asked not in told(tmp_path / "2", earlier, later)


def test_a_moment_that_is_none_stands_as_it_is(tmp_path: Path) -> None:
    """A record that somebody has edited is no reason to fail."""
    assert told(tmp_path, {"made": "yesterday"}, {})[0].endswith("(yesterday)")


@pytest.mark.parametrize(
    ("language", "places"),
    [
        ("en", ["Almaty city", "Astana", "Atyrau Region", "Not stated", "whole project"]),
        ("ru", ["город Алматы", "Астана", "Атырауская область", "Не указано", "весь проект"]),
        ("kk", ["Алматы қаласы", "Астана", "Атырау облысы", "Көрсетілмеген", "бүкіл жоба"]),
    ],
)
def test_regions_stand_by_name_and_the_project_last(tmp_path: Path, language: str, places: list[str]) -> None:
    """In the alphabet of the language."""
    codes = ("KZ", "not_stated", "KZ-75", "KZ-23", "KZ-71")
    rows = [[row(value=value, region=code) for code in codes] for value in (1, 2)]
    lines = told(tmp_path, {"rows": rows[0]}, {"rows": rows[1]} | changed("visits.csv"), language=language)
    heading = lines[lines.index("") :].index("", 1) + lines.index("") + 1
    named = [line.strip() for line in part(lines, lines[heading]) if line[2] != " "]
    assert named[1:] == places


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (row(value=12), row(value=15), "Consultations: 12 → 15 (+3; +25.0%)"),
        (row(value=12000), row(value=12001), "Consultations: 12,000 → 12,001 (+1; +0.01%)"),
        (row("consultations_per_client", 2.565), row("consultations_per_client", 2.568),
         "Consultations per client: 2.565 → 2.568 (+0.003; +0.1%)"),
        (row("share_of_people", 30.91, unit="percent"), row("share_of_people", 31.04, unit="percent"),
         "Of all people: 30.9% → 31.0% (+0.1)"),
        (row("reliability", 0.27), row("reliability", 0.63), "reliability: 0.27 → 0.63 (+0.36; +133.3%)"),
        (row(value=3, unit="points of 20"), row(value=2, unit="points of 20"), "Consultations: 3 → 2 (−1)"),
        (row(value=3), row(value=None, status="hidden"), "Consultations: 3 → [hidden]"),
        (row(value=None, status="no-data"), row(value=3), "Consultations: [no data] → 3"),
        (row(value=3, low=2, high=4.5), row(value=3, low=2, high=4.6),
         "Consultations, interval: 2.0 to 4.5 → 2.0 to 4.6"),
        (row(value=3, low=2, high=4), row(value=3), "Consultations, interval: 2 to 4 → –"),
        (row(value=3, n=30), row(value=3, n=31), "Consultations, base: 30 → 31"),
        (row(value=3, method="one"), row(value=3, method="two"),
         "Consultations, unit or method: consultations, one → consultations, two"),
        (None, row(value=3), "Consultations: 3 (new)"),
        (row(value=3), None, "Consultations: 3 (gone)"),
        (row(value=None, status="undefined", low=180, high=220), row(value=200),
         "Consultations: 180 to 220 → 200"),
        (row(value=None, status="undefined"), row(value=200), "Consultations: – → 200"),
        (row(value=0.3), row(value=0.3000004), "Consultations: 0.3000000 → 0.3000004 (+0.0000004; +0.0001%)"),
    ],
)  # fmt: skip
def test_each_change_has_its_line(tmp_path: Path, old: Any, new: Any, line: str) -> None:
    """With the decimals that tell the two apart, and no value where there is none."""
    after = {"rows": [new] if new else []} | changed("visits.csv")
    lines = told(tmp_path, {"rows": [old] if old else []}, after)
    assert part(lines, "Numbers")[-1].strip() == line


def test_causes_stand_above_their_numbers(tmp_path: Path) -> None:
    """One cause is said to be it, of several none is; numbers of one cause stand together."""
    measures = ("consultations", "people_per_10000_residents", "unheard")
    rows = [[row(measure, value) for measure in measures] for value in (1, 2)]
    numbers = [*RECORD["numbers"], {"files": [], "measures": ["consultations/unheard"]}]
    after = {"rows": rows[1], "numbers": numbers} | changed("visits.csv", "people.csv")
    lines = told(tmp_path, {"rows": rows[0], "numbers": numbers}, after)
    assert part(lines, "Numbers") == [
        "  3 numbers are different.",
        "  Atyrau Region",
        "    Because of: visits.csv",
        "      Consultations: 1 → 2 (+1; +100.0%)",
        "    Because of one or more of: people.csv, visits.csv",
        "      People per 10,000 residents: 1 → 2 (+1; +100.0%)",
        "    Nothing that these numbers rest on has changed. That should not be: please report it.",
        "      unheard: 1 → 2 (+1; +100.0%)",
    ]


def test_settings_program_and_hiding_are_said_in_words(tmp_path: Path) -> None:
    """Each of them may be a cause."""
    before, after = {"rows": [row(value=1)]}, {"rows": [row(value=2)]}
    settings = told(tmp_path / "1", before, after | changed("project.toml"))
    assert "    Because of: settings (project.toml)" in settings
    program = told(tmp_path / "2", before, after | {"python": "3.13.0"} | changed("visits.csv"))
    assert "    Because of one or more of: visits.csv, program (evaltools, Python, libraries)" in program
    assert "  python: 3.12.1 → 3.13.0" not in program
    assert "  Python: 3.12.1 → 3.13.0" in program
    hidden = {"rows": [row(value=None, status="hidden")]} | changed("tests.csv", "visits.csv")
    said = "    What may be shown is decided over all numbers together. One or more of: tests.csv, visits.csv"
    assert said in told(tmp_path / "3", before, hidden)


def test_what_the_two_were_made_from_is_said_in_words(tmp_path: Path) -> None:
    """One line for each difference."""
    pages = {"x.html": html("a")}
    before = {"pages": pages, "told": [page("x.html", parameters={"limit": 3})], "rows": [row()]}
    after = {
        "pages": pages,
        "told": [page("x.html", parameters={"limit": 4})],
        "rows": [row(period="2025-01-01..2025-12-31")],
        "inputs": {"project.toml": "s2", "visits.csv": "v2", "people.csv": "p1", "late.csv": "l1"},
        "evaltools": {"version": "1.0", "commit": "", "code": "0123456789abcdef"},
    }
    lines = told(tmp_path, before, after)
    assert part(lines, "What differs in what they were made from") == [
        "  New input: late.csv",
        "  Changed settings: project.toml",
        "  Input that is gone: tests.csv",
        "  Changed input: visits.csv",
        "  Period: 2024-01-01..2024-12-31 → 2025-01-01..2025-12-31",
        "  evaltools, commit: abc → –",
        "  evaltools, code: c0de → 0123456789a",
        "  Parameter limit: 3 → 4 (x.html)",
    ]


def test_pages_and_findings_are_said_in_words(tmp_path: Path) -> None:
    """What became of each page; findings with their severity."""
    before = {"pages": {"gone.html": html("a"), "same.html": html("a"), "kept.html": html("a")}}
    records = [page("new.html"), page("same.html"), page("bad.html", status="failed")]
    after = {
        "pages": {"new.html": html("a"), "same.html": html("b"), "kept.html": html("a")},
        "told": [*records, page("kept.html", data_hash="d0")],
        "findings": [{"severity": "warning", "code": "x", "message": "Something."}],
    }
    lines = told(tmp_path, before, after, internal=True)
    assert part(lines, "Pages") == [
        "  Could not be made this time: bad.html",
        "  Gone: gone.html",
        "  Kept from an earlier run, with other data: kept.html",
        "  New: new.html",
        "  Different: same.html",
    ]
    assert part(lines, "Findings") == ["  These came:", "    warning: Something."]


def test_a_long_comparison_says_how_much_is_left(tmp_path: Path) -> None:
    """Each region has its first lines, across its causes."""
    rows = [
        [row(value=value, group=f"month=2024-{month:02}") for month in range(1, 6)]
        + [row("pairs", value, subject="learning")]
        for value in (1, 2)
    ]
    after = {"rows": rows[1]} | changed("visits.csv", "tests.csv")
    lines = part(told(tmp_path, {"rows": rows[0]}, after, most=2), "Numbers")
    assert lines[-3:] == [
        "      Consultations, February 2024: 1 → 2 (+1; +100.0%)",
        "    … 4 more",
        "  --output FILE.csv writes all of them as a table.",
    ]
    assert len(part(told(tmp_path, {"rows": rows[0]}, after), "Numbers")) == 10


def test_a_file_gets_all_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a terminal is spared long lists; brackets in texts are no marks."""
    rows = [[row(value=value, group=f"item=[q{n}]") for n in range(MOST_CHANGES + 5)] for value in (1, 2)]
    sides = [written(tmp_path / str(n), rows=each) for n, each in enumerate(rows)]
    show_comparison(compare(*map(read_output, sides)), Language("en"))
    assert f"item: [q{MOST_CHANGES + 4}]: 1 → 2" in capsys.readouterr().out
