"""Projects of a few lines: their files are written, and they are prepared as real ones are."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from evaltools.page import Block
from evaltools.prepare import Prepared, prepare
from evaltools.report import Report, open_report

HEADER = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "a fund"
contact = "an office"
period = "{period}"
cut_off = {cut_off}
regions = [{regions}]
languages = [{languages}]
sensitivity = "{sensitivity}"
"""


def small(
    folder: Path,
    settings: str = "",
    *,
    before: str = "",
    regions: tuple[str, ...] = ("KZ-23", "KZ-71"),
    sensitivity: str = "activity",
    period: str = "2024-01-01..2024-12-31",
    cut_off: str = "2024-12-31",
    languages: tuple[str, ...] = ("en", "ru", "kk"),
    **files: str,
) -> Prepared:
    """Write a project and prepare it; `before` stands above the first part, `files` are tables by name."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def listed(names: tuple[str, ...]) -> str:
        return ", ".join(f'"{each}"' for each in names)

    header = HEADER.format(
        regions=listed(regions), languages=listed(languages), sensitivity=sensitivity,
        period=period, cut_off=cut_off,
    )  # fmt: skip
    (folder / "project.toml").write_text(before + header + settings, encoding="utf-8")
    return prepare(folder)


def register(name: str, which: str, more: str = "") -> str:
    """The settings of a register in `NAME.csv`."""
    return f'[tables.{name}]\nfile = "{name}.csv"\nkind = "register"\nregister = "{which}"\n{more}\n'


def counts(name: str, subject: str = "participants", unit: str = "people", more: str = "") -> str:
    """The settings of a table of counts in `NAME.csv`."""
    table = f'[tables.{name}]\nfile = "{name}.csv"\nkind = "counts"\n'
    return f'{table}subject = "{subject}"\nunit = "{unit}"\n{more}\n'


def report(
    prepared: Prepared,
    *,
    region: str = "KZ",
    language: str = "en",
    audience: str = "public",
    name: str = "programme-report",
) -> Report:
    """A page of a small project."""
    return open_report(
        name, project=prepared.project.folder, region=region, language=language, audience=audience
    )


def text_of(block: Block | None) -> str:
    """What a reader sees of a block, in one line."""
    assert block is not None
    plain = re.sub(r"<svg.*?</svg>", " ", str(block.html), flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", plain))
    return " ".join(plain.replace("\u00a0", " ").split())


def table_rows(block: Block | None, caption: str = "") -> list[tuple[str, ...]]:
    """The rows of a block's tables, or of the one whose caption begins so: label first, as text."""
    assert block is not None

    def plain(text: Any) -> str:
        return str(getattr(text, "text", text))

    return [
        (plain(row.label), *(plain(cell.text) for cell in row.cells))
        for section in block.tables
        for table in section.tables
        if table.caption.startswith(caption)
        for row in (*table.rows, *table.foot)
    ]


def shown_numbers(prepared: Prepared, subject: str, measure: str = "") -> dict[str, float | str | None]:
    """Public results of a subject for the whole project by their group: the value, or why there is none."""
    rows = prepared.public.select(region="KZ", subject=subject, measure=measure or subject)
    return {row.group: row.value if row.ok else row.status for row in rows}
