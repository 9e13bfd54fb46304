"""This region among all: rates, shares, and why regions differ."""

from __future__ import annotations

from evaltools.figures import DotRow, Figure, FunnelRow, funnel_plot, interval_dots
from evaltools.language import mark
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result
from evaltools.sections.common import base_line, share_cell, shares_note
from evaltools.sections.services import clients_word, rate_word
from evaltools.tables import Cell, Column, Row, Table, interval_text, value_cell
from evaltools.view import View
from evaltools.wording.comparison import (
    adjusted_finding,
    adjustment_sentence,
    comparison_sentences,
    family_sentence,
    is_overdispersed,
    standing_word,
)


def comparison(view: View) -> Block:
    """This region among all: rate, interval, the whole, and why regions differ."""
    language = view.language
    heading = language.text("Regions compared") if view.is_whole else language.text("This region among all")
    name = next(iter(view.project.denominators), "")
    if not name or len(view.project.regions) == 1:
        finding = (
            language.text("The project works in one region: there is nothing to compare it with.")
            if len(view.project.regions) == 1
            else language.text("No number of residents was given, so no rates can be compared.")
        )
        return section(language=language, id="comparison", heading=heading, finding=finding)
    denominator = view.project.denominators[name]
    measure = f"{view.clients}_per_{denominator.per}_{name}"
    whole = view.whole("consultations", measure)
    spread = view.whole("consultations", f"dispersion_per_{name}")
    rates = {code: view.get("consultations", measure, region=code) for code in view.project.regions}
    known = {code: row for code, row in rates.items() if row.ok}
    missing = [view.place(code) for code in view.sorted_regions() if code not in known]
    adjusted, crude = (
        view.get("consultations", f"{view.clients}_{kind}_per_{denominator.per}_{name}")
        for kind in ("adjusted", "placed")
    )
    has_adjusted = bool(_rows(view, f"{view.clients}_adjusted_per_{denominator.per}_{name}"))
    said = adjusted_finding(view, adjusted, crude)
    finding, *rest = comparison_sentences(view, rates.get(view.region, whole), whole, name)
    return section(
        language=language,
        id="comparison",
        heading=heading,
        finding=finding,
        # What is special about a region is the first reason why it may differ.
        said=[
            " ".join(rest),
            *(view.passage(note.reason) for note in view.project.region_notes if note.code == view.region),
            said if adjusted.ok else "",
        ],
        figures=[
            *([_rate_chart(view, name, known, whole, missing)] if len(known) > 1 else []),
            *_funnel(view, name, known, whole),
        ],
        base=base_line(
            language.text(
                "Residents: {source}. The interval covers chance from year to year, not errors of recording.",
                source=view.words(denominator.source),
            ),
            language.text(
                "Left out, because a figure is missing or hidden: {regions}.",
                regions=language.listing(missing),
            )
            if missing
            else "",
            language.text(
                "The variance between the regions is {times} times what chance alone would give.",
                times=language.number(spread.value or 0, 1),
            )
            if spread.ok
            else "",
            family_sentence(view, name),
            "" if adjusted.ok else said,
            adjustment_sentence(view, name)
            if has_adjusted or not denominator.strata
            else language.text("The rates are not adjusted for age or sex."),
        ),
        tables=[
            _region_table(view, name, measure),
            *_standing_table(view, name),
            *([_adjusted_table(view, name)] if has_adjusted else []),
            _share_table(view, name),
        ],
    )


def comparison_in_words(view: View) -> Block | None:
    """The regions compared, for a page that leads to the reports: the sentence, and who stands where.

    Nothing where there is one region, or no rate to compare.
    """
    name = next(iter(view.project.denominators), "")
    if not name or len(view.project.regions) == 1:
        return None
    language = view.language
    whole = view.whole("consultations", f"{view.clients}_per_{view.project.denominators[name].per}_{name}")
    finding, *rest = comparison_sentences(view, whole, whole, name) or [""]
    if not finding:
        return None
    return section(
        language=language,
        id="comparison",
        heading=language.text("Regions compared"),
        finding=finding,
        said=[" ".join(rest)],
        pairs=_by_word(view, name),
    )


