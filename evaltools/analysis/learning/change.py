"""How far the same people moved: in points, shares and standard deviations; and what the test could show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaltools import stats
from evaltools.analysis.learning.pairing import Block
from evaltools.analysis.sheet import Sheet
from evaltools.results import COUNTRY, Key

MATCHING = ("pairs", "only_pre", "only_post")
DIRECTIONS = ("improved", "unchanged", "declined")
#: Counts that regions and the country share; trainings have them for their trainer only.
OF_REGIONS = (
    "duplicates",
    "normalised_kept",
    "normalised_left_out",
    "near_top_before",
    "top_after",
    "near_bottom_before",
    "bottom_after",
)

#: Units of what is worked out from scores; the disclosure room rounds by them.
DEVIATIONS, P_VALUE, ROOM = "standard deviations", "p-value", "percent of the room"

_D_NAMES = {
    "d_av": "d_av: mean change over the average standard deviation of before and after",
    "d_z": "d_z: mean change over the standard deviation of the changes",
    "d_rm": "d_rm: d_z brought to the spread of scores by the correlation of before and after",
}


@dataclass(frozen=True)
class _Pad:
    """One block's part of the sheet."""

    sheet: Sheet
    block: Block

    def count(self, measure: str, value: int, *, finer: bool = False, **fields: Any) -> Key:
        """A count of people; a finer one of a single training is for its trainer only."""
        own: dict[str, Any] = {"method": self.block.method}
        if finer and self.block.training:
            own["audience"] = "internal"
            if self.block.region != COUNTRY:
                # A training without a region is a part of the country's sums.
                own["threshold"] = 0
        return self.sheet.count(
            self.block.region, measure, value, "people", self.block.where, **(own | fields)
        )

    def add(self, measure: str, value: float | None, reason: str | None, **fields: Any) -> Key:
        """A figure, or that it is undefined, and why."""
        stated = {} if value is not None else {"status": "undefined"}
        limits = {} if value is not None else {"low": None, "high": None}
        own = {"audience": self.block.audience} | fields | stated | limits
        return self.sheet.add(
            self.block.region, measure, self.block.where, value=value, reason=reason or "", **own
        )


def add_change(sheet: Sheet, block: Block) -> dict[str, Key]:
    """One block: who was matched and who was lost, the change, its size by name, and its warnings.

    Returns the keys of the counts, to be tied to those of other blocks.
    """
    pad = _Pad(sheet, block)
    found = stats.paired_change(block.pre, block.post)
    counts = dict(zip(MATCHING, (found.n, block.lost.size, block.only_post), strict=True))
    counts |= dict(zip(DIRECTIONS, (found.n_up, found.n_same, found.n_down), strict=True))
    keys = {name: pad.count(name, value) for name, value in counts.items()}
    sheet.total(keys["pairs"], [keys[name] for name in DIRECTIONS])
    keys["duplicates"] = pad.count("duplicates", block.duplicates, finer=True)
    _means(pad, found, keys)
    _lost(pad, keys)
    _directions(pad, found, keys)
    _ranks(pad, keys)
    _standardised(pad, keys)
    if block.maximum:
        _gains(pad, block.maximum, keys)
        _warnings(pad, block.maximum, keys)
    return keys


def tie(sheet: Sheet, whole: dict[str, Key], parts: list[dict[str, Key]], names: tuple[str, ...]) -> None:
    """Say which blocks' counts add up to another's."""
    for name in names:
        if name in whole:
            sheet.total(whole[name], [part[name] for part in parts])


def _means(pad: _Pad, found: stats.PairedChange, keys: dict[str, Key]) -> None:
    base: dict[str, Any] = {
        "n": found.n or None,
        "unit": pad.block.unit,
        "sources": (keys["pairs"],),
        "audience": "public",
    }
    none = None if found.n else found.reason
    for measure, value in (("mean_pre", found.mean_pre), ("mean_post", found.mean_post)):
        pad.add(measure, value, none, method="mean of those with both tests", **base)
    interval = "95% t interval" if found.low is not None else "no interval"
    method = f"mean of paired differences (after minus before), {interval}"
    pad.add("mean_change", found.change, found.reason, low=found.low, high=found.high, method=method, **base)
    if found.sd_change is not None:
        spread = {"audience": "internal", "method": "standard deviation of paired differences"}
        pad.add("sd_change", found.sd_change, None, **(base | spread))


def _lost(pad: _Pad, keys: dict[str, Key]) -> None:
    """Those with only the first test against those with both, and what they could change."""
    block = pad.block
    if not block.lost.size:
        return
    pad.add(
        "mean_pre_lost",
        float(block.lost.mean()),
        None,
        n=block.lost.size,
        unit=block.unit,
        method="mean of those with only the test before",
        sources=(keys["only_pre"],),
    )
    bound = stats.change_if_lost_unchanged(block.post - block.pre, block.lost.size)
    pad.add(
        "change_if_lost_unchanged",
        bound.change_if_unchanged,
        bound.reason,
        n=bound.n,
        unit=block.unit,
        method="mean change, those with only the test before counted as unchanged",
        sources=(keys["pairs"], keys["only_pre"]),
    )


