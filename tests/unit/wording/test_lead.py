"""The lead: what is known is said, what is hidden is named, and what nobody reported is not zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import load_project
from evaltools.results import Result, Results, pooled
from evaltools.view import View
from evaltools.wording.lead import (
    MOST_WORDS,
    against_plan,
    lead,
    learnt_in_short,
    limits,
    purpose,
    satisfied_in_short,
    served,
    words,
)
from evaltools.wording.survey import Survey


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


def row(subject: str, measure: str, value: float | None, group: str = "", **fields: object) -> Result:
    """A result of the region that the page is about."""
    more = {"status": "ok" if value is not None else "hidden"} | fields
    return Result(region="KZ-10", subject=subject, measure=measure, group=group, value=value, **more)  # type: ignore[arg-type]


def page(*rows: Result, language: str = "en", project: str = "synthetic") -> View:
    settings = load_project(f"data/{project}", Path(__file__).parent)
    return View(settings, Results(rows), Labels({}), Language(language), "KZ-10")


def satisfied(value: float, n: float, low: float | None = None, high: float | None = None) -> str:
    """What the lead says of an overall share of the satisfied."""
    rows = (
        row("satisfaction", "respondents", n),
        row("satisfaction", "percent_satisfied", value, "item=q1", n=n, low=low, high=high),
        row("satisfaction", "percent_satisfied_overall", value, n=n, low=low, high=high),
    )
    return satisfied_in_short(Survey(page(*rows), "KZ-10"))


def test_satisfaction_is_said_by_the_size_of_the_group() -> None:
    """Percent with an interval, "x of n", all and nobody have one sentence each; a hidden share has none."""
    assert satisfied(90, 697, 88, 92) == (
        "Overall 90.0% of 697 people with an opinion were satisfied (between 88.0% and 92.0%)."
    )
    assert satisfied(75, 12, 50, 90) == "9 of 12 people with an opinion were satisfied overall."
    assert satisfied(100, 48, 93, 100) == "All 48 people who gave an opinion were satisfied."
    assert satisfied(0, 12, 0, 20) == "None of the 12 people who gave an opinion was satisfied."
    nothing = row("satisfaction", "percent_satisfied", None, "item=q1")
    assert satisfied_in_short(Survey(page(nothing), "KZ-10")) == ""


def test_published_shares_say_that_their_base_is_not_given() -> None:
    """One share, or the range over the questions; nothing is said to be exact."""
    shares = [
        row("satisfaction", "percent_satisfied", value, f"item=q{place}", reason="base-not-given")
        for place, value in enumerate((90.0, 94.9))
    ]
    said = satisfied_in_short(Survey(page(*shares), "KZ-10"))
    assert said.startswith("Between 90.0% and 94.9% answered positively to each question")
    said = satisfied_in_short(Survey(page(shares[0]), "KZ-10"))
    assert said == "90% answered positively (number of answers not given)."


def test_a_change_is_said_with_its_interval_and_people() -> None:
    """A rise, a fall and what cannot be told; an interval over zero is no rise."""
    change = {"unit": "points of 20", "n": 21}
    rise = page(row("learning", "mean_change", 2.7, low=1.2, high=4.2, **change))
    assert learnt_in_short(rise) == (
        "The average test score of 21 people rose by 2.7 of 20 points (between 1.2 and 4.2)."
    )
    fall = page(row("learning", "mean_change", -2.7, low=-4.2, high=-1.2, **change))
    assert "fell by 2.7 of 20 points (between 1.2 and 4.2)" in learnt_in_short(fall)
    unsure = page(row("learning", "mean_change", 0.3, low=-1.2, high=1.8, **change))
    assert learnt_in_short(unsure).startswith("With 21 people we cannot tell")
    assert learnt_in_short(page()) == learnt_in_short(page(row("learning", "mean_change", None))) == ""


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_page_names_a_limit(language: str) -> None:
    """Nothing reported, results hidden, results without a comparison group: each has its own sentence."""
    change = row("learning", "mean_change", 2.7, low=1.2, high=4.2, unit="points of 20", n=21)
    shares = row("satisfaction", "percent_satisfied", 90.0, "item=q1", reason="base-not-given")
    said = [
        limits(page(*rows, language=language))
        for rows in ((), (change,), (shares,), (row("learning", "mean_change", None),))
    ]
    assert len(set(said)) == 4
    assert all(said)
    # Who took part and how satisfied they were is missing beside the tests, and is named.
    assert said[1].count(". ") == 1


def test_what_was_asked_names_its_measure_or_that_there_is_none() -> None:
    """The first goal of the settings, and by what it is measured."""
    asked = purpose(page(row("indicators", "fact", 3, "indicator=clients")))
    assert [getattr(each, "text", each) for each in asked] == [
        "The goal of the project:",
        "Families receive legal and psychological help in time.",
        "It is measured by: clients.",
    ]
    # Nobody reported a fact: it is not measured, whatever was planned.
    unknown = row("indicators", "fact", None, "indicator=clients", status="no-data")
    for silent in (purpose(page()), purpose(page(unknown))):
        assert silent[2:] == ["It was to be measured by: clients; no result is reported."]
    hidden = row("indicators", "fact", None, "indicator=clients", status="hidden")
    assert purpose(page(hidden))[2:] == ["It is measured by: clients."]
    assert purpose(page(project="pravo-2024"))[-1] == "No indicator measures it."
    assert purpose(page(language="kk", project="pravo-2024"))[0] == "Жобаның мақсаты:"


def test_too_many_words_lose_what_is_needed_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done and what the page cannot tell stay, however little room there is."""
    view = page(
        row("consultations", "consultations", 120),
        row("consultations", "people", 60),
        row("satisfaction", "percent_satisfied", 90.0, "item=q1", reason="base-not-given"),
    )
    whole = lead(view)
    assert "90%" in whole
    assert words(whole) <= MOST_WORDS
    monkeypatch.setattr("evaltools.wording.lead.MOST_WORDS", 30)
    short = lead(view)
    assert "90%" not in short
    assert "120" in short
    assert limits(view) in short


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (200, "По плану – 200 семейных пар; охвачено на 3 больше (102 % плана)."),
        (21, "По плану – 21 семейная пара; охвачено на 3 больше (102 % плана)."),
        (22, "По плану – 22 семейные пары; охвачено на 3 больше (102 % плана)."),
    ],
)
def test_a_plan_is_a_counted_noun(plan: float, text: str) -> None:
    """In Russian the noun follows its number, in the form that the number asks for."""
    of = "indicator=couples_per_centre"
    numbers = {"plan": plan, "fact": plan + 3, "difference": 3, "percent_of_plan": 102, "met": 1}
    rows = [row("indicators", name, value, of) for name, value in numbers.items()]
    counted = row("consultations", "couples", plan + 3)
    said = against_plan(page(*rows, counted, language="ru", project="pravo-2024"))
    assert said.replace(NBSP, " ") == text
