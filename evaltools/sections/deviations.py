"""Deviations from the plan, each with its reason or without one."""

from __future__ import annotations

from evaltools.page import Block, section
from evaltools.sections.common import SHAPES, source_line
from evaltools.standings import Standing, shown, standings, written
from evaltools.tables import Cell, Column, Passage, Row, Table, Text
from evaltools.view import View
from evaltools.wording.deviations import denied, deviations_finding
from evaltools.wording.plan import name_of


def deviations(view: View, *, part: bool = False) -> Block:
    """Every fact off its plan, in the page's region and, for the whole project, in all of them."""
    language = view.language
    found = off_plan(view)
    reasons = [reason_of(view, one) for one in found]
    without = language.text("no reason given")
    table = Table(
        caption=language.text("Deviations from the plan"),
        head=language.text("Indicator"),
        columns=[
            Column(language.text("Plan")),
            Column(language.text("Fact")),
            Column(language.text("Reason"), numeric=False),
        ],
        rows=[
            Row(
                _label(view, one),
                [
                    Cell(written(one.target, language), value=shown(one.target)[0]),
                    Cell(written(one.fact, language), value=shown(one.fact)[0]),
                    Cell(reason or f"{SHAPES['none']} {without}"),
                ],
            )
            for one, reason in zip(found, reasons, strict=True)
        ],
    )
    return section(
        language=language,
        id="deviations",
        heading=language.text("Deviations and their reasons"),
        finding=deviations_finding(view, len(found), sum(bool(reason) for reason in reasons)),
        said=[denied(view, len(found))],
        base=source_line(view, [one.fact for one in found]),
        tables=[table] if found else [],
        method="",
        part=part,
    )


def off_plan(view: View) -> list[Standing]:
    """Facts off their plans: of the page's region, and for the whole project of every region."""
    places = [view.region]
    if view.is_whole and len(view.project.regions) > 1:
        places += view.sorted_regions()
    return [one for place in places for one in standings(view.results, place) if _is_off(view, one)]


def _is_off(view: View, one: Standing) -> bool:
    if one.status == "hidden" or not (one.plan.ok and one.fact.ok):
        return False
    denied = view.project.header.no_deviations and one.plan.value != one.fact.value
    return one.needs_reason or bool(denied)


def _label(view: View, one: Standing) -> str:
    name = name_of(view, one)
    return name if one.region == view.region else f"{view.place(one.region)}: {name}"


def reason_of(view: View, one: Standing) -> Text:
    """Why a fact is off its plan, as somebody wrote it; empty where nobody did."""
    texts = view.labels.reason(one.indicator, one.region)
    for code in (view.language.code, "kk", "ru", "en"):
        if texts.get(code):
            return Passage(texts[code], code)
    return ""
