"""Where the numbers who rose, stayed and fell are hidden, what the change in score may still say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from evaltools.results import COUNTRY, Key, Result, Results

DIRECTIONS = ("improved", "unchanged", "declined")
#: They give back how far the scores of a group rose together.
OF_THE_SUM = (
    "mean_post",
    "mean_change",
    "adjusted_mean",
    "change_if_lost_unchanged",
    "class_gain",
)
#: They give back the sum of the squares, too.
OF_THE_SQUARES = ("d_av_corrected", "d_z_corrected", "d_rm_corrected", "normalised_change")
#: From so many thresholds on, one decimal of a mean leaves several whole sums of points.
MANY = 10


def withhold_changes(results: Results, reason: str) -> Results:
    """Withhold what gives the hidden numbers of those who rose, stayed and fell back.

    Scores are whole points. A group of six that rose by one point together,
    and in which nobody fell, has one person who rose. So, in each block of
    people (a region, a training) where one of the three numbers is hidden:

    1. a zero among the others is too;
    2. where a block round it shows that nobody rose, or that nobody fell, and
       the scores of this one rose or fell by fewer points together than the
       threshold, the averages after and of the change go too, and all that is
       made of them. The sum of a small whole less its other blocks is that of
       this one, so there the other blocks with hidden numbers go with it;
    3. up to a change of one point on average there is no interval and no
       standardised change: if nobody changed by more than a point, the sum of
       squares is the number of those who changed.

    What decides is known to the reader, or is told by a range: that a change
    is withheld says nothing more of it than (2).

    Parameters
    ----------
    results : Results
        What may be published, not rounded yet.
    reason : str
        Reason of what is withheld.
    """
    blocks: dict[tuple[str, str], dict[str, Result]] = defaultdict(dict)
    for row in results.select(subject="learning"):
        if set(row.pairs) <= {"training"}:
            blocks[row.region, row.group][row.measure] = row
    veiled = {place: rows for place, rows in blocks.items() if _is_veiled(rows)}
    slight = {place for place, rows in veiled.items() if _is_slight(rows) and _is_one_way(blocks, place)}
    slight |= {
        place
        for place in veiled
        for other in slight
        if _whole(place) == _whole(other) is not None and _is_few(blocks.get(_whole(place) or place, {}))
    }
    hidden: set[Key] = set()
    without_interval: set[Key] = set()
    for place, rows in veiled.items():
        names = [name for name in DIRECTIONS if name in rows and rows[name].value == 0]
        names += OF_THE_SUM + OF_THE_SQUARES if place in slight else ()
        change = rows.get("mean_change")
        if place not in slight and _is_few(rows) and change is not None and abs(change.value or 0.0) <= 1:
            names += OF_THE_SQUARES
            without_interval.add(change.key)
        hidden |= {rows[name].key for name in names if name in rows and _has_something(rows[name])}
    return replace(
        results,
        rows=tuple(
            replace(row.without_value("hidden", reason), method="")
            if row.key in hidden
            else _without_interval(row)
            if row.key in without_interval
            else row
            for row in results
        ),
    )


def _is_veiled(rows: Mapping[str, Result]) -> bool:
    return any(rows[name].status == "hidden" for name in DIRECTIONS if name in rows)


def _has_something(row: Result) -> bool:
    return row.status in ("ok", "undefined")


def _is_slight(rows: Mapping[str, Result]) -> bool:
    change = rows.get("mean_change")
    if change is None or change.value is None or change.n is None:
        return False
    return round(abs(change.value) * change.n) < change.threshold


def _is_one_way(blocks: Mapping[tuple[str, str], Mapping[str, Result]], place: tuple[str, str]) -> bool:
    """Whether a larger block shows that nobody rose, or nobody fell: then nobody did in this one."""
    whole = _whole(place)
    while whole is not None:
        rows = blocks.get(whole, {})
        if not _is_veiled(rows) and any(
            rows[name].value == 0 for name in ("improved", "declined") if name in rows
        ):
            return True
        whole = _whole(whole)
    return False


def _is_few(rows: Mapping[str, Result]) -> bool:
    pairs = rows.get("pairs")
    return pairs is not None and pairs.value is not None and pairs.value < MANY * pairs.threshold


def _whole(place: tuple[str, str]) -> tuple[str, str] | None:
    """The block that this one is a part of."""
    region, training = place
    return (region, "") if training else (COUNTRY, "") if region != COUNTRY else None


def _without_interval(row: Result) -> Result:
    if row.value is None:
        return row
    # Why there was none is not told either: "everybody changed alike" would be everybody's change.
    method = row.method.replace("no interval", "95% t interval")
    method = f"{method}; interval withheld for a group this small"
    return replace(row, low=None, high=None, reason="small-group", method=method)
