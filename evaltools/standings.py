"""How a fact stands to its plan: the numbers of one indicator in one region, read together.

What the analysis decided is only read back here; nothing is computed. Checks,
sentences, tables and maps ask the same record, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evaltools.language import Language
from evaltools.results import Result, Results

SUBJECT = "indicators"

#: Under this base a share is given as "x of n"; under the second in whole percents.
SMALL_BASE, WHOLE_PERCENT_BASE = 20, 100

Status = Literal[
    "met", "below", "over", "above", "lower", "hidden", "not-reported", "not-planned",
    "units-differ", "no-operator", "partly-reported", "fact-is-range", "undecided",
]  # fmt: skip

_NAMED: tuple[Status, ...] = (
    "not-reported", "not-planned", "units-differ", "no-operator", "partly-reported", "fact-is-range",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One indicator in one region.

    Attributes
    ----------
    indicator, block, region : str
    plan, fact, baseline, difference, percent, met : Result
        The final plan and what is held against it; `baseline` and the
        interim three have the status no-data where there are none.
    interim_plan, percent_of_interim, met_interim : Result
        The target that counts while the plan is not due yet.
    """

    indicator: str
    block: str
    region: str
    plan: Result
    fact: Result
    baseline: Result
    difference: Result
    percent: Result
    met: Result
    interim_plan: Result
    percent_of_interim: Result
    met_interim: Result

    @property
    def has_interim(self) -> bool:
        """Whether an interim target is what counts now."""
        return bool(self.met_interim.unit)

    @property
    def has_baseline(self) -> bool:
        return bool(self.baseline.unit)

    @property
    def target(self) -> Result:
        """The plan that counts now: the interim target's, or the final one."""
        return self.interim_plan if self.has_interim else self.plan

    @property
    def percent_of_target(self) -> Result:
        return self.percent_of_interim if self.has_interim else self.percent

    @property
    def verdict(self) -> Result:
        """Whether the plan that counts now is met: the interim target's, or the plan's own."""
        return self.met_interim if self.has_interim else self.met

    @property
    def status(self) -> Status:
        """Where the fact stands to the plan that counts now."""
        return status_of(self.verdict, self.fact)

    @property
    def is_over_fulfilled(self) -> bool:
        """Whether the fact is more than a fifth above the plan itself."""
        return self.percent.ok and self.percent.reason == "over-fulfilled"

    @property
    def needs_reason(self) -> bool:
        """Whether somebody has to say why: the plan is missed, passed without leave, or passed by a fifth."""
        return self.status in ("below", "over", "above", "lower") or self.is_over_fulfilled


def status_of(met: Result, fact: Result) -> Status:
    """Where a fact stands by its verdict.

    `below` and `over` missed the plan, under or over it; `above` and `lower`
    lie beyond it on the better side, which is neither met nor missed.
    """
    if "hidden" in (met.status, fact.status):
        return "hidden"
    if met.reason.startswith("above-"):
        return "above"
    if met.reason.startswith("below-"):
        return "lower"
    if met.ok:
        return "met" if met.value == 1 else "over" if met.reason == "above" else "below"
    return next((named for named in _NAMED if met.reason == named), "undecided")


def standing(results: Results, met: Result) -> Standing:
    """Put together what belongs to one verdict."""
    names = (
        "plan", "fact", "baseline", "difference", "percent_of_plan", "interim_plan", "percent_of_interim",
        "met_interim",
    )  # fmt: skip
    found = {name: results.get(met.region, SUBJECT, name, met.group) for name in names}
    pairs = met.pairs
    return Standing(
        indicator=pairs["indicator"],
        block=pairs.get("block", ""),
        region=met.region,
        met=met,
        percent=found.pop("percent_of_plan"),
        **found,
    )


def standings(results: Results, region: str) -> list[Standing]:
    """All indicators of one region, in the order of the results."""
    rows: Iterable[Result] = results.select(region=region, subject=SUBJECT, measure="met")
    return [standing(results, met) for met in rows]


def written(result: Result, language: Language, *, sign: bool = False) -> str:
    """A plan or fact as a sentence has it: the number, or the two ends of a range.

    A decimal is kept where it says something: in a level such as 94.6, not in
    a count and not in thousands. A share is rounded by its base; with `sign` a
    percentage says that it is one, where no heading or sentence does.

    Examples
    --------
    >>> share = Result(region="KZ", subject="indicators", measure="fact", value=88.4, n=43, unit="percent")
    >>> written(share, Language("en")), written(share, Language("en"), sign=True)
    ('88', '88%')
    >>> plan = Result(region="KZ", subject="indicators", measure="plan", low=180, high=220)
    >>> written(plan, Language("en"))
    '180–220'
    """
    if result.unit == "percent" and result.n is not None and result.value is not None:
        if result.n < SMALL_BASE:
            count = language.number(result.value * result.n / 100)
            return language.text("{count} of {n}", count=count, n=language.number(result.n))
        digits = 0 if result.n < WHOLE_PERCENT_BASE else 1
        return language.percent(result.value, digits) if sign else language.number(result.value, digits)
    ends = [result.low or 0.0, result.high] if result.value is None else [result.value]
    known = [end for end in ends if end is not None]
    digits = 0 if all(float(end).is_integer() or abs(end) >= 1000 for end in known) else 1
    if len(known) == 2 and known[0] == known[1]:
        known = known[:1]
    numbers = [language.number(end, digits) for end in known]
    if sign and result.unit == "percent":
        numbers[-1] = language.percent(known[-1], digits)
    return "–".join(numbers)


def shown(result: Result) -> tuple[float | None, float | None, float | None]:
    """The numbers in what `written` says: the value, or the two ends of a range; none in “3 of 15”.

    Examples
    --------
    >>> shown(Result(region="KZ", subject="indicators", measure="plan", low=180, high=220))
    (None, 180, 220)
    """
    if result.value is None:
        return None, result.low, result.high
    is_small = result.unit == "percent" and result.n is not None and result.n < SMALL_BASE
    return None if is_small else result.value, None, None


def is_given(result: Result) -> bool:
    """Whether there is a number, or a range of numbers."""
    return result.ok or (result.reason == "range" and result.high is not None)
