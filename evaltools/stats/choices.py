"""Which answers people chose, right and wrong, on each occasion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from numpy.typing import ArrayLike

from evaltools.stats.answers import cells, folded, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChoice:
    """How many chose one option.

    Attributes
    ----------
    option : str
        The option, as compared: without stray spaces, in capitals.
    right : bool
        Whether it is the right answer.
    count : int
        People who chose it.
    share : float or None
        `count` over the people who took the test; None where nobody did.
    """

    option: str
    right: bool
    count: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionChoices:
    """How one question was answered on one occasion.

    Attributes
    ----------
    occasion : str
        Name of the occasion, as given.
    n : int
        People who took the test on this occasion: the base of the shares.
    n_left_out : int
        People who answered nothing on it.
    blank : int
        People of `n` who left this question blank.
    choices : tuple of OptionChoice
        Every option, in order, also those that nobody chose.
    top_wrong : tuple of str
        Wrong options chosen most, several where they tie; empty where nobody
        chose a wrong one.
    top_wrong_count : int
        People who chose each of `top_wrong`.
    reason : {"no-answers"} or None
        Why there are no shares; None when there are.
    """

    occasion: str
    n: int
    n_left_out: int
    blank: int
    choices: tuple[OptionChoice, ...]
    top_wrong: tuple[str, ...]
    top_wrong_count: int
    reason: Literal["no-answers"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChoices:
    """How one question was answered on every occasion.

    Attributes
    ----------
    item : int
        Place of the question, from 1.
    key : str
        Its right answer.
    occasions : tuple of OccasionChoices
        One record an occasion, in the order given.
    """

    item: int
    key: str
    occasions: tuple[OccasionChoices, ...]


def distractors(
    answers: Mapping[str, ArrayLike], key: Sequence[str], *, options: Iterable[str] | None = None
) -> tuple[ItemChoices, ...]:
    """Count who chose which option, and name the wrong one that drew most.

    A wrong option that keeps its people after a training is a belief that the
    training did not reach.

    Parameters
    ----------
    answers : mapping of str to array_like of str, shape (n_people, n_items)
        Answers as given, by occasion, such as "pre" and "post"; None, NaN and
        empty text are blanks. The people of occasions need not be the same.
    key : sequence of str, length n_items
        The right option of each question.
    options : iterable of str, optional
        Every option that can be chosen, the same for all questions, in the
        order wanted. Left out, a question has the options chosen on any
        occasion and its right one, sorted.

    Returns
    -------
    tuple of ItemChoices
        One record a question. An occasion that nobody took has counts of 0 and
        no shares (`reason` "no-answers").

    Raises
    ------
    ValueError
        If a table has not as many questions as `key`, or an answer is no text
        or, where `options` are given, not among them. The message names the
        person and the question, counted from 1.

    Notes
    -----
    Stray spaces and small letters make no difference: " b" is "B". A Latin B
    and a Cyrillic В, which look alike, stay two options. Shares are of people
    who answered any question on the occasion, so options and blanks add up to 1.

    Examples
    --------
    >>> before = [["A", "C"], ["b", "C"], ["B ", "A"], ["B", None]]
    >>> after = [["A", "C"], ["A", "C"], ["B", "C"], ["A", "A"]]
    >>> first = distractors({"pre": before, "post": after}, ["A", "C"])[0]
    >>> [(occasion.top_wrong, occasion.top_wrong_count) for occasion in first.occasions]
    [(('B',), 3), (('B',), 1)]
    >>> [(choice.option, choice.share) for choice in first.occasions[0].choices]
    [('A', 0.25), ('B', 0.75)]
    """
    rights = [_option(f"key of item {item}", value) for item, value in enumerate(key, 1)]
    allowed = None if options is None else list(dict.fromkeys(_option("options", o) for o in options))
    for item, right in enumerate(rights, 1):
        if allowed is not None and right not in allowed:
            raise ValueError(f"key of item {item} must be one of {', '.join(allowed)}, got {right!r}")
    tables = {name: _table(name, table, len(rights), allowed) for name, table in answers.items()}
    result = []
    for item, right in enumerate(rights):
        columns = {name: [row[item] for row in rows] for name, (rows, _) in tables.items()}
        seen = {answer for column in columns.values() for answer in column if answer is not None}
        shown = sorted(seen | {right}) if allowed is None else allowed
        occasions = (
            _occasion(name, column, shown, right, tables[name][1]) for name, column in columns.items()
        )
        result.append(ItemChoices(item=item + 1, key=right, occasions=tuple(occasions)))
    return tuple(result)


def _table(
    name: str, answers: ArrayLike, n_items: int, allowed: list[str] | None
) -> tuple[list[list[str | None]], int]:
    """Answers of the people who took a test, None for blanks, and how many did not take it."""
    rows, width = cells(f"answers of {name}", answers)
    if rows and width != n_items:
        raise ValueError(f"answers of {name} must have {n_items} items, as key has, got {width}")
    options = [
        [
            None
            if is_blank(cell)
            else _option(f"answers of {name}, person {person}, item {item}", cell, allowed)
            for item, cell in enumerate(row, 1)
        ]
        for person, row in enumerate(rows, 1)
    ]
    took = [row for row in options if any(cell is not None for cell in row)]
    return took, len(options) - len(took)


def _option(name: str, value: object, allowed: list[str] | None = None) -> str:
    """Return an option as it is compared."""
    if not isinstance(value, str) or is_blank(value):
        raise ValueError(f"{name} must be text, got {value!r}")
    option = str(folded(value)).upper()
    if allowed is not None and option not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {value!r}")
    return option


def _occasion(
    name: str, column: list[str | None], options: list[str], right: str, n_left_out: int
) -> OccasionChoices:
    """Count one question on one occasion."""
    n = len(column)
    counts = {option: column.count(option) for option in options}
    most = max((count for option, count in counts.items() if option != right), default=0)
    return OccasionChoices(
        occasion=name,
        n=n,
        n_left_out=n_left_out,
        blank=column.count(None),
        choices=tuple(
            OptionChoice(option=option, right=option == right, count=count, share=count / n if n else None)
            for option, count in counts.items()
        ),
        top_wrong=tuple(option for option in counts if option != right and counts[option] == most > 0),
        top_wrong_count=most,
        reason=None if n else "no-answers",
    )
