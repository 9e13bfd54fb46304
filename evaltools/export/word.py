"""A page as a Word document (.docx): the form that it fills, else its tables; nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu, Mm, Pt
from docx.table import Table
from nbformat import NotebookNode

from evaltools.export.body import entries
from evaltools.export.document import words
from evaltools.export.notebook import as_shown
from evaltools.forms import FilledForm, FilledPart
from evaltools.page import FORM, PAGE, TABLES, section_tables_from
from evaltools.tables import Cell, Passage, Text
from evaltools.tables import Table as PageTable

#: The only moment in the file, so that the same form gives the same bytes.
MOMENT = datetime(2000, 1, 1)
#: Tables with more columns than this are read across: their pages lie on the side.
PORTRAIT_COLUMNS = 5
#: What XML cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Longest title that the properties of a document may have.
_LONGEST_TITLE = 255
_LOCALES = {"kk": "kk-KZ", "ru": "ru-KZ", "en": "en-GB"}


def export_word(notebook: NotebookNode) -> bytes:
    """The form that a notebook fills; of a notebook without one, the tables of its page.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.

    Returns
    -------
    bytes
        The same bytes for the same notebook.
    """
    shown = as_shown(notebook)
    page: Mapping[str, Any] = next(iter(entries(shown, PAGE)), {})
    form = next(iter(entries(shown, FORM)), None)
    made = form_from(form) if form is not None else _tables(shown, page)
    return form_document(made, badges=tuple(page.get("badges", ())))


def form_from(data: Mapping[str, Any]) -> FilledForm:
    """A filled form, read back from an entry of a cell's output."""
    parts = [
        FilledPart(
            title=part["title"],
            head=tuple(part["head"]),
            rows=tuple(tuple(row) for row in part["rows"]),
            widths=tuple(part["widths"]),
            text=part["text"],
        )
        for part in data["parts"]
    ]
    return FilledForm(data["title"], data["subtitle"], data["language"], tuple(parts))


def _tables(notebook: NotebookNode, page: Mapping[str, Any]) -> FilledForm:
    """The tables of a page in the shape of a form: one part for each."""
    sections = [
        section_tables_from(each)
        for entry in entries(notebook, TABLES)
        for each in entry["sections"]  # type: ignore[attr-defined]
    ]
    code = str(page.get("language") or "en")
    return FilledForm(
        title=str(page.get("title") or words(code).text("Report")),
        subtitle=" · ".join(f"{name}: {value}" for name, value in page.get("facts", ())),
        language=code,
        parts=tuple(_part(table) for section in sections for table in section.tables),
    )


def _part(table: PageTable) -> FilledPart:
    named = [f"{each.label}, {each.unit}" if each.unit else each.label for each in table.columns]
    rows = [
        (_plain(row.label), *(_written(cell) for cell in row.cells)) for row in (*table.rows, *table.foot)
    ]
    widths = (2.5, *(1.0 if column.numeric else 2.0 for column in table.columns))
    notes = " ".join(_plain(note) for note in table.notes)
    return FilledPart(table.caption, (table.head, *named), tuple(rows), widths, notes)


def _written(cell: Cell) -> str:
    return f"{_plain(cell.text)} ({cell.small})" if cell.small else _plain(cell.text)


def _plain(text: Text) -> str:
    return text.text if isinstance(text, Passage) else text


def form_document(form: FilledForm, *, badges: Sequence[str] = ()) -> bytes:
    """Write a filled form as a document.

    Parameters
    ----------
    form : FilledForm
    badges : sequence of str
        What must be said of every copy: internal, synthetic.

    Returns
    -------
    bytes
        The same for the same form.
    """
    document = Document()
    _settle(document, form)
    document.add_heading(_clean(form.title), level=0)
    for badge in badges:
        document.add_paragraph().add_run(_clean(badge)).bold = True
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
    core.title, core.language = _clean(form.title)[:_LONGEST_TITLE], _LOCALES[form.language]
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
