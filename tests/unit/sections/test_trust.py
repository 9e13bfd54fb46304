"""What a page says about itself: the state of its data, who made it, and what is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.page import PAGE
from tests.small import counts, report, small, text_of

PEOPLE = "breakdown,category,count\nsex,women,150\nsex,men,50\n"


@pytest.mark.parametrize("region", ["KZ", "KZ-23"])
def test_data_that_end_before_the_period_are_not_called_final(tmp_path: Path, region: str) -> None:
    """The line under the title says so on every page, and so do the facts that travel to other files."""
    early = small(tmp_path, counts("c"), cut_off="2024-11-15", c=PEOPLE)
    block = report(early, region=region).header()
    assert "data up to November 15, 2024 · closed before the period ends" in text_of(block)
    assert "final" not in text_of(block)
    facts = dict(block.mime[PAGE]["facts"])  # type: ignore[index]
    assert facts["State of the data"] == "closed before the period ends"


def test_whole_data_are_final(tmp_path: Path) -> None:
    """They reach the last day of the period."""
    assert "· final" in text_of(report(small(tmp_path, counts("c"), c=PEOPLE)).header())


def test_a_region_that_totals_leave_out_is_told_of_the_early_end_too(tmp_path: Path) -> None:
    """One warning does not keep another away."""
    note = '[[region_notes]]\ncode = "KZ-71"\ninclude_in_total = false\nreason = "It came late."\n'
    made = small(tmp_path, counts("c") + note, cut_off="2024-11-15", c=PEOPLE)
    said = text_of(report(made, region="KZ-71").warning())
    assert "leave this region out" in said
    assert "46 days before the period ends" in said


def test_about_names_who_did_the_work_and_whom_to_ask(tmp_path: Path) -> None:
    """Without a contact its row is left out."""
    made = small(tmp_path, counts("c"), c=PEOPLE)
    assert "Work done by The centre" in text_of(report(made).about())
    assert "Contact an office" in text_of(report(made).about())
    settings = tmp_path / "project.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('contact = "an office"\n', ""))
    assert "Contact" not in text_of(report(made).about())


@pytest.mark.parametrize(
    ("sensitivities", "said"),
    [
        (("activity", "activity"), "none is hidden"),
        (("training", "training"), "Counts from 1 to 4 are hidden, and others"),
        (("training", "court"), "Counts from 1 to 4 are hidden, in some tables from 1 to 9, and others"),
    ],
)
def test_the_line_about_privacy_names_the_counts(
    tmp_path: Path, sensitivities: tuple[str, str], said: str
) -> None:
    """As a reader meets them: from one to nine, not below a threshold."""
    first, second = (f'sensitivity = "{each}"' for each in sensitivities)
    tables = counts("c", more=first) + counts("o", "outreach", "events", second)
    made = small(tmp_path, tables, c=PEOPLE, o="breakdown,category,count\nkind,fair,60\n")
    assert said in text_of(report(made).about())


def test_blanks_are_said_to_be_shown_where_there_are_forms(tmp_path: Path) -> None:
    """“Don't know” and blanks say nothing of an opinion and can be had from the printed bases."""
    forms = '[tables.s]\nfile = "s.csv"\nkind = "satisfaction"\nitems = ["q1"]\nsensitivity = "{}"\n'
    text = "region,q1\n" + "KZ-23,5\n" * 12
    said = "How many answered “don’t know” or left a question blank is not hidden."
    for sensitivity in ("training", "activity"):
        made = small(tmp_path, forms.format(sensitivity), s=text)
        assert (said in text_of(report(made).about())) == (sensitivity == "training")
