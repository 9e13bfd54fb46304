"""The process that prints one page with WeasyPrint: a page comes in, a PDF goes out."""

from __future__ import annotations

import logging
import sys
from typing import Any


def main() -> None:
    """Read a page, write its PDF."""
    sys.stdout.buffer.write(pdf_of(sys.stdin.buffer.read().decode("utf-8")))


def pdf_of(html: str) -> bytes:
    """A page as a tagged PDF; the same bytes for the same page.

    Raises
    ------
    ImportError, OSError
        WeasyPrint, or Pango, which it is written over, is not there.
    """
    from weasyprint import HTML

    # It tells of every rule of style that is not for paper.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    pdf: bytes = HTML(string=html, url_fetcher=_inside).write_pdf(pdf_tags=True)
    return pdf


def _inside(url: str, **_: Any) -> Any:
    """Pictures that the page holds itself; whatever it asks for elsewhere is not fetched."""
    from weasyprint import default_url_fetcher

    if not url.startswith("data:"):
        raise ValueError("a page is printed from what it holds itself")
    return default_url_fetcher(url)


if __name__ == "__main__":
    main()
