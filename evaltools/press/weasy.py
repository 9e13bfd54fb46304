"""The process that prints one page with WeasyPrint: a page comes in, a PDF goes out."""

from __future__ import annotations

import logging
import sys


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
    from weasyprint.urls import URLFetcher

    # Pictures that the page holds itself; whatever it asks for elsewhere, files too, is not fetched.
    inside = URLFetcher(allowed_protocols=["data"])
    # It tells of every rule of style that is not for paper.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    pdf: bytes = HTML(string=html, url_fetcher=inside).write_pdf(pdf_tags=True)
    return pdf


if __name__ == "__main__":
    main()
