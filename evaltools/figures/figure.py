"""A chart ready for a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart: a small SVG with real text, and the words that belong to it.

    Attributes
    ----------
    svg : str
        An `<svg>` element without style attributes or scripts: marks and
        texts carry classes that follow the page's theme, with presentation
        attributes for programs that read no style sheet.
    title : str
        What is shown and in which unit; stands above the picture as text.
    note : str
        Place, period and how the marks read; one line under the title.
    alt : str
        What a reader would see: kind of chart, order, the values to quote,
        what is missing. Specific to the data, at most about 90 words.
    """

    svg: str
    title: str
    note: str
    alt: str
