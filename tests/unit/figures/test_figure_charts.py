"""What each chart says, in its picture and in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from evaltools.figures import (
    DotRow,
    FunnelRow,
    ItemRow,
    MapTile,
    MonthLimits,
    MonthRow,
    PercentRow,
    PlanRow,
    ShareRow,
    estimation_plot,
    funnel_plot,
    interval_dots,
    item_dumbbell,
    month_columns,
    percent_bars,
    plan_bars,
    share_bars,
    tile_map,
)
from evaltools.language import Language
from evaltools.regions import regions
from tests.pictures import boxes, faults, marks

pytestmark = pytest.mark.filterwarnings("error")

LONG = "қоғамдық ұйымдардың өкілдері мен мүгедектігі бар адамдар "


def common(code, prefix, **changes):
    return {"id": prefix, "language": Language(code), "title": "Couples, 2024.", "note": ""} | changes


NAMES = {"before_label": "before", "after_label": "after"}
SCORES = NAMES | {"change_label": "change", "maximum": 10}
EMPTY = {
    "dots": lambda rows=(): interval_dots(rows, **common("en", "a", unit_label="couples")),
    "plans": lambda rows=(): plan_bars(rows, **common("en", "a")),
    "months": lambda rows=(): month_columns(rows, **common("en", "a")),
    "shares": lambda rows=(): share_bars(rows, **common("en", "a")),
    "percents": lambda rows=(): percent_bars(rows, **common("en", "a")),
    "items": lambda rows=(): item_dumbbell(rows, **common("en", "a", **NAMES)),
    "tiles": lambda rows=(): tile_map(rows, **common("en", "a")),
}
HIDDEN = {
    "dots": DotRow(label="Atyrau", value=None, text="[hidden]"),
    "plans": PlanRow(label="Atyrau", fact=None, plan=None, fact_text="[hidden]", plan_text="no plan"),
    "months": MonthRow(label="Atyrau", value=None, text="[hidden]"),
    "shares": ShareRow(label="Atyrau", value=None, text="[hidden]"),
    "percents": PercentRow(label="Atyrau", percent=None, text="[hidden]"),
    "items": ItemRow(label="Atyrau", before=None, after=None, text="[hidden]"),
    "tiles": MapTile(row=0, column=0, short_label="Atyrau", text="…", state="no-data"),
}


def texts(figure):
    return [each.text for each in marks(figure.svg) if each.tag == "text"]


def paths(figure, name):
    """Paths and symbols of a class."""
    return [each for each in marks(figure.svg) if name in each.classes and each.tag != "text"]


@pytest.mark.parametrize("kind", EMPTY)
def test_a_chart_of_nothing_is_refused(kind):
    """The caller has a sentence for it; an empty picture would look like zero."""
    with pytest.raises(ValueError, match=r"at least one|1 to 12"):
        EMPTY[kind]()


@pytest.mark.parametrize("kind", HIDDEN)
def test_a_single_hidden_row_is_named_with_its_mark(kind):
    """Nothing known is still a chart: the label, the mark, and both in words."""
    figure = EMPTY[kind]([HIDDEN[kind]])
    assert "Atyrau" in texts(figure)
    assert {"[hidden]", "…"} & set(texts(figure))
    assert "Atyrau" in figure.alt


@pytest.mark.parametrize("kind", ["dots", "plans", "months", "shares", "percents", "items"])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_refused(kind, value):
    """Unknown is None, with its mark; NaN would be drawn as something."""
    rows = {
        "dots": DotRow(label="a", value=value),
        "plans": PlanRow(label="a", fact=value, plan=1, fact_text="", plan_text=""),
        "months": MonthRow(label="a", value=value),
        "shares": ShareRow(label="a", value=value),
        "percents": PercentRow(label="a", percent=value),
        "items": ItemRow(label="a", before=value, after=1),
    }
    with pytest.raises(ValueError):
        EMPTY[kind]([rows[kind]])


def test_the_words_are_few_and_different(draw):
    """An alternative text stays within ninety words, however long the labels are."""
    short, long = draw(), draw(label=LONG * 9, title=LONG * 9)
    assert len(short.alt.split(" ")) <= 91
    assert len(long.alt.split(" ")) <= 91
    assert long.alt != short.alt
    assert not {"colour", "blue", "grey", "image", "None", "nan"} & set(short.alt.lower().split())


def test_dots_stand_from_the_highest_to_the_lowest():
    """Rows are sorted by value, those without one last; every value is written."""
    rows = [
        DotRow(label="Shymkent", value=2.8, low=2.5, high=3.1),
        DotRow(label="Ulytau", value=None, text="[no data]"),
        DotRow(label="Atyrau", value=8.0, low=7.4, high=8.7, highlight=True),
    ]
    options = {"unit_label": "couples", "overall": 3.9, "overall_label": "Together", "missing": ["Turkistan"]}
    figure = interval_dots(rows, **common("en", "a", **options))
    shown = texts(figure)
    height = {each.text: each.ends[0][1] for each in marks(figure.svg)}.get
    assert sorted(("Shymkent", "Ulytau", "Atyrau"), key=height) == ["Atyrau", "Shymkent", "Ulytau"]
    assert {"8.0", "2.8", "[no data]", "Together 3.9", "0", "couples"} <= set(shown)
    assert figure.alt == (
        "Dot plot with 95% intervals, the highest first: Couples, 2024. Unit: couples. "
        "Values: Atyrau 8.0 (between 7.4 and 8.7, highlighted); Shymkent 2.8. The whole: Together 3.9. "
        "Without a value: Turkistan; Ulytau [no data]."
    )


def test_many_dots_quote_the_ends_and_the_highlighted_row():
    """Of twenty regions the words hold the highest, the lowest and the one the page is about."""
    rows = [DotRow(label=f"Region {place}", value=place, highlight=place == 10) for place in range(20)]
    alt = interval_dots(rows, **common("en", "a", unit_label="couples")).alt
    assert all(f"Region {place} {place}.0" in alt for place in (0, 10, 19))
    assert "…" in alt


def test_changes_carry_a_sign_and_a_zero_line():
    """Values below zero have a place, and a plus is written."""
    rows = [
        DotRow(label="May", value=2.3, low=1.4, high=3.2),
        DotRow(label="June", value=-0.4, low=-1.5, high=0.7),
    ]
    figure = interval_dots(rows, **common("en", "a", unit_label="points", zero_line=True, sort=False))
    assert {"+2.3", "−0.4", "−1", "0", "+1"} <= set(texts(figure))
    assert texts(figure).index("May") < texts(figure).index("June")


def test_a_plan_without_a_fact_is_an_outline(charts):
    """Bars for what is known, one tick per plan, an outline and its mark for what is not."""
    figure = charts["plans"]()
    assert {"568", "жоспар 200", "[дерек жоқ]", "жоспарсыз"} <= set(texts(figure))
    assert len(paths(figure, "c1")) == 3
    assert len(paths(figure, "cxs")) == 1
    assert "568, жоспар 200, айырма +368" in figure.alt


def test_months_number_the_last_the_highest_and_the_lowest():
    """A hidden month is a gap with a mark and never a column of zero."""
    rows = [("Jan", 23), ("Feb", 56), ("Mar", None), ("Apr", 1600), ("May", 60)]
    figure = month_columns(
        [MonthRow(label=label, value=value, partial=label == "May") for label, value in rows],
        **common("en", "a"),
    )
    assert {"23", "1,600", "60", "…"} <= set(texts(figure))
    assert "56" not in texts(figure)
    assert len(paths(figure, "c1")) == 3 and len(paths(figure, "c1s")) == 1
    assert "Highest: Apr 1,600; lowest: Jan 23; last: May 60." in figure.alt
    assert "Partial months: May. Without a value: Mar." in figure.alt


def test_limits_of_months_are_drawn_and_said():
    """A line for the mean, dashes for the limits, a number on the month beyond them, and all in words."""
    rows = [
        MonthRow(label=f"m{place}", value=value, outside=value == 68)
        for place, value in enumerate([40, 68, 50, 44])
    ]
    limits = MonthLimits(centre=43.75, low=34, high=53.5)
    figure = month_columns(rows, **common("en", "a"), limits=limits)
    plain = month_columns(rows, **common("en", "a"))
    assert (len(paths(figure, "c2s")), len(paths(plain, "c2s"))) == (2, 0)
    assert "Mean 44, limits 34 to 54. Beyond the limits: m1." in figure.alt
    assert {"68", "40", "44"} <= set(texts(figure))


def test_a_limit_at_zero_is_no_line():
    """Columns stand on zero: a dashed line there would say nothing."""
    rows = [MonthRow(label=f"m{place}", value=place + 1) for place in range(12)]
    dashes = [
        paths(month_columns(rows, **common("en", "a"), limits=MonthLimits(centre=6, low=low, high=20)), "c2s")
        for low in (0, 2)
    ]
    assert [each[-1].get("d").count("M") for each in dashes] == [1, 2]


def test_a_number_stands_above_a_line_that_would_cross_it():
    """The number of a column just below a limit is moved over the limit."""
    values = [30, 50, 30, 40]
    rows = [MonthRow(label=f"m{place}", value=value) for place, value in enumerate(values)]

    def height(**more):
        drawn = marks(month_columns(rows, **common("en", "a"), **more).svg)
        return next(each.ends[0][1] for each in drawn if each.text == "50")

    assert height(limits=MonthLimits(centre=40, low=20, high=52)) < height(
        limits=MonthLimits(centre=40, low=20, high=70)
    )


def funnel_rows(**changes):
    made = [
        FunnelRow(label=name, size=size, value=value, inner=(3, 5), outer=(2, 6), outside=value > 6)
        for name, size, value in (
            ("Atyrau", 700_000, 8.0),
            ("Astana", 1_400_000, 4.0),
            ("Abai", 600_000, 3.0),
        )
    ]
    return [replace(row, **changes) for row in made]


def test_a_funnel_names_those_outside():
    """The region beyond the limits has its name and a diamond, the others are dots; lines say what they are."""
    figure = funnel_plot(funnel_rows(), **common("en", "a", size_label="Residents", overall=4.2))
    assert {"Atyrau", "99.8%", "95%", "4.2", "Residents", "0"} <= set(texts(figure))
    assert not {"Astana", "Abai"} & set(texts(figure))
    assert figure.alt == (
        "Funnel plot with 95% and 99.8% limits: Couples, 2024. 3 regions. The whole: 4.2. "
        "Beyond the 99.8% limits: Atyrau 8.0."
    )


def test_a_funnel_without_anybody_outside_says_so():
    """Nobody is named where nobody is beyond the limits."""
    figure = funnel_plot(funnel_rows(outside=False), **common("en", "a", size_label="Residents", overall=4.2))
    assert "Atyrau" not in texts(figure)
    assert figure.alt.endswith("No region lies beyond the 99.8% limits.")


def test_names_of_a_funnel_do_not_meet():
    """Of many regions at one place those names are written that fit; all are in words."""
    rows = [
        FunnelRow(
            label=f"Region {place}", size=700_000 + place, value=8.0, inner=(3, 5), outer=(2, 6), outside=True
        )
        for place in range(9)
    ]
    figure = funnel_plot(rows, **common("en", "a", size_label="Residents", overall=4.2))
    named = [text for text in texts(figure) if text.startswith("Region")]
    assert 1 <= len(named) < 9
    assert all(f"Region {place} 8.0" in figure.alt for place in range(9))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (funnel_rows()[:2], "at least three"),
        (funnel_rows(size=0), "above zero"),
        (funnel_rows(value=float("nan")), "not finite"),
    ],
)
def test_a_funnel_that_cannot_be_drawn_is_refused(rows, message):
    """Two regions, a region without residents, or a rate that is no number: the caller has a sentence."""
    with pytest.raises(ValueError, match=message):
        funnel_plot(rows, **common("en", "a", size_label="Residents", overall=4.2))


def test_thirteen_months_are_refused():
    """More than a year does not fit the width."""
    with pytest.raises(ValueError, match="not 13"):
        month_columns([MonthRow(label="a", value=1)] * 13, **common("en", "a"))


@pytest.mark.parametrize("last", range(0, 20_000, 1_733))
def test_numbers_over_columns_never_touch(last):
    """Wide numbers over neighbouring columns stand apart."""
    values = [19_000, 400, *[15_000] * 8, 19_999, last]
    rows = [MonthRow(label="m", value=value) for value in values]
    svg = month_columns(rows, **common("en", "a")).svg
    assert faults(svg) == []
    assert {"19,999", f"{last:,}"} <= {each.text for each in boxes(svg)}


def test_shares_end_with_the_rest(charts):
    """Largest first; "other" and "not stated" last and in grey, whatever their size."""
    figure = charts["shares"]("en", label="not stated")
    shown = texts(figure)
    assert "1,640 · 54%" in shown
    assert shown.index("мүгедектігі бар адамдар") < shown.index("not stated")
    assert len(paths(figure, "cx")) == 1 and len(paths(figure, "c1")) == 2
    assert "At the end: not stated 700 (3%)." in figure.alt


def test_percentages_say_their_base(charts):
    """The share and the number of answers stand on the question's line."""
    figure = charts["percents"]("ru")
    assert "95\xa0% · 214" in texts(figure)
    assert "(n = 214)" in figure.alt
    with pytest.raises(ValueError, match="101"):
        percent_bars([PercentRow(label="a", percent=101)], **common("en", "a"))


