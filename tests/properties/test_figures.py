"""Whatever the names and the numbers: words stay in the picture and off one another, marks stay in it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.figures import (
    DotRow,
    Figure,
    FunnelRow,
    ItemRow,
    MapTile,
    MonthLimits,
    MonthRow,
    PercentRow,
    PlanRow,
    ShareRow,
    StackRow,
    StackSide,
    answer_stacks,
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
from tests.pictures import faults, marks, size

CODES = ("kk", "ru", "en")
WORDS = (
    "Атырау", "облысы", "қоғамдық", "ұйымдардың", "өкілдері", "мен", "Солтүстік\xa0Қазақстан", "Алматы", "қ.",
    "Северо-Казахстанская", "область", "of", "representatives", "psychological-pedagogical", "10\xa0000", "T15.",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
SHORT = st.sampled_from([unit.short[code] for unit in regions().values() for code in CODES])
MARKS = st.sampled_from(["[дерек жоқ]", "[not asked]", "[жасырын]"])
LANGUAGES = st.sampled_from([Language(code) for code in CODES])
AMOUNTS = st.one_of(
    st.just(0.0), st.integers(1, 40).map(float), st.floats(0.001, 99), st.integers(100, 10**9).map(float)
)
CHANGES = st.one_of(st.just(0.0), st.floats(-30, 30), st.floats(-0.01, 0.01), st.floats(-9_000, 9_000))
SHARES = st.one_of(st.sampled_from([0.0, 50.0, 100.0]), st.floats(0, 100))
TRIALS = settings(max_examples=60, deadline=None)


def common(language: Language, **more: Any) -> dict[str, Any]:
    return {"id": "a", "language": language, "title": "Couples", "note": ""} | more


def whole(figure: Figure) -> None:
    """What holds for every chart."""
    assert faults(figure.svg) == []
    width, height = size(figure.svg)
    for mark in marks(figure.svg):
        assert all(-0.01 <= x <= width + 0.01 and -0.01 <= y <= height + 0.01 for x, y in mark.ends), mark
    assert len(figure.alt.split(" ")) <= 91
    assert not {"nan", "inf", "None"} & set(figure.alt.split())


@st.composite
def dot_rows(
    draw: st.DrawFn, names: st.SearchStrategy[str], values: st.SearchStrategy[float]
) -> list[DotRow]:
    rows = []
    for place in range(draw(st.integers(1, 20))):
        value, spread = draw(values), abs(draw(values))
        known, sure = draw(st.booleans()) or place == 0, draw(st.booleans())
        rows.append(
            DotRow(
                label=draw(names),
                value=value if known else None,
                low=value - spread if known and sure else None,
                high=value + spread / 2 if known and sure else None,
                highlight=place == 1,
                text="" if known else draw(MARKS),
            )
        )
    return rows


@TRIALS
@given(LANGUAGES, dot_rows(st.one_of(NAMES, SHORT), AMOUNTS), st.none() | AMOUNTS)
def test_rates(language: Language, rows: list[DotRow], overall: float | None) -> None:
    """Regions by a rate, with and without the whole."""
    words = language.text("together")
    whole(interval_dots(rows, **common(language, unit_label="couples", overall=overall, overall_label=words)))


@TRIALS
@given(LANGUAGES, dot_rows(NAMES, CHANGES), st.none() | CHANGES)
def test_changes(language: Language, rows: list[DotRow], overall: float | None) -> None:
    """Trainings by a change that may be a fall."""
    more = {"unit_label": "points", "zero_line": True, "overall": overall, "overall_label": "together"}
    whole(interval_dots(rows, **common(language, **more)))


@st.composite
def plan_rows(draw: st.DrawFn) -> list[PlanRow]:
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        fact, plan = draw(st.none() | AMOUNTS), draw(st.none() | AMOUNTS)
        start = draw(st.none() | AMOUNTS) if fact is not None else None
        fact_text = draw(MARKS) if fact is None else f"{fact:,.1f}"
        rows.append(
            PlanRow(
                label=draw(NAMES),
                fact=fact,
                plan=plan,
                plan_high=None if plan is None else draw(st.none() | st.floats(1, 3).map(plan.__mul__)),
                fact_text=fact_text,
                plan_text="жоспарланбаған" if plan is None else f"аралық жоспар: кемінде {plan:,.1f}",
                baseline=start,
                baseline_text=""
                if start is None
                else f"○ {start:,.1f} before the work began, ● {fact_text} now",
            )
        )
    return rows


@TRIALS
@given(LANGUAGES, plan_rows())
def test_plans(language: Language, rows: list[PlanRow]) -> None:
    """Bars, ways, ranges and outlines."""
    whole(plan_bars(rows, **common(language)))


@st.composite
def month_rows(draw: st.DrawFn) -> list[MonthRow]:
    code, rows = draw(st.sampled_from(CODES)), []
    top = draw(st.sampled_from([3, 60, 20_000, 10**7]))
    for month in range(1, draw(st.integers(1, 12)) + 1):
        value = draw(st.none() | st.integers(0, top).map(float))
        rows.append(
            MonthRow(
                label=Language(code).month_short(f"2024-{month:02}"),
                value=value,
                partial=draw(st.booleans()),
                text=draw(MARKS) if value is None else "",
                outside=value is not None and draw(st.booleans()),
            )
        )
    return rows


@TRIALS
@given(LANGUAGES, month_rows(), st.booleans())
def test_months(language: Language, rows: list[MonthRow], limited: bool) -> None:
    """Columns with and without their limits."""
    known = [row.value for row in rows if row.value is not None]
    centre = sum(known) / len(known) if known else 0.0
    limits = MonthLimits(centre=centre, low=centre / 2, high=centre * 1.5) if limited and centre else None
    whole(month_columns(rows, **common(language, limits=limits)))


@st.composite
def share_rows(draw: st.DrawFn) -> list[ShareRow]:
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        value = draw(st.none() | AMOUNTS)
        rows.append(
            ShareRow(
                label=draw(NAMES),
                value=value,
                percent=draw(st.none() | SHARES),
                text=draw(MARKS) if value is None else "",
                last=draw(st.booleans()),
            )
        )
    return rows


@TRIALS
@given(LANGUAGES, share_rows(), st.integers(0, 1))
def test_shares(language: Language, rows: list[ShareRow], digits: int) -> None:
    """Parts of a whole."""
    whole(share_bars(rows, **common(language, digits=digits)))


@st.composite
def percent_rows(draw: st.DrawFn) -> list[PercentRow]:
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        value = draw(st.none() | SHARES)
        sure = value is not None and draw(st.booleans())
        rows.append(
            PercentRow(
                label=draw(NAMES),
                percent=value,
                n=draw(st.none() | st.integers(1, 10**6)),
                low=max(0, (value or 0) - 9) if sure else None,
                high=min(100, (value or 0) + 5) if sure else None,
                text=draw(MARKS) if value is None else "",
            )
        )
    return rows


@TRIALS
@given(LANGUAGES, percent_rows(), st.integers(0, 1))
def test_percentages(language: Language, rows: list[PercentRow], digits: int) -> None:
    """Questions from 0 to 100."""
    whole(percent_bars(rows, **common(language, digits=digits)))


@TRIALS
@given(
    LANGUAGES,
    st.lists(st.tuples(NAMES, st.lists(st.integers(0, 90), min_size=5, max_size=5)), min_size=1, max_size=6),
    st.lists(NAMES, min_size=3, max_size=3),
    st.integers(0, 1),
)
def test_answers(
    language: Language, questions: list[tuple[str, list[int]]], names: list[str], digits: int
) -> None:
    """Bars to both sides of a line, with names of any length over them; words where nobody answered."""
    rows = [
        StackRow(
            label=label,
            percents=tuple(100 * each / sum(counts) for each in counts) if any(counts) else (),
            text=f"n = {sum(counts)}; «білмеймін»: 2" if any(counts) else "12/18",
        )
        for label, counts in questions
    ]
    left, right, apart = (
        StackSide(label=label, answers=answers)
        for label, answers in zip(names, ("12", "45", "3"), strict=True)
    )
    more = {"apart": apart, "unit_label": language.text("percent of those with an opinion"), "digits": digits}
    whole(answer_stacks(rows, left=left, right=right, **common(language, **more)))


@st.composite
def item_rows(draw: st.DrawFn) -> list[ItemRow]:
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        before, after = draw(st.none() | SHARES), draw(st.none() | SHARES)
        nothing = before is None and after is None
        rows.append(
            ItemRow(label=draw(NAMES), before=before, after=after, text=draw(MARKS) if nothing else "")
        )
    return rows


@TRIALS
@given(LANGUAGES, item_rows(), st.none() | st.integers(1, 19))
def test_questions(language: Language, rows: list[ItemRow], people: int | None) -> None:
    """Before and after, in percent or in people."""
    words = {"before_label": language.text("before"), "after_label": language.text("after")}
    whole(item_dumbbell(rows, **common(language, people=people, **words)))


@TRIALS
@given(
    LANGUAGES,
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=300),
    st.sampled_from([0.1, 0.5, 1.0, 25.0]),
)
def test_scores(language: Language, pairs: list[tuple[int, int]], unit: float) -> None:
    """From one person to three hundred, in tenths of a point or in tens of points."""
    pre, post = ([pair[side] * unit for pair in pairs] for side in (0, 1))
    mean = sum(post) / len(post) - sum(pre) / len(pre)
    words = {name: language.text(name) for name in ("before", "after")}
    whole(
        estimation_plot(
            pre,
            post,
            **common(language, mean=mean, low=mean - unit, high=mean + unit, maximum=40 * unit),
            before_label=words["before"],
            after_label=words["after"],
            change_label=language.text("change, points"),
        )
    )


@st.composite
def funnel_rows(draw: st.DrawFn) -> list[FunnelRow]:
    rows = []
    for _ in range(draw(st.integers(3, 20))):
        size_, value = draw(st.floats(1, 5e6)), draw(st.floats(0, 40))
        wide = 30 / size_**0.3
        rows.append(
            FunnelRow(
                label=draw(SHORT),
                size=size_,
                value=value,
                inner=(max(0, 9 - wide), 9 + wide),
                outer=(max(0, 9 - 2 * wide), 9 + 2 * wide),
                outside=draw(st.booleans()),
            )
        )
    return rows


@TRIALS
@given(LANGUAGES, funnel_rows())
def test_funnels(language: Language, rows: list[FunnelRow]) -> None:
    """Places of any size and rate."""
    whole(funnel_plot(rows, **common(language, size_label=language.text("Residents"), overall=9.0)))


@TRIALS
@given(LANGUAGES, st.data())
def test_tiles(language: Language, data: st.DataObject) -> None:
    """Every region in every language with any state and number."""
    tiles = [
        MapTile(
            row=unit.tile[0],
            column=unit.tile[1],
            short_label=unit.short[language.code],
            text=data.draw(st.sampled_from(["", "…", "–", "9%", "1\xa0284\xa0%", "12\xa0345,6%"])),
            state=data.draw(st.sampled_from(["met", "not-met", "no-data", "outside"])),
        )
        for unit in regions().values()
    ]
    whole(tile_map(tiles, **common(language)))
