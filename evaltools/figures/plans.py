"""Plan and fact: a bar for what was done, a tick for what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.figure import Figure
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One indicator of the grant.

    Attributes
    ----------
    label : str
        The indicator.
    fact, plan : float or None
        What was done and what was planned, in the indicator's own unit.
    fact_text, plan_text : str
        Both as they are to be read ("568", "plan 200"); without a fact,
        `fact_text` is the mark that says why.
    """

    label: str
    fact: float | None
    plan: float | None
    fact_text: str
    plan_text: str


def plan_bars(
    rows: Sequence[PlanRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
) -> Figure:
    """Set what was done against what was planned, each row on its own scale."""
    raise NotImplementedError
