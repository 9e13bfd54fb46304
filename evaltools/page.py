"""Blocks of a page: pure functions from words, figures and tables to HTML.

A notebook cell shows a block as it is; the exporter puts the blocks of a
notebook together and fills in what only the whole page knows: the numbers of
the figures, the contents, the links to the other languages. All text is
escaped; only the picture of a `Figure` goes in as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from evaltools.figures.figure import Figure
from evaltools.language import Language
from evaltools.results import Audience
from evaltools.tables import Passage as Passage  # noqa: PLC0414 - blocks and tables share it
from evaltools.tables import Table, Text, element, render, table_from, text_from, written

#: Tables of a section that stand open: one answer, one table; the others are for those who look further.
OPEN_TABLES = 1

#: Tells the exporter what the page is.
PAGE = "application/vnd.evaltools.page+json"
#: A form of a grant operator, filled; for whoever makes a document of it.
FORM = "application/vnd.evaltools.form+json"
#: The tables of a block as records, for whoever makes another file of them than a page.
TABLES = "application/vnd.evaltools.tables+json"
#: Tells the runner that the notebook came to its end.
DONE = "application/vnd.evaltools.done+json"


#: By the id of a section, the note on how its main number was computed.
METHODS = {
    "plan": "attainment",
    "services": "counts",
    "months": "control_chart",
    "comparison": "rate",
    "rates": "rate",
    "funnel": "funnel",
    "participants": "counts",
    "trainings": "counts",
    "information": "counts",
    "claims": "counts",
    "satisfaction": "proportion",
    "satisfaction-regions": "homogeneity",
    "learning": "paired_change",
    "learning-compared": "adjusted_comparison",
    "change": "paired_change",
    "scores": "paired_change",
    "items": "item_change",
    "wrong-answers": "distractors",
    "next-time": "trainees_needed",
    "checks": "checks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTables:
    """The tables of one section, with what a reader needs to read them away from the page.

    Attributes
    ----------
    language : str
        Code of the page's language, in which their numbers are written.
    heading : str
        Of the section.
    tables : sequence of Table
        Those that the page shows.
    base : str
        What their numbers count.
    notes : sequence of str or Passage
        Small print of the section.
    """

    language: str
    heading: str
    tables: Sequence[Table]
    base: str = ""
    notes: Sequence[Text] = ()


def section_tables_from(data: Mapping[str, Any]) -> SectionTables:
    """The tables of a section, read back from an entry of a cell's output."""
    tables = [table_from(each) for each in data["tables"]]
    notes = [text_from(each) for each in data["notes"]]
    return SectionTables(**{**data, "tables": tables, "notes": notes})


@dataclass(frozen=True)
class Block:
    """A piece of a page that shows itself in a notebook.

    Attributes
    ----------
    html : Markup
    mime : mapping
        Further entries of the cell's output, by media type: they are for
        programs and are not shown.
    tables : sequence of SectionTables
        The records of the tables in it; they travel as such an entry.
    """

    html: Markup
    mime: Mapping[str, object] = field(default_factory=dict)
    tables: Sequence[SectionTables] = ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        held = {TABLES: {"sections": [asdict(each) for each in self.tables]}} if self.tables else {}
        return {"text/html": str(self.html), **self.mime, **held}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """What a program must know about a page.

    Attributes
    ----------
    title : str
        Title of the document, as a browser's tab shows it.
    language : str
        Code of the page's language.
    report, region, project : str
        What it is made from; `region` is empty for a page about all of them.
    audience : {"public", "internal"}
    running_title : str
        Place, period and report, in the margin of every printed page.
    badges : tuple of str
        What must be said of every copy: internal, synthetic.
    facts : tuple of pairs of str
        What the page is about and made from, each under its name, for files
        that are made beside it.
    accent : str
        Colour of the funder as `#rrggbb`; empty for the usual one.
    """

    title: str
    language: str
    report: str
    region: str = ""
    project: str = ""
    audience: Audience = "public"
    running_title: str = ""
    badges: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    accent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Who pays, as every page shows it.

    Attributes
    ----------
    name : str or Passage
        The funder's.
    logo : str
        An address that holds the picture itself (`data:…`); empty for none.
    accent : str
        A colour as `#rrggbb` that decorates and means nothing; empty for the usual one.
    """

    name: Text = ""
    logo: str = ""
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number to read first, with the line (plan, base, comparison) that gives it a meaning."""

    label: str
    value: str
    note: str = ""


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


