"""The sum of the grant in figures and in words."""

from __future__ import annotations

from evaltools.check.case import Case, plain
from evaltools.check.number_words import number_in_words
from evaltools.findings import Finding
from evaltools.project import Texts
from evaltools.project.load import FILE_NAME
from evaltools.results import COUNTRY


def check_money(case: Case) -> list[Finding]:
    """Whether the sum in words is the sum in figures, in each language that has it."""
    grant = case.project.grant
    if grant is None or grant.in_words is None:
        return []
    amount = case.results.get(COUNTRY, "effects", "grant").value
    if amount is None:
        return []
    language, found = case.language, []
    for words, codes in _different(grant.in_words).items():
        readings = {code: number_in_words(words, code) for code in codes}
        # One text for all languages is in one of them.
        code = next((each for each, one in readings.items() if one is not None), codes[0])
        said = readings[code]
        agrees = said == amount
        values = {
            "words": words,
            "amount": case.number(amount),
            "said": case.number(said) if said is not None else "",
        }
        if agrees:
            message = language.text("The grant: {amount} and “{words}” are the same sum.", **values)
        elif said is None:
            message = language.text("The grant: “{words}” could not be read as a sum.", **values)
        else:
            message = language.text("The grant: {amount} in figures, but “{words}” is {said}.", **values)
        found.append(
            Finding(
                severity="checked" if agrees else "note" if said is None else "error",
                code="sum-in-words-agrees"
                if agrees
                else "sum-in-words-unread"
                if said is None
                else "sum-in-words-differs",
                file=FILE_NAME,
                column=f"grant.in_words.{code}",
                message=message,
                claimed=plain(amount),
                computed=plain(said) if said is not None else "",
                difference=plain(amount - said) if said is not None else "",
                action="" if agrees else language.text("Correct the figure or the words."),
            )
        )
    return found


def _different(texts: Texts) -> dict[str, list[str]]:
    """Each text once, with the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, words in texts.by_language().items():
        if words:
            found.setdefault(words, []).append(code)
    return found
