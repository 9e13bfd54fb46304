"""Plan and fact: every indicator by its operator, each deviation with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.figures import MapTile, PlanRow, plan_bars, tile_map
from evaltools.language import pick
from evaltools.page import Block, section
from evaltools.project import Indicator
from evaltools.regions import regions
from evaltools.results import Result, group
from evaltools.sections.common import place_and_period, source_line, standing
from evaltools.tables import Cell, Column, Passage, Row, Table, value_cell
from evaltools.view import View
from evaltools.wording.plan import plan_finding

#: More bars than this do not help: the table has them all.
MOST_BARS = 10


def plan(view: View) -> Block:
    """The first question of a grant: was what was promised done?"""
    language = view.language
    held = view.results.select(region=view.region, subject="indicators", measure="met")
    by_block: dict[str, list[Result]] = {}
    for row in held:
        by_block.setdefault(row.pairs.get("block", ""), []).append(row)
    headline = by_block.get("", [])
    tables = [_table(view, rows, block) for block, rows in by_block.items()]
    if view.is_whole:
        tables += _regional_tables(view)
    plotted = [row for row in headline if _get(view, row, "fact").ok and _get(view, row, "plan").ok]
    figures = []
    if plotted:
        figures.append(
            plan_bars(
                [_bar(view, row) for row in plotted[:MOST_BARS]],
                id="plan",
                language=language,
                title=language.text("Plan and fact"),
                note=language.text(
                    "{place}. Bar: fact; tick: plan; each row on its own scale.", place=place_and_period(view)
                ),
            )
        )
    facts = [_get(view, row, "fact") for row in held]
    return section(
        language=language,
        id="plan",
        heading=language.text("Plan and fact"),
        finding=plan_finding(view, held),
        figures=figures,
        base=source_line(view, facts),
        tables=tables,
        passages=_reasons(view, held),
    )


def status_map(view: View) -> Block:
    """Where the plan of the main regional indicator was met, on a grid of all regions."""
    language = view.language
    indicator = main_indicator(view)
    where = group(indicator=indicator.id) if indicator else ""
    states = {code: _state(view, code, where) for code in view.project.regions} if indicator else {}
    counts = {
        state: sum(each == state for each in states.values()) for state in ("met", "not-met", "no-data")
    }
    if indicator is None or counts["met"] + counts["not-met"] <= 3:
        finding = language.text("Too few regions have a plan and a fact for a map.")
        return section(language=language, id="map", heading=language.text("Where"), finding=finding)
    tiles = [
        MapTile(
            row=unit.tile[0],
            column=unit.tile[1],
            short_label=view.short(code),
            text=_tile_text(view, code, where) if code in states else "",
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
            "{period}. Filled: plan reached; outlined: not reached; dashed: no data; pale: outside the project.",
            period=view.period(),
        ),
    )
    return section(
        language=language,
        id="map",
        heading=language.text("Where"),
        finding=language.text(
            "Regions that reached the plan: {met}; that did not: {below}; without data: {nothing}.",
            met=language.number(counts["met"]),
            below=language.number(counts["not-met"]),
            nothing=language.number(counts["no-data"]),
        ),
        figures=[figure],
    )


def main_indicator(view: View) -> Indicator | None:
    """The first indicator with a plan for each region."""
    return next((each for each in view.project.indicators if each.per_region or each.plan_table), None)


def _get(view: View, row: Result, measure: str) -> Result:
    return view.get("indicators", measure, row.group, region=row.region)


def _bar(view: View, row: Result) -> PlanRow:
    language = view.language
    plan, fact = _get(view, row, "plan"), _get(view, row, "fact")
    same_unit = plan.unit == fact.unit
    unit = view.labels.unit(plan.unit, language)
    planned = language.number(plan.value or 0)
    return PlanRow(
        label=_name(view, row),
        fact=fact.value,
        plan=plan.value if same_unit else None,
        fact_text=language.number(fact.value or 0),
        plan_text=language.text("plan {plan}", plan=planned)
        if same_unit
        else language.text("plan {plan} ({unit})", plan=planned, unit=unit),
    )


def _name(view: View, row: Result) -> str:
    return view.name("indicator", row.pairs["indicator"])


def _table(view: View, rows: Sequence[Result], block: str) -> Table:
    language = view.language
    caption = (
        language.text("Plan and fact: {part}", part=view.name("block", block))
        if block
        else language.text("Plan and fact by indicator")
    )
    return Table(
        caption=caption,
        head=language.text("Indicator, unit"),
        columns=[
            Column(language.text("Plan")),
            Column(language.text("Fact")),
            Column(language.text("Fact of plan"), "%"),
        ],
        rows=[_row(view, row) for row in rows],
    )


def _row(view: View, row: Result) -> Row:
    language = view.language
    plan, fact, percent = (_get(view, row, name) for name in ("plan", "fact", "percent_of_plan"))
    shape, word = standing(view, row, fact)
    sign = _operator(plan)
    planned = value_cell(plan, language)
    if sign and plan.ok:
        planned = Cell(f"{sign} {planned.text}")
    share = value_cell(percent, language, digits=1, kind="percent")
    difference = _get(view, row, "difference")
    reached = value_cell(fact, language)
    if difference.ok and difference.value:
        reached = Cell(reached.text, language.signed(difference.value))
    return Row(
        f"{_name(view, row)}, {view.labels.unit(fact.unit or plan.unit, language)}",
        [planned, reached, Cell(share.text, f"{shape} {word}", share.status)],
    )


def _operator(plan: Result) -> str:
    sign = plan.method.removeprefix("operator ")
    return {"=": "", "about": "≈", ">=": "≥", "<=": "≤"}.get(sign, sign)


def _regional_tables(view: View) -> list[Table]:
    """Each regional indicator with a row for each region."""
    language = view.language
    made = []
    for indicator in view.project.indicators:
        if len(view.project.regions) == 1 or not (indicator.per_region or indicator.plan_table):
            continue
        where = group(indicator=indicator.id)
        rows = []
        for code in view.sorted_regions():
            met = view.get("indicators", "met", where, region=code)
            if met.status == "no-data" and not view.get("indicators", "plan", where, region=code).ok:
                continue
            cells = _row(view, met).cells
            rows.append(Row(view.place(code), cells))
        if rows:
            made.append(
                Table(
                    caption=language.text(
                        "{indicator}, {unit}, by region",
                        indicator=view.words(indicator.label),
                        unit=view.labels.unit(indicator.unit, language),
                    ),
                    head=language.text("Region"),
                    columns=[
                        Column(language.text("Plan")),
                        Column(language.text("Fact")),
                        Column(language.text("Fact of plan"), "%"),
                    ],
                    rows=rows,
                )
            )
    return made


def _reasons(view: View, held: Sequence[Result]) -> list[Passage | str]:
    """Why facts are off their plans, as people wrote it; or that nobody wrote it."""
    language = view.language
    reasons = view.labels.own.get("reason", {})
    written: list[Passage | str] = []
    for row in held:
        identifier = row.pairs["indicator"]
        off = row.value == 0 or row.reason.startswith("above")
        if off and identifier in reasons:
            said, spoken = pick(dict(reasons[identifier]), language.code)
            written.append(Passage(f"{_name(view, row)}: {said}", spoken))
        elif off:
            written.append(
                language.text(
                    "{indicator}: no reason is given for the deviation.", indicator=_name(view, row)
                )
            )
    notes = [view.passage(note.reason) for note in view.project.region_notes if note.code == view.region]
    return [*written, *notes]


def _state(view: View, code: str, where: str) -> str:
    plan, fact = (view.get("indicators", name, where, region=code) for name in ("plan", "fact"))
    if not plan.ok or not fact.ok:
        return "no-data"
    return "met" if (fact.value or 0) >= (plan.value or 0) else "not-met"


def _tile_text(view: View, code: str, where: str) -> str:
    percent = view.get("indicators", "percent_of_plan", where, region=code)
    return view.language.percent(percent.value or 0) if percent.ok else "…"
