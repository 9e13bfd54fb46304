"""What the team writes itself: methodology, outcomes, sustainability; figures in it are computed."""

from __future__ import annotations

import re

from evaltools.language import pick
from evaltools.page import Block, section
from evaltools.project import NARRATIVE_FIGURE, Narrative
from evaltools.registers import masked
from evaltools.results import COUNTRY
from evaltools.standings import is_given, written
from evaltools.tables import Passage, Text, mark_for
from evaltools.view import View


def narrative(view: View, name: Narrative, *, part: bool = False) -> Block | None:
    """One text of the settings, its figures filled in; nothing where the project has not written it."""
    texts = view.project.narratives.get(name)
    if texts is None:
        return None
    text, code = pick(texts.by_language(), view.language.code)
    return section(
        language=view.language,
        id=f"text-{name}",
        heading=title(view, name),
        finding=Passage(filled(view, text), code),
        method="",
        part=part,
    )


def title(view: View, name: Narrative) -> str:
    """Heading of a text."""
    language = view.language
    return {
        "methodology": language.text("Methodology"),
        "outcomes": language.text("Before and after the project"),
        "influence": language.text("Long-term influence"),
        "problems": language.text("Problems and difficulties"),
        "sustainability": language.text("Sustainability"),
        "content-analysis": language.text("Content analysis of publications"),
    }[name]


def filled(view: View, text: str) -> str:
    """A text with its figures: `{subject/measure/group}` is the result of that name.

    Where a region has none, it is the project's. A figure that is not there,
    or hidden, shows its mark.
    """

    def figure(match: re.Match[str]) -> str:
        # Only the first two strokes part: a category may have one in its name.
        subject, measure, group = [*match[1].split("/", 2), "", ""][:3]
        result = view.get(subject, measure, group)
        if result.status == "no-data":
            result = view.get(subject, measure, group, region=COUNTRY)
        return written(result, view.language) if is_given(result) else mark_for(result.status, view.language)

    return re.sub(NARRATIVE_FIGURE, figure, masked(text))


def sign_off(view: View) -> Block | None:
    """Who answers for the report, and since when; nothing where the settings do not say."""
    signed = view.project.sign_off
    if signed is None:
        return None
    language = view.language
    said: list[Text] = [
        Passage(f"{view.passage(signed.by).text}, {view.date(signed.date)}", view.passage(signed.by).language)
    ]
    return section(
        language=language,
        id="sign-off",
        heading=language.text("Sign-off"),
        finding=language.text("Signed on {date}.", date=view.date(signed.date)),
        passages=said,
        method="",
    )
