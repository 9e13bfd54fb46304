"""Columns that say who somebody is: told, and the value masked; the file is read all the same."""

from __future__ import annotations

import pandas as pd

from evaltools.language import Language
from evaltools.understand.personal import What, personal_columns
from evaltools.validate.clerk import Clerk


def tell_personal(clerk: Clerk, source: pd.DataFrame) -> None:
    """Warn of columns with identification numbers, telephones, addresses or names of people."""
    for found in personal_columns(source):
        clerk.warning(
            "personal-data",
            _message(found.what, clerk.language, file=clerk.file_of(found.row), column=found.heading),
            row=found.row,
            column=found.heading,
            value="…",
            action=clerk.language.text(
                "Put a code in its place, the same code for the same person, and keep the list of codes elsewhere."
            ),
        )


def _message(what: What, language: Language, *, file: str, column: str) -> str:
    place = {"file": file, "column": column}
    match what:
        case "number":
            return language.text(
                "{file}: the column “{column}” looks like identification numbers of people.", **place
            )
        case "phone":
            return language.text("{file}: the column “{column}” looks like telephone numbers.", **place)
        case "mail":
            return language.text("{file}: the column “{column}” looks like e-mail addresses.", **place)
        case _:
            return language.text("{file}: the column “{column}” looks like names of people.", **place)
