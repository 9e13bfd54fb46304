"""The answers of a page: one section for each question, and where everything comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from evaltools.figures.figure import Figure
from evaltools.language import Language
from evaltools.page.records import Block, SectionTables
from evaltools.tables import PHONE_COLUMNS, Passage, Table, Text, element, least_width, render, written

#: Tables of a section that stand open: one answer, one table; the others are for those who look further.
OPEN_TABLES = 1

#: A picture that is so many times as high as it is wide fills most of a printed sheet: its table may come
#: before it there, so that no sheet stays half empty.
TALL = 1.1
#: With more rows, or if it needs more rem than this, a table does not stand beside its picture on paper.
SMALL_ROWS, SMALL_WIDTH = 10, 19.0

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
    records = SectionTables(language=language.code, heading=heading, tables=tables, base=base, notes=notes)
    drawn = [_figure(figure, f"{id}-figure-{number}") for number, figure in enumerate(figures, 1)]
    shown = [render(table, language, folded=place >= OPEN_TABLES) for place, table in enumerate(tables)]
    pictures = element("div", *drawn, class_="pair" if len(drawn) > 1 else "single") if drawn else ""
    counted = element("p", base, class_="base") if base else ""
    # Which pages exist is known only when all are made: `set_navigation` fills it in.
    links = Markup()
    if how and (drawn or tables):
        links += element("p", class_="method", data_method=how)
    if whole:
        links += element("p", class_="method", data_whole=id)
    sentences = _passages(said, language)
    evidence = [*sentences, pictures, counted, links, *shown[:OPEN_TABLES]]
    kept = _kept(figures, tables, said=len(sentences))
    return Block(
        element(
            "section",
            # What may not be parted on paper stands in one element: no other rule is kept by all that print.
            element(
                "div",
                element("h3" if part else "h2", heading, id=id),
                element("p", written(finding, language), class_="finding"),
                *evidence[:kept],
                class_="answer",
            ),
            *evidence[kept:],
            *_passages(passages, language),
            _pairs(pairs, language) if pairs else "",
            *shown[OPEN_TABLES:],
            element("ul", *(element("li", written(note, language)) for note in notes), class_="notes")
            if notes
            else "",
            class_="part" if part else None,
        ),
        tables=[records] if tables else [],
    )


def _kept(figures: Sequence[Figure], tables: Sequence[Table], *, said: int) -> int:
    """How much of the evidence stays on the sheet of its finding: sentences, pictures, base, note, table.

    Examples
    --------
    >>> _kept([], [], said=3)
    0
    """
    if not figures:
        return 0 if said else 2
    if tables and (len(figures) > 2 or any(_is_tall(figure) for figure in figures)):
        return said
    return said + (4 if len(figures) == 1 and tables and _is_small(tables[0]) else 2)


def _is_small(table: Table) -> bool:
    """Whether a table has room beside a picture on paper."""
    rows = len(table.rows) + len(table.foot)
    # On paper an interval stands in one line with its value: three columns would not fit.
    return len(table.columns) <= PHONE_COLUMNS and rows <= SMALL_ROWS and least_width(table) <= SMALL_WIDTH


def _is_tall(figure: Figure) -> bool:
    """Whether a picture would fill most of a printed sheet.

    Examples
    --------
    >>> high = '<svg viewBox="0 0 360 640"></svg>'
    >>> _is_tall(Figure(svg=high, title="", note="", alt=""))
    True
    """
    box = re.search(r'\bviewBox="0 0 ([\d.]+) ([\d.]+)"', figure.svg)
    return box is not None and float(box[2]) > TALL * float(box[1])


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
    # Inside of HTML a picture needs no name space.
    start = re.sub(r'\s(role|xmlns|aria-[a-z]+)="[^"]*"', "", found.group())
    start = f'{start[:-1]} role="img" aria-labelledby="{id_}">'
    description = element("desc", figure.alt, id=id_)
    # Joined as plain strings: adding to Markup would escape the picture.
    return Markup(f"{start}{description}{svg[found.end() :]}")


def _entry(value: Text | Sequence[Text], language: Language) -> Markup:
    if isinstance(value, str | Passage):
        return written(value, language)
    return element("ul", *(element("li", written(item, language)) for item in value))
