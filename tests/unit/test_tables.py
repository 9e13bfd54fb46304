"""Promises of the tables."""

import re

import pytest

from evaltools.language import Language
from evaltools.results import Result
from evaltools.tables import (
    Cell,
    Column,
    Passage,
    Row,
    Table,
    element,
    explanations,
    figure_text,
    interval_text,
    is_stacked,
    mark_for,
    render,
    value_cell,
)

EN, RU = Language("en"), Language("ru")
HOSTILE = "<script>alert('x')</script>&\"onload="


def result(value=None, low=None, high=None, status="ok"):
    return Result(
        region="KZ-23",
        subject="consultations",
        measure="rate",
        value=value,
        low=low,
        high=high,
        status=status,
    )


def table(rows, columns=1, **more):
    return Table(
        caption="Couples", head="Region", columns=[Column(f"c{n}") for n in range(columns)], rows=rows, **more
    )


def test_hostile_text_is_escaped_everywhere():
    """Nothing that a table is given becomes markup."""
    cell = Cell(HOSTILE, HOSTILE)
    html = render(
        Table(
            caption=HOSTILE,
            head=HOSTILE,
            columns=[Column(HOSTILE, HOSTILE)] * 4,
            rows=[
                Row(HOSTILE, [cell] * 4),
                Row(Passage(HOSTILE, '"><script>'), [Cell(Passage(HOSTILE, "kk"))] * 4),
            ],
            foot=[Row(HOSTILE, [cell] * 4)],
            notes=[HOSTILE, Passage(HOSTILE, "ru")],
        ),
        EN,
    )
    assert "<script" not in html
    assert not re.search(r'<[^>]*"\s*onload=', html)
    assert "style=" not in html


def test_a_reader_of_any_kind_finds_the_heads():
    """Caption, column heads with units and row heads are there; no head is empty."""
    html = render(
        Table(
            caption="Couples by region",
            head="Region",
            columns=[Column("Rate", "per 10,000"), Column("Status", numeric=False)],
            rows=[Row("Atyrau Region", [Cell("8.0", "7.4–8.7"), Cell("● met")], highlight=True)],
            foot=[Row("Eight regions", [Cell("3.9"), Cell("")])],
        ),
        EN,
    )
    assert "<caption><span>Couples by region</span></caption>" in html
    assert '<th scope="col">Region</th>' in html
    assert '<th scope="col">Rate <span class="unit">per 10,000</span></th>' in html
    assert '<tr class="here"><th scope="row">Atyrau Region</th>' in html
    assert '<td>8.0 <small>7.4–8.7</small></td><td class="w">● met</td>' in html
    assert "<tfoot><tr>" in html


def test_only_marks_that_occur_are_explained():
    """Hidden, not asked, not reported and not computable differ, and each is explained where it stands."""
    html = render(table([Row("a", [Cell("[hidden]", status="hidden")]), Row("b", [Cell("5")])]), EN)
    assert "[hidden]:" in html
    assert "[no data]:" not in html
    marks = {mark_for(status, EN) for status in ("hidden", "not-asked", "no-data", "undefined")}
    assert len(marks) == 4
    assert len(explanations(("hidden", "no-data", "hidden", ""), EN)) == 2
    with pytest.raises(ValueError, match="odd"):
        mark_for("odd", EN)


def test_long_codes_may_part():
    """After a sign in them, in labels and in cells of words; what is quoted does not part from its mark."""
    said = Cell('subject = "breakdown=sex;category=men"')
    place = Cell("participants.csv")
    words = [Column("What to do", numeric=False), Column("Place", numeric=False)]
    codes = Table(caption="C", head="Finding", columns=words, rows=[Row("conflict_trainings", [said, place])])
    html = render(codes, EN)
    assert "&#34;breakdown=<wbr>sex;<wbr>category=<wbr>men&#34;" in html
    assert "conflict_<wbr>trainings" in html and "participants<wbr>.csv" in html
    assert "<wbr>" not in render(table([Row("e.g. 1.5 = 3; 4", [Cell("1.25")])]), EN)
    long = [Cell("breakdown=sex;category=men;answer=satisfied"), Cell("")]
    assert not is_stacked(Table(caption="C", head="F", columns=words, rows=[Row("a", long)]))


def test_long_tables_fold_and_short_ones_stand_open():
    """Twelve rows stand open; thirteen fold, with their number said."""
    rows = [Row(f"r{n}", [Cell("1")]) for n in range(13)]
    assert "<details>" not in render(table(rows[:12]), EN)
    assert "<summary>Couples (table of 13 rows)</summary>" in render(table(rows), EN)


def test_no_table_of_ours_takes_a_tab_stop():
    """What no phone has room for is laid out in another way there: nothing has to be scrolled."""
    for columns in range(1, 6):
        html = render(table([Row("a", [Cell("1")] * columns)], columns=columns), EN)
        assert "tabindex" not in html
        assert ('<div class="scroll">' in html) == (columns > 2)