def test_the_estimation_plot_says_who_rose_and_by_how_much(charts):
    """Solid, dashed and dotted lines; mean change with its interval."""
    figure = charts["estimation"]("en")
    assert "+2.3" in texts(figure)
    assert len(paths(figure, "c2s")) == 1 and paths(figure, "c2s")[0].get("stroke-dasharray") == "5,3"
    assert "People with both scores: 4. Mean before: 4.8; after: 6.0; maximum: 10." in figure.alt
    assert "Mean change +2.3, 95% interval from −0.5 to +4.8." in figure.alt
    assert "Scores that rose: 2; unchanged: 1; fell: 1." in figure.alt


def test_one_pair_has_a_change_and_no_interval():
    """One person is drawn; nobody claims an interval."""
    figure = estimation_plot([3], [5], mean=2, low=None, high=None, **common("en", "a", **SCORES))
    assert "Mean change +2.0, no interval." in figure.alt


@pytest.mark.parametrize("scores", [([], []), ([1], [1, 2]), ([float("nan")], [1])])
def test_scores_that_are_not_pairs_are_refused(scores):
    """Each score before belongs to one after."""
    with pytest.raises(ValueError):
        estimation_plot(*scores, mean=None, low=None, high=None, **common("en", "a", **SCORES))


def test_questions_are_open_before_and_filled_after(charts):
    """Both values are written, the way down is dashed, and the words count what rose and fell."""
    figure = charts["items"]("en")
    assert {"40% → 87%", "дейін", "кейін"} <= set(texts(figure))
    assert len(paths(figure, "bg")) == 3
    assert (len(paths(figure, "c1")), len(paths(figure, "c2"))) == (2, 1)
    (way,) = [each for each in paths(figure, "c2s") if each.tag == "path"]
    assert way.get("stroke-dasharray") == "5,3"
    assert "Questions that rose: 1; unchanged: 1; fell: 1." in figure.alt


