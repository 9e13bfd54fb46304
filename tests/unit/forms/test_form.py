"""Forms of operators are files: what one may say, and what is said of one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from evaltools.errors import ConfigurationError
from evaltools.forms import Form, known_forms, load_form
from evaltools.forms.form import CELLS
from evaltools.registers import known_registers

PART = {"title": "Part", "source": "goals", "columns": [{"cell": "text", "label": "Goal"}]}


@pytest.mark.parametrize("name", known_forms())
def test_forms_of_the_package_are_whole(name: str) -> None:
    """Every title and label in three languages, every source with what it needs."""
    form = load_form(name)
    texts = [form.title, *(part.title for part in form.parts)]
    texts += [each.label for part in form.parts for each in (*part.columns, *part.rows)]
    for each in texts:
        assert all(each.by_language().values()), each
    for part in form.parts:
        assert part.columns or part.rows or part.source == "narrative"


def test_a_form_of_ones_own_lies_beside_the_settings(tmp_path: Path) -> None:
    """Saved by Notepad, too."""
    text = 'title = "Есеп"\n[[parts]]\ntitle = "Мақсат"\nsource = "goals"\ncolumns = [{ cell = "text", label = "Мақсат" }]\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8-sig")
    form = load_form("own.toml", tmp_path)
    assert (form.title.kk, [part.source for part in form.parts]) == ("Есеп", ["goals"])


@pytest.mark.parametrize("name", ["other", "other.toml", "own.txt"])
def test_a_form_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    """What was expected, and where."""
    (tmp_path / "own.txt").touch()
    with pytest.raises(ConfigurationError) as caught:
        load_form(name, tmp_path)
    assert f"there is no form {name}. Expected grant-report, or a .toml file" in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "it is not valid TOML"),
        ("", "title: Field required"),
        ('title = "T"\nparts = []\nextra = 1\n', "extra: Extra inputs"),
        ('title = "T"\nparts = [5]\n', "parts.0: Input should be a valid dictionary"),
        ('title = "T"\nparts = "goals"\n', "parts: Input should be a valid tuple"),
        ('title = "T"\n[[parts]]\ntitle = "P"\nsource = "goal"\n', "parts.0.source: Input should be"),
        (
            'title = "T"\n[[parts]]\ntitle = "P"\nsource = "goals"\ncolumns = [{ cell = "plan", label = "P" }]\n',
            "the source goals has no cell plan; it has: text, level, indicators, status",
        ),
        (
            'title = "T"\n[[parts]]\ntitle = "P"\nsource = "goals"\ncolumns = [{ cell = "text", label = "P", width = 0 }]\n',
            "parts.0.columns.0.width: Input should be greater than 0",
        ),
        (
            'title = "T"\n[[parts]]\ntitle = "P"\nsource = "facts"\nrows = [{ label = "L", value = "sum" }]\n',
            "parts.0.rows.0.value: Input should be",
        ),
        ('title = "T"\n[[parts]]\ntitle = "P"\nsource = "register"\n', "register = one of activities"),
        (
            'title = "T"\n[[parts]]\ntitle = "P"\nsource = "register"\nregister = "partnerz"\n',
            "register = one of activities",
        ),
        (
            'title = "T"\n[[parts]]\ntitle = "P"\nsource = "register"\nregister = "partners"\n'
            'columns = [{ cell = "tittle", label = "N" }]\n',
            "the source register has no cell tittle; it has: number, partner, title",
        ),
        (
            'title = "T"\n[[parts]]\ntitle = "P"\nsource = "narrative"\nnarrative = "methods"\n',
            "narrative = one of methodology",
        ),
    ],
)
def test_a_form_that_cannot_be_used_says_why(tmp_path: Path, text: str, words: str) -> None:
    """The file and the place in it; never a traceback."""
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_form("own.toml", tmp_path)
    assert str(tmp_path / "own.toml") in str(caught.value)
    assert words in str(caught.value)


def test_a_form_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Not UTF-8."""
    (tmp_path / "own.toml").write_bytes('title = "Отчёт"'.encode("cp1251"))
    with pytest.raises(ConfigurationError):
        load_form("own.toml", tmp_path)


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_a_register_gives_every_column_and_its_number(name: str) -> None:
    """Of activities their evidence, too; nothing that is no column."""
    cells = ["number", *(column.name for column in known_registers()[name].columns)]
    cells += ["evidence"] if name == "activities" else []
    part = PART | {"source": "register", "register": name}
    Form.model_validate(
        {"title": "T", "parts": [part | {"columns": [{"cell": c, "label": "L"} for c in cells]}]}
    )
    with pytest.raises(ValidationError, match="has no cell reason_why"):
        Form.model_validate(
            {"title": "T", "parts": [part | {"columns": [{"cell": "reason_why", "label": "L"}]}]}
        )


@pytest.mark.parametrize("source", sorted(CELLS))
def test_a_source_gives_the_cells_that_are_listed(source: str) -> None:
    """All of them together make a part."""
    part = {
        "title": "P",
        "source": source,
        "columns": [{"cell": cell, "label": cell} for cell in CELLS[source]],
    }
    assert len(Form.model_validate({"title": "T", "parts": [part]}).parts[0].columns) == len(CELLS[source])
