"""From matplotlib's SVG to one that a page can hold.

The page forbids style attributes, follows the reader's theme and has several
charts, so the drawing is rewritten as a tree: colours become a class of the
theme *and* a presentation attribute (the class for browsers, the attribute
for programs that read no style sheet inside a picture), identifiers are
numbered under the chart's own prefix, whatever carries no mark is left out,
and neighbours that look alike share one group that says how. Text stays text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from evaltools.style import colours

_LIGHT = colours()
TEXT, MUTED, C1, C2 = (_LIGHT[name] for name in ("text", "muted", "c1", "c2"))
CONTEXT, PALE, HAIR, PAPER = (_LIGHT[name] for name in ("cx", "pale", "hair", "page"))

FILL_CLASSES = {TEXT: "t", MUTED: "tm", C1: "c1", C2: "c2", CONTEXT: "cx", PALE: "pale", PAPER: "bg"}
STROKE_CLASSES = {C1: "c1s", C2: "c2s", CONTEXT: "cxs", HAIR: "hair", PAPER: "bgs"}

FONT_SIZE = 13.0
#: For programs that read no style sheet inside a picture; on a page its letters are those of the text.
FONT_FAMILY = "system-ui,'DejaVu Sans',sans-serif"

_HREF = "{http://www.w3.org/1999/xlink}href"
_DROPPED = {"metadata", "style", "title"}
_KEPT = {"svg", "g", "defs", "path", "use", "text"}
_OWN = {"id", "href", "d", "x", "y"}
"""What each mark has of its own; everything else is how it looks."""
_PLAIN = {
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
    "text-anchor": "start",
    "stroke-dashoffset": "0",
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
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
            # Words say their look only where it is another.
            "class": FILL_CLASSES[TEXT],
            "fill": TEXT,
        },
    )
    drawn.extend(_grouped([part for child in root for part in _parts(child, names, shape=False)]))
    # A ">" inside of a text or an attribute is written as an entity.
    return ElementTree.tostring(drawn, encoding="unicode").replace(" />", "/>")


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


def _grouped(parts: list[Element]) -> Iterator[Element]:
    """The parts in their order; neighbours of one kind that look alike in a group that has their look."""
    for (tag, look), found in groupby(parts, lambda part: (part.tag, _look(part))):
        alike = list(found)
        if len(alike) == 1 or not look or tag not in ("text", "use", "path"):
            yield from alike
            continue
        group = Element("g", dict(look))
        for part in alike:
            part.attrib = {key: value for key, value in part.attrib.items() if key in _OWN}
        group.extend(alike)
        yield group


def _look(part: Element) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in part.attrib.items() if key not in _OWN)


def _attributes(element: Element, names: dict[str, str], *, shape: bool) -> dict[str, str]:
    kept = {}
    if (name := element.get("id")) in names:
        kept["id"] = names[name]
    if link := element.get(_HREF):
        kept["href"] = "#" + names[link.removeprefix("#")]
    for key in ("d", "x", "y"):
        if value := element.get(key):
            kept[key] = (_circle(value) or _compact(value)) if key == "d" else _rounded(value)
    style = dict(_declarations(element.get("style", "")))
    if shape:
        style.pop("fill", None)
        style.pop("stroke", None)
    if element.tag.endswith("text") and style.get("fill") == TEXT:
        del style["fill"]
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
    """Every number in the text as short as it may be; colours stay as they are."""
    if text.startswith("#"):
        return text
    return _NUMBER.sub(lambda found: _short(found.group()), text)


def _compact(path: str) -> str:
    """A path without needless blanks; a straight line across or down names only where it ends.

    Examples
    --------
    >>> _compact("M 4 10 L 90 10 L 90 22 L 4 22 L 4 10 z")
    'M4 10H90V22H4z'
    """
    steps: list[str] = []
    start = here = ("", "")
    for command, numbers in _STEP.findall(path):
        places = [_short(number) for number in numbers.split()]
        end = (places[-2], places[-1]) if places else start
        if command == "L" and end[1] == here[1]:
            steps.append(f"H{end[0]}")
        elif command == "L" and end[0] == here[0]:
            steps.append(f"V{end[1]}")
        else:
            if command == "z" and here == start and steps[-1][0] in "HV":
                # Closing a box draws its last side.
                steps.pop()
            steps.append(command + " ".join(places))
        start, here = (end if command == "M" else start), end
    return "".join(steps)


def _circle(path: str) -> str:
    """A circle about the origin as two arcs, where matplotlib has eight curves; empty for any other path.

    Examples
    --------
    >>> from matplotlib.path import Path
    >>> curves = "".join(
    ...     f"{'MLQCz'[code - 1] if code < 79 else 'z'} " + " ".join(map(str, points)) + " "
    ...     for points, code in Path.circle(radius=4).iter_segments(simplify=False)
    ... )
    >>> _circle(curves)
    'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z'
    >>> _circle("M 0 4 L 4 0 z")
    ''
    """
    steps = _STEP.findall(path)
    if "".join(command for command, _ in steps) != "MCCCCCCCCz":
        return ""
    ends = [tuple(map(float, numbers.split()[-2:])) for _, numbers in steps[:-1]]
    radii = [math.hypot(*end) for end in ends]
    if max(radii) - min(radii) > 1e-3 * max(radii):
        return ""
    radius, across = _short(str(radii[0])), _short(str(2 * radii[0]))
    return f"M-{radius} 0a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0z"


def _short(number: str) -> str:
    """A number as short as it may be: a tenth of a unit on the page is a seventh of a pixel.

    Examples
    --------
    >>> _short("237.218"), _short("-2.118"), _short("30.0"), _short("-0.001")
    ('237.2', '-2.12', '30', '0')
    """
    value = float(number)
    text = f"{value:.{1 if abs(value) >= 10 else 2}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
