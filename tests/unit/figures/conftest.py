"""Every chart with realistic rows, in a given language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

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

Draw = Callable[..., Figure]
LONG = "көпбалалы отбасылар мен жалғызбасты ата-аналар, сондай-ақ қоғамдық ұйымдардың өкілдері"


def dots(code: str = "kk", label: str = "Атырау облысы", **changes: Any) -> Figure:
    rows = [
        DotRow(label="Шымкент", value=2.8, low=2.5, high=3.1),
        DotRow(label=label, value=8.0, low=7.4, high=8.7, highlight=True),
        DotRow(label="Ұлытау облысы", value=None, text="[дерек жоқ]"),
        DotRow(label="мүгедектігі бар адамдар " + LONG, value=0.3),
    ]
    options = {"unit_label": "10 000 тұрғынға шаққанда жұп", "overall": 3.9, "overall_label": "Бірге"}
    return interval_dots(rows, **common(code, "dots", **options | changes))


def many_dots(code: str = "kk", label: str = "Астана", **changes: Any) -> Figure:
    rows = [
        DotRow(label=unit.short[code], value=place / 3, low=place / 4, high=place / 2, highlight=place == 5)
        for place, unit in enumerate(regions().values())
    ]
    rows[-1] = DotRow(label=label, value=None, text="[дерек жоқ]")
    return interval_dots(rows, **common(code, "many", unit_label="жұп", **changes))


def forest(code: str = "kk", label: str = "Жас жұптар", **changes: Any) -> Figure:
    rows = [
        DotRow(label=label, value=2.3, low=1.4, high=3.2),
        DotRow(label=LONG, value=-0.4, low=-1.5, high=0.7, highlight=True),
    ]
    return interval_dots(rows, **common(code, "forest", unit_label="балл", zero_line=True, **changes))


def plans(code: str = "kk", label: str = "Тренингтер", **changes: Any) -> Figure:
    rows = [
        PlanRow(label=LONG, fact=568, plan=200, fact_text="568", plan_text="жоспар 200"),
        PlanRow(label=label, fact=4, plan=10, fact_text="4", plan_text="жоспар 10"),
        PlanRow(label="Бейнероликтер", fact=None, plan=5, fact_text="[дерек жоқ]", plan_text="жоспар 5"),
        PlanRow(label="Мақалалар", fact=0, plan=None, fact_text="0", plan_text="жоспарсыз"),
    ]
    return plan_bars(rows, **common(code, "plans", **changes))


def months(code: str = "kk", label: str = "жел", **changes: Any) -> Figure:
    language = Language(code)
    values = [23, 56, 78, 1200, 134, None, 98, 87, 150, 149, 1600, 60]
    rows = [
        MonthRow(
            label=language.month_short(f"2024-{place:02}"), value=value, text="" if value else "[жасырын]"
        )
        for place, value in enumerate(values, 1)
    ]
    rows[-1] = MonthRow(label=label, value=60, partial=True)
    return month_columns(rows, **common(code, "months", **changes))


def limited_months(code: str = "kk", label: str = "жел", **changes: Any) -> Figure:
    values = [40, 44, 38, 41, 45, 39, 42, 68, 43, 40, 41, 44]
    rows = [
        MonthRow(label=Language(code).month_short(f"2024-{place:02}"), value=value, outside=value > 60)
        for place, value in enumerate(values, 1)
    ]
    rows[-1] = MonthRow(label=label, value=44)
    limits = MonthLimits(centre=43.75, low=34, high=53.5)
    return month_columns(rows, limits=limits, **common(code, "limits", **changes))


def funnel(code: str = "kk", label: str = "Атырау", **changes: Any) -> Figure:
    rows = [
        FunnelRow(
            label=unit.short[code],
            size=200_000.0 * (place + 1),
            value=4.2,
            inner=(4.2 - 2 / (place + 1), 4.2 + 2 / (place + 1)),
            outer=(4.2 - 3 / (place + 1), 4.2 + 3 / (place + 1)),
        )
        for place, unit in enumerate(regions().values())
    ]
    rows[3] = replace(rows[3], label=label, value=1.5, outside=True)
    rows[-1] = replace(rows[-1], value=7.9, outside=True)
    options = {"size_label": "Тұрғындар саны", "overall": 4.2}
    return funnel_plot(rows, **common(code, "funnel", **options | changes))


def shares(code: str = "kk", label: str = "көрсетілмеген", **changes: Any) -> Figure:
    rows = [
        ShareRow(label="мүгедектігі бар адамдар", value=112, percent=9.4),
        ShareRow(label=LONG, value=1640, percent=53.8),
        ShareRow(label=label, value=700, percent=3.1, last=True),
        ShareRow(label="студенттер", value=None, text="[жасырын]"),
    ]
    return share_bars(rows, **common(code, "shares", **changes))


def percents(code: str = "kk", label: str = "Ұйымдастыру", **changes: Any) -> Figure:
    rows = [
        PercentRow(label=LONG, percent=95, n=214, low=91, high=97),
        PercentRow(label=label, percent=41, n=1211, low=34.6, high=47.7),
        PercentRow(label="Материалдар", percent=100),
        PercentRow(label="Білімді қолданамын", percent=None, text="[сұралмаған]"),
    ]
    return percent_bars(rows, **common(code, "percents", **changes))


def stacks(code: str = "kk", label: str = "Ұйымдастыру", **changes: Any) -> Figure:
    rows = [
        StackRow(label=LONG, percents=(4, 8, 30, 46, 12), text="n = 26; «білмеймін»: 2"),
        StackRow(label=label, percents=(0, 3.7, 11.1, 81.5, 3.7), text="n = 27"),
        StackRow(label="Материалдар", text="12/18"),
    ]
    sides = {
        "left": StackSide(label="төмен: 1, 2", answers=("1", "2")),
        "right": StackSide(label="қанағаттанған: 4, 5", answers=("4", "5")),
        "apart": StackSide(label="арасында: 3", answers=("3",)),
        "unit_label": "пікір білдіргендердің пайызы",
    }
    return answer_stacks(rows, **common(code, "stacks", **sides | changes))


def estimation(code: str = "kk", label: str = "кейін", **changes: Any) -> Figure:
    names = {"before_label": "дейін", "after_label": label, "change_label": "өзгеріс, балл"}
    numbers = {"mean": 2.25, "low": -0.5, "high": 4.75, "maximum": 10}
    return estimation_plot([3, 4, 7, 5], [7, 6, 6, 5], **common(code, "scores", **names | numbers | changes))


def items(code: str = "kk", label: str = "Чек жоғалса", **changes: Any) -> Figure:
    rows = [
        ItemRow(label=LONG, before=40, after=87),
        ItemRow(label=label, before=60, after=60),
        ItemRow(label="Шағым", before=93, after=80),
        ItemRow(label="Онлайн сатып алу", before=None, after=None, text="[жасырын]"),
    ]
    return item_dumbbell(rows, **common(code, "items", before_label="дейін", after_label="кейін", **changes))


def tiles(code: str = "kk", label: str = "Астана", **changes: Any) -> Figure:
    states = ("met", "not-met", "no-data", "outside")
    chosen = [
        MapTile(
            row=unit.tile[0],
            column=unit.tile[1],
            short_label=unit.short[code],
            text="568" if place % 4 < 2 else "",
            state=states[place % 4],
            name=unit.names[code],
        )
        for place, unit in enumerate(regions().values())
    ]
    chosen[-1] = replace(chosen[-1], short_label=label)
    return tile_map(chosen, **common(code, "tiles", **changes))


def common(code: str, prefix: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": prefix,
        "language": Language(code),
        "title": "Отбасылық жұптар, 2024",
        "note": "Атырау",
    } | changes


CHARTS: dict[str, Draw] = {
    "dots": dots,
    "many_dots": many_dots,
    "forest": forest,
    "plans": plans,
    "months": months,
    "limited_months": limited_months,
    "funnel": funnel,
    "shares": shares,
    "percents": percents,
    "stacks": stacks,
    "estimation": estimation,
    "items": items,
    "tiles": tiles,
}


@pytest.fixture(params=sorted(CHARTS))
def draw(request: pytest.FixtureRequest) -> Draw:
    """One chart after another."""
    return CHARTS[request.param]


@pytest.fixture
def charts() -> dict[str, Draw]:
    """All of them by name."""
    return CHARTS
