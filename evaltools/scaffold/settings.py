"""The text of a new `project.toml`, for a person to review."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evaltools import regions
from evaltools.inspection import Inspection
from evaltools.language import Language, mark
from evaltools.regions import LANGUAGES
from evaltools.scaffold.drafts import TableDraft
from evaltools.schema import OCCASIONS
from evaltools.vocabulary.letters import language_of

#: What stands on the pages until somebody puts words of their own there.
WORK, PROVIDER, FUNDER = mark("work of the centre"), mark("the centre"), mark("name of the funder")
BUREAU = mark("Bureau of National Statistics of Kazakhstan")


def settings_text(
    folder: Path, tables: Sequence[TableDraft], inspections: Sequence[Inspection], code: str
) -> str:
    """The text of `project.toml`.

    Parameters
    ----------
    folder : Path
        The project's folder; its name becomes the project's.
    tables : sequence of TableDraft
    inspections : sequence of Inspection
        Of all files that are used.
    code : {"kk", "ru", "en"}
        First language of the project, and of the comments.
    """
    language = Language(code)
    found = _regions(tables, inspections)
    latest = regions.population_dates()[-1]
    unit = next((table.unit for table in tables if table.unit != "people"), "people")
    lines = [
        _comment(
            language.text("Made from your files. Read every line, change what is wrong, and run again.")
        ),
        "",
        "[project]",
        _comment(language.text("What stands on the pages; put your own words here.")),
        f"name = {_toml(folder.resolve().name)}",
        f"work = {_toml(_in_all(WORK))}",
        f"provider = {_toml(_in_all(PROVIDER))}",
        f"funder = {_toml(_in_all(FUNDER))}",
        *_time(inspections, language),
        f"regions = {_toml(found)}",
        f"languages = {_toml([code, *(each for each in LANGUAGES if each != code)])}",
        _comment(
            language.text(
                'Small counts are hidden: below 10 for "court", below 5 for "training", none for "activity".'
            )
        ),
        'sensitivity = "court"',
        _comment(language.text("What one client is: people, couples or families.")),
        f"clients = {_toml(unit)}",
        'sep = ";"',
    ]
    if len(found) > 1:
        lines += [
            "",
            "[denominators.residents]",
            _comment(
                language.text(
                    "Residents come with the toolkit, for three days; rates are per so many of them."
                )
            ),
            f"date = {latest}",
            f"per = {_per(inspections, found, latest)}",
            f"source = {_toml(_in_all(BUREAU))}",
        ]
    for table in tables:
        lines += ["", *_table(table, language, found)]
    if any(table.kind == "prepost" for table in tables):
        lines += [
            "",
            _comment(language.text("The pages to make; the page of a training is not for sending.")),
        ]
        for name in ("region-report", "overview", "training", "data-quality"):
            lines.append(f"[reports.{name}]")
    for table in tables:
        for item, said in table.guess.labels.items():
            spoken = language_of(said)
            dimension = "question" if item in table.guess.settings.get("select_all", {}) else "item"
            lines += ["", f"[labels.{dimension}.{item}]", f"{spoken} = {_toml(said.strip())}"]
    return "\n".join(lines) + "\n"


def _per(inspections: Iterable[Inspection], found: Sequence[str], latest: str) -> int:
    """Residents that a rate is taken of: so many that it is one person at least."""
    people = sum(
        (each.summary or {}).get("clients") or (each.summary or {}).get("total") or 0 for each in inspections
    )
    living = sum(regions.residents(latest).get(code, 0) for code in found)
    return 100_000 if living and people / living * 10_000 < 1 else 10_000


def _in_all(text: str) -> dict[str, str]:
    """A text of ours in all three languages."""
    return {code: Language(code).text(text) for code in LANGUAGES}


def _time(inspections: Iterable[Inspection], language: Language) -> list[str]:
    """The years that the days of the files lie in, and the last day that they cover."""
    days = sorted(day for each in inspections for day in each.days if day <= date.today())
    years = [day.year for day in days] or [year for each in inspections for year in each.years]
    years = years or [date.today().year]
    start, end = min(years), max(years)
    last = date(end, 12, 31)
    lines = [_comment(language.text("First and last day of the report. Rows outside are left out."))]
    if not days:
        lines.append(
            _comment(language.text("No file has a day: the year is a guess, write the true period here."))
        )
    lines.append(f'period = "{start}-01-01..{end}-12-31"')
    # A year whose last month has visits is taken for whole.
    if days and days[-1] < last.replace(day=1):
        lines += [
            _comment(
                language.text(
                    "The last day in the files. Until the period is over its figures are not final."
                )
            ),
            f"cut_off = {days[-1]}",
            'status = "partial"',
        ]
    else:
        lines.append(f"cut_off = {last}")
    return lines


def _table(table: TableDraft, language: Language, found: Sequence[str]) -> list[str]:
    guessed = table.guess
    lines = [
        f"[tables.{table.name}]",
        f"file = {_toml(table.setting)}",
        f"kind = {_toml(table.kind)}",
    ]
    columns = {name: heading for name, heading in guessed.columns.items() if name != heading}
    columns |= _from_names(table)
    if columns:
        lines.append(
            _comment(language.text("The names that the toolkit knows, and what your columns are called."))
        )
        lines.append(f"columns = {_toml(columns)}")
    if table.also:
        lines.append(_comment(language.text("Other headings of the same columns in some of the files.")))
        lines.append(f"also = {_toml(table.also)}")
    if guessed.unused:
        lines.append(
            _comment(language.text("Not used: {columns}", columns="; ".join(map(_one_line, guessed.unused))))
        )
    fill = _fill(table, found)
    if fill:
        lines.append(_comment(language.text("What no column says; the same for every row.")))
        lines.append(f"fill = {_toml(fill)}")
    if table.kind == "satisfaction":
        lines.append(
            _comment(
                language.text(
                    "If people answered about a training, fewer counts need to be hidden: {setting}.",
                    setting='sensitivity = "training"',
                )
            )
        )
    lines += [f"{name} = {_toml(value)}" for name, value in guessed.settings.items()]
    lines.append(f"source = {_toml(table.files[0].stem if len(table.files) == 1 else table.name)}")
    return lines


def _from_names(table: TableDraft) -> dict[str, str]:
    """Columns that the name of each file stands for, where several files become one table."""
    if len(table.files) == 1:
        return {}
    found = {}
    # Two files are the two tests of one training; of more, the rest of the name is the training.
    one_training = table.guess.columns.get("occasion") == "file" and len(table.files) == len(OCCASIONS)
    if table.kind == "prepost" and "training" not in table.guess.columns and not one_training:
        found["training"] = "file"
    named = [regions.named_in(file.stem) for file in table.files]
    if "region" not in table.guess.columns and table.kind != "indicators" and all(named):
        found["region"] = "file"
    return found


def said_elsewhere(table: TableDraft) -> set[str]:
    """Columns that no file has, and whose values the name of the file or project.toml gives."""
    return {*_from_names(table), *_fill(table, _regions([table], table.inspections))}


def _fill(table: TableDraft, found: Sequence[str]) -> dict[str, str]:
    """Values of columns that the file has not, and that its kind needs."""
    fill = {}
    columns = {**table.guess.columns, **_from_names(table)}
    if table.kind == "prepost" and "training" not in columns:
        # Of a file for each test, what both names say.
        words = [re.findall(r"\w+", file.stem) for file in table.files]
        fill["training"] = "-".join(word for word in words[0] if all(word in each for each in words)) or "1"
    if "region" not in columns and table.kind != "indicators":
        named = regions.named_in(table.files[0].stem) if len(table.files) == 1 else ""
        if named or (table.kind == "consultations" and len(found) == 1):
            fill["region"] = named or found[0]
    if table.kind == "indicators" and "unit" not in columns:
        fill["unit"] = "-"
    return fill


def _regions(tables: Iterable[TableDraft], inspections: Iterable[Inspection]) -> list[str]:
    """Regions that the files name, in their cells or in the name of the file; all where none does."""
    named = {code for each in inspections for code in each.regions}
    named |= {code for table in tables for file in table.files if (code := regions.named_in(file.stem))}
    named.discard(regions.COUNTRY.code)
    return sorted(named) or sorted(regions.regions())


def _comment(text: str) -> str:
    return f"# {_one_line(text)}"


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def _toml(value: Any) -> str:
    """A value as TOML writes it. A text in quotes is the same in JSON."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}" if value == int(value) else repr(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case Mapping():
            pairs = ", ".join(f"{_key(name)} = {_toml(each)}" for name, each in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            return f"[{', '.join(_toml(each) for each in value)}]"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)
