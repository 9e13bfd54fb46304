"""Plan and fact: every indicator by its operator, each deviation with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evaltools.figures import MapTile, PlanRow, plan_bars, tile_map
from evaltools.page import Block, section
from evaltools.project import Indicator
from evaltools.regions import regions
from evaltools.results import group
from evaltools.sections.common import base_line, place_and_period, source_line
from evaltools.sections.plan_tables import indicator_table, regional_tables, rounding_note, with_base
from evaltools.standings import Standing, is_given, standing, standings, written
from evaltools.tables import Text
from evaltools.view import WHOLE_PERCENT_BASE, View
from evaltools.wording.plan import asked, map_finding, map_rest, name_of, plan_finding, plan_rest, sign_of
from evaltools.wording.plan_notes import (
    bases,
    equal_everywhere,
    interim,
    over_fulfilled,
    reasons,
    regional_reasons,
    way,
)

#: More bars than this do not help: the table has them all.
MOST_BARS = 10


def plan(view: View) -> Block:
    """The first question of a grant: was what was promised done?"""
    language = view.language
    held = standings(view.results, view.region)
    by_block: dict[str, list[Standing]] = {}
    for one in held:
        by_block.setdefault(one.block, []).append(one)
    tables = [indicator_table(view, rows, block) for block, rows in by_block.items()]
    if view.is_whole:
        tables += regional_tables(view)
    plotted = [one for one in by_block.get("", []) if _can_be_drawn(one)]
    figures = []
    if plotted:
        figures.append(
            plan_bars(
                [_bar(view, one) for one in plotted[:MOST_BARS]],
                id="plan",
                language=language,
                title=language.text("Plan and fact, each indicator in its own unit"),
                note=_drawing_note(view, plotted),
            )
        )
    return section(
        language=language,
        id="plan",
        heading=language.text("Plan and fact"),
        finding=plan_finding(view, held),
        said=[plan_rest(view, held), *_bases(view, held)],
        figures=figures,
        base=base_line(source_line(view, [one.fact for one in held]), rounding_note(view, held)),
        tables=tables,
        passages=_passages(view, held),
    )


def _bases(view: View, held: Sequence[Standing]) -> list[Text]:
    """What the verdict rests on: regions that did not report, and what is special about this one."""
    said: list[Text] = [text for one in held for text in (bases(view, one) if view.is_whole else ())]
    return said + [
        view.passage(note.reason) for note in view.project.region_notes if note.code == view.region
    ]


def _passages(view: View, held: Sequence[Standing]) -> list[Text]:
    """Ways and interim targets, then what deviates and why."""
    said: list[Text] = [text for one in held for text in (way(view, one), interim(view, one)) if text]
    said += [*over_fulfilled(view, held), *equal_everywhere(view, held)]
    said += reasons(view, held)
    if view.is_whole and len(view.project.regions) > 1:
        said += regional_reasons(view)
    return said


def status_map(view: View, *, part: bool = False) -> Block:
    """Where the plan of the main regional indicator was met, on a grid of all regions."""
    language = view.language
    return drawn_map(view, part=part) or section(
        language=language,
        id="map",
        heading=language.text("Where"),
        finding=language.text("Too few regions have a plan and a fact for a map."),
        part=part,
    )


def drawn_map(view: View, *, part: bool = False) -> Block | None:
    """The same section where more than three regions have a plan and a fact; else nothing."""
    language = view.language
    indicator = main_indicator(view)
    found = {code: _of_region(view, code, indicator) for code in view.project.regions} if indicator else {}
    states = {code: _state(one) for code, one in found.items()}
    counts = {
        state: sum(each == state for each in states.values()) for state in ("met", "not-met", "no-data")
    }
    if indicator is None or counts["met"] + counts["not-met"] <= 3:
        return None
    tiles = [
        MapTile(
            row=unit.tile[0],
            column=unit.tile[1],
            short_label=view.short(code),
            text=_tile_text(view, found[code]) if code in found else "",
            state=states.get(code, "outside"),  # type: ignore[arg-type]
            name=view.place(code),
        )
        for code, unit in regions().items()
    ]
    figure = tile_map(
        tiles,
        id="map",
        language=language,
        title=language.text(
            "{indicator}: percent of the plan, by region", indicator=view.words(indicator.label)
        ),
        note=language.text(
            "{period}. Filled: plan reached; outlined: not reached; dashed: no data or not decided; pale: outside the project.",
            period=view.period(),
        ),
    )
    return section(
        language=language,
        id="map",
        heading=language.text("Where"),
        finding=map_finding(
            language,
            counts["met"],
            counts["not-met"],
            passed=any(one.status == "above" for one in found.values()),
        ),
        said=[map_rest(view, [code for code in view.sorted_regions() if states[code] == "no-data"])],
        figures=[figure],
        part=part,
    )


def main_indicator(view: View) -> Indicator | None:
    """The first indicator with a plan for each region."""
    return next((each for each in view.project.indicators if each.per_region or each.plan_table), None)


def _of_region(view: View, code: str, indicator: Indicator) -> Standing:
    met = view.get("indicators", "met", group(indicator=indicator.id), region=code)
    return standing(view.results, met)


def _state(one: Standing) -> str:
    """A fact beyond the plan on the better side reached it, whatever the reason for the distance."""
    if one.status in ("met", "above", "lower"):
        return "met"
    return "not-met" if one.status in ("below", "over") else "no-data"


def _tile_text(view: View, one: Standing) -> str:
    percent = one.percent_of_target
    if percent.ok:
        return view.language.percent(percent.value or 0)
    return "–" if one.fact.ok else "…"


def _can_be_drawn(one: Standing) -> bool:
    """A bar needs both numbers, from zero up."""
    if not (one.fact.ok and is_given(one.target)):
        return False
    start = one.baseline.value if one.baseline.ok else 0
    numbers = (one.fact.value, one.target.value, one.target.low, one.target.high, start)
    return all(number is None or number >= 0 for number in numbers)


def _bar(view: View, one: Standing) -> PlanRow:
    language = view.language
    target = one.target
    same_unit = target.unit == one.fact.unit
    planned = asked(language, target, sign=True)
    if not same_unit:
        unit = view.labels.unit(target.unit, language)
        words = language.text("plan: {plan} ({unit})", plan=planned, unit=unit)
    elif one.has_interim:
        words = language.text("interim target: {plan}", plan=planned)
    elif sign_of(target):
        words = language.text("plan: {plan}", plan=planned)
    else:
        words = language.text("plan {plan}", plan=planned)
    low = target.value if target.ok else target.low
    start = one.baseline.value if one.baseline.ok and same_unit else None
    return PlanRow(
        label=with_base(
            view,
            one,
            _with_unit(name_of(view, one), view.labels.unit(one.fact.unit, language), one.fact.unit),
        ),
        fact=one.fact.value,
        plan=low if same_unit else None,
        plan_high=target.high if same_unit and not target.ok else None,
        fact_text=written(one.fact, language, sign=True),
        plan_text=words,
        difference=_points(view, one) if one.fact.unit == "percent" else None,
        baseline=start,
        baseline_text=""
        if start is None
        else language.text(
            "○ {start} before the work began, ● {fact} now",
            start=written(one.baseline, language, sign=True),
            fact=written(one.fact, language, sign=True),
        ),
    )


def _with_unit(name: str, unit: str, code: str) -> str:
    """An indicator with its unit, unless its name has the word or its numbers have the sign."""
    words = re.findall(r"\w+", name.casefold())
    # Endings differ: "пары" is said where the name has "пар".
    stems = [word[: max(3, len(word) - 2)] for word in re.findall(r"\w+", unit.casefold())]
    said = any(word.startswith(stem) for word in words for stem in stems)
    return name if said or code == "percent" or not unit else f"{name}, {unit}"


def _points(view: View, one: Standing) -> str:
    """Distance from a planned percentage; of few people a share in percent would say too much."""
    if view.is_small(one.fact) or not one.target.ok or one.target.unit != one.fact.unit:
        return ""
    gap = (one.fact.value or 0) - (one.target.value or 0)
    digits = 0 if gap == int(gap) or (one.fact.n or WHOLE_PERCENT_BASE) < WHOLE_PERCENT_BASE else 1
    return view.language.text("{n} (percentage points)", n=view.language.signed(gap, digits))


def _drawing_note(view: View, held: Sequence[Standing]) -> str:
    language = view.language
    place = place_and_period(view)
    plotted = held[:MOST_BARS]
    if any(one.baseline.ok for one in plotted):
        note = language.text(
            "{place}. Bar: fact; tick: plan; open circle: before the work began, filled: now; each row on its own scale.",
            place=place,
        )
    else:
        note = language.text("{place}. Bar: fact; tick: plan; each row on its own scale.", place=place)
    if len(held) <= MOST_BARS:
        return note
    first = language.text(
        "Drawn are the first {n} of {all} indicators; the table has them all.",
        n=language.number(MOST_BARS),
        all=language.number(len(held)),
    )
    return f"{note} {first}"
