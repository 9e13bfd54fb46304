"""Figures that the texts of the settings name."""

from __future__ import annotations

from tests.unit.check.cases import Tables, codes, examined, only

PEOPLE: Tables = {
    "c": (
        "counts",
        "breakdown,category,count\nsex,women,4\nsex,men,1\n",
        {"subject": "participants", "unit": "people"},
    )
}


def test_a_figure_that_is_there_is_not_told() -> None:
    """By its subject, its measure and its group; brackets with anything else are words."""
    said = {"outcomes": "There were {participants/participants/sex=women} women {of all}."}
    assert only(examined(PEOPLE, narratives=said), "figure-unknown") == []


def test_a_figure_that_is_not_there_is_told_once() -> None:
    """Though three languages name it; the other text has its own."""
    said = {
        "outcomes": {"en": "{no/no} came, {participants/participants/sex=child} left", "ru": "{no/no}"},
        "influence": "{no/no}",
    }
    found = only(examined(PEOPLE, narratives=said), "figure-unknown")
    assert codes(found) == ["figure-unknown"] * 3
    assert [(each.column, each.value) for each in found] == [
        ("narratives.outcomes", "no/no"),
        ("narratives.outcomes", "participants/participants/sex=child"),
        ("narratives.influence", "no/no"),
    ]
    assert found[0].file == "project.toml"
