"""Plans that ask for more than a number: "at least 10", "3-4"."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evaltools import schema
from evaltools import values as values_of
from evaltools.validate.clerk import Clerk

Present = dict[schema.Column, "pd.Series[str]"]


def plans_taken_apart(clerk: Clerk, columns: Sequence[schema.Column], present: Present) -> Present:
    """Such plans as number, high end and operator, where these have no columns of their own."""
    by_name = {column.name: column for column in columns}
    plans = present.get(by_name["plan"])
    if plans is None or any(by_name[name] in present for name in ("operator", "plan_high")):
        return present
    apart: dict[str, values_of.PlanText] = {}
    for text in plans.unique():
        try:
            apart[text] = values_of.read_plan(text)
        except values_of.Unreadable:
            # Blanks, "n/a", and what the reader of numbers will name as a fault.
            apart[text] = values_of.PlanText(low=text)
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
