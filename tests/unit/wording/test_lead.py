"""The lead: what is known is said, what is hidden is named, and what nobody reported is not zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import load_project
from evaltools.results import Result, Results, pooled
from evaltools.view import View
from evaltools.wording.lead import served


def said(consultations: float | str, clients: float | str, region: str = "KZ", language: str = "en") -> str:
    """The first sentence of a page on which each figure is a number or a status."""
    project = load_project("data/synthetic", Path(__file__).parent)
    rows = [
        Result(
            region=region,
            subject="consultations",
            measure=measure,
            group="",
            value=None if isinstance(given, str) else given,
            status=given if isinstance(given, str) else "ok",  # type: ignore[arg-type]
            method=pooled(3) if region == "KZ" else "",
        )
        for measure, given in (("consultations", consultations), (project.header.clients, clients))
    ]
    return served(View(project, Results(rows), Labels({}), Language(language), region)).replace(NBSP, " ")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("region", ["KZ", "KZ-10"])
@pytest.mark.parametrize("clients", ["hidden", "no-data"])
def test_consultations_are_said_also_without_clients(clients: str, region: str, language: str) -> None:
    """A register without codes of clients, or a hidden number of clients, hides no consultations."""
    assert "120" in said(120, clients, region, language)


def test_what_is_missing_is_named() -> None:
    """Hidden and not reported are different things, and each figure has its own."""
    for region in ("KZ", "KZ-10"):
        assert said(120, 60, region).count("120") == said(120, 60, region).count("60") == 1
        assert said(120, "hidden", region).endswith(
            "the number of clients is hidden so that nobody can be recognised."
        )
        assert said(120, "no-data", region).endswith("how many clients received them is not reported.")
    assert said("hidden", "no-data").endswith("the totals are hidden so that nobody can be recognised.")
    # Of a register without codes it is the consultations that are hidden: clients are not named.
    assert "client" not in said("hidden", "no-data", "KZ-10")
    assert said("no-data", "no-data", "KZ-10").endswith("this is not zero.")
    assert said("no-data", "no-data").endswith("no total of consultations is reported.")
