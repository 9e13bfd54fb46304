"""Texts of the settings: whether the figures that they name are there."""

from __future__ import annotations

import re

from evaltools.check.case import Case
from evaltools.findings import Finding
from evaltools.project import NARRATIVE_FIGURE
from evaltools.project.load import FILE_NAME


def check_narratives(case: Case) -> list[Finding]:
    """Names inside the texts that no result has: the page shows that there is no data where one was meant."""
    known = {(row.subject, row.measure, row.group) for row in case.results}
    language, found = case.language, []
    for name, texts in case.project.narratives.items():
        written = " ".join(texts.by_language().values())
        # A figure stands in up to three languages, and is told once.
        for figure in dict.fromkeys(re.findall(NARRATIVE_FIGURE, written)):
            subject, measure, group = [*figure.split("/", 2), ""][:3]
            if (subject, measure, group) in known:
                continue
            found.append(
                Finding(
                    severity="warning",
                    code="figure-unknown",
                    file=FILE_NAME,
                    column=f"narratives.{name}",
                    value=figure,
                    message=language.text(
                        "{place}: no figure is called “{figure}”; its place in the text stays without one.",
                        place=f"narratives.{name}",
                        figure=figure,
                    ),
                    action=language.text("Correct the name: `evaltools results` lists those there are."),
                )
            )
    return found