def test_tiles_differ_by_more_than_shade(charts):
    """Filled, outlined, dashed and pale; the words count each and name the regions."""
    figure = charts["tiles"]("en")
    assert [len(paths(figure, name)) for name in ("c1", "bg", "cxs", "pale")] == [5, 5, 5, 5]
    assert all(each.get("stroke-dasharray") for each in paths(figure, "cxs"))
    assert "Plan reached – 5: Abai Region 568" in figure.alt and "No data – 5:" in figure.alt


def test_two_tiles_in_one_place_are_refused():
    """One would hide the other."""
    tile = MapTile(row=0, column=0, short_label="a", text="", state="met")
    with pytest.raises(ValueError, match="share a place"):
        tile_map([tile, tile], **common("en", "a"))


def test_title_and_note_go_through_untouched(draw):
    """They are text of the page, not of the picture."""
    figure = draw(title="Тақырып.", note="Ескерту")
    assert (figure.title, figure.note) == ("Тақырып.", "Ескерту")
    assert "Тақырып" not in figure.svg
    assert "Тақырып." in figure.alt and "Тақырып.." not in figure.alt


def test_numbers_follow_the_language(charts):
    """Kazakh and English write decimals differently, in the picture and in words."""
    for code, number in (("kk", "8,0"), ("en", "8.0")):
        figure = charts["dots"](code)
        assert number in texts(figure)
        assert number in figure.alt


