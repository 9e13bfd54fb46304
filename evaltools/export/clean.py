"""Foreign HTML without what a report may not hold: scripts, styles, requests.

The page's policy would refuse all of it in the browser anyway. Here it is
taken out, so that a page says nothing into the browser's console, holds no
address that another program might load, and prints the same everywhere.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_DROPPED = frozenset(
    "script style iframe frame frameset object embed applet template noscript link meta base portal".split()
)
_VOID = frozenset("frame embed link meta base".split())
_LOADING = frozenset("src srcset poster background data formaction action ping manifest".split())
_SUSPICIOUS = re.compile(
    rf"<(?:{'|'.join(sorted(_DROPPED))}|image|use|feimage|!--)\b|<!--|javascript:|vbscript:"
    rf"|[\s\"'/](?:on[a-z]+|style|xlink:href|{'|'.join(sorted(_LOADING))})\s*=",
    re.IGNORECASE,
)


def clean(html: str) -> str:
    """The HTML with nothing in it that runs, styles or loads.

    What holds nothing of the kind comes back as it is, byte for byte. A
    picture that would have to be fetched leaves its alternative text.

    Examples
    --------
    >>> clean('<p style="color:red" onclick="x()">a<script>b()</script></p>')
    '<p>a</p>'
    >>> clean('<img src="https://example.org/a.png" alt="a chart">')
    '[a chart]'
    """
    if not _SUSPICIOUS.search(html):
        return html
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return "".join(cleaner.out)


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._inside = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            self._depth += tag == self._inside
        elif tag in _DROPPED:
            if tag not in _VOID:
                self._inside, self._depth = tag, 1
        else:
            self.out.append(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._inside and tag not in _DROPPED:
            self.out.append(self._tag(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self._inside:
            self.out.append(f"</{tag}>")
        elif tag == self._inside:
            self._depth -= 1
            if not self._depth:
                self._inside = ""

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        """The start tag as it was written, or written again with what is harmless in it."""
        kept = [(name, value) for name, value in attrs if _harmless(tag, name, value or "")]
        if tag == "img" and not any(name == "src" for name, _ in kept):
            alt = dict(attrs).get("alt") or ""
            return escape(f"[{alt}]") if alt else ""
        raw = self.get_starttag_text() or ""
        if kept == attrs:
            return raw
        written = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
        return f"<{tag}{written}{'/' if raw.endswith('/>') else ''}>"


def _harmless(tag: str, name: str, value: str) -> bool:
    # Browsers ignore blanks and control characters inside a scheme.
    address = re.sub(r"[\s\x00-\x1f]", "", value).casefold()
    if name == "style" or name.startswith("on"):
        return False
    if name in _LOADING:
        return tag == "img" and name == "src" and address.startswith("data:image/")
    if name in ("href", "xlink:href"):
        if tag == "a":
            return not address.startswith(("javascript:", "vbscript:", "data:"))
        return address.startswith(("#", "data:image/"))
    return True
