"""Questions where people tick all that applies: shares of people, not of ticks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evaltools.stats.answers import folded, is_blank
from evaltools.stats.proportions import Proportion, method_for, proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShare:
    """Share of people who ticked one option.

    Attributes
    ----------
    option : str
        The option, without stray spaces.
    share : Proportion
        People who ticked it, of people who answered the question.
    """

    option: str
    share: Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectAll:
    """What people ticked, counted per person.

    Attributes
    ----------
    options : tuple of OptionShare
        Every option, in the order given; shares can add up to more than 1.
    none_of_these : OptionShare or None
        Those who ticked that nothing applies, and nothing else; None where the
        question had no such option.
    n_forms, n_answered, n_blank : int
        All forms, those with a tick, and those without.
    n_contradicting : int
        People who ticked that nothing applies, and something else; the
        something else counts.
    n_ticks : int
        Options ticked by all people together, without doubles and without
        "none of these". No base of anything.
    reason : {"no-answers"} or None
        Why there are no shares; None when there are.
    """

    options: tuple[OptionShare, ...]
    none_of_these: OptionShare | None
    n_forms: int
    n_answered: int
    n_blank: int
    n_contradicting: int
    n_ticks: int
    reason: Literal["no-answers"] | None


def select_all(
    selections: Iterable[Iterable[object] | str | None],
    *,
    options: Iterable[str],
    none_of_these: str | None = None,
    separator: str = ";",
    population: int | None = None,
    confidence: float = 0.95,
) -> SelectAll:
    """Estimate the share of people who ticked each option.

    The base is people who answered, so that a share does not shrink because
    others ticked a lot. Who ticked "none of these" has answered.

    Parameters
    ----------
    selections : iterable
        One entry a form: the options ticked, or one text that holds them
        between separators. None, NaN, empty text and no options are no answer.
    options : iterable of str
        The options that could be ticked, without "none of these".
    none_of_these : str, optional
        The option that says that nothing applies.
    separator : str, default ";"
        What stands between options in a text.
    population : int, optional
        People in the whole group; see `proportion`.
    confidence : float, default 0.95
        Coverage of the intervals: a fraction in (0, 1), not a percentage.

    Returns
    -------
    SelectAll
        Shares with Wilson limits, exact ones where `population` is known.
        Nobody answered: no shares (`reason` "no-answers").

    Raises
    ------
    ValueError
        If something ticked is not an option (the message names the form,
        counted from 1), an option is blank or given twice, or `population` is
        below the number of people who answered.

    Notes
    -----
    An option that one person ticked twice counts once; stray spaces make no
    difference. A form without ticks counts as no answer even where it was
    handed in: from the form alone nobody can tell that it was not skipped.

    Examples
    --------
    >>> ticks = ["law; tests ", ["law", "law"], "none", None, "tests"]
    >>> result = select_all(ticks, options=["law", "tests", "games"], none_of_these="none")
    >>> [(o.option, o.share.count, o.share.total) for o in result.options]
    [('law', 2, 4), ('tests', 2, 4), ('games', 0, 4)]
    >>> result.none_of_these.share.count, result.n_blank
    (1, 1)
    """
    known = [folded(option) for option in options]
    nothing = folded(none_of_these)
    everything = [*known, *([] if none_of_these is None else [nothing])]
    if any(is_blank(o) or not isinstance(o, str) for o in everything) or len(set(everything)) < len(
        everything
    ):
        raise ValueError(f"options must be different texts, none of them blank, got {everything!r}")
    forms = [_ticked(form, entry, separator, everything) for form, entry in enumerate(selections, 1)]
    answered = [ticked for ticked in forms if ticked]

    def share(option: object, count: int) -> OptionShare:
        return OptionShare(
            option=str(option),
            share=proportion(
                count,
                len(answered),
                population=population,
                method=method_for(population),
                confidence=confidence,
            ),
        )

    return SelectAll(
        options=tuple(share(option, sum(option in ticked for ticked in answered)) for option in known),
        none_of_these=None if none_of_these is None else share(nothing, answered.count({nothing})),
        n_forms=len(forms),
        n_answered=len(answered),
        n_blank=len(forms) - len(answered),
        n_contradicting=sum(nothing in ticked and len(ticked) > 1 for ticked in answered),
        n_ticks=sum(len(ticked - {nothing}) for ticked in answered),
        reason=None if answered else "no-answers",
    )


def _ticked(
    form: int, entry: Iterable[object] | str | None, separator: str, everything: list[object]
) -> set[object]:
    """What one person ticked, each option once."""
    if isinstance(entry, str):
        entry = entry.split(separator)
    elif not isinstance(entry, Iterable):
        if not is_blank(entry):
            raise ValueError(f"selections of form {form} must be options or text, got {entry!r}")
        return set()
    ticked = {folded(option) for option in entry if not is_blank(option)}
    for option in ticked:
        if option not in everything:
            raise ValueError(f"selections of form {form} must be among options, got {option!r}")
    return ticked
