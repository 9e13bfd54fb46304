"""Registers: the sentence that opens the section of one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evaltools.language import pick
from evaltools.registers import Entry, Register, RegisterColumn, register_named
from evaltools.results import Result
from evaltools.tables import Passage, Text, mark_for
from evaltools.view import View
from evaltools.vocabulary.letters import language_of

#: More categories than this make no sentence.
MOST_NAMED = 6


def register_finding(view: View, total: Result) -> str:
    """How many rows a register has."""
    language = view.language
    if total.status == "hidden":
        return language.text("How many entries there are is hidden.")
    if not total.value:
        return language.text("The register is kept, and nothing stands in it yet.")
    return language.plural("The register has {n} entry.", "The register has {n} entries.", total.value)


def register_rest(view: View, known: Register, total: Result, counts: Mapping[str, Sequence[Result]]) -> str:
    """How many rows there are of each kind, by the first breakdown; empty where there is none to say."""
    language = view.language
    if total.status == "hidden" or not total.value:
        return ""
    for column in known.having("counted"):
        rows = counts[column.name]
        if not rows or len(rows) > MOST_NAMED or (len(rows) == 1 and column.type == "flag" and column.link):
            continue
        parts = [
            language.text(
                "{category} – {n}",
                category=_inside(
                    view, column, category_name(view, known, column.name, row.pairs[column.name])
                ),
                n=language.number(row.value) if row.value is not None else mark_for(row.status, language),
            )
            for row in rows
        ]
        return language.text(
            "{column}: {parts}.",
            column=pick(dict(column.label), language.code)[0],
            parts="; ".join(parts),
        )
    return ""


def _inside(view: View, column: RegisterColumn, category: str) -> str:
    """Names of regions, of linked rows and of languages in English keep their capital."""
    proper = column.type == "region" or column.link or (column.name, view.language.code) == ("language", "en")
    return category if proper else view.language.inside(category)


def without_consent(view: View, n: int, *, small: bool) -> str:
    """That rows are counted and not shown, and how many where small counts are no secret."""
    if small:
        return view.language.text("Words of people without a recorded consent are not shown.")
    return view.language.plural(
        "The words of {n} person are not shown: no consent is recorded.",
        "The words of {n} people are not shown: no consent is recorded.",
        n,
    )


def category_name(view: View, known: Register, name: str, category: str) -> str:
    """What a category of a column is called: a linked row's own name, yes or no, or its label."""
    column = next(each for each in known.columns if each.name == name)
    if column.type == "flag":
        return view.name("flag", category)
    if column.type == "region":
        return view.place(category)
    if column.link:
        for entry in view.registers.get(column.link, ()):
            if entry.id == category and (label := label_of(view, register_named(column.link), entry)):
                return label if isinstance(label, str) else label.text
    return view.name(name, category)


def label_of(view: View, known: Register, entry: Entry) -> Text:
    """What a row is called, in the page's language or the one it has; a region where it has no words."""
    for column in known.having("row"):
        if text := text_of(view, column, entry):
            return text
    region = entry.plain("region")
    return view.place(region) if region else ""


def text_of(view: View, column: RegisterColumn, entry: Entry) -> Text:
    """A cell of words, in the page's language or the one it has."""
    texts = entry.translated(column.name)
    # A column without languages stands for all of them, whichever one it was written in.
    is_one = len(texts) > 1 and len(set(texts.values())) == 1
    if texts and not is_one:
        return Passage(*pick(dict(texts), view.language.code))
    text = next(iter(texts.values())) if is_one else entry.plain(column.name)
    if not text:
        return ""
    language = entry.plain("language")
    if language not in ("kk", "ru", "en"):
        language = _told_by_letters(text, view.language.code)
    return Passage(text, language)


def _told_by_letters(text: str, page: str) -> str:
    """The language of a text whose table does not say it; the page's where letters are no proof."""
    language = language_of(text)
    words = re.findall(r"[^\W\d_]{3,}", text)
    # A word or two of letters that Kazakh and Russian share may be either.
    proves = len(words) > 2 if (language, page) == ("ru", "kk") else bool(words)
    return language if proves else page
