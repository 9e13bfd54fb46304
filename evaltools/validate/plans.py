"""Plans that ask for more than a number: "at least 10", "3-4"."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evaltools import schema
from evaltools import values as values_of
from evaltools.validate.clerk import Clerk
from evaltools.vocabulary.headings import says_thousands

Present = dict[schema.Column, "pd.Series[str]"]


def plans_taken_apart(clerk: Clerk, columns: Sequence[schema.Column], present: Present) -> Present:
    """Such plans as number, high end and operator, where these have no columns of their own.

    A unit behind a number, "2000 чел.", and thousands in words say no more
    than the number; in the facts, too.
    """
    by_name = {column.name: column for column in columns}
    units = present.get(by_name["unit"])
    for name in ("plan", "fact"):
        # Where the unit itself is thousands, a number in words of thousands may mean either.
        plain = units is None or not any(map(says_thousands, units.unique()))
        if plain and (texts := present.get(by_name[name])) is not None:
            apart = {text: _apart(text) for text in texts.unique()}
            bare = {text: part.low for text, part in apart.items() if not part.operator}
            present = present | {by_name[name]: texts.map(lambda text, bare=bare: bare.get(text, text))}
    plans = present.get(by_name["plan"])
    if plans is None or any(by_name[name] in present for name in ("operator", "plan_high")):
        return present
    apart = {text: _apart(text) for text in plans.unique()}
    said = plans[plans.map(lambda text: bool(apart[text].operator))]
    if said.empty:
        return present
    clerk.note(
        "plan-in-words",
        clerk.language.text(
            "{file}, column “{column}”: plans that ask for more than a number were read as such, for example “{text}”.",
            file=clerk.raw.file,
            column=plans.name,
            text=said.iloc[0],
        ),
        row=said.index[0],
        column=str(plans.name),
    )
    parts = {
        "plan": plans.map(lambda text: apart[text].low),
        "plan_high": plans.map(lambda text: apart[text].high),
        "operator": plans.map(lambda text: apart[text].operator),
    }
    return present | {by_name[name]: part for name, part in parts.items()}


def _apart(text: str) -> values_of.PlanText:
    """A plan taken apart; blanks, "n/a" and what is none stay for the reader of numbers to name."""
    try:
        return values_of.read_plan(text)
    except values_of.Unreadable:
        return values_of.PlanText(low=text)
