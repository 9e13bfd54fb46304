"""What every picture promises to the page that holds it."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import matplotlib
import pytest
import seaborn

from evaltools.figures.svg import FILL_CLASSES, FONT_FAMILY, STROKE_CLASSES, TEXT, inline_svg
from evaltools.style import colours
from tests.pictures import ends, faults, marks, size

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


def test_words_have_the_colour_of_text_where_nothing_is_said():
    """A line of text without a colour of its own inherits it from the picture, with its class."""
    svg = inline_svg(f'<svg viewBox="0 0 9 9"><text style="fill: {TEXT}">a</text></svg>', prefix="a")
    assert svg.endswith("><text>a</text></svg>")
    (mark,) = marks(svg)
    assert (mark.get("fill"), mark.classes) == (TEXT, ["t"])


def test_neighbours_that_look_alike_say_it_once():
    """Two numbers in grey share a group; the mark between two others keeps them apart and in their order."""
    grey = FILL_CLASSES["#4f5863"]
    one = '<text x="%d" style="fill: #4f5863">%d</text>'
    source = '<svg viewBox="0 0 9 9">%s%s<path d="M 0 0 L 5 0" style="fill: #12436d"/>%s</svg>'
    svg = inline_svg(source % (one % (1, 1), one % (2, 2), one % (3, 3)), prefix="a")
    assert svg.count(f'class="{grey}"') == 2
    assert f'<g class="{grey}" fill="#4f5863"><text x="1">1</text><text x="2">2</text></g><path' in svg
    assert [each.text for each in marks(svg)] == ["1", "2", "", "3"]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("M 4 10 L 90 10 L 90 22 L 4 22 L 4 10 z", "M4 10H90V22H4z"),
        ("M 4 10 L 4 20 z", "M4 10V20z"),
        ("M 5 1 L 5 9 M 7 1 L 7 9", "M5 1V9M7 1V9"),
        ("M 0 1 C 1 1 2 2 3 3 L 3 9 z", "M0 1C1 1 2 2 3 3V9z"),
        ("M 1 1 L 2 2 L 1 1 z", "M1 1L2 2L1 1z"),
    ],
)
def test_a_path_is_written_briefly_and_goes_the_same_way(path, written):
    """Straight lines name one number; no end of the way is lost."""
    svg = inline_svg(f'<svg viewBox="0 0 9 9"><path d="{path}" style="fill: #12436d"/></svg>', prefix="a")
    (mark,) = marks(svg)
    assert mark.get("d") == written
    assert set(mark.ends) == set(ends(path))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_told_apart_without_colours(scheme):
    """On a grey print the fact, the plan, the others, the page and what is pale are apart in lightness.

    CIE L*: some ten units are told apart side by side. In the dark only fact and plan are
    close; there they have their shapes, and a dark page is not printed.
    """
    grey = {name: lightness(colours(scheme)[name]) for name in ("c1", "c2", "cx", "pale", "page")}
    close = {frozenset(pair) for pair in combinations(grey, 2) if abs(grey[pair[0]] - grey[pair[1]]) < 10}
    allowed = {"light": ("pale", "page"), "dark": ("c1", "c2")}[scheme]
    assert close <= {frozenset(allowed)}


def lightness(colour):
    """CIE L* of a colour written as #rrggbb."""
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    ]
    y = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


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
def test_nothing_leaves_the_page_and_no_words_lie_on_others(draw, code, label):
    """Texts, measured in the widest font, have their own place within the 360 units; so have marks."""
    svg = draw(code, label=label).svg
    assert faults(svg) == []
    width, height = size(svg)
    assert width == 360
    for each in marks(svg):
        assert all(0 <= x <= 360 and 0 <= y <= height for x, y in each.ends), each
        if each.tag == "text":
            assert float(each.get("font-size", "13")) >= 12
        elif each.tag == "use":
            assert 4 <= each.ends[0][0] <= 356


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
    assert '<use href="#p-m1" class="c1" fill="#12436d"/>' in svg
    assert "unused" not in svg and "M1 0L2 3" in svg
