"""What stands around the answers: the head of a page, what is read first, its foot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from markupsafe import Markup, escape

from evaltools.language import Language
from evaltools.page.records import DONE, PAGE, Block, Brand, PageInfo, Tile
from evaltools.tables import Text, element, written


def header(
    *,
    language: Language,
    project: Text,
    title: str,
    facts: Sequence[str],
    page: PageInfo,
    badge: str = "",
    synthetic: str = "",
    brand: Brand | None = None,
) -> Block:
    """The head of a page.

    Parameters
    ----------
    language : Language
    project : str or Passage
        Name of the project.
    title : str
        Place, subject and period; the page's only heading of the first level.
    facts : sequence of str
        Region, period, data up to, status: one line.
    page : PageInfo
        Travels with the block, for the exporter.
    badge : str
        For an internal page: that it may not be sent on.
    synthetic : str
        For made-up data: that they are.
    brand : Brand, optional
        Who pays, to be shown beside the project's name.
    """
    labels = [
        element("p", text, class_=f"badge {name}")
        for name, text in (("internal", badge), ("synthetic", synthetic))
        if text
    ]
    html = masthead(project, language, brand)
    html += element(
        "div",
        *labels,
        element("h1", title),
        element("p", " · ".join(fact for fact in facts if fact), class_="facts"),
        class_="title",
    )
    badges = tuple(text for text in (badge, synthetic) if text)
    accent = brand.accent if brand else ""
    return Block(html, {PAGE: asdict(replace(page, badges=badges, accent=accent))})


def masthead(project: Text, language: Language, brand: Brand | None = None) -> Markup:
    """The topmost line of a page: whose project it is, and a place for the links to other pages."""
    name = element("p", written(project, language), class_="project")
    if brand:
        logo = element("img", src=brand.logo, alt="") if brand.logo else ""
        # The sentence is escaped while its place is empty: a name in another language has its `lang`.
        funder = escape(language.text("Funder: {funder}", funder="{funder}"))
        payer = element("p", Markup(funder).format(funder=written(brand.name, language)), class_="funder")
        name = element("div", logo, element("div", name, payer if brand.name else ""), class_="brand")
    return element("header", name, navigation_place(language), class_="top")


def navigation_place(language: Language) -> Markup:
    """Where the links to the other languages will stand; they are put in when all pages exist."""
    return element("nav", class_="languages", data_navigation="", aria_label=language.text("Languages"))


def asked(texts: Sequence[Text], *, language: Language) -> Block:
    """What the project was to reach: one line above the answer; nothing without texts."""
    if not texts:
        return Block(Markup())
    parts = [part for text in texts for part in (written(text, language), " ")]
    return Block(element("p", *parts[:-1], class_="asked"))


def lead(paragraph: str) -> Block:
    """The summary that stands alone: how much, for whom, against what, and what is not known."""
    return Block(element("p", paragraph, class_="lead"))


def tiles(items: Sequence[Tile]) -> Block:
    """The few numbers that are checked first."""
    tiles_ = [
        element(
            "div",
            element("dt", tile.label),
            element("dd", tile.value, class_="value"),
            element("dd", _narrow(tile.note), class_="note") if tile.note else "",
        )
        for tile in items
    ]
    return Block(element("dl", *tiles_, class_="tiles"))


def _narrow(note: str) -> str:
    """A note that may part between a number and a long noun: on a phone the noun itself would be torn.

    Examples
    --------
    >>> _narrow("20\\xa0327\\xa0consultations")
    '20\\xa0327 consultations'
    """
    return re.sub(r"(?<=\d)\xa0(?=[^\W\d_]{6,})", " ", note)


def warning(text: str) -> Block:
    """The one thing that would make a decision go wrong if it were overlooked."""
    return Block(element("p", text, class_="warning"))


def contents(heading: str) -> Block:
    """A place for links to the sections; the exporter fills it."""
    inner = element("p", heading, id="contents") + element("ol")
    return Block(element("nav", inner, class_="contents", data_contents="", aria_labelledby="contents"))


def footer(
    *, language: Language, version: str, data_hash: str, stamp: datetime, commit: str = "", note: str = ""
) -> Block:
    """What the page was made with, and when.

    The `time` element is the declared stamp: the only thing in which two
    pages from the same input may differ.

    Parameters
    ----------
    language : Language
    version, commit : str
        Of this package; no commit when it was installed from a wheel.
    data_hash : str
        Of the data that the page shows.
    stamp : datetime
    note : str
        A further line.
    """
    parts = [language.text("Made with evaltools {version}.", version=version)]
    if commit:
        parts.append(language.text("Commit {commit}.", commit=commit))
    parts.append(language.text("Data {hash}.", hash=data_hash))
    day = language.date(stamp.date())
    time = element("time", day, class_="stamp", datetime=stamp.isoformat())
    # The element stands where the date stood: the date's own stop may be that of the sentence.
    before, _, after = language.text("Made on {date}.", date=day).partition(day)
    made = escape(before) + time + escape(after)
    lines = [element("p", " ".join(parts), " ", made), element("p", note) if note else ""]
    return Block(element("footer", *lines, class_="bottom"))


def done(
    *, report: str, region: str, language: str, key: str, read: Sequence[Mapping[str, object]] = ()
) -> Block:
    """Nothing to see: tells the runner that the notebook came to its end.

    Parameters
    ----------
    report, region, language : str
        What the notebook was run for.
    key : str
        Key of the prepared data that it showed.
    read : sequence of mapping, optional
        What it asked for, with hashes of the answers.
    """
    entry = {"report": report, "region": region, "language": language, "key": key, "read": list(read)}
    return Block(Markup(), {DONE: entry})
