"""A sheet of results in the making, with the defaults that all its numbers share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evaltools.results import COUNTRY, Key, Result, Results, Sum, pooled

#: Category of what was left blank.
NOT_STATED = "not_stated"


@dataclass
class Sheet:
    """Collects the results of one subject; `results()` freezes them.

    Parameters
    ----------
    subject : str
        Chapter that all numbers of the sheet belong to.
    table : str
        Table of the project that they come from.
    threshold : int
        Counts from 1 to one below this are hidden in what is published.
    """

    subject: str
    table: str = ""
    threshold: int = 0
    rows: list[Result] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    values: dict[Key, float | None] = field(default_factory=dict)

    def add(self, region: str, measure: str, group: str = "", **fields: Any) -> Key:
        """Add one number; returns its key, for the `sources` of what is worked out from it."""
        defaults: dict[str, Any] = {"table": self.table, "threshold": self.threshold}
        result = Result(
            region=region, subject=self.subject, measure=measure, group=group, **(defaults | fields)
        )
        self.rows.append(result)
        self.values[result.key] = result.value
        return result.key

    def count(
        self, region: str, measure: str, value: float | None, unit: str, group: str = "", **fields: Any
    ) -> Key:
        """Add a count, or say that there is none."""
        if value is None:
            fields = {"status": "no-data", "reason": "not-reported"} | fields
        return self.add(
            region, measure, group, value=None if value is None else float(value), unit=unit, **fields
        )

    def total(self, total: Key, parts: Iterable[Key]) -> None:
        """Say that the parts add up to the total."""
        parts = tuple(parts)
        if parts and parts != (total,):
            self.sums.append(Sum(total, parts))

    def over_regions(
        self,
        measure: str,
        values: Mapping[str, float | None],
        unit: str,
        group: str = "",
        *,
        left_out: Collection[str] = (),
        **fields: Any,
    ) -> dict[str, Key]:
        """Add a count for each region and, for the country, the sum of those that have it.

        Regions in `left_out` have their own count and no part in the sum.
        """
        keys = {
            region: self.count(region, measure, value, unit, group, **fields)
            for region, value in values.items()
        }
        known = {
            region: value for region, value in values.items() if value is not None and region not in left_out
        }
        whole = self.count(
            COUNTRY,
            measure,
            sum(known.values()) if known else None,
            unit,
            group,
            **({"method": pooled(len(known))} | fields),
        )
        self.total(whole, [keys[region] for region in known])
        return keys | {COUNTRY: whole}

    def percent(
        self, region: str, measure: str, part: Key, whole: Key, group: str = "", **fields: Any
    ) -> Key | None:
        """Add the share of one count in another, in percent, when both are known."""
        numerator, denominator = self.values.get(part), self.values.get(whole)
        if numerator is None or not denominator:
            return None
        return self.add(
            region,
            measure,
            group,
            value=100 * numerator / denominator,
            n=denominator,
            unit="percent",
            sources=(part, whole),
            **({"method": "share of a full count; no interval"} | fields),
        )

    def results(self) -> Results:
        return Results(tuple(self.rows), tuple(self.sums))


def home_region(regions: pd.Series[Any]) -> str:
    """The region that most rows name, the first by code among equals; the country where none does."""
    named = regions.dropna().mode()
    return COUNTRY if named.empty else str(named.iloc[0])
