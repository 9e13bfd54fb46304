"""How a browser is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.press import browser
from evaltools.press.browser import options


@pytest.mark.parametrize("root", [True, False])
def test_the_sandbox_is_left_out_for_root_alone(root: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody else keeps it."""
    monkeypatch.setattr(browser, "_is_root", lambda: root)
    assert ("--no-sandbox" in options(Path("profile"))) is root


def test_a_profile_of_its_own() -> None:
    """What the user has open in the same browser, and who she is there, stays apart."""
    assert "--user-data-dir=somewhere" in options(Path("somewhere"))
    assert "--headless=new" in options(Path("somewhere"))