def section(
    *,
    language: Language,
    id: str,
    heading: str,
    finding: Text,
    said: Sequence[Text] = (),
    figures: Sequence[Figure] = (),
    base: str = "",
    tables: Sequence[Table] = (),
    notes: Sequence[Text] = (),
    passages: Sequence[Text] = (),
    pairs: Sequence[tuple[str, Text]] = (),
    method: str | None = None,
    part: bool = False,
    whole: bool = False,
) -> Block:
    """One answer: a label, the sentence that gives it, and what it rests on.

    The order is that in which a reader doubts: the finding and what must be
    said with it, the picture, what its numbers count, the table behind it,
    what people wrote, then what is looked up. A section without data keeps
    its heading and has one sentence: it never vanishes.

    Parameters
    ----------
    language : Language
        The page's.
    id : str
        Lower-case letters, digits and hyphens; unique on the page.
    heading : str
        Short label; the contents show it.
    finding : str or Passage
        A whole sentence that the numbers below support.
    said : sequence of str or Passage
        What the finding may not be read without: sentences right under it.
    figures : sequence of Figure
        Two stand side by side where there is room.
    base : str
        What the numbers count, of how many, and what the interval means; never folded.
    tables : sequence of Table
        The first stands open, the others are folded under their names.
    notes : sequence of str or Passage
        Small print under the tables.
    passages : sequence of str or Passage
        What people wrote: reasons, narratives; after the table that stands open.
    pairs : sequence of pairs
        A few things under their names, where a table would say no more.
    method : str, optional
        Name of the note on how the main number was computed: a run puts a
        link to it here, where there is a page about methods. Left out, that
        of the section's id in `METHODS`; empty for none.
    part : bool
        Whether it is a part of the section before it: its heading is one
        level lower, and the contents leave it out.
    whole : bool
        Whether the same section of the page about the whole project tells
        more: a run puts a link to it here, where there is such a page.

    Raises
    ------
    ValueError
        If the id is none.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]*", id):
        raise ValueError(
            f"{id!r} is no id of a section: lower-case letters, digits and hyphens, a letter first"
        )
    how = METHODS.get(id, "") if method is None else method
    kept = SectionTables(language=language.code, heading=heading, tables=tables, base=base, notes=notes)
    drawn = [_figure(figure, f"{id}-figure-{number}") for number, figure in enumerate(figures, 1)]
    shown = [render(table, language, folded=place >= OPEN_TABLES) for place, table in enumerate(tables)]
    return Block(
        element(
            "section",
            element("h3" if part else "h2", heading, id=id),
            element("p", written(finding, language), class_="finding"),
            *_passages(said, language),
            element("div", *drawn, class_="pair" if len(drawn) > 1 else "single") if drawn else "",
            element("p", base, class_="base") if base else "",
            # Which pages exist is known only when all are made: `set_navigation` fills it in.
            element("p", class_="method", data_method=how) if how and (drawn or tables) else "",
            element("p", class_="method", data_whole=id) if whole else "",
            *shown[:OPEN_TABLES],
            *_passages(passages, language),
            _pairs(pairs, language) if pairs else "",
            *shown[OPEN_TABLES:],
            element("ul", *(element("li", written(note, language)) for note in notes), class_="notes")
            if notes
            else "",
            class_="part" if part else None,
        ),
        tables=[kept] if tables else [],
    )


def _passages(texts: Sequence[Text], language: Language) -> list[Markup]:
    return [element("p", written(text, language), class_="passage") for text in texts if text]


def about(heading: str, rows: Sequence[tuple[str, Text | Sequence[Text]]], *, language: Language) -> Block:
    """Where everything comes from, as pairs of a name and what stands for it.

    A sequence of texts becomes a list.
    """
    return Block(
        element("section", element("h2", heading, id="about"), _pairs(rows, language), class_="about")
    )


def _pairs(rows: Sequence[tuple[str, Text | Sequence[Text]]], language: Language) -> Markup:
    pairs = [
        element("div", element("dt", name), element("dd", _entry(value, language))) for name, value in rows
    ]
    return element("dl", *pairs, class_="facts-list")


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


def _figure(figure: Figure, id_: str) -> Markup:
    """A picture with its words; its number is filled in when the page is whole."""
    caption = element(
        "figcaption",
        element("span", class_="number", data_figure=""),
        " ",
        element("span", figure.title, class_="figure-title"),
        element("span", figure.note, class_="figure-note") if figure.note else "",
    )
    return element("figure", caption, _described(figure, id_))


def _described(figure: Figure, id_: str) -> Markup:
    """The picture, tied to its description.

    The description is a `desc`, since a `title` of ninety words would hang
    under the pointer as a tooltip.
    """
    svg = re.sub(r"<(title|desc)\b[^>]*>.*?</\1>", "", figure.svg.strip(), flags=re.DOTALL)
    found = re.search(r"<svg\b[^>]*>", svg)
    if found is None:
        raise ValueError("the picture of a figure must be an <svg> element")
    start = re.sub(r'\s(role|aria-[a-z]+)="[^"]*"', "", found.group())
    start = f'{start[:-1]} role="img" aria-labelledby="{id_}">'
    description = element("desc", figure.alt, id=id_)
    # Joined as plain strings: adding to Markup would escape the picture.
    return Markup(f"{start}{description}{svg[found.end() :]}")


def _entry(value: Text | Sequence[Text], language: Language) -> Markup:
    if isinstance(value, str | Passage):
        return written(value, language)
    return element("ul", *(element("li", written(item, language)) for item in value))
