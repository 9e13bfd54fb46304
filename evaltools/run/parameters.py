"""Parameters of a notebook: what it declares, and whether what is given fits.

papermill injects a misspelt name without a word, and the page then shows
another region's figures. Here every name and value is checked against the
notebook's own `parameters` cell before any kernel starts.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from evaltools.errors import ConfigurationError, UsageError
from evaltools.run.basis import notebook_cells

#: Parameters that a run sets by itself where the notebook declares them.
SET_BY_RUN = ("project", "region", "training", "language")


def declared_parameters(notebook: Path) -> dict[str, Any]:
    """Names and default values of a notebook's `parameters` cell.

    Raises
    ------
    ConfigurationError
        The file is no notebook, has no such cell, or the cell holds more
        than plain values.
    """
    cells = notebook_cells(notebook)
    tagged = [cell for cell in cells if "parameters" in cell["tags"]]
    if len(tagged) != 1:
        raise ConfigurationError(
            str(notebook), [f"expected one cell with the tag “parameters”, found {len(tagged)}"]
        )
    try:
        return _literals(tagged[0]["source"])
    except (SyntaxError, ValueError) as error:
        raise ConfigurationError(
            str(notebook), [f"the parameters cell may hold only lines such as name = value ({error})"]
        ) from error


def _literals(source: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = ast.literal_eval(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = ast.literal_eval(value)
            case _:
                raise ValueError(f"line {statement.lineno}")
    return found


def read_given(texts: list[str]) -> dict[str, str]:
    """Read `NAME=VALUE` as given on the command line.

    Examples
    --------
    >>> read_given(["threshold=5"])
    {'threshold': '5'}
    """
    given: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.isidentifier():
            raise UsageError(f"A parameter is written NAME=VALUE; found “{text}”.")
        given[name] = value
    return given


def fit(given: Mapping[str, str], notebooks: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Match given parameters with what the notebooks declare.

    Parameters
    ----------
    given : mapping of str
        From the command line.
    notebooks : mapping
        Report to its declared parameters and their defaults.

    Returns
    -------
    dict
        Report to the values it takes, in the type of its default.

    Raises
    ------
    UsageError
        A name that no notebook declares, a value that does not fit the
        default's type, or a parameter that the run sets by itself.
    """
    values: dict[str, dict[str, Any]] = {report: {} for report in notebooks}
    for name, text in given.items():
        takers = [report for report, declared in notebooks.items() if name in declared]
        if name in SET_BY_RUN:
            option = "the PROJECT argument" if name == "project" else f"--{name}"
            raise UsageError(f"The parameter “{name}” is set with {option}, not with --parameter.")
        if not takers:
            known = sorted({each for declared in notebooks.values() for each in declared})
            close = get_close_matches(name, known, n=1)
            hint = f" Did you mean “{close[0]}”?" if close else f" They have: {', '.join(known)}."
            raise UsageError(f"No notebook of this run has a parameter “{name}”.{hint}")
        for report in takers:
            values[report][name] = _typed(name, text, notebooks[report][name])
    return values


def _typed(name: str, text: str, default: Any) -> Any:
    """The text as a value of the default's type: `007` stays text where text is expected."""
    if isinstance(default, str) or default is None:
        return text
    if isinstance(default, bool):
        if text.casefold() not in ("true", "false", "yes", "no", "1", "0"):
            raise UsageError(f"The parameter “{name}” is yes or no; found “{text}”.")
        return text.casefold() in ("true", "yes", "1")
    try:
        if isinstance(default, int | float):
            return type(default)(text)
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = None
    if type(value) is not type(default):
        raise UsageError(
            f"The parameter “{name}” is a {type(default).__name__} like {default!r}; found “{text}”."
        )
    return value
