"""The reports of a start page, in three orders: by region with its figures, by report, by status.

All three stand in the page, and a link to each is all that it takes to see
one: the style sheet shows the one that the address names. What a script adds
is a box to search in, never a way to a report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evaltools.index.records import BY_URGENCY, Entry, IndexRow
from evaltools.language import NATIVE_NAMES, Language
from evaltools.tables import Cell, Column, Text, element, explanations, written

#: Beside which the status of a page stands, so that both stay on one line.
_STUCK = "\N{NO-BREAK SPACE}"
_ABSENT = Entry(status="absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What the section on reports shows.

    Attributes
    ----------
    rows : sequence of IndexRow
        In the order in which they stand; those without a region come above
        the others, wherever they are.
    columns : sequence of Column
        The figures that each region has.
    figures : mapping of sequences of Cell
        By the code of the region; a region without an entry has empty cells.
    names : mapping of sequences of str
        Whatever a reader may type to find a region or a report, in any
        language, by the code of the region or the name of the report.
    """

    rows: Sequence[IndexRow]
    columns: Sequence[Column] = ()
    figures: Mapping[str, Sequence[Cell]] | None = None
    names: Mapping[str, Sequence[str]] | None = None


def reports_section(reports: Reports, language: Language) -> Markup:
    """The section with every page one link away."""
    rows = reports.rows
    heading = element("h2", language.text("Reports"), id="reports")
    codes = [code for code in NATIVE_NAMES if any(code in row.entries for row in rows)]
    if not codes:
        return element("section", heading, element("p", language.text("No report has been made yet.")))
    of_all = [row for row in rows if not row.region]
    of_regions = [row for row in rows if row.region]
    lines = (
        element(
            "li",
            _main_link(row, row.title, language),
            _beside(row, codes, language, "p"),
            data_find=row.name,
        )
        for row in of_all
    )
    return element(
        "section",
        heading,
        element("p", _hint(rows, codes, language), class_="hint"),
        _search(reports, language),
        element("ul", *lines, class_="whole") if of_all else "",
        _orders(language) if of_regions else "",
        element(
            "div",
            _by_region(reports, of_regions, codes, language),
            _by_report(of_regions, language),
            _by_status(rows, codes, language),
            class_="views",
        )
        if of_regions
        else "",
        class_="reports",
    )


def _hint(rows: Sequence[IndexRow], codes: Sequence[str], language: Language) -> str:
    """Where a name leads, and what of other languages and files stands under it."""
    files = any(entry.files for row in rows for entry in row.entries.values())
    match len(codes) > 1, files:
        case True, True:
            return language.text(
                "A name leads to the report in English; other languages and files stand under it."
            )
        case True, False:
            return language.text("A name leads to the report in English; other languages stand under it.")
        case False, True:
            return language.text("A name leads to the report; its files stand under it.")
    return language.text("A name leads to the report.")


def word(entry: Entry, language: Language) -> str:
    """The status as a word; its shape helps to find it in a long table."""
    match entry.status:
        case "done":
            said = language.text("● done")
        case "failed":
            said = language.text("▼ failed")
        case "interrupted":
            said = language.text("■ interrupted")
        case "kept" if entry.since is not None:
            said = language.text("◐ kept from {date}", date=language.date(entry.since))
        case "kept":
            said = language.text("◐ kept from an earlier run")
        case _:
            said = language.text("○ not made")
    return said.replace(" ", _STUCK, 1)


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else text.text


def _search(reports: Reports, language: Language) -> Markup:
    """Where the script puts its box, with the words and names that it needs."""
    return element(
        "div",
        class_="search",
        data_search="",
        data_label=language.text("Find a region or a report"),
        data_left=language.text("Shown: {shown} of {all}.", shown="{shown}", all="{all}"),
        data_none=language.text("Nothing fits. Escape clears the box."),
        data_names=json.dumps(
            {key: " | ".join(dict.fromkeys(names)) for key, names in (reports.names or {}).items()},
            ensure_ascii=False,
        ),
    )


def _orders(language: Language) -> Markup:
    links = (
        ("by-region", language.text("by region")),
        ("by-report", language.text("by report")),
        ("by-status", language.text("by status")),
    )
    items = (element("li", element("a", name, href=f"#{place}")) for place, name in links)
    return element(
        "nav", element("ul", *items), class_="orders", aria_label=language.text("Order of the reports")
    )


