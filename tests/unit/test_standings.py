"""How a fact stands to its plan, read back from results."""

from __future__ import annotations

from typing import Any

import pytest

from evaltools.language import Language
from evaltools.results import Result, Results
from evaltools.standings import is_given, standing, standings, status_of, written


def row(measure: str, value: float | None = None, **fields: Any) -> Result:
    own: dict[str, Any] = {"region": "KZ", "subject": "indicators", "group": "indicator=a", "unit": "people"}
    return Result(measure=measure, value=value, **(own | fields))


@pytest.mark.parametrize(
    ("value", "reason", "status"),
    [
        (1, "met", "met"),
        (0, "below", "below"),
        (0, "above", "over"),
        (None, "above-exact", "above"),
        (None, "above-range", "above"),
        (None, "below-about", "lower"),
        (None, "units-differ", "units-differ"),
        (None, "not-planned", "not-planned"),
        (None, "not-reported", "not-reported"),
        (None, "partly-reported", "partly-reported"),
        (None, "", "undecided"),
    ],
)
def test_status(value: float | None, reason: str, status: str) -> None:
    """Missed on either side, beyond on the better side, and every reason for no verdict."""
    met = row("met", value, status="ok" if value is not None else "undefined", reason=reason)
    assert status_of(met, row("fact", 3)) == status


def test_what_is_hidden_says_nothing_else() -> None:
    """A hidden fact has no status but hidden, whatever the verdict, and asks for no reason."""
    met = row("met", 0, reason="below")
    hidden = row("fact", status="hidden", reason="small-count")
    assert status_of(met, hidden) == "hidden"
    found = standing(Results((met, hidden)), met)
    assert not found.needs_reason


def test_the_interim_target_counts_where_there_is_one() -> None:
    """With an interim verdict target, percentage and status are its own; over-fulfilment stays the plan's."""
    results = Results(
        (
            row("plan", 5), row("fact", 8), row("met", 0, reason="above"), row("percent_of_plan", 80),
            row("interim_plan", 12), row("percent_of_interim", 150, reason="over-fulfilled"),
            row("met_interim", 1, reason="met"),
        )
    )  # fmt: skip
    (one,) = standings(results, "KZ")
    assert one.has_interim
    assert (one.target.value, one.percent_of_target.value, one.status) == (12, 150, "met")
    assert not one.needs_reason


def test_over_fulfilment_asks_for_a_reason() -> None:
    """A plan that is met by more than a fifth asks why."""
    results = Results((row("fact", 300), row("met", 1), row("percent_of_plan", 150, reason="over-fulfilled")))
    (one,) = standings(results, "KZ")
    assert (one.status, one.is_over_fulfilled, one.needs_reason) == ("met", True, True)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (row("plan", 200), "200"),
        (row("plan", 94.6), "94.6"),
        (row("plan", 1100.5), "1,101"),
        (row("plan", low=180, high=220, status="undefined", reason="range"), "180–220"),
        (row("plan", low=4, high=4, status="undefined", reason="range"), "4"),
        (row("fact", low=None, high=3, status="undefined", reason="range"), "0–3"),
        # 12 of 16 are 75 %; 87.5 % of 40 are 35; 91.52 % of 224 people
        (row("fact", 75, unit="percent", n=16), "12 of 16"),
        (row("fact", 87.5, unit="percent", n=40), "88"),
        (row("fact", 91.52, unit="percent", n=224), "91.5"),
    ],
)
def test_numbers_are_written_as_their_base_allows(result: Result, text: str) -> None:
    """Counts whole, levels with a decimal, ranges with both ends, shares by their base."""
    assert is_given(result)
    assert written(result, Language("en")) == text
