"""Changes that somebody may make to a project between two runs, drawn at random."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.reruns import rows_of, write_rows

Change = Callable[[Path, random.Random], str]


def _table(project: Path, dice: random.Random) -> tuple[Path, list[list[str]]]:
    file = dice.choice(sorted(each for each in project.glob("*.csv") if len(rows_of(each)) > 2))
    return file, rows_of(file)


def a_cell(project: Path, dice: random.Random) -> str:
    """Another number, another value of the same column, or nothing."""
    file, rows = _table(project, dice)
    row, column = dice.randrange(1, len(rows)), dice.randrange(len(rows[0]))
    before = rows[row][column]
    others = sorted({each[column] for each in rows[1:]} - {before})
    if re.fullmatch(r"\d+", before) and dice.random() < 0.7:
        rows[row][column] = str(max(0, int(before) + dice.choice((-1, 1, 5))))
    else:
        rows[row][column] = dice.choice([*others, ""])
    write_rows(file, rows)
    return f"{file.name}, row {row}, {rows[0][column]}: {before!r} → {rows[row][column]!r}"


def a_row_less(project: Path, dice: random.Random) -> str:
    file, rows = _table(project, dice)
    gone = rows.pop(dice.randrange(1, len(rows)))
    write_rows(file, rows)
    return f"{file.name} without {gone}"


def a_row_more(project: Path, dice: random.Random) -> str:
    """The copy of a row, as it is or under another name."""
    file, rows = _table(project, dice)
    row = list(dice.choice(rows[1:]))
    if dice.random() < 0.7:
        row[0] = f"{row[0]}x" if not row[0].startswith(("KZ", "20")) else row[0]
    rows.insert(dice.randrange(1, len(rows)), row)
    write_rows(file, rows)
    return f"{file.name} with one more {row}"


def a_region_less(project: Path, dice: random.Random) -> str:
    """All rows of one region out of one table."""
    files = [
        each for each in sorted(project.glob("*.csv")) if any("region" in name for name in rows_of(each)[0])
    ]
    file = dice.choice(files)
    rows = rows_of(file)
    column = next(place for place, name in enumerate(rows[0]) if "region" in name)
    region = dice.choice(sorted({row[column] for row in rows[1:]}))
    write_rows(file, [rows[0], *(row for row in rows[1:] if row[column] != region)])
    return f"{file.name} without {region}"


def refused(project: Path, dice: random.Random) -> str:
    """A value that cannot be read: the file is refused, or the row is left out."""
    file, rows = _table(project, dice)
    row, column = dice.randrange(1, len(rows)), dice.randrange(len(rows[0]))
    rows[row][column] = "?!"
    write_rows(file, rows)
    return f"{file.name}, row {row}, {rows[0][column]} unreadable"


def _settings(project: Path, dice: random.Random, pattern: str, put: Callable[[re.Match[str]], str]) -> str:
    file = project / "project.toml"
    text = file.read_text(encoding="utf-8")
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return "nothing"
    match = dice.choice(found)
    file.write_text(text[: match.start()] + put(match) + text[match.end() :], encoding="utf-8")
    return f"project.toml: {match[0]!r} → {put(match)!r}"


def a_text(project: Path, dice: random.Random) -> str:
    """A title, a source, a label, a reason."""
    return _settings(project, dice, r'^([\w.]+ = ")([^"\n]{4,})"$', lambda m: f'{m[1]}{m[2]} (new)"')


def a_plan(project: Path, dice: random.Random) -> str:
    return _settings(
        project, dice, r"^(plan|stated|baseline|tolerance) = (\d+)$", lambda m: f"{m[1]} = {int(m[2]) + 1}"
    )


def a_threshold(project: Path, dice: random.Random) -> str:
    other = dice.choice(("court", "training", "activity"))
    return _settings(project, dice, r'^sensitivity = "\w+"', lambda _: f'sensitivity = "{other}"')


def a_language(project: Path, dice: random.Random) -> str:
    return _settings(project, dice, r"^languages = \[.*\]", lambda _: 'languages = ["ru", "en", "kk"]')


def an_order(project: Path, dice: random.Random) -> str:
    """Two tables of the settings change places."""
    file = project / "project.toml"
    text = file.read_text(encoding="utf-8")
    parts = re.split(r"(?=^\[)", text, flags=re.MULTILINE)
    places = [
        place for place, part in enumerate(parts) if part.startswith("[tables.") and part.count(".") < 40
    ]
    one, other = dice.sample(places, 2)
    parts[one], parts[other] = parts[other].rstrip() + "\n\n", parts[one].rstrip() + "\n\n"
    file.write_text("".join(parts), encoding="utf-8")
    return f"project.toml: {parts[one].splitlines()[0]} and {parts[other].splitlines()[0]} change places"


def a_comment(project: Path, dice: random.Random) -> str:
    file = project / "project.toml"
    file.write_text(f"# {dice.random()}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    return "a comment in project.toml"


CHANGES: tuple[Change, ...] = (
    a_cell, a_cell, a_cell, a_row_less, a_row_more, a_region_less, refused, a_text, a_plan, a_threshold,
    a_language, an_order, a_comment,
)  # fmt: skip


def code_of(notebook: Path) -> list[str]:
    """The code cells of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