def _main_link(row: IndexRow, shown: Text, language: Language) -> Markup:
    """The name as the link to the page in the reader's own language; plain where there is none."""
    entry = row.entries.get(language.code, _ABSENT)
    name = written(shown, language)
    if not entry.href:
        return element("span", name)
    whole = f"{_plain(shown)}: {_plain(row.place if shown is row.title else row.title)}"
    return element("a", name, href=entry.href, aria_label=whole)


def _beside(row: IndexRow, codes: Sequence[str], language: Language, tag: str, **attributes: str) -> Markup:
    """The status of the page, its files, and the same page in the other languages."""
    own = row.entries.get(language.code, _ABSENT)
    parts: list[object] = [word(own, language), *_files(row, language.code, own)]
    for code in codes:
        if code == language.code:
            continue
        entry = row.entries.get(code, _ABSENT)
        name = element("span", NATIVE_NAMES[code], lang=code)
        whose = f"{NATIVE_NAMES[code]}: {_plain(row.title)}, {_plain(row.place)}"
        link = element("a", name, href=entry.href, hreflang=code, aria_label=whose) if entry.href else name
        # What is as in the reader's own language need not be said again.
        differs = (entry.status, entry.since) != (own.status, own.since)
        parts.append(Markup("").join((link, " ", word(entry, language))) if differs else link)
        parts += _files(row, code, entry)
    pieces = [piece for part in parts for piece in (Markup(" · "), element("span", part, class_="part"))]
    return element(tag, *pieces[1:], class_="beside", **attributes)


def _files(row: IndexRow, code: str, entry: Entry) -> list[Markup]:
    whose = f"{_plain(row.title)}, {_plain(row.place)}, {NATIVE_NAMES[code]}"
    return [
        element("a", label, href=href, download="", aria_label=f"{label}: {whose}")
        for label, href in entry.files.items()
    ]


def _by_region(
    reports: Reports, rows: Sequence[IndexRow], codes: Sequence[str], language: Language
) -> Markup:
    by_region: dict[str, list[IndexRow]] = {}
    for row in rows:
        by_region.setdefault(row.region, []).append(row)
    figures = reports.figures or {}
    head = element(
        "tr",
        element("th", language.text("Region"), scope="col"),
        *(element("th", column.label, *_unit(column), scope="col", class_="n") for column in reports.columns),
    )
    bodies = [
        _region(own, figures.get(region, ()), reports.columns, codes, language)
        for region, own in by_region.items()
    ]
    caption = language.text("Regions: main figures and reports")
    marks = explanations((cell.status for cells in figures.values() for cell in cells), language)
    notes = [element("li", mark) for mark in marks]
    return element(
        "div",
        element(
            "div",
            element(
                "table",
                element("caption", element("span", caption)),
                element("thead", head),
                *bodies,
                class_=f"regions of-{len(reports.columns)}",
            ),
            element("ul", *notes, class_="notes") if notes else "",
            class_="table",
        ),
        id="by-region",
        class_="view",
    )


def _unit(column: Column) -> tuple[object, ...]:
    return (" ", element("span", column.unit, class_="unit")) if column.unit else ()


def _region(
    rows: Sequence[IndexRow],
    cells: Sequence[Cell],
    columns: Sequence[Column],
    codes: Sequence[str],
    language: Language,
) -> Markup:
    """A region: its name and figures, and under them a line for each of its reports."""
    first, *others = rows
    n = len(columns)
    filled = [*cells, *[Cell("")] * (n - len(cells))]
    top = element(
        "tr",
        element("th", _main_link(first, first.place, language), scope="rowgroup"),
        *(_figure(cell, column, language) for cell, column in zip(filled, columns, strict=True)),
        class_="figures",
    )
    # The small line of the last figure has the room under it that the other columns do not need.
    small = filled[-1].small.replace(" ", _STUCK, 1) if filled else ""
    beside = _beside(first, codes, language, "td", **_span(n + (not small)))
    word = [element("td", element("small", small), class_="n word")] if small else []
    lines = [element("tr", beside, *word)]
    for row in others:
        name = element("td", _main_link(row, row.title, language), class_="other", **_span(n + 1))
        lines += [
            element("tr", name),
            element("tr", _beside(row, codes, language, "td", **_span(n + 1))),
        ]
    find = " ".join((first.region, *dict.fromkeys(row.name for row in rows)))
    return element("tbody", top, *lines, data_find=find)


