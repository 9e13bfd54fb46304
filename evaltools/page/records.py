"""Records of a page: its blocks, what programs are told of it, the tables in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from markupsafe import Markup

from evaltools.page.shown import as_shown
from evaltools.results import Audience
from evaltools.tables import Table, Text, table_from, text_from

#: Tells the exporter what the page is.
PAGE = "application/vnd.evaltools.page+json"
#: A form of a grant operator, filled; for whoever makes a document of it.
FORM = "application/vnd.evaltools.form+json"
#: The tables of a block as records, for whoever makes another file of them than a page.
TABLES = "application/vnd.evaltools.tables+json"
#: Tells the runner that the notebook came to its end.
DONE = "application/vnd.evaltools.done+json"


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
        # The header is the first thing that a notebook shows.
        html = as_shown(str(self.html), with_style=PAGE in self.mime)
        return {"text/html": html, **self.mime, **held}


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
