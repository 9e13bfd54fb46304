"""Names of categories in three languages: men, divorce, question 3, indicator 7.

A project's own labels come first (`[labels]` in `project.toml`, label columns
of its tables), then the usual ones below, then the code as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaltools import schema
from evaltools.language import Language, mark, pick

if TYPE_CHECKING:
    from evaltools.project import Project
    from evaltools.validate import Canonical

#: Categories that nearly every project has, by dimension.
USUAL: dict[str, dict[str, str]] = {
    "sex": {"men": mark("Men"), "women": mark("Women"), "children": mark("Children")},
    "status": {
        "children": mark("Children"),
        "youth": mark("Youth"),
        "civil_servants": mark("Civil servants"),
        "budget_workers": mark("Employees of budget organisations"),
        "disability": mark("People with disabilities"),
        "older_50": mark("Older people (50 and over)"),
        "unemployed": mark("Unemployed"),
        "ngo": mark("Representatives of public organisations"),
        "business": mark("Representatives of business"),
        "other": mark("Other categories"),
    },
    "topic": {
        "alimony": mark("Alimony"),
        "residence": mark("Where the child lives"),
        "contact": mark("Order of contact"),
        "divorce": mark("Divorce"),
        "property": mark("Division of property"),
        "other": mark("Other topics"),
    },
    "channel": {
        "office": mark("In the office"),
        "phone": mark("By phone"),
        "online": mark("Online"),
        "other": mark("In another way"),
    },
    "specialist": {
        "lawyer": mark("Lawyer"),
        "psychologist": mark("Psychologist"),
        "mediator": mark("Mediator"),
        "social_worker": mark("Social worker"),
        "other": mark("Another specialist"),
    },
    "unit": {
        "people": mark("people"),
        "couples": mark("couples"),
        "families": mark("families"),
        "consultations": mark("consultations"),
        "trainings": mark("trainings"),
        "meetings": mark("meetings"),
        "days": mark("days"),
        "events": mark("events"),
        "claims": mark("claims"),
        "percent": mark("percent"),
        "centres": mark("centres"),
        "copies": mark("copies"),
        "views": mark("views"),
        "publications": mark("publications"),
        "videos": mark("video clips"),
        "broadcasts": mark("broadcasts"),
        "documents": mark("documents"),
        "offices": mark("offices"),
        "photos": mark("photos"),
        "folders": mark("folders"),
        "tests": mark("tests"),
        "feedback forms": mark("feedback forms"),
        "scripts": mark("scripts"),
        "clips": mark("clips"),
        "channels": mark("channels"),
        "organisations": mark("organisations"),
        "KZT": mark("tenge"),
        "items": mark("items"),
        "items as printed": mark("as printed"),
        "entries": mark("entries"),
        "lectures": mark("lectures"),
        "certificates": mark("certificates"),
        "comments": mark("comments"),
        "cases": mark("cases"),
        "regions": mark("regions"),
        "judges": mark("judges"),
        "list points": mark("points of a list"),
        "studies": mark("studies"),
        "hours": mark("hours"),
        "hours per day": mark("hours a day"),
        "days per month": mark("days a month"),
        "days per week": mark("days a week"),
        "day of month": mark("day of the month"),
        "legal persons / natural persons": mark("legal and natural persons"),
    },
    # Where in a source a figure stands.
    "place": {
        "cover": mark("the cover"),
        "text": mark("the text"),
        "chart": mark("the chart"),
        "activity_table": mark("the table of activities"),
        "indicator_table": mark("the table of plan and fact"),
        "effects_table": mark("the table of effects"),
        "partner_table": mark("the table of partners"),
        "region_list": mark("the list of regions"),
    },
    "flag": {"yes": mark("yes"), "no": mark("no")},
    "completeness": {
        "full": mark("in full"),
        "part": mark("in part"),
        "none": mark("not carried out"),
    },
    "legal": {"legal": mark("Legal person"), "natural": mark("Natural person")},
    "kind": {
        "state": mark("State body"),
        "media": mark("Mass media"),
        "public": mark("Public organisation"),
        "business": mark("Business"),
        "other": mark("Other"),
    },
    "language": {"kk": mark("Kazakh"), "ru": mark("Russian"), "en": mark("English")},
    "tone": {"positive": mark("Positive"), "neutral": mark("Neutral"), "negative": mark("Negative")},
    "breakdown": {
        "total": mark("In all"),
        "sex": mark("By sex"),
        "status": mark("By social status"),
        "age": mark("By age"),
        "topic": mark("By topic"),
        "channel": mark("By way of contact"),
        "specialist": mark("By specialist"),
    },
}
NOT_STATED = mark("Not stated")


@dataclass(frozen=True)
class Labels:
    """Names by dimension and category.

    Parameters
    ----------
    own : mapping
        Dimension to category to language to name.
    """

    own: Mapping[str, Mapping[str, Mapping[str, str]]]

    def name(self, dimension: str, category: str, language: Language) -> str:
        """The name of a category in a language; its code where nobody named it.

        Examples
        --------
        >>> Labels({}).name("sex", "men", Language("en"))
        'Men'
        """
        own = self.own.get(dimension, {}).get(category)
        if own:
            return pick(dict(own), language.code)[0]
        if category == "not_stated":
            return language.text(NOT_STATED)
        usual = USUAL.get(dimension, {}).get(category)
        return (
            language.text(usual) if usual else category.replace("-", "–") if dimension == "age" else category
        )

    def reason(self, indicator: str, region: str) -> Mapping[str, str]:
        """Why an indicator is off its plan in a region, by language: the region's own reason comes first."""
        return self.own.get(f"reason:{region}", {}).get(indicator) or self.own.get("reason", {}).get(
            indicator, {}
        )

    def unit(self, unit: str, language: Language) -> str:
        """The name of a unit."""
        return self.name("unit", unit, language)


