"""A region's name may be typed in many ways; none leads to another region."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaltools.regions import AmbiguousRegion, UnknownRegion, regions, resolve

NAMES = st.sampled_from(
    [
        (code, name)
        for code, unit in regions().items()
        for name in (*unit.names.values(), *unit.centre.values(), *unit.aliases)
        if name.casefold() not in ("алматы", "almaty")
    ]
)
SPACES = st.text(" \t\N{NO-BREAK SPACE}", max_size=3)
LATIN = str.maketrans("АаЕеОоРрСсХхКМТВі", "AaEeOoPpCcXxKMTBi")


@settings(max_examples=150, deadline=None)
@given(NAMES, SPACES, SPACES, st.sampled_from([str, str.upper, str.lower, str.title]))
def test_spaces_and_letter_case_change_nothing(
    pair: tuple[str, str], before: str, after: str, change: object
) -> None:
    """A known name in any case, with any blanks round it, is the same region."""
    code, name = pair
    assert resolve(before + change(name) + after) == code  # type: ignore[operator]


@settings(max_examples=150, deadline=None)
@given(NAMES, st.data())
def test_latin_look_alikes_change_nothing(pair: tuple[str, str], data: st.DataObject) -> None:
    """Latin letters inside a Cyrillic word; one Cyrillic letter left in each is enough."""
    code, name = pair
    words = re.findall(r"[Ѐ-ӿ]+", name)
    assume(words)
    mixed = name
    for word in words:
        kept = data.draw(st.integers(0, len(word) - 1))
        swapped = "".join(c if n == kept else c.translate(LATIN) for n, c in enumerate(word))
        mixed = mixed.replace(word, swapped, 1)
    assert resolve(mixed) == code


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"[а-яәіңғүұқөһ]{1,12}( облысы| қаласы)?", fullmatch=True))
def test_any_text_is_a_code_or_a_sentence(text: str) -> None:
    """Never another exception, and never a code that does not exist."""
    try:
        found = resolve(text)
    except (UnknownRegion, AmbiguousRegion):
        return
    assert found in {*regions(), "KZ"}


@given(NAMES, st.sets(st.sampled_from(sorted(regions())), max_size=5))
def test_the_project_never_changes_what_a_clear_name_means(pair: tuple[str, str], within: set[str]) -> None:
    """A name with one meaning has it in every project."""
    code, name = pair
    assert resolve(name, within=within) == code


@given(st.sets(st.sampled_from(sorted(regions())), max_size=6))
def test_a_bare_almaty_follows_the_project(within: set[str]) -> None:
    """The city or the region where only one of them is listed, and nothing otherwise."""
    choice = within & {"KZ-19", "KZ-75"}
    if len(choice) == 1:
        assert resolve("Алматы", within=within) == choice.pop()
    else:
        with pytest.raises(AmbiguousRegion):
            resolve("Алматы", within=within)
