"""From matplotlib's SVG to one that a page can hold.

The page forbids style attributes, follows the reader's theme and has several
charts, so the drawing is rewritten as a tree: colours become a class of the
theme *and* a presentation attribute (the class for browsers, the attribute
for programs that read no style sheet inside a picture), identifiers are
numbered under the chart's own prefix, and whatever carries no mark is left
out. Text stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from evaltools.style import colours

_LIGHT = colours()
TEXT, MUTED, C1, C2 = (_LIGHT[name] for name in ("text", "muted", "c1", "c2"))
CONTEXT, PALE, HAIR, PAPER = (_LIGHT[name] for name in ("cx", "pale", "hair", "page"))

FILL_CLASSES = {TEXT: "t", MUTED: "tm", C1: "c1", C2: "c2", CONTEXT: "cx", PALE: "pale", PAPER: "bg"}
STROKE_CLASSES = {C1: "c1s", C2: "c2s", CONTEXT: "cxs", HAIR: "hair"}

FONT_SIZE = 13.0
FONT_FAMILY = (
    "system-ui,'Segoe UI',-apple-system,Roboto,'Noto Sans','DejaVu Sans','Liberation Sans',Arial,sans-serif"
)

_HREF = "{http://www.w3.org/1999/xlink}href"
_DROPPED = {"metadata", "style", "title"}
_KEPT = {"svg", "g", "defs", "path", "use", "text"}
_PLAIN = {
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
    "text-anchor": "start",
    "stroke-dashoffset": "0",
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def inline_svg(source: str, *, prefix: str) -> str:
    """Rewrite a matplotlib drawing for use inside a page.

    Parameters
    ----------
    source : str
        What matplotlib's SVG backend wrote, with text kept as text.
    prefix : str
        Letters, digits and hyphens, the first a letter; unique on the page.

    Returns
    -------
    str
        An `<svg viewBox role="img">` element on one line, without prologue,
        style attributes, style elements or foreign identifiers.

    Raises
    ------
    ValueError
        If the prefix cannot start an identifier, or the drawing holds a
        colour or an element that the page has no rule for.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"“{prefix}” cannot be the id of a chart: expected letters, digits and hyphens.")
    root = ElementTree.fromstring(source)
    names = _names(root, prefix)
    drawn = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": _rounded(root.get("viewBox", "")),
            "role": "img",
            "font-family": FONT_FAMILY,
            "font-size": _rounded(str(FONT_SIZE)),
            "stroke-linejoin": "round",
        },
    )
    drawn.extend([part for child in root for part in _parts(child, names, shape=False)])
    return ElementTree.tostring(drawn, encoding="unicode")


def _names(root: Element, prefix: str) -> dict[str, str]:
    """New identifiers for those that something refers to, in order of appearance."""
    used = {link.lstrip("#") for each in root.iter() if (link := each.get(_HREF))}
    found = [name for each in root.iter() if (name := each.get("id")) in used]
    return {name: f"{prefix}-m{place}" for place, name in enumerate(dict.fromkeys(found), start=1)}


def _parts(element: Element, names: dict[str, str], *, shape: bool) -> Iterator[Element]:
    """The element as the page takes it; a group or `defs` that says nothing gives way to its children.

    `shape` is true inside `defs`: there a colour would win over the class of
    the `use` that shows it.
    """
    tag = element.tag.rpartition("}")[2]
    if tag in _DROPPED:
        return
    if tag not in _KEPT:
        raise ValueError(f"A chart may not hold the element <{tag}>.")
    new = Element(tag, _attributes(element, names, shape=shape))
    new.extend([part for child in element for part in _parts(child, names, shape=shape or tag == "defs")])
    if tag == "text":
        new.text = element.text
        if element.text:
            yield new
    elif tag == "g" and not new.attrib:
        yield from new
    elif tag != "defs" or len(new):
        yield new


def _attributes(element: Element, names: dict[str, str], *, shape: bool) -> dict[str, str]:
    kept = {}
    if (name := element.get("id")) in names:
        kept["id"] = names[name]
    if link := element.get(_HREF):
        kept["href"] = "#" + names[link.removeprefix("#")]
    for key in ("d", "x", "y"):
        if value := element.get(key):
            kept[key] = _compact(value) if key == "d" else _rounded(value)
    style = dict(_declarations(element.get("style", "")))
    if shape:
        style.pop("fill", None)
        style.pop("stroke", None)
    classes = [
        rules[value]
        for key, rules in (("fill", FILL_CLASSES), ("stroke", STROKE_CLASSES))
        if (value := _colour(style, key, rules))
    ]
    if classes:
        kept["class"] = " ".join(classes)
    return kept | {key: _rounded(value) for key, value in style.items()}


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """The declarations that differ from what holds anyway."""
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        size = key == "font-size" and float(value.removesuffix("px")) == FONT_SIZE
        if key != "font-family" and _PLAIN.get(key) != value and not size:
            yield key, value.removesuffix("px")


def _colour(style: dict[str, str], key: str, rules: dict[str, str]) -> str:
    value = style.get(key, "none")
    if value == "none":
        return ""
    if value not in rules:
        raise ValueError(f"The colour {value} has no {key} rule: use one of {', '.join(rules)}.")
    return value


def _rounded(text: str) -> str:
    """Every number in the text with at most two decimals; colours stay as they are."""
    if text.startswith("#"):
        return text
    return _NUMBER.sub(lambda found: _short(found.group()), text)


def _compact(path: str) -> str:
    """A path without the blanks that its letters make needless."""
    return "".join(
        part if part.isalpha() else " " * (not before.isalpha()) + _short(part)
        for before, part in _pairs(path.split())
    )


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(["M", *parts], parts, strict=False)


def _short(number: str) -> str:
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
