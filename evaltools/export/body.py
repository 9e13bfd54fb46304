"""What the cells of a notebook give to the page, in their order."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from markupsafe import Markup, escape
from nbformat import NotebookNode

from evaltools.export.clean import clean, headed
from evaltools.export.document import Document, internal_title, words
from evaltools.language import Language
from evaltools.page import PAGE, as_published, navigation_place
from evaltools.tables import PHONE_COLUMNS, element

_TOP = re.compile(r'^<header class="top">.*?</header>', re.DOTALL)
_BOTTOM = re.compile(r'^<footer class="bottom">.*</footer>$', re.DOTALL)
_NUMBER = re.compile(r'(<span class="number" data-figure="">)(</span>)')
_CONTENTS = re.compile(r'(<nav class="contents" data-contents=""[^>]*>.*?<ol>)(</ol></nav>)', re.DOTALL)
_SECTION = re.compile(r'<h2[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
#: How a table of this package begins; a table that is not of it, and has none inside.
_OWN = r'<table class="data[a-z -]*"><caption><span>'
_FOREIGN = re.compile(rf"(?!{_OWN})<table\b(?:(?!<table\b).)*?</table>", re.DOTALL)
_OURS = re.compile(rf"{_OWN}.*?</table>", re.DOTALL)
#: Ends of elements that a browser knows without being told: a tenth of what large pages weigh.
_IMPLIED = re.compile(r"</(?:td|th|tr|thead|tbody|tfoot)>")
_TABLE = re.compile(r'(<div class="scroll any" role="region" tabindex="0" aria-label=)"" data-table=""')
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")


@dataclass
class _Parts:
    """Header, footer and what stands between them, while it is collected."""

    top: str = ""
    bottom: str = ""
    body: list[str] = field(default_factory=list)


def assemble(nb: NotebookNode, folder: str = "") -> Document:
    """Put the outputs and texts of a notebook together as one page.

    Parameters
    ----------
    nb : NotebookNode
        Executed. Code, streams and plain results are left out; so is the
        Markdown above the page's header, which speaks to whoever opens the
        notebook.
    folder : str
        Where pictures that its Markdown names are looked for.
    """
    info = next(iter(entries(nb, PAGE)), None)
    code = str((info or {}).get("language") or nb.metadata.get("language") or "en").lower()
    language = words(code)
    parts = _Parts()
    started = info is None
    for cell in nb.cells:
        if cell.cell_type == "markdown" and started:
            parts.body.append(_markdown(cell.source, cell.get("attachments"), folder))
        elif cell.cell_type == "code":
            for output in cell.outputs:
                started = started or PAGE in output.get("data", {})
                _add(parts, _shown(output, cell, folder, language))
    body = "\n".join(part for part in parts.body if part.strip())
    title = str(
        (info or {}).get("title")
        or nb.metadata.get("title")
        or first_heading(body)
        or language.text("Report")
    )
    return Document(
        title=title,
        language=code,
        top=Markup(parts.top or element("header", navigation_place(language), class_="top")),
        body=Markup(_finish(body, title, language)),
        bottom=Markup(parts.bottom),
        running_title=_running_title(info or {}),
        internal=(info or {}).get("audience") == "internal",
        accent=_colour((info or {}).get("accent", "")),
    )


def _running_title(info: Mapping[str, Any]) -> str:
    """What stands in the margin of every sheet: on an internal page first that it may not be sent on."""
    title, badges = str(info.get("running_title", "")), info.get("badges") or ()
    return internal_title(str(badges[0]), title) if badges and info.get("audience") == "internal" else title


def entries(nb: NotebookNode, mime: str) -> Iterator[Mapping[str, object]]:
    """The entries of this media type in the outputs of a notebook, in order."""
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            entry = output.get("data", {}).get(mime)
            if isinstance(entry, Mapping):
                yield entry


def _add(parts: _Parts, html: str) -> None:
    """Header and footer leave the main landmark: on the page they stand around it."""
    top = _TOP.match(html)
    if top and not parts.top:
        parts.top = top.group()
        html = html[top.end() :]
    if _BOTTOM.match(html) and not parts.bottom:
        parts.bottom = html
        return
    parts.body.append(html)


def _shown(output: NotebookNode, cell: NotebookNode, folder: str, language: Language) -> str:
    """An output as HTML; empty for what a report does not show."""
    if output.output_type not in ("display_data", "execute_result"):
        return ""
    data = output.data
    if "text/html" in data:
        return _reachable(clean(as_published(_text(data["text/html"]))))
    for mime in _PICTURES:
        if mime in data:
            return _picture(mime, _text(data[mime]), _alt(output, cell, mime), language)
    if "text/markdown" in data:
        return _markdown(_text(data["text/markdown"]), None, folder)
    return ""


def _colour(value: object) -> str:
    """A colour out of a notebook's file, which anybody may have written."""
    return str(value) if re.fullmatch("#[0-9a-fA-F]{6}", str(value)) else ""