def _by_word(view: View, name: str) -> list[tuple[str, str]]:
    """The names of the regions under the funnel's word for them, where it has words."""
    language = view.language
    words = {
        "higher": language.text("Higher than the regions together"),
        "lower": language.text("Lower than the regions together"),
        "no-different": language.text("No different, as far as can be told"),
    }
    places: dict[str, list[str]] = {word: [] for word in words}
    for code in view.sorted_regions():
        standing = view.get("consultations", f"standing_per_{name}", region=code)
        if standing.ok and standing.reason in places:
            places[standing.reason].append(view.place(code))
    return [(words[word], ", ".join(names)) for word, names in places.items() if names]


def _rows(view: View, measure: str) -> list[Result]:
    """A figure of the regions, where at least one has it or hides it."""
    rows = [view.get("consultations", measure, region=code) for code in view.project.regions]
    return rows if any(row.ok or row.status in ("hidden", "undefined") for row in rows) else []


def _rate_chart(view: View, name: str, known: dict[str, Result], whole: Result, missing: list[str]) -> Figure:
    language = view.language
    return interval_dots(
        [
            DotRow(
                label=view.short(code),
                value=row.value,
                low=row.low,
                high=row.high,
                highlight=code == view.region,
            )
            for code, row in known.items()
        ],
        id="rates",
        language=language,
        title=rate_word(view, name),
        note=language.text(
            "{period}. Dot: rate; line: 95% interval; tick: regions together.", period=view.period()
        ),
        unit_label=rate_word(view, name),
        overall=whole.value,
        overall_label=language.text("together"),
        missing=missing,
    )


def _funnel(view: View, name: str, known: dict[str, Result], whole: Result) -> list[Figure]:
    """Rates against residents, where the limits are a yardstick: chance has its share in the differences."""
    language = view.language
    rows = []
    for code, rate in known.items():
        inner, outer = (
            view.get("consultations", f"funnel_{level}_per_{name}", region=code) for level in ("95", "998")
        )
        standing = view.get("consultations", f"standing_per_{name}", region=code)
        if inner.ok and outer.ok and standing.ok and rate.n:
            rows.append(
                FunnelRow(
                    label=view.short(code),
                    size=rate.n,
                    value=rate.value or 0,
                    inner=(inner.low or 0, inner.high or 0),
                    outer=(outer.low or 0, outer.high or 0),
                    outside=standing.value != 0,
                )
            )
    if not view.is_whole or len(rows) < 3 or not whole.ok:
        return []
    return [
        funnel_plot(
            rows,
            id="funnel",
            language=language,
            title=language.text("{rate}, by the size of the region", rate=rate_word(view, name)),
            note=language.text(
                "{period}. Line: regions together; dashes: 95% limits; curves: 99.8% limits for a region of that "
                "size.",
                period=view.period(),
            ),
            size_label=language.text("Residents"),
            overall=whole.value or 0,
        )
    ]


def _region_table(view: View, name: str, measure: str) -> Table:
    language = view.language

    def cells(code: str) -> list[Cell]:
        return [
            value_cell(view.get("consultations", "consultations", region=code), language),
            value_cell(view.get("consultations", view.clients, region=code), language),
            value_cell(view.get("consultations", measure, region=code), language, digits=1),
        ]

    return Table(
        caption=language.text("Consultations, clients and rates by region"),
        head=language.text("Region"),
        columns=[
            Column(language.text("Consultations")),
            Column(clients_word(view)),
            Column(rate_word(view, name)),
        ],
        rows=[
            Row(view.place(code), cells(code), highlight=code == view.region)
            for code in view.sorted_regions()
        ],
        foot=[Row(language.text("Regions with all figures, together"), cells(COUNTRY))],
        notes=[
            language.text(
                "The regions together have no interval: the regions differ by more than an interval of chance could hold."
            )
        ]
        if is_overdispersed(view, name)
        else [],
    )


def _ratios_alone(view: View, name: str) -> list[str]:
    """Why ratios to the other regions, or to what they would lead to expect, have no interval; nothing where they have one."""
    if not is_overdispersed(view, name):
        return []
    return [
        view.language.text("The ratios have no interval: the regions differ far more than chance explains.")
    ]