def test_what_no_phone_has_room_for_is_stacked():
    """Long words or labels like sentences: labels get lines of their own; what is too wide still stands in pairs."""
    words = [Column("Consultations"), Column("Participants"), Column("Satisfaction")]
    rows = [Row("Atyrau Region", [Cell("568")] * 3)]
    html = render(Table(caption="C", head="Region", columns=words, rows=rows, foot=rows), EN)
    assert '<div class="scroll"><table class="data stack pairs">' in html
    three = [Column("Consultations"), Column("Participants"), Column("Share")]
    assert 'class="data stack narrow-pairs"' in render(
        Table(caption="C", head="R", columns=three, rows=rows), EN
    )
    few = [Column("Plan"), Column("Fact"), Column("Fact of plan")]
    long = [Row("A centre for advice " * 5, [Cell("568")] * 3)]
    assert 'class="data stack"' in render(Table(caption="C", head="Region", columns=few, rows=long), EN)
    many = render(Table(caption="C", head="Region", columns=words * 2, rows=[Row("a", [Cell("1")] * 6)]), EN)
    assert 'class="data stack pairs"' in many
    sentence = Row(Passage("A sentence that goes on and on and on " * 3, "ru"), [Cell("1")] * 3)
    assert "stack" in render(table([sentence], columns=3), EN)
    held = [Row("a", [Cell("1\N{NO-BREAK SPACE}234", "1\N{EN DASH}2")] * 3)]
    assert "stack" not in render(table(held, columns=3), EN)
    assert "stack" in render(table([Row("a", [Cell("12 of 15 people there")] * 3)], columns=3), EN)


def test_a_row_of_the_wrong_length_is_refused():
    """A number never slips under another column's head."""
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        table([Row("a", [Cell("1"), Cell("2")])])


def test_a_passage_says_its_language_only_where_it_differs():
    """A reason written in Kazakh is marked on a Russian page and not on a Kazakh one."""
    rows = [Row("a", [Cell(Passage("себебі", "kk"))])]
    assert '<span lang="kk">себебі</span>' in render(table(rows), RU)
    assert "lang=" not in render(table(rows), Language("kk"))


@pytest.mark.parametrize(
    ("value", "digits", "kind", "text"),
    [
        (8884, 0, "number", "8,884"),
        (0, 1, "number", "0"),
        (0.04, 1, "number", "<0.1"),
        (0.05, 1, "number", "0.1"),
        (0.4, 0, "number", "<1"),
        (-0.04, 1, "signed", ">−0.1"),
        (1.25, 1, "signed", "+1.3"),
        (-1.25, 1, "signed", "−1.3"),
        (99.96, 1, "percent", ">99.9"),
        (100, 1, "percent", "100.0"),
        (99.6, 0, "percent", ">99"),
        (284, 0, "percent", "284"),
    ],
)
def test_numbers_say_neither_more_nor_less_than_is_known(value, digits, kind, text):
    """Zero is 0, almost zero is not zero, and a share is 100 only when it is."""
    assert figure_text(value, EN, digits=digits, kind=kind) == text


def test_the_interval_travels_with_the_value():
    """Interval and value have one precision; a result without value gives its mark and no interval."""
    numbers = {"value": 8.016, "low": 7.38, "high": 8.71}
    assert value_cell(result(8.016, 7.38, 8.71), EN, digits=1) == Cell("8.0", "7.4–8.7", **numbers)
    assert value_cell(result(8.016, 7.38, 8.71), RU, digits=1) == Cell("8,0", "7,4–8,7", **numbers)
    assert value_cell(result(status="hidden"), EN) == Cell("[hidden]", status="hidden")
    assert value_cell(result(None), EN) == Cell("–", status="undefined")


@pytest.mark.parametrize("status", ["hidden", "no-data", "not-asked", "undefined"])
def test_what_is_not_there_carries_no_number(status):
    """A cell with a mark holds nothing that a program could read, whatever its result still had in it."""
    cell = value_cell(result(3.0, 1.0, 5.0, status=status), EN)
    assert cell.numbers == (None, None, None, None)
    for name in ("value", "low", "high", "small_value"):
        with pytest.raises(ValueError, match="may not carry a number"):
            Cell("[hidden]", status=status, **{name: 3.0})


def test_an_interval_around_zero_does_not_pile_up_dashes():
    """Below zero the ends are joined by a word, and do not part at the end of a line."""
    assert interval_text(-0.5, 1, EN, digits=1) == "−0.5\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}1.0"


def test_attributes_are_escaped():
    """A quote ends no attribute."""
    assert element("p", aria_label='a" b<') == '<p aria-label="a&#34; b&lt;"></p>'
