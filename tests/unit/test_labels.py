"""Names of categories: the project's own first, then the usual ones, then the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from evaltools.labels import USUAL, Labels, collect_labels
from evaltools.language import Language
from evaltools.project import Project, Table
from evaltools.validate import Canonical

EN, KK = Language("en"), Language("kk")


def project(**parts: Any) -> Project:
    header = {
        **dict.fromkeys(("name", "work", "provider", "funder"), "x"),
        "period": "2024-01-01..2024-12-31",
        "cut_off": "2025-01-15",
        "regions": ("KZ-23",),
    }
    return Project.model_validate({"id": "p", "folder": Path("p"), "header": header} | parts)


def canonical(kind: str, rows: list[dict[str, Any]], **settings: Any) -> Canonical:
    table = Table.model_validate({"file": "a.csv", "kind": kind} | settings)
    return Canonical("t", table, pd.DataFrame(rows, dtype=object), len(rows), len(rows))


def test_an_own_label_comes_before_the_usual_one() -> None:
    """A project may call its categories as it likes."""
    labels = Labels({"sex": {"men": {"en": "Fathers", "kk": "", "ru": ""}}})
    assert labels.name("sex", "men", EN) == "Fathers"
    assert labels.name("sex", "women", EN) == "Women"
    assert labels.name("sex", "men", KK) == "Fathers"


def test_a_category_that_nobody_named_is_its_code() -> None:
    """Nothing is invented; an age band gets a proper dash."""
    labels = Labels({})
    assert labels.name("topic", "guardianship", EN) == "guardianship"
    assert labels.name("age", "18-28", EN) == "18–28"
    assert labels.name("item", "18-28", EN) == "18-28"
    assert labels.name("topic", "not_stated", EN) == "Not stated"


def test_units_have_names() -> None:
    """A unit is a category like others; an unknown one stands as it is."""
    assert Labels({}).unit("KZT", EN) == "tenge"
    assert Labels({}).unit("hens", EN) == "hens"


@pytest.mark.parametrize("dimension", sorted(USUAL))
def test_usual_names_tell_categories_apart(dimension: str) -> None:
    """No two categories of a dimension share a name in English."""
    names = [Labels({}).name(dimension, category, EN) for category in USUAL[dimension]]
    assert len(set(names)) == len(names)


def test_settings_come_before_tables_and_indicators() -> None:
    """Labels of `project.toml` hold; an indicator's label names it; tables fill the rest."""
    indicator = {"id": "a", "label": "Advised", "unit": "people"}
    settings = project(
        labels={"item": {"q1": {"en": "Own"}}},
        indicators=(indicator, indicator | {"id": "b", "label": "Trained"}),
    )
    table = canonical(
        "satisfaction-figures",
        [
            {"item": "q1", "label_en": "From the table", "label_kk": None},
            {"item": "q2", "label_en": "Second", "label_kk": "Екінші"},
            {"item": "q3", "label_en": None, "label_kk": None},
        ],
    )
    labels = collect_labels(settings, [table])
    assert [labels.name("item", q, EN) for q in ("q1", "q2", "q3")] == ["Own", "Second", "q3"]
    assert labels.name("item", "q2", KK) == "Екінші"
    assert labels.name("indicator", "b", EN) == "Trained"


@pytest.mark.parametrize(
    ("kind", "row", "settings", "dimension", "category"),
    [
        ("indicators", {"indicator": "i1"}, {}, "indicator", "i1"),
        ("claims", {"claim": "c1"}, {}, "claim", "c1"),
        ("counts", {"breakdown": "sex", "category": "men"}, {"subject": "s", "unit": "u"}, "sex", "men"),
        (
            "counts",
            {"activity": "talks", "place": "schools"},
            {"subject": "s", "unit": "u", "dimensions": ("place", "activity")},
            "activity",
            "talks",
        ),
    ],
)
def test_label_columns_name_what_their_kind_counts(
    kind: str, row: dict[str, str], settings: dict[str, Any], dimension: str, category: str
) -> None:
    """Labels belong to the item, indicator, claim, category or the last dimension of their row."""
    labels = collect_labels(project(), [canonical(kind, [row | {"label_en": "Named"}], **settings)])
    assert labels.name(dimension, category, EN) == "Named"


def test_titles_name_trainings() -> None:
    """A training is called by its title, and by its code without one."""
    rows = [{"training": "t1", "title_ru": "Права потребителей"}, {"training": "t2", "title_ru": None}]
    labels = collect_labels(project(), [canonical("trainings", rows)])
    assert labels.name("training", "t1", Language("ru")) == "Права потребителей"
    assert labels.name("training", "t2", Language("ru")) == "t2"


def test_the_first_of_two_labels_holds() -> None:
    """A category named twice keeps its first name."""
    rows = [{"breakdown": "sex", "category": "men", "label_en": name} for name in ("One", "Two")]
    labels = collect_labels(project(), [canonical("counts", rows, subject="s", unit="u")])
    assert labels.name("sex", "men", EN) == "One"


def test_labels_without_a_category_name_nothing() -> None:
    """A table of plain counts may carry labels; nothing breaks on them."""
    table = canonical("counts", [{"region": "KZ-23", "count": 5, "label_en": "x"}], subject="s", unit="u")
    assert collect_labels(project(), [table]).name("sex", "men", EN) == "Men"
