"""Blocks of a page: pure functions from words, figures and tables to HTML.

A notebook cell shows a block as it is; the exporter puts the blocks of a
notebook together and fills in what only the whole page knows: the numbers of
the figures, the contents, the links to the other languages. All text is
escaped; only the picture of a `Figure` goes in as it is.
"""

from evaltools.page.answers import METHODS, OPEN_TABLES, about, section
from evaltools.page.frame import (
    asked,
    contents,
    done,
    footer,
    header,
    lead,
    masthead,
    navigation_place,
    tiles,
    warning,
)
from evaltools.page.records import (
    DONE,
    FORM,
    PAGE,
    TABLES,
    Block,
    Brand,
    PageInfo,
    SectionTables,
    Tile,
    section_tables_from,
)
from evaltools.page.shown import as_published
from evaltools.tables import Passage

__all__ = [
    "DONE",
    "FORM",
    "METHODS",
    "OPEN_TABLES",
    "PAGE",
    "TABLES",
    "Block",
    "Brand",
    "PageInfo",
    "Passage",
    "SectionTables",
    "Tile",
    "about",
    "as_published",
    "asked",
    "contents",
    "done",
    "footer",
    "header",
    "lead",
    "masthead",
    "navigation_place",
    "section",
    "section_tables_from",
    "tiles",
    "warning",
]
