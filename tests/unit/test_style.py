"""Style sheets: one file of tokens, small, and readable in both schemes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evaltools.style
from evaltools.style import EXTRA, SHEETS, accent_rule, colours, contrast, notebook_sheet, style_sheet

FOLDER = Path(evaltools.style.__file__).parent


def test_contrast_is_that_of_the_standard():
    """Black on white is 21 to 1 by definition; #767676 is the lightest grey of 4.5 to 1 (WebAIM)."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") > 4.5 > contrast("#777777", "#ffffff")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_marks_can_be_seen(scheme: str):
    """Text has 4.5 to 1, marks of figures have 3 to 1, on the page and on panels (WCAG 2.2, 1.4.3 and 1.4.11)."""
    colour = colours(scheme)
    for name, ground in product(("text", "muted", "link", "c1", "c2"), ("page", "panel")):
        assert contrast(colour[name], colour[ground]) >= 4.5, (name, ground)
    for name, ground in product(("cx", "rule"), ("page", "panel")):
        assert contrast(colour[name], colour[ground]) >= 3 - 0.05, (name, ground)


def test_colours_stand_in_the_tokens_alone():
    """Another sheet names a token, so that themes and figures follow."""
    for name in SHEETS:
        if name != "tokens":
            text = (FOLDER / f"{name}.css").read_text(encoding="utf-8")
            assert re.findall(r"#[0-9a-f]{3,8}\b", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)) in (
                [],
                ["#fff"],
            ), name


def test_every_token_that_is_used_is_there():
    """A misspelt token would silently lose its rule."""
    sheet = style_sheet(*EXTRA)
    assert set(re.findall(r"var\(--([a-z0-9-]+)", sheet)) <= set(re.findall(r"[{;]--([a-z0-9-]+):", sheet))


def test_the_style_sheet_is_small():
    """It travels in every page."""
    assert len(style_sheet().encode()) < 14_000
    assert "/*" not in style_sheet()
    assert len(style_sheet("index")) > len(style_sheet())


def test_a_sheet_that_is_not_there():
    """A misspelt name is told, with the names that there are."""
    with pytest.raises(ValueError, match="no such style sheet: indx; expected of \\['index'\\]"):
        style_sheet("indx")


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_any_accent_can_be_seen_in_both_schemes(accent: str):
    """A funder's colour may be nearly white or nearly black: it is mixed until it has 3 to 1 (WCAG 2.2, 1.4.11)."""
    light, dark = re.findall(r"--accent:(#[0-9a-f]{6})", accent_rule(accent))
    assert contrast(light, colours("light")["page"]) >= 3
    assert contrast(dark, colours("dark")["page"]) >= 3


def test_an_accent_that_can_be_seen_stays():
    """It is the funder's, to the last digit."""
    assert accent_rule("#00695c").startswith(":root{--accent:#00695c}")


def test_what_a_notebook_shows_has_its_style_and_nothing_beside_it_has():
    """Every rule is inside the one class, or names it; the page's own elements are not there."""
    sheet = notebook_sheet("piece")
    inside, outside = re.fullmatch(r"\.piece\.piece(\{.*\})(\[data.*)", sheet).groups()
    depth = [part.count("{") - part.count("}") for part in (inside, outside)]
    assert depth == [0, 0]
    assert not re.search(r":root|(?<![-\w])(html|body)\{", sheet)
    for selectors in re.findall(r"([^{}]+)\{", outside):
        assert all(each.endswith(".piece.piece") for each in selectors.split(","))
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", sheet))
    assert used <= set(re.findall(r"--([a-z0-9-]+):", inside))
    for scheme, part in (("light", inside), ("dark", outside)):
        assert set(colours(scheme).items()) <= set(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6})", part))
