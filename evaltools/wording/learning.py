"""What people learnt: whether scores rose, who was matched, who was lost."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import View
from evaltools.wording.reasons import why
from evaltools.wording.rounding import adds_up, rounded_differences


def learning_finding(view: View, change: Result, where: str = "") -> str:
    """Whether scores rose, by how much, and how sure that is."""
    language = view.language
    if change.status == "no-data":
        return language.text("No test results are reported here.")
    if change.status == "hidden":
        return language.text("The result is hidden so that nobody can be recognised.")
    if not change.ok:
        return why(language, "paired_change", change.reason)
    pre, post = (
        view.get("learning", name, where, region=change.region) for name in ("mean_pre", "mean_post")
    )
    values = {
        "change": language.number(abs(change.value or 0), 1),
        "signed": language.signed(change.value or 0, 1),
        "before": language.number(pre.value or 0, 1),
        "after": language.number(post.value or 0, 1),
        "maximum": language.number(maximum(change)),
    }
    if change.low is None or change.high is None:
        return _without_interval(view, change, values)
    low, high = change.low, change.high
    if low > 0:
        values |= {"low": language.number(low, 1), "high": language.number(high, 1)}
        return language.text(
            "The average score rose by {change} points (between {low} and {high}): {before} before, {after} after, out of {maximum}.",
            **values,
        )
    if high < 0:
        values |= {"low": language.number(-high, 1), "high": language.number(-low, 1)}
        return language.text(
            "The average score fell by {change} points (between {low} and {high}): {before} before, {after} after, out of {maximum}.",
            **values,
        )
    values |= {
        "low": language.number(low, 1),
        "high": language.number(high, 1),
        "few": language.phrase("cannot tell with", "{n} person", "{n} people", change.n or 0),
    }
    return language.text(
        "With {few} we cannot tell whether the average rose or fell: the change was {signed} points (between {low} and {high}).",
        **values,
    )


def _without_interval(view: View, change: Result, values: dict[str, str]) -> str:
    language = view.language
    if change.reason == "small-group":
        return language.text(
            "The average score changed by {signed} points: {before} before, {after} after.",
            **values,
        )
    if change.reason == "one-pair":
        return language.text(
            "One person took both tests: the score was {before} before and {after} after.", **values
        )
    if change.value == 0:
        return language.text(
            "Nobody’s score changed: the average was {before} both before and after.",
            **values,
        )
    return language.text(
        "Everybody’s score changed by the same {signed} points: {before} before, {after} after.", **values
    )


def rounding_line(view: View, changes: Sequence[Result]) -> str:
    """That the changes are computed from unrounded averages, where one does not look so; else empty."""
    for change in changes:
        pre, post = (
            view.get("learning", name, change.group, region=change.region)
            for name in ("mean_pre", "mean_post")
        )
        if not (change.ok and pre.ok and post.ok):
            continue
        if not adds_up([pre.value or 0, change.value or 0], post.value or 0, digits=1):
            return rounded_differences(view.language)
    return ""


def took_both(view: View, change: Result) -> str:
    """How many people a change is of; empty where the finding says it, or there is none."""
    language = view.language
    if not change.ok:
        return ""
    people = language.phrase("took both tests", "{n} person", "{n} people", change.n or 0)
    if change.reason == "small-group":
        return language.text(
            "Both tests were taken by {people}; for so small a group no interval is shown.", people=people
        )
    if change.low is None or change.high is None:
        is_said = change.reason == "one-pair"
    else:
        is_said = change.low <= 0 <= change.high
    return "" if is_said else language.text("Both tests were taken by {people}.", people=people)


def maximum(change: Result) -> float:
    """The highest score, from the unit of a change; 0 where it is not known."""
    last = change.unit.rsplit(" ", 1)[-1]
    return float(last) if last.replace(".", "").isdigit() else 0.0


def matching_line(view: View, where: str = "", region: str = "") -> str:
    """How many took both tests, how many only one, and who was left out."""
    pairs, before, after, twice = (
        view.get("learning", name, where, region=region)
        for name in ("pairs", "only_pre", "only_post", "duplicates")
    )
    if not (pairs.ok and before.ok and after.ok):
        return ""
    language = view.language
    said = [
        language.text(
            "Both tests: {pairs}; only the one before: {before}; only the one after: {after}.",
            pairs=language.number(pairs.value or 0),
            before=language.number(before.value or 0),
            after=language.number(after.value or 0),
        )
    ]
    if twice.ok and twice.value:
        said.append(
            language.plural(
                "{n} person has two tests of one occasion and is left out.",
                "{n} people have two tests of one occasion and are left out.",
                twice.value,
            )
        )
    elif twice.ok:
        said.append(language.text("Nobody had two tests of one occasion."))
    return " ".join(said)


def interval_line(view: View) -> str:
    """What the interval of a change is."""
    return view.language.text("The interval of a change is a 95% t interval of the paired differences.")


def lost_line(view: View, where: str = "", region: str = "") -> str:
    """Those who took only the first test, against those who took both; nothing where nobody was lost."""
    lost, kept, bound = (
        view.get("learning", name, where, region=region)
        for name in ("mean_pre_lost", "mean_pre", "change_if_lost_unchanged")
    )
    if not (lost.ok and kept.ok and bound.ok):
        return ""
    language = view.language
    return language.text(
        "Average before: {lost} points among those with only the test before, {kept} among those with both. If those who were lost had not changed, the average change would be {change} points.",
        lost=language.number(lost.value or 0, 1),
        kept=language.number(kept.value or 0, 1),
        change=language.signed(bound.value or 0, 1),
    )
