"""Answers in words: which usual scale they belong to, and which of them are no opinion."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from evaltools.vocabulary.headings import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A usual scale that all given answers belong to.

    Attributes
    ----------
    name : str
        As in `data/scales.toml`.
    values : dict of int
        For each answer as it is written its step, from 1 (the worst) up.
    dont_know : tuple of str
        Answers that are no opinion, as they are written.
    steps : int
        Length of the scale.
    """

    name: str
    values: dict[str, int]
    dont_know: tuple[str, ...]
    steps: int


def scale_of(answers: Iterable[str]) -> Scale | None:
    """The scale that every answer stands on, if there is one.

    Parameters
    ----------
    answers : iterable of str
        As people wrote or chose them; blanks are passed over.

    Returns
    -------
    Scale or None
        None where an answer belongs to no scale, where no single scale has
        them all, or where there is none but "don't know".

    Examples
    --------
    >>> found = scale_of(["Удовлетворена", "Полностью удовлетворён", "Затрудняюсь ответить"])
    >>> found.name, found.values["Удовлетворена"], found.dont_know
    ('satisfied-5', 4, ('Затрудняюсь ответить',))
    >>> scale_of(["Атырау", "Семей"]) is None
    True
    """
    written = [answer for answer in dict.fromkeys(answers) if plain(answer)]
    unknown = tuple(answer for answer in written if _fits(plain(answer), _dont_know()))
    opinions = [answer for answer in written if answer not in unknown]
    for name, steps in _scales().items() if opinions else ():
        values = {answer: _step(plain(answer), steps) for answer in opinions}
        if all(values.values()):
            return Scale(name=name, values=values, dont_know=unknown, steps=len(steps))
    return None


def _step(answer: str, steps: list[re.Pattern[str]]) -> int:
    """Place of an answer on a scale, from 1; 0 where it has none."""
    return next((place for place, step in enumerate(steps, 1) if _fits(answer, step)), 0)


def _fits(answer: str, step: re.Pattern[str]) -> bool:
    # "5 – очень хорошо": the number in front says the same.
    return step.fullmatch(re.sub(r"^\d+ ", "", answer)) is not None


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("evaltools").joinpath("data/scales.toml").read_text(encoding="utf-8"))


@cache
def _scales() -> dict[str, list[re.Pattern[str]]]:
    return {name: [_pattern(step) for step in steps] for name, steps in _file()["scales"].items()}


@cache
def _dont_know() -> re.Pattern[str]:
    return _pattern(_file()["dont_know"])


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases))
