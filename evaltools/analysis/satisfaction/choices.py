"""Questions beside the scale: ticking all that applies, and readiness to recommend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.satisfaction.places import Place, spread
from evaltools.analysis.satisfaction.questions import (
    KNOWN_SIZE,
    WILSON,
    Share,
    percent,
    share_fields,
    weighted_share,
)
from evaltools.analysis.sheet import NOT_STATED, Sheet
from evaltools.project import Table
from evaltools.project.model import Choices
from evaltools.results import Key, group
from evaltools.values import read_ticks

OF_PEOPLE = "share of the people who answered the question"
GROUPS = ("promoters", "passives", "detractors")


def add_selections(
    sheet: Sheet,
    table: Table,
    places: list[Place],
    forms: Mapping[str, Key],
    sizes: Mapping[str, Key],
    loose: int,
) -> None:
    """People who ticked each option, of people who answered: never of ticks.

    Two more counts are kept for the disclosure room alone. How many did not
    tick an option is the other part of a published base. And whoever answered
    ticked something: all ticks are the people who answered and the ticks
    beyond one of each, of which a reader knows only that they are not below
    zero. Where everybody ticked one option, a hidden one would come back as
    what the others leave of the base.
    """
    for name, question in table.select_all.items():
        found = {place.region: _selected(place, name, question) for place in places}
        where = group(question=name)
        bases = {code: each.n_answered for code, each in found.items()}
        answered = spread(sheet, places, "answered", bases, where)
        blank = spread(
            sheet, places, "blank", {code: each.n_blank for code, each in found.items()}, where,
            threshold=loose,
        )  # fmt: skip
        for code, key in answered.items():
            sheet.total(forms[code], (key, blank[code]))
        options = {code: _shares(each) for code, each in found.items()}
        ticks = {code: sum(share.count for share in shares.values()) for code, shares in options.items()}
        beyond = {code: count - bases[code] for code, count in ticks.items()}
        inside: dict[str, Any] = {"audience": "internal", "threshold": loose}
        all_ticks = spread(sheet, places, "ticks", ticks, where, **inside)
        further = spread(sheet, places, "ticks_beyond_one", beyond, where, **inside)
        of_options: dict[str, list[Key]] = {code: [] for code in all_ticks}
        for option in options[places[0].region]:
            where = group(question=name, option=option)
            ticked = {code: shares[option].count for code, shares in options.items()}
            rest = {code: bases[code] - count for code, count in ticked.items()}
            selected = spread(sheet, places, "selected", ticked, where)
            others = spread(sheet, places, "not_selected", rest, where, audience="internal")
            for code, key in selected.items():
                of_options[code].append(key)
            for place in places:
                code = place.region
                if code == NOT_STATED:
                    continue
                sheet.total(answered[code], (selected[code], others[code]))
                share = _of_people(table, place, name, question, option, options[code][option])
                size = (sizes[code],) if code in sizes else ()
                sheet.add(
                    code, "percent_selected", where, sources=(selected[code], answered[code], *size),
                    **share_fields(share),
                )  # fmt: skip
        for code, key in all_ticks.items():
            sheet.total(key, of_options[code])
            sheet.total(key, (answered[code], further[code]))


def _selected(place: Place, name: str, question: Choices) -> stats.SelectAll:
    return stats.select_all(
        [_ticks(entry, question) for entry in place.rows[name]],
        options=question.options,
        none_of_these=question.none or None,
        population=place.size,
    )


def _shares(found: stats.SelectAll) -> dict[str, stats.Proportion]:
    """Every option with its share, the one that says that nothing applies last."""
    last = [found.none_of_these] if found.none_of_these else []
    return {each.option: each.share for each in (*found.options, *last)}


def _of_people(
    table: Table, place: Place, name: str, question: Choices, option: str, found: stats.Proportion
) -> Share:
    if table.weight:
        flags = [_ticked(entry, question, option) for entry in place.rows[name]]
        return weighted_share(flags, [float(each) for each in place.rows[table.weight]], OF_PEOPLE)[0]
    method = f"{OF_PEOPLE}, {WILSON if found.population is None else KNOWN_SIZE}"
    if found.reason == "census":
        method = f"{OF_PEOPLE}; everybody in the group answered, so no interval"
    return Share(
        value=percent(found.value),
        low=percent(found.low),
        high=percent(found.high),
        n=found.total,
        method=method,
        reason=found.reason or "",
    )


def _ticks(entry: object, question: Choices) -> tuple[str, ...]:
    """What a person ticked; nothing where the cell is missing."""
    if entry is None or pd.isna(entry):  # type: ignore[call-overload]
        return ()
    return read_ticks(str(entry), question.separator, question.all_options)


def _ticked(entry: object, question: Choices, option: str) -> int | None:
    """1 where a person ticked the option, 0 where only others, None where nothing."""
    ticks = set(_ticks(entry, question))
    if not ticks:
        return None
    return int(ticks == {option} if option == question.none else option in ticks)


def add_recommendation(
    sheet: Sheet, table: Table, places: list[Place], forms: Mapping[str, Key], loose: int
) -> None:
    """The net promoter score with the three groups that it is made of; none below 30 answers."""
    if not table.recommend:
        return
    where = group(question=table.recommend)
    found = {
        place.region: stats.net_promoter_score(
            [None if pd.isna(answer) else int(answer) for answer in place.rows[table.recommend]]
        )
        for place in places
    }
    answered = spread(sheet, places, "answered", {code: each.n for code, each in found.items()}, where)
    blanks = {code: each.n_blank for code, each in found.items()}
    blank = spread(sheet, places, "blank", blanks, where, threshold=loose)
    parts = {
        name: spread(sheet, places, name, {code: getattr(each, name) for code, each in found.items()}, where)
        for name in GROUPS
    }
    for code, key in answered.items():
        sheet.total(forms[code], (key, blank[code]))
        own = tuple(parts[name][code] for name in GROUPS)
        sheet.total(key, own)
        score = found[code]
        fields = {"unit": "points from -100 to 100", "sources": (*own, key)}
        if score.value is None:
            sheet.add(
                code, "net_promoter_score", where, status="undefined", reason=score.reason or "", **fields
            )
            continue
        interval = "95% normal interval" if score.low is not None else "no interval"
        sheet.add(
            code, "net_promoter_score", where, value=score.value, low=score.low, high=score.high,
            n=score.n, reason=score.reason or "",
            method=f"percent of promoters (9, 10) minus percent of detractors (0 to 6), {interval}", **fields,
        )  # fmt: skip
