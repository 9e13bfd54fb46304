"""How large a change is, how sure, and what the test could not show."""

from __future__ import annotations

from evaltools.language import NBSP, mark
from evaltools.results import Result
from evaltools.view import View
from evaltools.wording.reasons import why

#: Below this an internal page writes only that a p-value is below it.
LEAST_P = 0.001

#: Warnings by the measure that carries them: what is true of too many people, and what follows.
_WARNINGS = {
    "percent_near_top_before": mark(
        "Had at least 90% of the points before the training: {share}. They had little room to rise, so the test can hardly show what they learnt."
    ),
    "percent_top_after": mark(
        "Had full marks after the training: {share}. They may know more than the test asks."
    ),
    "percent_near_bottom_before": mark(
        "Had at most 10% of the points before the training: {share}. They had no room to fall, so part of the rise may be chance."
    ),
    "percent_bottom_after": mark(
        "Had no points after the training: {share}. The test may be too hard to show what they learnt."
    ),
}


def p_text(view: View, result: Result) -> str:
    """A p-value as a sentence has it, on one line: never 0.

    >>> from types import SimpleNamespace
    >>> from evaltools.language import Language
    >>> view = SimpleNamespace(language=Language("en"))
    >>> row = Result(region="KZ", subject="learning", measure="signed_rank_p", value=0.034)
    >>> p_text(view, row)
    'p\\xa0=\\xa00.03'
    """
    cell = p_cell(view, result)
    message = (
        view.language.text("p < {p}", p=cell[1:]) if cell[0] == "<" else view.language.text("p = {p}", p=cell)
    )
    return message.replace(" ", NBSP)


def p_cell(view: View, result: Result) -> str:
    """A p-value in a table, whose row says that it is one: two digits, three where small, or below what."""
    language, value = view.language, result.value or 0.0
    if result.reason == "below":
        return f"<{language.number(value, 2)}"
    if value < LEAST_P:
        return f"<{language.number(LEAST_P, 3)}"
    return language.number(value, 3 if value < 0.01 else 2)


def change_finding(view: View, where: str = "", region: str = "") -> str:
    """The typical change and how sure it is, by ranks, where one extreme score weighs little."""
    language = view.language
    typical, p = (
        view.get("learning", name, where, region=region) for name in ("typical_change", "signed_rank_p")
    )
    if p.status == "hidden":
        return language.text("The typical change is hidden so that nobody can be recognised.")
    if not p.ok or not typical.ok:
        return why(language, "signed_rank", p.reason or typical.reason)
    values = {"change": language.signed(typical.value or 0, 1), "p": p_text(view, p)}
    if typical.low is None or typical.high is None:
        return language.text("The typical change of a person was {change} points ({p}).", **values)
    return language.text(
        "The typical change of a person was {change} points (between {low} and {high}; {p}).",
        low=language.number(typical.low, 1),
        high=language.number(typical.high, 1),
        **values,
    )


def p_note(view: View) -> str:
    """What p is, in one plain sentence."""
    return view.language.text(
        "p: how often chance alone would give a difference at least this large if nobody had really changed (Wilcoxon signed rank test, two-sided)."
    )


def d_note(view: View) -> str:
    """Which standardised change is which."""
    return view.language.text(
        "d: the change in standard deviations. d_av divides it by the average spread of scores before and after, d_z by the spread of the changes; d_rm is d_z brought to the spread of scores. They differ for the same people: compare only like with like."
    )


def gain_note(view: View) -> str:
    """What the two gains are."""
    return view.language.text(
        "Gain of the averages (Hake): how much of the way from the average before to full marks was covered. Normalised change (Marx and Cummings): the average of each person’s own part of the way; people with full marks or zero both times are left out."
    )


def warnings(view: View, where: str = "", region: str = "") -> list[str]:
    """What the test could not show: only where it is true, and may be said."""
    language = view.language
    said = []
    for measure, message in _WARNINGS.items():
        row = view.get("learning", measure, where, region=region)
        if row.ok:
            said.append(language.text(message, share=language.spoken(view.people_of(row))))
    short = view.get("learning", "questions", where, region=region)
    if short.ok:
        said.append(
            language.plural(
                "The test has {n} question: one answer moves a score by more than a tenth of the scale.",
                "The test has {n} questions: one answer moves a score by more than a tenth of the scale.",
                short.value or 0,
            )
        )
    return said


def selection_line(view: View) -> str:
    """The rise that choosing people for low scores brings by itself; nothing where nobody was so chosen."""
    language = view.language
    row = view.whole("learning", "change_from_selection")
    if row.ok:
        return language.text(
            "People were chosen for low scores. A second test finds such people nearer to the average even without any training: that alone would give about {change} points.",
            change=language.signed(row.value or 0, 1),
        )
    if row.status == "undefined":
        return language.text(
            "People were chosen for low scores. A second test finds such people nearer to the average even without any training; how much that gives cannot be computed, as the reliability of the test is not known."
        )
    return ""