def collect_labels(project: Project, tables: Iterable[Canonical]) -> Labels:
    """Gather the labels of a project's settings and of its tables' label columns."""
    own: dict[str, dict[str, dict[str, str]]] = {}
    for canonical in tables:
        for dimension, category, texts in _from_table(canonical):
            own.setdefault(dimension, {}).setdefault(category, texts)
    for indicator in project.indicators:
        own.setdefault("indicator", {})[indicator.id] = indicator.label.by_language()
        if indicator.reason:
            own.setdefault("reason", {})[indicator.id] = indicator.reason.by_language()
        for code, reason in indicator.reasons.items():
            own.setdefault(f"reason:{code}", {})[indicator.id] = reason.by_language()
    for dimension, categories in project.labels.items():
        for category, named in categories.items():
            own.setdefault(dimension, {})[category] = named.by_language()
    return Labels(own)


def _from_table(canonical: Canonical) -> Iterable[tuple[str, str, dict[str, str]]]:
    frame, table = canonical.frame, canonical.table
    if table.kind == "indicators":
        reasons = {code: f"reason_{code}" for code in ("kk", "ru", "en") if f"reason_{code}" in frame}
        for row in frame.to_dict("records"):
            texts = {code: str(row[name]) for code, name in reasons.items() if row[name]}
            if texts:
                where = f"reason:{row['region']}" if row.get("region") else "reason"
                yield where, str(row["indicator"]), texts
    columns = schema.label_columns(list(frame.columns))
    if table.kind == "trainings":
        columns = {code: f"title_{code}" for code in ("kk", "ru", "en") if f"title_{code}" in frame}
    if not columns:
        return
    for row in frame.to_dict("records"):
        texts = {code: str(row[name]) for code, name in columns.items() if row[name]}
        if texts:
            dimension, category = _named(row, table.kind, table.dimensions)
            yield dimension, category, texts


def _named(row: dict[object, object], kind: str, dimensions: tuple[str, ...]) -> tuple[str, str]:
    """Which dimension a row's labels name, and which category of it."""
    match kind:
        case "satisfaction-figures":
            return "item", str(row["item"])
        case "indicators":
            return "indicator", str(row["indicator"])
        case "claims":
            return "claim", str(row["claim"])
        case "trainings":
            return "training", str(row["training"])
        case _ if dimensions:
            return dimensions[-1], str(row[dimensions[-1]])
        case _:
            return str(row.get("breakdown") or ""), str(row.get("category") or "")
