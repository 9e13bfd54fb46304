"""How pages look: style sheets in one order, and the colours of their tokens.

`tokens.css` is the only place of colours, spaces and sizes. `text`, `page`,
`figures` and `tables` are for every page, `index` for the start page alone;
`print` comes last, since it takes back what a screen was given. `notebook`
is for what JupyterLab shows below a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SHEETS = ("tokens", "text", "page", "figures", "tables", "index", "print")

#: What only one kind of page has.
EXTRA = frozenset({"index"})


@cache
def style_sheet(*extra: str) -> str:
    """The style of a page without its comments and blanks, which every page would carry.

    Parameters
    ----------
    *extra : str
        Names of sheets from `EXTRA` that the page needs besides those of all pages.

    Raises
    ------
    ValueError
        For a sheet that there is not.
    """
    if unknown := set(extra) - EXTRA:
        raise ValueError(f"no such style sheet: {', '.join(sorted(unknown))}; expected of {sorted(EXTRA)}")
    return _without_blanks("\n".join(_text(name) for name in SHEETS if name not in EXTRA or name in extra))


@cache
def notebook_sheet(name: str) -> str:
    """The same looks for the pieces of a page that a notebook shows, and for nothing else beside them.

    Colours follow the theme of JupyterLab or VS Code, since the rest of the
    window does.

    Parameters
    ----------
    name : str
        Class of the element around each piece.

    Examples
    --------
    >>> notebook_sheet("evaltools").startswith(".evaltools.evaltools{")
    True
    """
    # Twice the class: JupyterLab has rules of its own for tables and headings, by one class and an element.
    piece = f".{name}.{name}"
    tokens, *others = re.split(r"(?=@media\b)", _text("tokens"))
    wider = [each for each in others if "min-width" in each]
    sheets = [tokens, *wider, *map(_text, ("text", "page", "figures", "tables", "notebook"))]
    nested = re.sub(r"(?m)^(\s*)(?::root|html|body)(?= \{)", r"\1&", "\n".join(sheets))
    nested = nested.replace("color-scheme: light dark", "color-scheme: light")
    dark = "".join(f"--{token}:{colour};" for token, colour in colours("dark").items())
    themes = ",".join(f"{theme} {piece}" for theme in ("[data-jp-theme-light=false]", ".vscode-dark"))
    return _without_blanks(f"{piece} {{ {nested} }} {themes} {{ color-scheme: dark; {dark} }}")


def _without_blanks(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(": ", ":").replace(";}", "}").strip()


@cache
def colours(scheme: str = "light") -> Mapping[str, str]:
    """The colours of the tokens by name, as `#rrggbb`.

    Parameters
    ----------
    scheme : {"light", "dark"}

    Examples
    --------
    >>> sorted(colours()) == sorted(colours("dark"))
    True
    >>> colours()["page"]
    '#ffffff'
    """
    head, *others = re.split(r"@media\s+", _text("tokens"))
    block = head if scheme == "light" else next(text for text in others if "prefers-color-scheme" in text)
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


#: What a mark must have against the page to be seen (WCAG 2.2, 1.4.11).
_LEAST_CONTRAST = 3.0


def accent_rule(accent: str) -> str:
    """A rule that gives pages a colour of their own, made darker or lighter where it could not be seen.

    Parameters
    ----------
    accent : str
        As `#rrggbb`; empty for none.

    Examples
    --------
    >>> accent_rule("#00695c")[:24]
    ':root{--accent:#00695c}@'
    >>> accent_rule("")
    ''
    """
    if not accent:
        return ""
    light, dark = (_seen(accent, colours(scheme)["page"]) for scheme in ("light", "dark"))
    return (
        f":root{{--accent:{light}}}@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}"
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it: 1 for equal ones, 21 for black on white.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def _seen(colour: str, ground: str) -> str:
    """The colour, mixed with as much black or white as it needs to stand out from the ground."""
    goal = 0.0 if _luminance(ground) > 0.5 else 1.0
    for step in range(21):
        mixed = [part + (goal - part) * step / 20 for part in _parts(colour)]
        found = "#" + "".join(f"{round(part * 255):02x}" for part in mixed)
        if contrast(found, ground) >= _LEAST_CONTRAST:
            return found
    raise AssertionError("black and white stand out from every page")


def _text(name: str) -> str:
    return (Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8")
