"""From a page's window on the results to the text of every cell of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evaltools.check import DIFFERING, is_open
from evaltools.findings import SEVERITIES
from evaltools.forms.form import Form, FormColumn, Part
from evaltools.language import pick
from evaltools.project import Texts
from evaltools.registers import Entry, register_named
from evaltools.results import Result, group
from evaltools.sections.checks import IN_WORDS, figure_text
from evaltools.sections.common import count_cell, share_cell, status_mark
from evaltools.sections.deviations import off_plan, reason_of
from evaltools.sections.narratives import filled as with_figures
from evaltools.standings import Standing, standings, written
from evaltools.tables import Passage, Text, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.checks import claim_name
from evaltools.wording.goals import level_name
from evaltools.wording.plan import asked, name_of
from evaltools.wording.registers import category_name, text_of
from evaltools.wording.severities import severity_name

Row = dict[str, str]


@dataclass(frozen=True)
class FilledPart:
    """A part with its cells as text.

    Attributes
    ----------
    title : str
    head : tuple of str
        Headings of the columns; none for facts and narratives.
    rows : tuple of tuple of str
    widths : tuple of float
        Of the columns, beside each other.
    text : str
        Of a narrative, or why there are no rows.
    """

    title: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class FilledForm:
    """A form with everything that the results know."""

    title: str
    subtitle: str
    language: str
    parts: tuple[FilledPart, ...]


def filled(form: Form, view: View) -> FilledForm:
    """Fill a form.

    Parameters
    ----------
    form : Form
    view : View
        Of a public page: a form is sent away, so it holds what may be published.

    Returns
    -------
    FilledForm
        A part that the project has nothing for keeps its heading and says so.
    """
    return FilledForm(
        title=_in(form.title, view),
        subtitle=f"{view.words(view.project.header.name)}, {view.period()}",
        language=view.language.code,
        parts=tuple(_part(part, view) for part in form.parts),
    )


def _in(texts: Texts | Mapping[str, str], view: View) -> str:
    by_language = texts.by_language() if isinstance(texts, Texts) else dict(texts)
    return pick(by_language, view.language.code)[0]


def _part(part: Part, view: View) -> FilledPart:
    title = _in(part.title, view)
    if part.source == "facts":
        facts, missing = _facts(view), view.language.text("[no data]")
        return FilledPart(
            title,
            rows=tuple((_in(row.label, view), facts.get(row.value, missing)) for row in part.rows),
            widths=(1.0, 2.0),
        )
    nothing = view.language.text("Not reported.")
    if part.source == "narrative":
        texts = view.project.narratives.get(part.narrative)  # type: ignore[call-overload]
        return FilledPart(title, text=with_figures(view, _in(texts, view)) if texts else nothing)
    rows = _rows(part, view)
    if not rows:
        return FilledPart(title, text=nothing)
    return FilledPart(
        title,
        head=tuple(_in(column.label, view) for column in part.columns),
        rows=tuple(_cells(part.columns, row) for row in rows),
        widths=tuple(column.width for column in part.columns),
    )


def _rows(part: Part, view: View) -> list[Row]:
    match part.source:
        case "goals":
            return _goals(view)
        case "register":
            return _register(part, view)
        case "indicators":
            return _indicators(part, view)
        case "deviations":
            return _deviations(view)
        case "breakdown":
            return _breakdown(part, view)
        case "ratios":
            return _ratios(view)
        case "outreach":
            return _counted(view, ("campaign", "outreach"))
        case "figures":
            return _counted(view, ("figures",))
        case "checks":
            return _checks(view)
        case "findings":
            return _findings(view)
    return []


def _cells(columns: Sequence[FormColumn], row: Row) -> tuple[str, ...]:
    return tuple(row.get(column.cell, "") for column in columns)


def _facts(view: View) -> dict[str, str]:
    header, language = view.project.header, view.language
    grant, signed = view.whole("effects", "grant"), view.project.sign_off
    facts = {
        "project": view.words(header.name),
        "funder": view.words(header.funder),
        "period": view.period(),
        "regions": language.listing([view.place(code) for code in view.sorted_regions()]),
        "cut_off": view.date(header.cut_off),
        "blank": "",
    }
    if header.grantee:
        facts["grantee"] = view.words(header.grantee)
    if header.theme:
        facts["theme"] = view.words(header.theme)
    if grant.ok:
        unit = view.labels.unit(grant.unit, language)
        facts["grant"] = f"{language.number(grant.value or 0)} {unit}"
    if view.project.grant and view.project.grant.in_words:
        facts["grant_in_words"] = view.words(view.project.grant.in_words)
    if signed:
        facts |= {"signed_by": view.words(signed.by), "signed_on": view.date(signed.date)}
    return facts


def _goals(view: View) -> list[Row]:
    held: dict[str, list[Standing]] = {}
    for one in standings(view.results, view.region):
        held.setdefault(one.indicator, []).append(one)
    made = []
    for goal in view.project.goals:
        found = [one for name in goal.indicators for one in held.get(name, ())]
        made.append(
            {
                "text": view.words(goal.text),
                "level": level_name(goal.level, view.language),
                "indicators": "; ".join(name_of(view, one) for one in found)
                or view.language.text("no indicator"),
                "status": "; ".join(status_mark(view, one.status)[1] for one in found)
                or view.language.text("not measured"),
            }
        )
    return made


def _indicators(part: Part, view: View) -> list[Row]:
    language = view.language
    found = [one for one in standings(view.results, view.region) if part.block in ("*", one.block)]
    return [
        {
            "number": str(number),
            "name": name_of(view, one),
            "block": view.name("block", one.block) if one.block else "",
            "unit": view.labels.unit(one.fact.unit or one.plan.unit, language),
            "plan": asked(language, one.target) if one.target.ok or one.target.high is not None else "",
            "fact": written(one.fact, language) if one.fact.ok else mark_for(one.fact.status, language),
            "percent": str(value_cell(one.percent_of_target, language, digits=1, kind="percent").text),
            "status": status_mark(view, one.status)[1],
            "reason": _plain(reason_of(view, one)),
        }
        for number, one in enumerate(found, 1)
    ]


def _deviations(view: View) -> list[Row]:
    return [
        {
            "number": str(number),
            "name": name_of(view, one)
            if one.region == view.region
            else f"{view.place(one.region)}: {name_of(view, one)}",
            "plan": written(one.target, view.language),
            "fact": written(one.fact, view.language),
            "reason": _plain(reason_of(view, one)) or view.language.text("no reason given"),
        }
        for number, one in enumerate(off_plan(view), 1)
    ]


def _breakdown(part: Part, view: View) -> list[Row]:
    rows = view.results.select(region=view.region, subject="participants", measure="participants")
    made = []
    for row in rows:
        if list(row.pairs) != [part.breakdown]:
            continue
        share = view.get("participants", "share_of_participants", row.group)
        made.append(
            {
                "category": view.name(part.breakdown, row.pairs[part.breakdown]),
                "count": str(count_cell(view, row).text),
                "share": "" if share.status == "no-data" else str(share_cell(view, share).text),
            }
        )
    return made


def _ratios(view: View) -> list[Row]:
    language = view.language
    made = []
    for ratio in view.project.ratios:
        result = view.get("effects", "ratio", group(ratio=ratio.id))
        digits = 0 if (result.value or 0) >= 1000 else 2
        kind = "percent" if ratio.percent else "number"
        made.append(
            {
                "name": view.words(ratio.label),
                "value": str(value_cell(result, language, digits=digits, kind=kind).text),  # type: ignore[arg-type]
                "unit": "%" if ratio.percent else view.labels.unit(ratio.unit, language),
            }
        )
    return made


def _counted(view: View, subjects: Sequence[str]) -> list[Row]:
    made = []
    for subject in subjects:
        for row in view.results.select(region=view.region, subject=subject, measure=subject):
            if not row.group or row.status == "no-data":
                continue
            made.append(
                {
                    "name": ", ".join(view.name(*pair) for pair in row.pairs.items()),
                    "count": str(count_cell(view, row).text),
                    "unit": view.labels.unit(row.unit, view.language),
                }
            )
    return made


def _checks(view: View) -> list[Row]:
    return [
        {
            "name": claim_name(view, each.column),
            "stated": figure_text(view, each.claimed),
            "computed": figure_text(view, each.computed),
            "difference": figure_text(view, each.difference, signed=True),
        }
        for each in view.findings
        if each.code in DIFFERING and each.claimed and each.computed and is_open(view.project, each)
    ]


def _findings(view: View) -> list[Row]:
    return [
        {"text": each.message, "severity": severity_name(each.severity, view.language)}
        for each in sorted(view.findings, key=lambda one: SEVERITIES.index(one.severity))
        if each.code in IN_WORDS and is_open(view.project, each)
    ]


def _register(part: Part, view: View) -> list[Row]:
    """Rows of a register, its numbers among them; of an activity also its evidence."""
    if part.register_name not in view.registers:
        return []
    known = register_named(part.register_name)
    numbers: dict[tuple[str, str], Result] = {
        (row.pairs["entry"], row.measure): row
        for row in view.results.select(subject=known.name, group_has="entry")
    }
    made = []
    entries = view.registers[part.register_name]
    if known.people:
        # Row by row the kinds of cases would tell counts that are hidden.
        entries = tuple(entry for entry in entries if entry.plain("consent") == "yes")
    for number, entry in enumerate(entries, 1):
        row = {"number": str(number)}
        for column in known.columns:
            if column.name == "number":
                continue
            row[column.name] = _register_cell(view, part.register_name, entry, column.name, numbers)
        if part.register_name == "activities":
            row["evidence"] = _evidence(view, entry.id)
        made.append(row)
    return made


def _register_cell(
    view: View, register: str, entry: Entry, name: str, numbers: Mapping[tuple[str, str], Result]
) -> str:
    known = register_named(register)
    column = next(each for each in known.columns if each.name == name)
    if (result := numbers.get((entry.id, name))) is not None:
        return str(value_cell(result, view.language).text)
    if column.type in ("texts", "text"):
        return _plain(text_of(view, column, entry))
    value = entry.plain(name)
    if not value:
        return ""
    if column.type == "date":
        return view.date(date.fromisoformat(value[:10]))
    if column.type in ("flag", "region") or "counted" in column.uses or "group" in column.uses:
        return _plain(category_name(view, known, name, value))
    return value


def _evidence(view: View, activity: str) -> str:
    """What is attached to an activity: each thing with its number."""
    known = register_named("evidence")
    title = next(each for each in known.columns if each.name == "title")
    numbers = {
        row.pairs["entry"]: row
        for row in view.results.select(subject="evidence", measure="count", group_has="entry")
    }
    said = []
    for entry in view.registers.get("evidence", ()):
        if entry.plain("activity") != activity:
            continue
        name, number = _plain(text_of(view, title, entry)), numbers.get(entry.id)
        said.append(name if number is None else f"{name} – {value_cell(number, view.language).text}")
    return "; ".join(said)


def _plain(text: Text) -> str:
    return text.text if isinstance(text, Passage) else text