def test_a_fall_is_drawn_as_a_way() -> None:
    """From 20 down to 8 of a plan of 5: an open circle, a filled one and a tick, and no bar of 8."""
    fall = PlanRow(
        label="Days", fact=8, plan=5, fact_text="8", plan_text="plan: at most 5", baseline=20,
        baseline_text="○ 20 before, ● 8 now",
    )  # fmt: skip
    bar = PlanRow(label="Days", fact=8, plan=5, fact_text="8", plan_text="plan: at most 5")
    figures = [plan_bars([each], **common("en", "a")) for each in (fall, bar)]
    assert "○ 20 before, ● 8 now" in figures[0].svg
    assert "○ 20 before, ● 8 now" in figures[0].alt
    assert [figure.svg.count("<use") for figure in figures] == [2, 0]
    assert "difference +3" in figures[1].alt


def test_a_planned_range_has_two_ticks() -> None:
    """A range from 40 to 50 has a tick at either end and a line between them."""
    one = PlanRow(label="Meetings", fact=47, plan=40, fact_text="47", plan_text="plan 40")
    both = PlanRow(label="Meetings", fact=47, plan=40, plan_high=50, fact_text="47", plan_text="plan 40–50")
    drawn = [
        re.findall(r'd="([^"]*)" class="c2s"', plan_bars([each], **common("en", "a")).svg)
        for each in (one, both)
    ]
    # one tick; two ticks and the line between them
    assert [[path.count("M") for path in paths] for paths in drawn] == [[1], [2, 1]]
    below = PlanRow(label="a", fact=1, plan=1, plan_high=-1, fact_text="", plan_text="")
    with pytest.raises(ValueError, match="from zero up"):
        plan_bars([below], **common("en", "a"))


