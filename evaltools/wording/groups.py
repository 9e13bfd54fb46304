"""Groups compared after a training, allowing for where each began: never a ranking."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import View
from evaltools.wording.change import p_text
from evaltools.wording.reasons import why

#: Below this the difference between groups is more than chance explains.
MORE_THAN_CHANCE_BELOW = 0.05


def groups_finding(view: View, p: Result, *, by_training: bool) -> str:
    """Whether the groups differ by more than chance explains."""
    language = view.language
    if p.status == "hidden":
        return language.text("The result is hidden so that nobody can be recognised.")
    if not p.ok:
        return why(language, "adjusted_comparison", p.reason)
    values = {"p": p_text(view, p)}
    if (p.value or 0.0) < MORE_THAN_CHANCE_BELOW:
        if by_training:
            return language.text(
                "After allowing for where each group began, the trainings differ by more than chance explains ({p}).",
                **values,
            )
        return language.text(
            "After allowing for where each group began, the regions differ by more than chance explains ({p}).",
            **values,
        )
    if by_training:
        return language.text(
            "After allowing for where each group began, the trainings do not clearly differ ({p}).", **values
        )
    return language.text(
        "After allowing for where each group began, the regions do not clearly differ ({p}).", **values
    )


def no_ranking(view: View, p: Result) -> str:
    """That a difference between groups puts none above another; empty where none was found."""
    is_found = p.ok and (p.value or 0.0) < MORE_THAN_CHANCE_BELOW
    return view.language.text("This is not a ranking.") if is_found else ""


def groups_base(view: View, left_out: Sequence[str], slopes: Result) -> list[str]:
    """How it was compared, who was left out, and why it says nothing of causes."""
    language = view.language
    said = [
        language.text(
            "Compared by analysis of covariance: the average after, as if all groups had begun alike; 95% intervals, each by itself. People did not come to groups by lot, so a difference may come from who came."
        )
    ]
    if left_out:
        said.append(
            language.text("Left out, with fewer than 8 people: {groups}.", groups=language.listing(left_out))
        )
    if slopes.ok:
        said.append(
            language.text(
                "How much the start matters differs between the groups ({p}), so read the comparison with care.",
                p=p_text(view, slopes),
            )
        )
    return said
