"""Texts as points of a test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from evaltools.language import mark
from evaltools.values.numbers import number_reader, read_number
from evaltools.values.unreadable import Hints, Unreadable

_OF = re.compile(r"\s*([\d.,]+)\s*(?:/|из|of)\s*([\d.,]+)\s*")


def read_score(text: str, read: Callable[[str], float] = read_number) -> tuple[float, float | None]:
    """Points, and the maximum where it stands beside them, as quizzes of Google Forms write it.

    Examples
    --------
    >>> read_score("8 / 10"), read_score("12,5"), read_score("7 из 15")
    ((8.0, 10.0), (12.5, None), (7.0, 15.0))
    """
    parts = _OF.fullmatch(text)
    return (read(parts[1]), read(parts[2])) if parts else (read(text), None)


def score_reader(
    texts: Iterable[str], hints: Hints | None = None, maximum: float | None = None
) -> Callable[[str], float]:
    """What reads the points of one column; another maximum, or a percentage, is refused.

    Parameters
    ----------
    texts : iterable of str
        The column's different texts: together they show the decimal mark.
    hints : Hints, optional
    maximum : float, optional
        Highest mark of the test.

    Examples
    --------
    >>> score_reader(["8 / 10"], maximum=10)("8 / 10")
    8.0
    """
    numbers = [parts[1] if (parts := _OF.fullmatch(text)) else text for text in texts]
    number = number_reader(numbers, hints or Hints())

    def read(text: str) -> float:
        if text.rstrip().endswith("%") and maximum != 100:
            raise Unreadable(mark("expected points, found a percentage “{text}”"), text=text)
        points, beside = read_score(text, number)
        if points < 0:
            raise Unreadable(mark("expected points from 0 up, found “{text}”"), text=text)
        if beside is not None and maximum is not None and beside != maximum:
            raise Unreadable(
                mark("expected points of {maximum}, found “{text}”"), maximum=f"{maximum:g}", text=text
            )
        return points

    return read
