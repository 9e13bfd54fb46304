"""Foreign HTML without what a report may not hold: scripts, styles, requests.

The page's policy would refuse all of it in the browser anyway. Here it is
taken out, so that a page says nothing into the browser's console, holds no
address that another program might load, and prints the same everywhere.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_VOID = frozenset({"frame", "embed", "link", "meta", "base"})
_DROPPED = _VOID | {"script", "style", "iframe", "frameset", "object", "applet", "template", "noscript"}
_LOADING = frozenset(
    {"src", "srcset", "poster", "background", "data", "formaction", "action", "ping", "manifest"}
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
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return "".join(cleaner.out) if cleaner.changed else html


def headed(html: str) -> str:
    """The HTML with heads of tables that say what they are heads of, and none that is empty.

    A table of pandas has neither. Heads that say so already stay as they are.

    Examples
    --------
    >>> headed("<thead><tr><th></th><th>Visits</th></tr></thead>")
    '<thead><tr><td></td><th scope="col">Visits</th></tr></thead>'
    >>> headed("<tbody><tr><th>May</th><td>12</td></tr></tbody>")
    '<tbody><tr><th scope="row">May</th><td>12</td></tr></tbody>'
    """
    html = re.sub(r"<th\b([^>]*)>\s*</th>", r"<td\1></td>", html)
    for part, scope in (("thead", "col"), ("tbody", "row")):
        html = re.sub(
            rf"<{part}\b.*?</{part}>",
            lambda match, scope=scope: re.sub(  # type: ignore[misc]
                r"<th\b(?![^>]*\bscope=)", f'<th scope="{scope}"', match[0]
            ),
            html,
            flags=re.DOTALL,
        )
    return html


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.changed = False
        self._inside = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            self._depth += tag == self._inside
        elif tag in _DROPPED:
            self.changed = True
            if tag not in _VOID:
                self._inside, self._depth = tag, 1
        else:
            self.out.append(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.changed = True
        elif not self._inside:
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

    # Comments and declarations go: browsers do not agree with this parser on where some of them end.
    def handle_comment(self, data: str) -> None:
        self.changed = True

    def handle_decl(self, decl: str) -> None:
        self.changed = True

    def handle_pi(self, data: str) -> None:
        self.changed = True

    def unknown_decl(self, data: str) -> None:
        self.changed = True

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        """The start tag as it was written, or written again with what is harmless in it."""
        kept = [(name, value) for name, value in attrs if _harmless(tag, name, value or "")]
        raw = self.get_starttag_text() or ""
        if kept == attrs:
            return raw
        self.changed = True
        if tag == "img" and not any(name == "src" for name, _ in kept):
            alt = dict(attrs).get("alt") or ""
            return escape(f"[{alt}]") if alt else ""
        written = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept
        )
        return f"<{tag}{written}{'/' if raw.endswith('/>') else ''}>"


def _harmless(tag: str, name: str, value: str) -> bool:
    if name == "style" or name.startswith("on"):
        return False
    if name in _LOADING:
        return tag == "img" and name == "src" and _address(value).startswith("data:image/")
    if name in ("href", "xlink:href"):
        if tag == "a":
            return not _address(value).startswith(("javascript:", "vbscript:", "data:"))
        return _address(value).startswith(("#", "data:image/"))
    return True


def _address(value: str) -> str:
    # Browsers ignore blanks and control characters inside a scheme.
    return re.sub(r"[\s\x00-\x1f]", "", value).casefold()