@pytest.mark.parametrize(
    ("people", "counts"),
    [
        (1, "0 1"), (3, "0 1 2 3"), (7, "0 1 2 3 4 5 6 7"), (10, "0 2 4 6 8 10"), (11, "0 5 11"),
        (12, "0 2 4 6 8 10 12"), (13, "0 5 10 13"), (15, "0 3 6 9 12 15"), (19, "0 5 10 15 19"),
    ],
)  # fmt: skip
def test_questions_of_few_people_are_counted_in_people(people, counts) -> None:
    """Where shares are said as "7 of 12", the scale counts from nobody to everybody, not percent."""
    row = ItemRow(label="a", before=0, after=100, text="→")
    figure = item_dumbbell([row], people=people, **common("en", "a", **NAMES))
    place = {each.text: each.ends[0][0] for each in marks(figure.svg) if each.text.isdigit()}
    assert " ".join(sorted(place, key=int)) == counts
    left, right = (
        each.ends[0][0] for each in sorted(marks(figure.svg), key=lambda m: m.ends[0]) if each.tag == "use"
    )
    middle = counts.split()[1]
    if middle != str(people):
        assert place[middle] == pytest.approx(left + (right - left) * int(middle) / people, abs=0.1)


def test_dots_far_from_zero_have_a_scale_of_their_own_that_says_so() -> None:
    """Twenty rates from 4.2 to 4.4 would be one column of dots on a scale from zero."""
    rows = [DotRow(label=f"r{n}", value=4.2 + n / 100, low=4.1, high=4.5) for n in range(20)]
    figure = interval_dots(rows, **common("en", "a", unit_label="couples"))
    assert "couples; the scale begins at 4.1" in texts(figure)
    across = [each.ends[0][0] for each in marks(figure.svg) if each.tag == "use"]
    assert max(across) - min(across) > 80
    near = [DotRow(label=f"r{n}", value=1.2 + n / 4, low=1, high=7) for n in range(20)]
    assert "couples" in texts(interval_dots(near, **common("en", "a", unit_label="couples")))


