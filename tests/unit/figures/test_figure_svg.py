"""What every picture promises to the page that holds it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import matplotlib
import pytest
import seaborn

from evaltools.figures.lines import text_width
from evaltools.figures.svg import FILL_CLASSES, FONT_FAMILY, STROKE_CLASSES, inline_svg

pytestmark = pytest.mark.filterwarnings("error")
OTHER_SETTINGS = {
    "lines.linewidth": 9,
    "font.weight": "bold",
    "font.stretch": "condensed",
    "path.simplify": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "another",
    "text.usetex": True,
}
HOSTILE = "<script>alert(1)</script> & \"q\" 'a' $x^2$ {title} </svg>\x00\u202e"
SHOWN = "<script>alert(1)</script> & \"q\" 'a' $x^2$ {title} </svg>"


def parts(svg):
    """All elements with their bare tag."""
    return [(each.tag.rpartition("}")[2], each) for each in ElementTree.fromstring(svg).iter()]


def words(svg):
    return re.sub(r"\s+", " ", " ".join(each.text for tag, each in parts(svg) if tag == "text"))


def test_the_same_rows_give_the_same_bytes(draw):
    """Two runs over the same data write the same picture."""
    assert draw().svg == draw().svg


def test_settings_of_a_notebook_change_nothing_and_stay(draw):
    """A theme set in a notebook does not reach the picture, and drawing leaves the theme alone."""
    before = draw().svg
    with matplotlib.rc_context():
        seaborn.set_theme(style="darkgrid", font="Arial", font_scale=2)
        matplotlib.rcParams.update(OTHER_SETTINGS)
        settings = dict(matplotlib.rcParams)
        assert draw().svg == before
        assert dict(matplotlib.rcParams) == settings


def test_nothing_in_the_picture_styles_or_runs(draw):
    """No style attribute, style element, script, prologue, metadata or date."""
    svg = draw().svg
    assert svg.startswith("<svg ")
    assert {tag for tag, _ in parts(svg)} <= {"svg", "defs", "path", "use", "text", "g"}
    assert not any(key == "style" or key.startswith("on") for _, each in parts(svg) for key in each.attrib)
    assert "<!" not in svg and "<?" not in svg and "url(" not in svg


def test_the_picture_leaves_its_name_to_the_page(draw):
    """`role="img"` and a view box, and neither a title nor a description."""
    root = ElementTree.fromstring(draw().svg)
    assert root.get("role") == "img"
    assert root.get("viewBox").startswith("0 0 360 ")
    assert root.get("font-family") == FONT_FAMILY


def test_identifiers_carry_the_given_prefix_and_are_used(draw):
    """Two charts on a page never share an identifier, and each one is referred to."""
    elements = [each for _, each in parts(draw(id="page-figure-3").svg)]
    ids = [each.get("id") for each in elements if each.get("id")]
    links = {each.get("href") for each in elements if each.get("href")}
    assert all(id.startswith("page-figure-3-m") for id in ids)
    assert len(ids) == len(set(ids))
    assert {f"#{id}" for id in ids} == links


def test_a_prefix_that_is_no_identifier_is_refused(draw):
    """A prefix comes into attributes: anything but letters, digits and hyphens is an error."""
    with pytest.raises(ValueError, match="cannot be the id"):
        draw(id='3" onload="x')


def test_every_colour_follows_the_theme(draw):
    """Each fill and stroke has its class and its light colour."""
    for _, each in parts(draw().svg):
        classes = each.get("class", "").split()
        colours = [
            rules[each.get(key)]
            for key, rules in (("fill", FILL_CLASSES), ("stroke", STROKE_CLASSES))
            if each.get(key, "none") != "none"
        ]
        assert colours == classes


def test_numbers_have_two_decimals_at_most(draw):
    """Rounded coordinates keep the picture small."""
    assert not re.search(r"\d\.\d{3}", draw().svg)


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_picture_is_small(draw, code):
    """Twenty rows stay under 14 kB."""
    assert len(draw(code).svg.encode()) < 14_000


def test_hostile_labels_are_shown_as_typed(draw, request):
    """Markup, quotes, dollar signs and braces stay text; control characters are gone."""
    figure = draw(label=HOSTILE, title=HOSTILE)
    assert "script" not in {tag for tag, _ in parts(figure.svg)}
    assert "<script" not in figure.svg
    assert "\x00" not in figure.svg + figure.alt and "\u202e" not in figure.svg + figure.alt
    if not {"tiles", "funnel"} & set(re.findall(r"\w+", request.node.name)):  # no room for so long a name
        assert SHOWN.replace(" ", "") in words(figure.svg).replace(" ", "")


def test_every_label_is_text(draw):
    """A label, wrapped or not, can be read, searched and copied."""
    shown = words(draw(label="Өзгеше қатар").svg).replace(" ", "")
    assert "Өзгешеқатар" in shown


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
@pytest.mark.parametrize("label", ["Атырау", "ұ" * 200, "қоғамдық ұйымдардың өкілдері " * 9, "W" * 60])
def test_nothing_leaves_the_page_at_its_sides(draw, code, label):
    """Texts, measured in the widest font, and marks lie inside the 360 units."""
    svg = draw(code, label=label).svg
    for tag, each in parts(svg):
        if tag == "text":
            size, bold = float(each.get("font-size", 13)), "font-weight" in each.attrib
            width, x = text_width(each.text, size, bold), float(each.get("x"))
            left = x - {"start": 0, "middle": width / 2, "end": width}[each.get("text-anchor", "start")]
            assert left >= -0.01 and left + width <= 360.01, each.text
            assert size >= 12
        elif tag == "use":
            assert 4 <= float(each.get("x")) <= 356
        elif tag == "path" and "id" not in each.attrib:
            across = [float(pair.split()[0]) for pair in re.findall(r"[\d.-]+ [\d.-]+", each.get("d"))]
            assert min(across) >= 0 and max(across) <= 360


def test_nothing_leaves_the_page_above_or_below(draw):
    """Baselines leave room for the letters above and below them."""
    svg = draw().svg
    height = float(ElementTree.fromstring(svg).get("viewBox").split()[3])
    assert all(10 <= float(each.get("y")) <= height - 3 for tag, each in parts(svg) if tag == "text")


def test_a_colour_without_a_rule_is_an_error():
    """A colour that would not follow the theme cannot slip in."""
    source = '<svg viewBox="0 0 9 9"><path d="M 0 0" style="fill: #ff0000"/></svg>'
    with pytest.raises(ValueError, match="#ff0000"):
        inline_svg(source, prefix="a")


def test_an_element_without_a_rule_is_an_error():
    """A picture inside the picture, or a script, cannot slip in."""
    with pytest.raises(ValueError, match="script"):
        inline_svg("<svg><script>1</script></svg>", prefix="a")


def test_prefixing_spares_colours():
    """Only references change: a colour that looks like an identifier stays."""
    source = (
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><defs><path id="c1" d="M 0 0"/></defs>'
        '<use xlink:href="#c1" style="fill: #12436d"/><path id="unused" d="M 1.005 -0 L 2 3"/></svg>'
    )
    svg = inline_svg(source, prefix="p")
    assert '<use href="#p-m1" class="c1" fill="#12436d" />' in svg
    assert "unused" not in svg and "M1 0L2 3" in svg
