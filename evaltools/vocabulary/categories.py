"""Categories that nearly every project has, as people write them in three languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from evaltools.vocabulary.headings import plain


def category_of(column: str, text: str) -> str:
    """The category that a cell names; empty where it names none that is known.

    Parameters
    ----------
    column : str
        Such as `sex`, `channel`, `specialist`, `topic` or `unit`.
    text : str

    Examples
    --------
    >>> category_of("sex", "Жен."), category_of("sex", "әйел"), category_of("unit", "тренингов")
    ('women', 'women', 'trainings')
    >>> category_of("sex", "women"), category_of("sex", "женщина с детьми"), category_of("age", "ж")
    ('women', '', '')
    """
    said = text.strip() if text.strip() == "%" else plain(text)
    return next((name for name, pattern in _patterns(column) if said == name or pattern.fullmatch(said)), "")


def is_categorised(column: str) -> bool:
    """Whether a column has categories that are known.

    Examples
    --------
    >>> is_categorised("sex"), is_categorised("client")
    (True, False)
    """
    return column in _file()


@cache
def _patterns(column: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile("|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)))
        for name, phrases in _file().get(column, {}).items()
    )


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    text = files("evaltools").joinpath("data/categories.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