def test_changes_are_never_cut_from_zero() -> None:
    """A line at zero is what changes are read against, however large they are."""
    rows = [DotRow(label=name, value=90, low=88, high=92) for name in "ab"]
    figure = interval_dots(rows, **common("en", "a", unit_label="points", zero_line=True))
    assert {"0", "points"} <= set(texts(figure))


def test_lines_of_the_grid_give_way_to_words() -> None:
    """No line runs through a name or a value, and in the middle it runs on."""
    rows = [DotRow(label="Long name of a region", value=value) for value in (5, 4, 3)]
    figure = interval_dots(rows, **common("en", "a", unit_label="couples", overall=1.0, overall_label="All"))
    words = [box for box in boxes(figure.svg) if box.text[0] in "L543"]
    lines = [
        segment
        for each in marks(figure.svg)
        if each.tag == "path" and not each.get("d").endswith("z")
        for segment in zip(each.ends[::2], each.ends[1::2], strict=True)
    ]
    upright = [(x, min(y, end), max(y, end)) for (x, y), (other, end) in lines if x == other]
    assert upright
    for x, top, bottom in upright:
        crossed = [w for w in words if w.left < x < w.right and top < w.bottom - 4 and bottom > w.top + 1]
        assert crossed == []
    assert any(bottom - top > 100 for _, top, bottom in upright)


def test_plans_stand_one_under_the_other() -> None:
    """Whatever the unit, a fact up to a quarter above its plan has the plan's tick in one place."""
    facts = ((343, 350), (2, 2), (88.0, 90.0), (1200, 1000))
    rows = [PlanRow(label="a", fact=fact, plan=plan, fact_text="1", plan_text="plan") for fact, plan in facts]
    ticks = {each.ends[0][0] for each in paths(plan_bars(rows, **common("en", "a")), "c2s")}
    assert len(ticks) == 1
    more = PlanRow(label="a", fact=3000, plan=1000, fact_text="1", plan_text="plan")
    (tick,) = paths(plan_bars([more], **common("en", "a")), "c2s")
    assert tick.ends[0][0] < min(ticks) / 2


def test_a_tick_on_a_bar_has_an_edge(charts) -> None:
    """Where all colours are one, the plan is still seen on the bar of the fact."""
    figure = charts["plans"]("en")
    edges, ticks = (paths(figure, name) for name in ("bgs", "c2s"))
    assert edges[0].get("d") == ticks[0].get("d")
    assert float(edges[0].get("stroke-width")) > float(ticks[0].get("stroke-width"))


