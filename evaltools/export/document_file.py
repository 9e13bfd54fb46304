"""A filled form as a Word document (.docx): headings, tables, nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu, Mm, Pt
from docx.table import Table

from evaltools.forms import FilledForm, FilledPart

#: The only moment in the file, so that the same form gives the same bytes.
MOMENT = datetime(2000, 1, 1)
#: Tables with more columns than this are read across: their pages lie on the side.
PORTRAIT_COLUMNS = 5
#: What XML cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOCALES = {"kk": "kk-KZ", "ru": "ru-KZ", "en": "en-GB"}


def form_document(form: FilledForm) -> bytes:
    """Write a filled form as a document.

    Parameters
    ----------
    form : FilledForm

    Returns
    -------
    bytes
        The same for the same form.
    """
    document = Document()
    _settle(document, form)
    document.add_heading(_clean(form.title), level=0)
    document.add_paragraph(_clean(form.subtitle))
    for number, part in enumerate(form.parts, 1):
        document.add_heading(_clean(f"{number}. {part.title}"), level=1)
        _add(document, part)
    held = io.BytesIO()
    document.save(held)
    return _without_moments(held.getvalue())


def _settle(document: DocumentObject, form: FilledForm) -> None:
    """Page, fonts, language and properties: nobody's name, and no time."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    if any(len(part.head) > PORTRAIT_COLUMNS for part in form.parts):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10)
    properties = style.element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LOCALES[form.language])
    properties.append(language)
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.title, core.language = _clean(form.title), _LOCALES[form.language]
    core.created = core.modified = MOMENT
    core.revision = 1


def _add(document: DocumentObject, part: FilledPart) -> None:
    if part.text:
        document.add_paragraph(_clean(part.text))
    if not part.rows:
        return
    width = len(part.rows[0])
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    if part.head:
        _row(table, part.head, bold=True)
        _repeat(table)
    for row in part.rows:
        _row(table, row, first_bold=not part.head)
    _set_widths(document, table, part.widths)


def _row(table: Table, texts: Sequence[str], *, bold: bool = False, first_bold: bool = False) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        run = cell.paragraphs[0].add_run(_clean(text))
        run.bold = bold or (first_bold and place == 0)
        run.font.size = Pt(9)
    # A row that goes over two pages is hard to read.
    whole = OxmlElement("w:cantSplit")
    table.rows[-1]._tr.get_or_add_trPr().append(whole)


def _set_widths(document: DocumentObject, table: Table, widths: Sequence[float]) -> None:
    """Every cell of a column as wide as its part of the page: Word reads the cells, others the columns."""
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(int(room * width / sum(widths)))
        for cell in column.cells:
            cell.width = column.width


def _repeat(table: Table) -> None:
    """The headings come again on every page."""
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _without_moments(data: bytes) -> bytes:
    """The package with one moment for all its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
