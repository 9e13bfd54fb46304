"""The page around the blocks: head, style, policy, landmarks, links to the other languages."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup, escape

from evaltools.language import LOCALES, Language, unbroken
from evaltools.style import accent_rule, style_sheet
from evaltools.tables import element

TEMPLATES = Path(__file__).parent / "templates"

_DRAWING = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)
_TEXT = re.compile(r">[^<>]+<")
_WHOLE = re.compile(r'(<p class="method" data-whole="([a-z0-9-]+)">)[^\n]*?(</p>)')
_METHOD = re.compile(r'(<p class="method" data-method="([a-z_]+)">)[^\n]*?(</p>)')
_NAVIGATION = re.compile(r'(<nav class="languages" data-navigation=""[^>]*>).*?(</nav>)', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    """A link to the same page in another language.

    Attributes
    ----------
    language : str
        Code of the page that it leads to.
    name : str
        The language's own name for itself.
    href : str
        Relative to the page that holds the link.
    current : bool
        Whether that is the page itself: then it is no link.
    """

    language: str
    name: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole page, before it is written.

    Attributes
    ----------
    title, language : str
        Of the document; any language code is kept, and one that is not ours
        gets the fixed words (skip link) in English.
    body : Markup
        What stands in the main landmark.
    top, bottom : str
        Header and footer; Markup, for anything else is escaped.
    running_title : str
        In the margin of every printed page.
    internal : bool
        Not to be found by search engines if it is put on a server by mistake.
    sheets : tuple of str
        Style sheets that it needs besides those of all pages.
    accent : str
        Colour of the funder as `#rrggbb`; empty for the usual one.
    script : str
        A script of ours, whole; only the start page has one. No other can run.
    """

    title: str
    language: str
    body: Markup
    top: str = ""
    bottom: str = ""
    running_title: str = ""
    internal: bool = False
    sheets: tuple[str, ...] = ()
    accent: str = ""
    script: str = ""

    @property
    def style(self) -> Markup:
        """The style sheet, with the running title for the printed margin."""
        return Markup(style_sheet(*self.sheets) + accent_rule(self.accent) + _margin(self.running_title))

    @property
    def content(self) -> Markup:
        """The body, in which numbers and ranges stay on one line."""
        return _unbroken(escape(self.body))

    @property
    def policy(self) -> str:
        """Nothing may be loaded; what applies or runs, the style sheet and a script, is known by its hash."""
        script = f"script-src 'sha256-{_digest(self.script)}'; " if self.script else ""
        return (
            f"default-src 'none'; {script}style-src 'sha256-{_digest(self.style)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )

    @property
    def trusted_script(self) -> Markup:
        """The script as it goes into the page, where nothing in it may be escaped.

        Raises
        ------
        ValueError
            If it would end its own element.
        """
        if "</" in self.script or "<!--" in self.script:
            raise ValueError("a script inside a page may hold neither </ nor <!--")
        return Markup(self.script)

    @property
    def skip(self) -> str:
        return words(self.language).text("Skip to the content")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def words(code: str) -> Language:
    """The language for a page's fixed words: English where the page's own is not one of ours."""
    return Language(code if code in LOCALES else "en")


def document(page: Document) -> str:
    """The page as HTML: one file, no request, and no script but the one it was given."""
    return _template().render(page=page)


def _unbroken(html: str) -> Markup:
    """The HTML with what stands between its tags held together; attributes and drawings stay as they are."""
    parts = _DRAWING.split(html)
    parts[::2] = [_TEXT.sub(lambda text: unbroken(text[0]), part) for part in parts[::2]]
    return Markup("".join(parts))


@cache
def _template() -> Template:
    loader = FileSystemLoader(TEMPLATES / "evaltools")
    return Environment(loader=loader, autoescape=True).get_template("page.html.j2")


def set_navigation(
    html: str,
    links: Sequence[NavLink],
    home: str = "",
    methods: str = "",
    notes: Collection[str] = (),
    whole: str = "",
) -> str:
    """The page with its language links filled in anew; everything else stays.

    Which pages exist is known only when all are made, so this comes last. A
    page can be given its links again and again.

    Parameters
    ----------
    html : str
        A page made by `document` or `export_notebook`.
    links : sequence of NavLink
    home : str
        Where the start page is; empty for none.
    methods : str
        Where the page about methods is; empty for none. The places that
        sections left for a link to their method are filled in, too.
    notes : collection of str
        The notes that this page has.
    whole : str
        Where the page about the whole project is; empty for none. The places
        that sections left for a link to their like there are filled in, too.
    """
    found = re.search(r'<html lang="([^"]*)"', html)
    language = words(found.group(1) if found else "en")
    start = element("a", language.text("All reports"), class_="home", href=home) if home else Markup()
    how = element("a", language.text("How was this computed?"), href=methods) if methods else Markup()
    items = [element("li", _navigation_link(link)) for link in links]
    inner = start + how + (element("ul", *items) if items else "")
    html = _NAVIGATION.sub(lambda match: f"{match[1]}{inner}{match[2]}", html, count=1)

    def filled(match: re.Match[str]) -> str:
        # The page has notes on what was computed; a section without data still leads to the page.
        place = f"{methods}#{match[2]}" if match[2] in notes else methods
        link = element("a", language.text("How was this computed?"), href=place) if methods else ""
        return f"{match[1]}{link}{match[3]}"

    def to_whole(match: re.Match[str]) -> str:
        text = language.text("The same for the whole project")
        link = element("a", text, href=f"{whole}#{match[2]}") if whole else ""
        return f"{match[1]}{link}{match[3]}"

    return _WHOLE.sub(to_whole, _METHOD.sub(filled, html))


def _navigation_link(link: NavLink) -> Markup:
    if link.current:
        return element("span", link.name, lang=link.language, aria_current="page")
    return element("a", link.name, href=link.href, lang=link.language, hreflang=link.language)


def internal_title(badge: str, title: str) -> str:
    """The running title of an internal page: sheets are parted, and each says that it may not be sent on.

    Examples
    --------
    >>> internal_title("Internal: do not forward.", "Training T01")
    'Internal: do not forward. Training T01'
    """
    return " ".join(part for part in (badge, title) if part)


def _margin(title: str) -> str:
    """A rule with the running title; whatever could end the string or the element is written as a code."""
    if not title:
        return ""
    quoted = "".join(c if c.isalnum() or c in " .,·–-" else f"\\{ord(c):x} " for c in title)
    return f'@page{{@bottom-left{{content:"{quoted}"}}}}'
