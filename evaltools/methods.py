"""The page that says how the numbers were computed, with the versions and a check on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from evaltools.export.document import Document, NavLink, document, internal_title, set_navigation
from evaltools.language import Language
from evaltools.page import Brand, masthead
from evaltools.selftest import SelfTest
from evaltools.tables import Text, element
from evaltools.wording.notes import NOTES, Note
from evaltools.wording.reasons import sentences_of

FILE_NAME = "methods.html"


def methods_page(
    *,
    language: Language,
    project: Text,
    methods: Sequence[str],
    tested: SelfTest,
    versions: Mapping[str, str],
    languages: Sequence[NavLink] = (),
    home: str = "",
    badge: str = "",
    synthetic: str = "",
    brand: Brand | None = None,
) -> str:
    """The page as HTML, in the style of the reports: one file, no script, no request.

    Parameters
    ----------
    language : Language
    project : str or Passage
        Name of the project.
    methods : sequence of str
        Names of the notes to show.
    tested : SelfTest
        What came of the reference values on this machine.
    versions : mapping of str to str
        What the figures were computed with; what is empty is left out.
    languages : sequence of NavLink
        The same page in the other languages.
    home : str
        Where the start page is; empty for none.
    badge : str
        For internal pages: that it may not be sent on.
    synthetic : str
        For made-up data: that they are.
    brand : Brand, optional
        Who pays, to be shown beside the project's name.
    """
    notes = [NOTES[name] for name in methods]
    heading = language.text("How was this computed?")
    badges = (("internal", badge), ("synthetic", synthetic))
    title = element(
        "div",
        *(element("p", text, class_=f"badge {name}") for name, text in badges if text),
        element("h1", heading),
        class_="title",
    )
    lead = language.text(
        "This page says, for each kind of number in the reports, how it was computed, why in this way, and what it cannot say. It is written for readers who are not statisticians."
    )
    body = Markup("\n").join(
        [
            title,
            element("p", lead, class_="lead"),
            _contents(notes, language),
            _general(language),
            *(_note(note, language) for note in notes),
            _checked(tested, versions, language),
        ]
    )
    plain = project if isinstance(project, str) else project.text
    page = Document(
        title=language.text("{project}: how the numbers were computed", project=plain),
        language=language.code,
        top=masthead(project, language, brand),
        body=body,
        running_title=internal_title(badge, heading),
        internal=bool(badge),
        accent=brand.accent if brand else "",
    )
    return set_navigation(document(page), languages, home)


def _contents(notes: Sequence[Note], language: Language) -> Markup:
    links = [("general", language.text("What holds for all numbers"))]
    links += [(note.id, language.text(note.title)) for note in notes]
    links.append(("versions", language.text("Versions and a check of the computation")))
    word = language.text("Contents")
    items = (element("li", element("a", text, href=f"#{place}")) for place, text in links)
    return element("nav", element("p", word), element("ol", *items), class_="contents", aria_label=word)


def _general(language: Language) -> Markup:
    sentences = (
        language.text("Every number of a page stands in the table results.csv, with its unit, base, interval and method."),
        language.text("An interval (“between a and b”) shows how exact a figure is: of 100 intervals made like this, 95 contain the true value. It covers chance, not errors of recording, nor people who did not answer."),
        language.text("A figure that cannot be computed is never replaced by a zero: a sentence in its place says why, and what may still be read."),
        language.text("Nothing is drawn at random: the same data give the same numbers."),
    )  # fmt: skip
    return element(
        "section",
        element("h2", language.text("What holds for all numbers"), id="general"),
        element("ul", *(element("li", sentence) for sentence in sentences), class_="plain"),
    )


def _note(note: Note, language: Language) -> Markup:
    formula = [language.text(note.formula)]
    if note.symbols:
        formula.append(element("p", _symbols(note.symbols, language), class_="formula", translate="no"))
    rows = [
        (language.text("What it is"), [language.text(note.what)]),
        (language.text("How it is computed"), formula),
        (language.text("Why this way"), [language.text(note.why)]),
        (language.text("What it cannot say"), [language.text(note.limits)]),
    ]
    if note.reference:
        rows.append((language.text("Reference"), [element("span", note.reference, lang="en")]))
    pairs = (element("div", element("dt", name), element("dd", *texts)) for name, texts in rows)
    return element(
        "section",
        element("h2", language.text(note.title), id=note.id),
        element("dl", *pairs, class_="facts-list"),
        _undefined(note, language),
    )


def _undefined(note: Note, language: Language) -> Markup:
    """What a reader finds in the place of a figure that is not there."""
    sentences = [language.text(message) for message in sentences_of(note.id)]
    if not sentences:
        return Markup()
    return element(
        "details",
        element("summary", language.text("Where this figure or its interval is not there, one of these sentences says why")),
        element("ul", *(element("li", sentence) for sentence in sentences), class_="plain"),
        class_="why",
    )  # fmt: skip


def _checked(tested: SelfTest, versions: Mapping[str, str], language: Language) -> Markup:
    values = {"agree": language.number(tested.agreeing), "total": language.number(tested.total)}
    said = language.text(
        "The computer that made these reports recomputed values that others have published or computed with other programs: {agree} of {total} reference values agree.",
        **values,
    )
    trouble = ""
    if tested.differences:
        warning = language.text(
            "Some reference values do not agree: numbers of this report may be wrong. The command evaltools results --self-test names them."
        )
        trouble = element("p", warning, class_="warning")
    pairs = (
        element("div", element("dt", name), element("dd", number))
        for name, number in versions.items()
        if number
    )
    return element(
        "section",
        element("h2", language.text("Versions and a check of the computation"), id="versions"),
        element("p", said, class_="finding"),
        trouble,
        element("dl", *pairs, class_="facts-list", translate="no"),
    )


def _symbols(text: str, language: Language) -> str:
    """A formula with the decimal comma of the language."""
    return text if language.code == "en" else re.sub(r"(?<=\d)\.(?=\d)", ",", text)
