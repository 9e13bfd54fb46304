"""Counts per so many residents, and whether the regions differ in them by more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaltools import stats
from evaltools.analysis.consultations.counts import RegionalFigures, unit_of
from evaltools.analysis.sheet import Sheet
from evaltools.project import Project
from evaltools.results import COUNTRY, Key

#: Words of a funnel as numbers, for `results.csv`.
STANDING = {"higher": 1.0, "no-different": 0.0, "lower": -1.0}
#: Why what the regions have together, and what is held against it, has no interval.
TOO_FAR_APART = "no interval: the regions differ by more than an interval of chance could hold"
STANDING_UNIT = "1 higher, 0 no different, -1 lower"


def add_rates(
    sheet: Sheet,
    project: Project,
    figures: RegionalFigures,
    keys: dict[str, dict[str, Key]],
    name: str,
    exposures: Mapping[str, float],
) -> bool:
    """Counts per so many residents (or divorces ...), with the spread between the regions.

    Says whether the regions are overdispersed: what they have together, and
    what is held against it, then has no interval.
    """
    denominator = project.denominators[name]
    known = tuple(code for code in figures.complete if exposures.get(code))
    spread = _spread(figures, known, exposures)
    for figure, by_region in figures.values.items():
        measure = f"{unit_of(project, figure)}_per_{denominator.per}_{name}"
        for code in (*project.regions, COUNTRY):
            members = known if code == COUNTRY else (code,)
            whole = code != COUNTRY or known == figures.complete
            counts = [by_region[each] for each in members]
            people = [exposures.get(each) for each in members]
            if not members or None in counts or not all(people):
                sheet.add(
                    code,
                    measure,
                    unit=f"per {denominator.per} {name}",
                    status="no-data",
                    reason="part-missing",
                )
                continue
            found = stats.rate(
                sum(each for each in counts if each is not None),
                sum(each for each in people if each is not None),
                per=denominator.per,
            )
            # One client's visits follow from each other: a Poisson interval for visits would be too narrow.
            visits = figure == "consultations"
            # Regions without a common rate have none that an interval of chance could be about.
            apart = code == COUNTRY and is_overdispersed(spread)
            alone = visits or apart
            sheet.add(
                code,
                measure,
                value=found.value,
                low=None if alone else found.low,
                high=None if alone else found.high,
                n=found.exposure,
                unit=f"per {denominator.per} {name}",
                method=(
                    "crude rate; no interval: visits of one client are not independent"
                    if visits
                    else f"crude rate; {TOO_FAR_APART}; {name} at {denominator.date}"
                    if apart
                    else f"rate, 95% {found.method} interval; {name} at {denominator.date}"
                )
                + ("" if whole else f"; of {', '.join(known)} only"),
                sources=(keys[figure][code],) if whole else tuple(keys[figure][each] for each in known),
            )
    if spread is not None and len(project.regions) > 1:
        counted = _counted(figures, known)
        # What is worked out from all of them together follows from their total, where that is theirs.
        together = (
            (keys["clients"][COUNTRY],)
            if known == figures.complete
            else tuple(keys["clients"][code] for code in known)
        )
        _standing(sheet, name, spread, {code: keys["clients"][code] for code in counted})
        _funnel_limits(sheet, name, denominator.per, spread, tuple(counted), together)
        _ratios_to_others(sheet, project, name, counted, exposures, keys["clients"], together, spread)
    return is_overdispersed(spread)


def is_overdispersed(spread: stats.Funnel | None) -> bool:
    """Whether the regions have no common rate that an interval of chance could be about."""
    return spread is not None and spread.reason == "overdispersed"


def _counted(figures: RegionalFigures, known: Sequence[str]) -> dict[str, int]:
    """Clients of the regions that have residents and all figures."""
    by_region = figures.values["clients"]
    return {code: count for code in known if (count := by_region[code]) is not None}


def _spread(
    figures: RegionalFigures, known: Sequence[str], exposures: Mapping[str, float]
) -> stats.Funnel | None:
    """How far the rates of clients lie apart; None where no clients are counted."""
    if "clients" not in figures.values:
        return None
    counted = _counted(figures, known)
    return stats.funnel(counted.values(), [exposures[code] for code in counted])


def _standing(
    sheet: Sheet,
    name: str,
    spread: stats.Funnel,
    keys: Mapping[str, Key],
) -> None:
    """Whether a region differs from the others together by more than chance explains."""
    sources = tuple(keys.values())
    if spread.phi is not None:
        sheet.add(
            COUNTRY,
            f"dispersion_per_{name}",
            value=spread.phi,
            n=len(keys),
            unit="ratio",
            method="variance between regions over that expected by chance (Pearson)",
            reason=spread.reason or "",
            sources=sources,
            threshold=0,  # the base is regions, not people; the counts behind it are among the sources
        )
        if spread.reason is None:
            sheet.add(
                COUNTRY,
                f"outside_per_{name}",
                value=spread.n_outside,
                n=spread.n_used,
                unit="regions",
                method="regions outside the 99.8% funnel limits round the regions together",
                sources=sources,
                threshold=0,
            )
    for code, unit in zip(keys, spread.units, strict=True):
        word = unit.word
        sheet.add(
            code,
            f"standing_per_{name}",
            value=STANDING[word] if word else None,
            status="ok" if word else "undefined",
            reason=word or spread.reason or "",
            unit=STANDING_UNIT,
            method="outside the 99.8% funnel limits round the regions together" if word else "",
            sources=sources if word else (),
        )


def _funnel_limits(
    sheet: Sheet,
    name: str,
    per: int,
    spread: stats.Funnel,
    regions: Sequence[str],
    together: tuple[Key, ...],
) -> None:
    """Where the rate of a region of this size would lie if it did not differ from the whole."""
    for code, unit in zip(regions, spread.units, strict=True):
        for level, low, high in (
            ("95", unit.low_95, unit.high_95),
            ("998", unit.low_998, unit.high_998),
        ):
            if spread.overall and low is not None and high is not None:
                sheet.add(
                    code,
                    f"funnel_{level}_per_{name}",
                    value=spread.overall * per,
                    low=low * per,
                    high=high * per,
                    n=unit.total,
                    unit=f"per {per} {name}",
                    method="rate of the regions together, exact Poisson limits for a region of this size",
                    sources=together,
                )


def _ratios_to_others(
    sheet: Sheet,
    project: Project,
    name: str,
    counted: Mapping[str, int],
    exposures: Mapping[str, float],
    keys: Mapping[str, Key],
    together: tuple[Key, ...],
    spread: stats.Funnel,
) -> None:
    """How many times as often as in the other regions together, pooled without the region itself."""
    measure = f"ratio_to_others_per_{name}"
    apart = is_overdispersed(spread)
    for code in project.regions:
        others = [each for each in counted if each != code]
        if code not in counted or not others:
            is_late = code in project.left_out() and sheet.values[keys[code]] is not None
            sheet.add(
                code,
                measure,
                unit="ratio",
                status="undefined" if is_late else "no-data",
                reason="left-out" if is_late else "part-missing",
            )
            continue
        found = stats.rate_ratio(
            counted[code],
            exposures[code],
            sum(counted[each] for each in others),
            sum(exposures[each] for each in others),
        )
        sheet.add(
            code,
            measure,
            value=found.value,
            low=None if found.reason or apart else found.low,
            high=None if apart else found.high,
            n=found.count1 + found.count2,
            unit="ratio",
            status="undefined" if found.reason else "ok",
            reason=found.reason or "",
            method=f"rate over that of {len(others)} other region{'s' if len(others) > 1 else ''} together, "
            + (TOO_FAR_APART if apart else "exact 95% interval"),
            sources=(keys[code], *together),
        )