def _span(columns: int) -> dict[str, str]:
    return {"colspan": str(columns)} if columns > 1 else {}


def _figure(cell: Cell, column: Column, language: Language) -> Markup:
    """A figure; on a phone, where the table has no heads, its name stands over it."""
    label = ", ".join(part for part in (column.label, column.unit) if part)
    names = "n mark" if cell.status else "n"
    return element("td", written(cell.text, language), class_=names, data_label=label)


def _by_report(rows: Sequence[IndexRow], language: Language) -> Markup:
    by_name: dict[str, list[IndexRow]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    groups = []
    for own in by_name.values():
        items = [
            element(
                "li", _main_link(row, row.place, language), *_unless_done(row, language),
                data_find=f"{row.region} {row.name}",
            )
            for row in own
        ]  # fmt: skip
        groups.append(_group(written(own[0].title, language), items))
    return element("div", element("h3", language.text("By report")), *groups, id="by-report", class_="view")


def _unless_done(row: IndexRow, language: Language) -> tuple[object, ...]:
    """The status, where there is anything to say."""
    entry = row.entries.get(language.code, _ABSENT)
    return () if entry.status == "done" else (" ", element("small", word(entry, language)))


def _by_status(rows: Sequence[IndexRow], codes: Sequence[str], language: Language) -> Markup:
    """What failed or is missing first; pages of one status under one heading."""
    found: dict[tuple[int, str], list[tuple[IndexRow, list[str]]]] = {}
    # Where every region has the same report, its name says nothing.
    is_one = len({row.name for row in rows if row.region}) == 1
    for row in rows:
        alike: dict[tuple[int, str], list[str]] = {}
        for code in codes:
            entry = row.entries.get(code, _ABSENT)
            alike.setdefault((BY_URGENCY.index(entry.status), word(entry, language)), []).append(code)
        for status, of_status in alike.items():
            found.setdefault(status, []).append((row, of_status))
    groups = []
    for (_, said), members in sorted(found.items(), key=lambda each: each[0]):
        items = [_with_status(row, of_status, codes, language, is_one) for row, of_status in members]
        groups.append(_group(_counted(said, [of_status for _, of_status in members], language), items))
    return element("div", element("h3", language.text("By status")), *groups, id="by-status", class_="view")


def _counted(said: str, of_status: Sequence[Sequence[str]], language: Language) -> str:
    """A status and its pages: a report in three languages is three of them."""
    n = sum(map(len, of_status))
    languages = len({code for codes in of_status for code in codes})
    if languages > 1:
        return language.plural(
            "{status}: {n} page in {languages} languages",
            "{status}: {n} pages in {languages} languages",
            n,
            status=said,
            languages=language.number(languages),
        )
    return language.plural("{status}: {n} page", "{status}: {n} pages", n, status=said)


def _with_status(
    row: IndexRow, of_status: Sequence[str], codes: Sequence[str], language: Language, is_one: bool
) -> Markup:
    """A report of a place under its status: its languages are named where not all of them have it."""
    ordered = sorted(of_status, key=lambda code: code != language.code)
    entry = next(
        (row.entries[code] for code in ordered if code in row.entries and row.entries[code].href), None
    )
    first, second = (row.place, row.title) if row.region else (row.title, row.place)
    whole = f"{_plain(first)}: {_plain(second)}"
    name = written(first, language)
    link = element("a", name, href=entry.href, aria_label=whole) if entry else element("span", name)
    names = [element("span", NATIVE_NAMES[code], lang=code) for code in of_status]
    listed = Markup(", ").join(names) if len(of_status) < len(codes) else ""
    small = [
        part for part in (written(second, language) if row.region and not is_one else "", listed) if part
    ]
    return element(
        "li",
        link,
        *((" ", element("small", Markup(" · ").join(small))) if small else ()),
        data_find=f"{row.region} {row.name}".strip(),
    )


def _group(heading: object, items: Sequence[Markup]) -> Markup:
    return element("div", element("h4", heading), element("ul", *items, class_="names"), data_group="")
