"""Answers in words: which usual scale they belong to, and which of them are no opinion."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
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


#: Part of the answers that must stand on a scale: the rest are misspelt, and named when they are read.
NEARLY_ALL = 0.8


def scale_of(answers: Iterable[str], counts: Iterable[int] | None = None) -> Scale | None:
    """The scale that the answers stand on, if there is one.

    Parameters
    ----------
    answers : iterable of str
        As people wrote or chose them; blanks are passed over.
    counts : iterable of int, optional
        How often each was given. An answer that stands on no scale does not
        hide the others: where nearly all were given on one scale, and at
        least two different ones, that is it.

    Returns
    -------
    Scale or None
        None where no scale has them, or where there is none but "don't know".
        `values` has no answer that stands on none.

    Examples
    --------
    >>> found = scale_of(["Удовлетворена", "Полностью удовлетворён", "Затрудняюсь ответить"])
    >>> found.name, found.values["Удовлетворена"], found.dont_know
    ('satisfied-5', 4, ('Затрудняюсь ответить',))
    >>> scale_of(["Доволен(а)", "Недоволен/недовольна", "Полностю доволен"], [30, 9, 1]).values
    {'Доволен(а)': 4, 'Недоволен/недовольна': 2}
    >>> scale_of(["Атырау", "Семей"]) is None
    True
    """
    given: dict[str, int] = {}
    for answer, count in zip(answers, counts if counts is not None else repeat(1), strict=False):
        if plain(answer) and not says_no_answer(answer):
            given[answer] = given.get(answer, 0) + count
    unknown = tuple(answer for answer in given if is_no_opinion(answer))
    opinions = {answer: count for answer, count in given.items() if answer not in unknown}
    best: tuple[float, Scale] | None = None
    for name, steps in _scales().items() if opinions else ():
        values = {answer: step for answer in opinions if (step := _step(answer, steps))}
        values = _spread(values, len(steps))
        share = sum(opinions[answer] for answer in values) / sum(opinions.values())
        enough = share == 1 or (share >= NEARLY_ALL and len(set(values.values())) > 1)
        if enough and (best is None or share > best[0]):
            best = share, Scale(name=name, values=values, dont_know=unknown, steps=len(steps))
    return best[1] if best else None


_HEDGED = re.compile(
    r"скорее|частично|отчасти|в основном|в целом|көбінесе|ішінара|негізінен|rather|somewhat|mostly|partly"
)


def _spread(values: Mapping[str, int], steps: int) -> dict[str, int]:
    """Answers on five steps where "не удовлетворён" stands beside "скорее не удовлетворён": it is the end.

    Where the end has an answer of its own, both stay on the step before.
    """
    found = dict(values)
    for step, end in ((2, 1), (4, 5)) if steps == 5 else ():
        beside = [answer for answer, value in values.items() if value == step]
        plainly = [answer for answer in beside if not _HEDGED.search(_bare(answer))]
        if plainly and len(plainly) < len(beside) and end not in values.values():
            found |= dict.fromkeys(plainly, end)
    return found


def says_no_answer(answer: str) -> bool:
    """Whether a cell of a survey says that there is no answer: "-", "н/д"."""
    return answer.strip().casefold() in {"-", "–", "—", "н/д", "n/a", "#n/a", "#н/д", "нет данных", "д/ж"}


_OPINION = re.compile(
    r"довол|удовлетвор|понрав|полез|понят|рекоменд|устро|помог|риза|қанағат|ұна|пайдал|түсінік|ұсын|көмек"
    r"|satisf|useful|clear|recommend|like|help"
)


#: Questions where "yes" is no praise.
_NO_PRAISE = re.compile(
    r"недовол|неудовлетвор|не удовлетвор|непонят|не понят|не понрав|нужн|дополнительн|трудност|проблем|жалоб"
    r"|кто то|кто либо|керек|қосымша|қиын|шағым|need|problem|difficult|complain|somebody|anyone"
)


def asks_for_opinion(question: str) -> bool:
    """Whether a question asks what somebody thinks of something, so that "yes" is praise.

    Examples
    --------
    >>> asks_for_opinion("Довольны ли Вы консультацией?"), asks_for_opinion("Есть ли у Вас дети?")
    (True, False)
    """
    said = plain(question)
    return _OPINION.search(said) is not None and _NO_PRAISE.search(said) is None


def is_no_opinion(answer: str) -> bool:
    """Whether an answer in words is none of the scale: "не знаю", "білмеймін".

    Examples
    --------
    >>> is_no_opinion("Затрудняюсь ответить"), is_no_opinion("4")
    (True, False)
    """
    return _fits(_bare(answer), _dont_know())


def place_of(word: str) -> float | None:
    """Where a word stands on its scale, from 0 for the worst to 1 for the best; None where it stands on none.

    Examples
    --------
    >>> place_of("отлично"), place_of("плохо"), place_of("Атырау")
    (1.0, 0.25, None)
    """
    for steps in _scales().values():
        if step := _step(word, steps):
            return (step - 1) / (len(steps) - 1)
    return None


def _bare(answer: str) -> str:
    """An answer in plain words and in one gender: "доволен(а)", "согласен/согласна"."""
    text = re.sub(r"\(\w{1,4}\)", "", answer)
    text = re.sub(r"(\b\w{3})(\w*)\s*/\s*\1\w*", r"\1\2", text, flags=re.IGNORECASE)
    return plain(text)


def _step(answer: str, steps: list[re.Pattern[str]]) -> int:
    """Place of an answer on a scale, from 1; 0 where it has none, or one for each of its two languages."""
    found = {_place(_bare(answer), steps)}
    if found == {0} and "/" in answer:
        found = {_place(_bare(part), steps) for part in answer.split("/") if part.strip()}
    return found.pop() if len(found) == 1 else 0


def _place(answer: str, steps: list[re.Pattern[str]]) -> int:
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
