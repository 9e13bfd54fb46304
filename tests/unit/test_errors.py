"""Errors carry a sentence and an exit code, never a traceback."""

from __future__ import annotations

import pytest

from evaltools.errors import (
    ConfigurationError,
    DataError,
    EvaltoolsError,
    LockedError,
    StorageError,
    UsageError,
)
from evaltools.regions import AmbiguousRegion, UnknownRegion


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EvaltoolsError, 1),
        (UsageError, 2),
        (DataError, 3),
        (LockedError, 4),
        (StorageError, 5),
        (UnknownRegion, 2),
    ],
)
def test_each_error_ends_the_command_with_its_code(error: type[EvaltoolsError], code: int) -> None:
    """Scripts can tell a wrong setting from a locked folder."""
    assert error.exit_code == code
    assert issubclass(error, EvaltoolsError)


def test_wrong_settings_list_every_fault() -> None:
    """The file first, then one line for each fault, kept one by one as well."""
    error = ConfigurationError("project.toml", ["a: missing", "b: unknown key."])
    assert str(error) == "project.toml cannot be used:\n  - a: missing\n  - b: unknown key."
    assert error.faults == ("a: missing", "b: unknown key.")
    assert error.exit_code == 2


def test_a_notebook_shows_the_sentence_alone() -> None:
    """In JupyterLab the user sees what to do, not our code."""
    assert UsageError("There is no such project.")._render_traceback_() == ["There is no such project."]


def test_an_ambiguous_region_keeps_its_choices() -> None:
    """Whoever catches it can offer the regions."""
    assert AmbiguousRegion("two", "Алматы", ("KZ-19", "KZ-75")).codes == ("KZ-19", "KZ-75")