def _picture(mime: str, content: str, alt: str, language: Language) -> str:
    """A picture of somebody else's making, shut in an image: its ids and styles meet nobody's."""
    if mime == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode()
    source = f"data:{mime};base64,{''.join(content.split())}"
    if alt:
        return element("figure", element("img", src=source, alt=alt))
    missing = language.text("This picture has no description.")
    image = element("img", src=source, alt=missing)
    return element("figure", element("figcaption", missing), image, class_="undescribed")


def _alt(output: NotebookNode, cell: NotebookNode, mime: str) -> str:
    """The description given with the picture, else with its cell."""
    own = output.metadata.get(mime)
    places = (own if isinstance(own, Mapping) else {}, output.metadata, cell.metadata)
    return next((str(place["alt"]).strip() for place in places if place.get("alt")), "")


def _markdown(source: str, attachments: dict[str, dict[str, str]] | None, folder: str) -> str:
    # The package's own notebooks have no text below their header and are spared a large import.
    from evaltools.export.markdown import markdown_html

    return _reachable(clean(markdown_html(source, attachments or {}, folder))).strip()


def _reachable(html: str) -> str:
    """Tables of somebody else's making with heads for all readers, wide ones in a region to scroll in."""

    def table(match: re.Match[str]) -> str:
        inner = headed(match[0])
        row = inner.partition("</tr>")[0]
        if len(re.findall(r"<t[hd]\b", row)) <= PHONE_COLUMNS + 1:
            return inner
        return f'<div class="scroll any" role="region" tabindex="0" aria-label="" data-table="">{inner}</div>'

    return _FOREIGN.sub(table, html)


def _lighter(table: str) -> str:
    """A table without what its readers know all the same: ends of cells, quotes around a word."""
    return _IMPLIED.sub("", table).replace('scope="row"', "scope=row")


def _finish(body: str, title: str, language: Language) -> str:
    """Fill in what only the whole page knows."""
    body = _linkable(_one_h1(body, title))
    body = number_figures(body, language)
    # Programs that know no `<wbr>` take what follows it for a part of it, up to the end of its cell.
    body = _OURS.sub(lambda found: found[0] if "<wbr>" in found[0] else _lighter(found[0]), body)
    named = (escape(language.text("Table {n}", n=n)) for n in count(1))
    body = _TABLE.sub(lambda match: f'{match[1]}"{next(named)}"', body)
    links = [
        element("li", element("a", Markup(re.sub(r"<[^>]*>", "", heading)), href=f"#{id_}"))
        for id_, heading in _SECTION.findall(body)
    ]
    return _CONTENTS.sub(lambda m: m[1] + "".join(links) + m[2] if links else "", body)


def number_figures(body: str, language: Language) -> str:
    """Give the figures of a page their numbers, in their order."""
    number = count(1)
    return _NUMBER.sub(lambda m: m[1] + language.text("Figure {n}.", n=next(number)) + m[2], body)


def _linkable(body: str) -> str:
    """Give every heading an id of its own: the one it has, or its words with hyphens, as JupyterLab does."""
    seen: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        own = re.search(r'\bid="([^"]+)"', attributes)
        id_ = own[1] if own else re.sub(r"\s+", "-", str(escape(Markup(inner).striptags())))
        seen[id_] = seen.get(id_, 0) + 1
        if seen[id_] > 1:
            id_ = f"{id_}-{seen[id_]}"
        rest = attributes.replace(own[0], "").rstrip() if own else attributes
        return f'<h{level} id="{id_}"{rest}>{inner}</h{level}>'

    return re.sub(r"<h([2-6])\b([^>]*)>(.*?)</h\1>", heading, body, flags=re.DOTALL)


def _one_h1(body: str, title: str) -> str:
    """The first heading of the first level stays one; a page without any gets its title."""
    first = _HEADING.search(body)
    if first is None:
        return element("h1", title) + Markup("\n" + body)
    head, rest = body[: first.end()], body[first.end() :]
    return head + re.sub(r"(</?)h1\b", r"\1h2", rest)


def first_heading(page: str) -> str:
    """The text of a page's first heading; empty where it has none.

    Examples
    --------
    >>> first_heading('<h1>Plan &amp; <span lang="kk">жоба</span></h1>')
    'Plan & жоба'
    """
    found = _HEADING.search(page)
    return str(Markup(found[1]).striptags()) if found else ""


def _text(value: object) -> str:
    """A notebook file may hold a text as a list of its lines."""
    return "".join(value) if isinstance(value, list) else str(value)
