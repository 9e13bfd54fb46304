"""What people learnt: the sentence that opens the section."""

from __future__ import annotations

from evaltools.results import Result
from evaltools.view import View


def learning_finding(view: View, change: Result, where: str = "") -> str:
    """Whether scores rose, by how much, and how sure that is."""
    language = view.language
    if change.status == "no-data":
        return language.text("No test results are reported here.")
    if change.status == "hidden":
        return language.text("The result is hidden so that nobody can be recognised.")
    if not change.ok:
        return language.text("Nobody took both tests, so no change can be computed.")
    pre, post = (
        view.get("learning", name, where, region=change.region) for name in ("mean_pre", "mean_post")
    )
    values = {
        "people": language.phrase("took both tests", "{n} person", "{n} people", change.n or 0),
        "change": language.number(abs(change.value or 0), 1),
        "signed": language.signed(change.value or 0, 1),
        "before": language.number(pre.value or 0, 1),
        "after": language.number(post.value or 0, 1),
    }
    if change.low is None or change.high is None:
        if change.reason == "small-group":
            return language.text(
                "The average score changed by {signed} points: {before} before, {after} after. Both tests were taken by {people}; for so small a group no interval is shown.",
                **values,
            )
        if change.reason == "one-pair":
            return language.text(
                "One person took both tests: the score was {before} before and {after} after.", **values
            )
        return language.text(
            "Everybody’s score changed by the same {signed} points: {before} before, {after} after.", **values
        )
    low, high = change.low, change.high
    if low > 0:
        values |= {"low": language.number(low, 1), "high": language.number(high, 1)}
        return language.text(
            "The average score rose by {change} points (between {low} and {high}): {before} before, {after} after. Both tests were taken by {people}.",
            **values,
        )
    if high < 0:
        values |= {"low": language.number(-high, 1), "high": language.number(-low, 1)}
        return language.text(
            "The average score fell by {change} points (between {low} and {high}): {before} before, {after} after. Both tests were taken by {people}.",
            **values,
        )
    values |= {"low": language.number(low, 1), "high": language.number(high, 1)}
    return language.text(
        "It cannot be told whether the average score rose or fell: the change was {signed} points (between {low} and {high}). Both tests were taken by {people}.",
        **values,
    )
