"""A block put into a cell's output and taken out again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from evaltools.page import PAGE, Block
from evaltools.page.shown import as_published, as_shown

MARKUP = st.lists(
    st.sampled_from(["<div>", "</div>", '<div class="evaltools">', "<style>", "</style>", "12", "\n"])
).map("".join)


@given(html=MARKUP.filter(lambda text: not text.startswith('<div class="evaltools">')), styled=st.booleans())
def test_a_page_gets_back_what_a_block_was(html, styled):
    assert as_published(as_shown(html, with_style=styled)) == html


def test_the_header_brings_the_style_and_nothing_else_does():
    header = Block(Markup("<h1>T</h1>"), {PAGE: {}})._repr_mimebundle_()
    answer = Block(Markup("<p>12</p>"))._repr_mimebundle_()
    assert str(header["text/html"]).startswith("<style ")
    assert answer["text/html"] == '<div class="evaltools"><p>12</p></div>'


def test_an_empty_block_shows_nothing():
    assert as_shown("", with_style=True) == ""


def test_what_is_not_of_the_package_stays_as_it_is():
    for html in ("<style>p{}</style><p>a</p>", '<div class="evaltools-like">a</div>', "<div>a</div>"):
        assert as_published(html) == html