def _standing_table(view: View, name: str) -> list[Table]:
    """Each region against the others, and against the limits of chance where those may be used."""
    language = view.language
    has_words = any(row.ok for row in _rows(view, f"standing_per_{name}"))
    if not _rows(view, f"ratio_to_others_per_{name}"):
        return []

    def cells(code: str) -> list[Cell]:
        ratio, outer, word = (
            view.get("consultations", measure, region=code)
            for measure in (f"ratio_to_others_per_{name}", f"funnel_998_per_{name}", f"standing_per_{name}")
        )
        made = [value_cell(ratio, language, digits=2)]
        if has_words:
            limits = (
                Cell(interval_text(outer.low, outer.high, language, digits=1), low=outer.low, high=outer.high)
                if outer.ok and outer.low is not None and outer.high is not None
                else value_cell(outer, language)
            )
            made += [limits, Cell(standing_word(view, word), status="" if word.ok else word.status)]
        return made

    columns = [Column(language.text("Times the rate of the other regions together"))]
    if has_words:
        columns += [
            Column(language.text("99.8% limits of the rate")),
            Column(language.text("Against these limits"), numeric=False),
        ]
    return [
        Table(
            caption=language.text("Each region against the others"),
            head=language.text("Region"),
            columns=columns,
            rows=[
                Row(view.place(code), cells(code), highlight=code == view.region)
                for code in view.sorted_regions()
            ],
            notes=_ratios_alone(view, name),
        )
    ]


def _adjusted_table(view: View, name: str) -> Table:
    language = view.language
    per = view.project.denominators[name].per

    def cells(code: str) -> list[Cell]:
        rates = [
            value_cell(
                view.get("consultations", f"{view.clients}_{kind}_per_{per}_{name}", region=code),
                language,
                digits=1,
            )
            for kind in ("placed", "adjusted")
        ]
        ratio = view.get("consultations", f"observed_to_expected_per_{name}", region=code)
        return [*rates, value_cell(ratio, language, digits=2)]

    return Table(
        caption=_adjusted_caption(view, name),
        head=language.text("Region"),
        columns=[
            Column(language.text("Not adjusted, same people")),
            Column(language.text("Adjusted")),
            Column(language.text("Clients for each one expected")),
        ],
        rows=[
            Row(view.place(code), cells(code), highlight=code == view.region)
            for code in view.sorted_regions()
        ],
        notes=[
            language.text(
                "Expected: if in each group as many had come as in the regions together. Two regions’ numbers for "
                "each one expected cannot be held against each other."
            ),
            *_ratios_alone(view, name),
        ],
    )


def _adjusted_caption(view: View, name: str) -> str:
    language = view.language
    rate = rate_word(view, name)
    match tuple(sorted(view.project.denominators[name].strata)):
        case ("age",):
            return language.text("{rate}, adjusted for age", rate=rate)
        case ("sex",):
            return language.text("{rate}, adjusted for sex", rate=rate)
        case _:
            return language.text("{rate}, adjusted for age and sex", rate=rate)


def _share_table(view: View, name: str) -> Table:
    language = view.language
    per = view.project.denominators[name].per

    def cells(code: str) -> list[Cell]:
        shares = [
            view.get("consultations", f"share_of_{unit}", region=code)
            for unit in ("consultations", view.clients)
        ]
        rate = view.get("consultations", f"consultations_per_{per}_{name}", region=code)
        return [*(share_cell(view, share) for share in shares), value_cell(rate, language, digits=1)]

    in_total = [code for code in view.sorted_regions() if code not in view.project.left_out()]
    rounding = dict.fromkeys(
        note
        for unit in ("consultations", view.clients)
        for note in shares_note(
            view, [view.get("consultations", f"share_of_{unit}", region=code) for code in in_total]
        )
    )
    return Table(
        caption=language.text("Shares of the regions, and consultations per residents"),
        head=language.text("Region"),
        columns=[
            Column(language.text("Of all consultations"), "%"),
            Column(_of_all_clients(view), "%"),
            Column(language.text("Consultations per {per} residents", per=language.number(per))),
        ],
        rows=[
            Row(view.place(code), cells(code), highlight=code == view.region)
            for code in view.sorted_regions()
        ],
        notes=[
            language.text(
                "Visits of one client are not independent: rates of consultations have no interval."
            ),
            *rounding,
        ],
    )


def _of_all_clients(view: View) -> str:
    return view.by_clients(mark("Of all couples"), mark("Of all families"), mark("Of all people"))
