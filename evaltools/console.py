"""What the terminal shows of a file or a project: tables of plain words."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evaltools import regions
from evaltools.findings import SEVERITIES, Finding
from evaltools.language import Language
from evaltools.outputs.compare import Comparison
from evaltools.outputs.compare_words import tell
from evaltools.wording.rows import left_out_words
from evaltools.wording.severities import severity_name

if TYPE_CHECKING:
    from evaltools.inspection import Inspection
    from evaltools.scaffold import Scaffold

#: First figures that are shown, at most.
MOST_FIGURES = 24
#: Rows with the same fault that are named, at most.
MOST_ROWS = 20
#: Lines of a comparison for each region, the pages and the findings on a terminal, at most.
MOST_CHANGES = 20


def ui_language(given: str = "") -> str:
    """The language of messages: the one asked for, else the one of the machine, else English.

    Examples
    --------
    >>> ui_language("kk")
    'kk'
    """
    if given:
        return Language(given).code
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    code = {"russian": "ru", "kazakh": "kk"}.get(said.split("_")[0].casefold(), said[:2].casefold())
    return code if code in ("kk", "ru", "en") else "en"


def show_inspection(inspection: Inspection, language: Language, console: Console | None = None) -> None:
    """Print how a file was understood, the rows used and left out, the findings and the first figures."""
    out = console or Console(soft_wrap=True)
    out.print(_pairs(language.text("How the file was understood"), _understood(inspection, language)))
    if inspection.reading.get("columns"):
        out.print(_pairs(language.text("Columns"), _columns(inspection, language)))
    if inspection.rows:
        out.print(_pairs(language.text("Rows"), _rows(inspection, language)))
    if inspection.summary is not None:
        out.print(_pairs(language.text("First figures"), _figures(inspection.summary, language)))
    show_findings(inspection.findings, language, out)
    out.print(
        language.text("The file can be used as it was understood.")
        if inspection.accepted
        else language.text("The file cannot be used as it is.")
    )


def show_scaffold(made: Scaffold, language: Language, console: Console | None = None) -> None:
    """Print what a new project was made of, and what to do next."""
    out = console or Console(soft_wrap=True)
    rows = [(each.file, kind_word(each.kind, language)) for each in made.used]
    rows += [(each.file, language.text("not used")) for each in made.refused]
    if rows:
        out.print(_pairs(language.text("Files"), rows))
    show_findings(
        [finding for each in (*made.refused, *made.used) for finding in each.findings], language, out
    )
    settings = made.folder / "project.toml"
    out.print(
        escape(language.text("Written: {file}. Read it through, and change what is wrong.", file=settings))
    )
    if made.used:
        out.print(escape(language.text("Then run: {command}", command=f"evaltools run {made.folder}")))


def show_comparison(comparison: Comparison, language: Language, console: Console | None = None) -> None:
    """Print what differs between two outputs; a terminal gets the first lines of each region, a file all."""
    out = console or Console(soft_wrap=True)
    for line in tell(comparison, language, most=MOST_CHANGES if out.is_terminal else 0):
        out.print(line, markup=False, emoji=False, highlight=False)


def show_findings(findings: Iterable[Finding], language: Language, console: Console | None = None) -> None:
    """Print findings as a table, the gravest first; one fault in many rows takes one line."""
    out = console or Console(soft_wrap=True)
    listed = tuple(findings)
    alike: dict[Finding, list[Finding]] = {}
    for each in listed:
        alike.setdefault(replace(each, row=None, message=""), []).append(each)
    if not alike:
        return
    if not out.is_terminal:
        # Into a file or another program: a line each, that can be searched.
        for each in sorted(listed, key=lambda one: SEVERITIES.index(one.severity)):
            out.print(
                escape(f"{severity_name(each.severity, language)}: {each.message} {each.action}".rstrip())
            )
        return
    table = Table(title=language.text("Findings"), title_justify="left", show_lines=False)
    for name in (language.text("Severity"), language.text("What was found"), language.text("What to do")):
        table.add_column(name, overflow="fold")
    for kind, group in sorted(alike.items(), key=lambda pair: SEVERITIES.index(pair[0].severity)):
        said = group[0].message
        more = [str(each.row) for each in group[1:] if each.row is not None]
        if more:
            shown = [*more[:MOST_ROWS], "…"] if len(more) > MOST_ROWS else more
            said += " " + language.text("The same in the rows {rows}.", rows=", ".join(shown))
        table.add_row(severity_name(kind.severity, language), escape(said), escape(kind.action))
    out.print(table)


def kind_word(kind: str, language: Language) -> str:
    """What a kind of table is, in words."""
    return {
        "consultations": language.text("register of consultations"),
        "prepost": language.text("tests before and after"),
        "satisfaction": language.text("satisfaction survey"),
        "regional-figures": language.text("figures by region"),
        "indicators": language.text("indicators with plan and fact"),
    }.get(kind, kind)


def _pairs(title: str, rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(escape(name), escape(value))
    return table


def _understood(inspection: Inspection, language: Language) -> list[tuple[str, str]]:
    reading = inspection.reading
    kind = kind_word(inspection.kind, language) if inspection.kind else language.text("not known")
    rows = [
        (language.text("File"), inspection.file),
        (language.text("What it is"), f"{kind} ({inspection.kind})" if inspection.kind else kind),
    ]
    named = {
        "sheet": language.text("Sheet"),
        "encoding": language.text("Encoding"),
        "delimiter": language.text("Delimiter"),
        "header_row": language.text("Row of the headings"),
    }
    shown = {"\t": language.text("tab")}
    rows += [
        (label, str(shown.get(reading[name], reading[name])))
        for name, label in named.items()
        if reading.get(name)
    ]
    return rows


def _columns(inspection: Inspection, language: Language) -> list[tuple[str, str]]:
    rows = [(f"{name}", heading) for name, heading in inspection.reading["columns"].items()]
    unused = inspection.reading.get("unused") or []
    if unused:
        rows.append((language.text("not used"), ", ".join(map(str, unused))))
    return rows


def _rows(inspection: Inspection, language: Language) -> list[tuple[str, str]]:
    rows, left_out = inspection.rows, language.text("left out")
    named = [
        (language.text("read"), language.number(rows["read"])),
        (language.text("used"), language.number(rows["used"])),
    ]
    return named + [
        (f"{left_out}: {left_out_words(reason, language)}", language.number(count))
        for reason, count in rows["left_out"].items()
    ]


def _figures(summary: Mapping[str, Any], language: Language) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in summary.items():
        if isinstance(value, Mapping):
            rows += [(f"{_place(key, language)}", _figure(each, language)) for key, each in value.items()]
        else:
            rows.append((_place(name, language), _figure(value, language)))
    left = len(rows) - MOST_FIGURES
    if left > 0:
        rows = [*rows[:MOST_FIGURES], ("…", language.plural("{n} more", "{n} more", left))]
    return rows


def _place(name: str, language: Language) -> str:
    if name.startswith("KZ-"):
        return f"{name} {regions.region(name).names[language.code]}"
    return figure_word(name, language)


def figure_word(name: str, language: Language) -> str:
    """What a first figure is, in words; a question or a month stands as it is."""
    return {
        "consultations": language.text("number of consultations"),
        "clients": language.text("different clients"),
        "by_region": language.text("by region"),
        "by_month": language.text("by month"),
        "first_date": language.text("first day"),
        "last_date": language.text("last day"),
        "pairs": language.text("people with both tests"),
        "only_pre": language.text("with the test before only"),
        "only_post": language.text("with the test after only"),
        "mean_pre": language.text("mean before"),
        "mean_post": language.text("mean after"),
        "mean_change": language.text("mean change"),
        "sd_change": language.text("standard deviation of the change"),
        "t": language.text("t of the change"),
        "respondents": language.text("number of forms"),
        "n": language.text("number of opinions"),
        "percent_satisfied": language.text("percent satisfied"),
        "mean": language.text("mean answer"),
        "count": language.text("number counted"),
        "denominator": language.text("out of how many"),
        "rate_per_100000": language.text("per 100,000"),
        "total": language.text("sum of the regions"),
        "indicators": language.text("number of indicators"),
        "met": language.text("plans met"),
        "missed": language.text("plans missed"),
        "undecided": language.text("plans neither met nor missed"),
    }.get(name, name)


def _figure(value: object, language: Language) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return ", ".join(
            f"{figure_word(name, language)}: {_figure(each, language)}" for name, each in value.items()
        )
    if isinstance(value, int):
        return language.number(value)
    if isinstance(value, float):
        return language.number(value, 2)
    return str(value)