def test_a_difference_of_percentages_is_said_as_the_caller_says() -> None:
    """Points for percentages, and nothing for a handful of people."""
    row = {"label": "Satisfied", "fact": 88.0, "plan": 90.0, "fact_text": "88%", "plan_text": "plan 90%"}
    said = [
        plan_bars([PlanRow(**row, difference=each)], **common("en", "a")).alt
        for each in (None, "−2 (percentage points)", "")
    ]
    assert "difference −2." in said[0]
    assert "difference −2 (percentage points)" in said[1]
    assert "difference" not in said[2]


@pytest.mark.parametrize("people", [121, 5_000])
def test_scores_of_many_people_are_counted(people) -> None:
    """The picture of five thousand people is as small as that of a hundred, and every person is in it."""
    pre = [place % 21 for place in range(people)]
    post = [min(20, score + place % 4) for place, score in enumerate(pre)]
    figure = estimation_plot(
        pre, post, mean=1.4, low=1.3, high=1.5, **common("en", "a", **SCORES | {"maximum": 20})
    )
    assert len(figure.svg) < 9_000 and len(marks(figure.svg)) < 100
    assert faults(figure.svg) == []
    assert "how many people had each score" in figure.alt
    assert f"People with both scores: {people:,}." in figure.alt
    assert len(paths(figure, "c1s")) - 1 == 21  # the line of the interval is the other one
    tallest = max(paths(figure, "cx"), key=lambda each: max(x for x, _ in each.ends))
    assert max(x for x, _ in tallest.ends) == pytest.approx(286, abs=0.1)


def test_a_unit_that_the_title_has_is_not_said_twice() -> None:
    """An alternative text has ninety words at most: none for what was said."""
    rows = [DotRow(label="a", value=1)]
    texts_ = [
        interval_dots(rows, **common("en", "a", title="Couples per 10,000", unit_label=unit)).alt
        for unit in ("Couples per 10,000", "couples")
    ]
    assert "Unit" not in texts_[0] and "Unit: couples." in texts_[1]


def test_a_group_of_ages_is_told_from_its_people() -> None:
    """Read aloud, "14–17 93" would be one number; a dot between count and share would not be heard."""
    rows = [ShareRow(label="14–17", value=93, percent=1.1), ShareRow(label="Other", value=5, last=True)]
    alt = share_bars(rows, **common("en", "a", digits=1)).alt
    assert "14–17: 93 (1.1%)" in alt and "Other 5" in alt and "·" not in alt


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_map_of_twenty_names_as_many_regions_as_it_can(code) -> None:
    """In ninety words there is room for more than half of the regions, and the others are counted."""
    tiles = [
        MapTile(
            row=unit.tile[0], column=unit.tile[1], short_label=unit.short[code], name=unit.names[code],
            text=Language(code).percent(80 + place), state="met" if place > 13 else "not-met",
        )
        for place, unit in enumerate(regions().values())
    ]  # fmt: skip
    title = {
        "en": "People advised: percent of the plan, by region",
        "ru": "Люди: процент плана",
        "kk": "Адам",
    }
    alt = tile_map(tiles, **common(code, "a", title=title[code])).alt
    assert sum(unit.names[code] in alt for unit in regions().values()) >= 14
    assert not alt.endswith("…") and len(alt.split(" ")) <= 90


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_city_and_the_region_of_almaty_are_two_names(code) -> None:
    """Where a name is broken and shortened to fit its tile, the word that tells them apart stays."""
    tiles = [
        MapTile(row=0, column=place, short_label=regions()[region].short[code], text="", state="met")
        for place, region in enumerate(("KZ-75", "KZ-19"))
    ]
    drawn = [each for each in marks(tile_map(tiles, **common(code, "a")).svg) if each.tag == "text"]
    words = [
        " ".join(each.text for each in drawn if (each.ends[0][0] > 60) is right) for right in (False, True)
    ]
    assert words[0] != words[1]
    assert all(len(each.split(" ")) == 2 for each in words), words
