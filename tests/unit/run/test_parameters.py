"""Parameters: names and values are checked against the notebook's own cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from evaltools.errors import ConfigurationError, UsageError
from evaltools.run.parameters import declared_parameters, fit, read_given


def notebook(path: Path, source: str, tags: tuple[str, ...] = ("parameters",)) -> Path:
    cell = new_code_cell(source, metadata={"tags": list(tags)})
    nbformat.write(new_notebook(cells=[cell]), path)
    return path


def test_declared_values(tmp_path: Path) -> None:
    """Values, annotations and comments are read as they stand."""
    file = notebook(
        tmp_path / "a.ipynb", 'code = "007"  # text\nlimit: int | None = 5\nflag = True\nitems = ["a"]'
    )
    assert declared_parameters(file) == {"code": "007", "limit": 5, "flag": True, "items": ["a"]}


@pytest.mark.parametrize("source", ["import os", "x = open('y')", "x = y + 1", "x ="])
def test_only_plain_values(tmp_path: Path, source: str) -> None:
    """A parameters cell that computes is refused: papermill would keep the old value."""
    with pytest.raises(ConfigurationError, match="name = value"):
        declared_parameters(notebook(tmp_path / "a.ipynb", source))


def test_no_parameters_cell(tmp_path: Path) -> None:
    """A notebook without the tag is refused with a sentence."""
    with pytest.raises(ConfigurationError, match="tag “parameters”, found 0"):
        declared_parameters(notebook(tmp_path / "a.ipynb", "x = 1", tags=()))


def test_not_a_notebook(tmp_path: Path) -> None:
    """Any other file is named and refused."""
    (tmp_path / "a.ipynb").write_text("hello", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="not a notebook"):
        declared_parameters(tmp_path / "a.ipynb")


DECLARED: dict[str, dict[str, Any]] = {
    "mine": {"region": "KZ-23", "code": "001", "limit": 5, "share": 0.5, "flag": True}
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("code=007", {"code": "007"}),
        ("code=true", {"code": "true"}),
        ("limit=12", {"limit": 12}),
        ("share=1e-3", {"share": 0.001}),
        ("flag=no", {"flag": False}),
        ("code=a=b", {"code": "a=b"}),
    ],
)
def test_values_take_the_type_of_the_default(text: str, value: dict[str, Any]) -> None:
    """007 stays text where text is expected, and is a number where a number is."""
    assert fit(read_given([text]), DECLARED) == {"mine": value}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("limitt=1", "Did you mean “limit”"),
        ("limit=many", "is a int like 5"),
        ("flag=perhaps", "is yes or no"),
        ("region=KZ-10", "set with --region"),
        ("import os=1", "written NAME=VALUE"),
        ("x", "written NAME=VALUE"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, words: str) -> None:
    """A misspelt name, a wrong value or code in a name never reaches a kernel."""
    with pytest.raises(UsageError, match=words):
        fit(read_given([text]), DECLARED)