def _directions(pad: _Pad, found: stats.PairedChange, keys: dict[str, Key]) -> None:
    share = stats.proportion(found.n_up, found.n)
    pad.add(
        "percent_improved",
        None if share.value is None else 100 * share.value,
        share.reason,
        low=None if share.low is None else 100 * share.low,
        high=None if share.high is None else 100 * share.high,
        n=found.n,
        unit="percent",
        method="share of those with both tests, 95% Wilson interval",
        sources=(keys["improved"], keys["pairs"]),
    )


def _ranks(pad: _Pad, keys: dict[str, Key]) -> None:
    """Rank test and typical change: both go with a hidden direction."""
    found = stats.signed_rank(pad.block.post - pad.block.pre)
    base: dict[str, Any] = {
        "n": found.n,
        "sources": tuple(keys[name] for name in ("pairs", *DIRECTIONS)),
    }
    pad.add(
        "signed_rank_p",
        found.p,
        None if found.p is not None else found.reason,
        unit=P_VALUE,
        method="Wilcoxon signed rank test, two-sided: exact up to 20 changes, normal above",
        **base,
    )
    pad.add(
        "typical_change",
        found.pseudomedian,
        found.reason,
        low=found.low,
        high=found.high,
        unit=pad.block.unit,
        method="Hodges-Lehmann pseudomedian of paired differences, 95% interval of the signed rank test",
        **base,
    )


def _standardised(pad: _Pad, keys: dict[str, Key]) -> None:
    """Each standardised change by its name: corrected, and for analysts as it is."""
    found = stats.standardised_change(pad.block.pre, pad.block.post)
    base: dict[str, Any] = {"n": found.n, "unit": DEVIATIONS, "sources": (keys["pairs"],)}
    for name, method in _D_NAMES.items():
        one: stats.StandardisedMean = getattr(found, name)
        pad.add(
            f"{name}_corrected",
            one.corrected,
            one.reason,
            low=one.corrected_low,
            high=one.corrected_high,
            method=f"{method}, with Hedges' correction; 95% interval",
            **base,
        )
        pad.add(
            name, one.value, one.reason, low=one.low, high=one.high, method=f"{method}; 95% interval",
            **(base | {"audience": "internal"}),
        )  # fmt: skip


def _gains(pad: _Pad, maximum: float, keys: dict[str, Key]) -> None:
    block = pad.block
    gain = stats.class_gain(block.pre, block.post, maximum=maximum)
    pad.add(
        "class_gain",
        None if gain.gain is None else 100 * gain.gain,
        gain.reason,
        n=gain.n,
        unit=ROOM,
        method="gain of the averages (Hake): mean change over maximum minus mean before; no interval",
        sources=(keys["pairs"],),
    )
    found = stats.normalised_change(block.pre, block.post, maximum=maximum)
    inside: dict[str, Any] = {"finer": True, "audience": "internal"}
    keys["normalised_kept"] = pad.count("normalised_kept", found.n_kept, **inside)
    keys["normalised_left_out"] = pad.count("normalised_left_out", found.n_left_out, **inside)
    parts = (keys["normalised_kept"], keys["normalised_left_out"])
    if not block.training:
        pad.sheet.total(keys["pairs"], parts)
    percents = {
        name: None if value is None else 100 * value
        for name, value in (("value", found.value), ("low", found.low), ("high", found.high))
    }
    pad.add(
        "normalised_change",
        percents.pop("value"),
        found.reason,
        n=found.n_kept,
        unit=ROOM,
        method="mean normalised change (Marx and Cummings), 95% t interval; n: people kept",
        sources=(keys["pairs"], *parts),
        **percents,
    )


def _warnings(pad: _Pad, maximum: float, keys: dict[str, Key]) -> None:
    """What the test could not show: the shares of a public page stand there only where they are too large."""
    block = pad.block
    found = stats.change_warnings(block.pre, block.post, maximum=maximum, items=block.items)
    ends = {
        "near_top_before": ("ceiling-pre", found.n_near_top_pre),
        "top_after": ("ceiling-post", found.n_top_post),
        "near_bottom_before": ("floor-pre", found.n_near_bottom_pre),
        "bottom_after": ("floor-post", found.n_bottom_post),
    }
    inside: dict[str, Any] = {"finer": True, "audience": "internal"}
    for name, (flag, count) in ends.items():
        keys[name] = pad.count(name, count, **inside)
        rest = pad.count(f"not_{name}", found.n - count, **inside)
        if not block.training:
            pad.sheet.total(keys["pairs"], (keys[name], rest))
        if flag in found.flags:
            pad.add(
                f"percent_{name}",
                100 * count / found.n,
                flag,
                n=found.n,
                unit="percent",
                method="share of those with both tests; given where it is above 15%",
                sources=(keys[name], keys["pairs"]),
            )
    if "short-test" in found.flags:
        pad.add("questions", float(found.items or 0), "short-test", unit="questions", threshold=0)
