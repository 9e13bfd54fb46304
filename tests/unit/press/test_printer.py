"""Which program prints is found without starting any."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.errors import UsageError
from evaltools.press import printer
from evaltools.press.printer import BROWSER, Printer, find_printer


def program(place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("#!/bin/sh\n", encoding="utf-8")
    place.chmod(0o755)
    return place


@pytest.fixture(autouse=True)
def without_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "find_spec", lambda name: None)


def test_the_first_browser_on_the_path(tmp_path: Path) -> None:
    """Chromium comes before Chrome, Chrome before Edge, whatever the order of folders."""
    edge = program(tmp_path / "a" / "microsoft-edge")
    chrome = program(tmp_path / "b" / "google-chrome")
    environment = {"PATH": f"{tmp_path / 'a'}:{tmp_path / 'b'}"}
    assert find_printer(environment, "linux") == Printer(kind="browser", program=str(chrome))
    chrome.unlink()
    assert find_printer(environment, "linux").program == str(edge)


@pytest.mark.parametrize(
    "place",
    [
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
    ],
)
@pytest.mark.parametrize("variable", ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"])
def test_known_places_on_windows(place: str, variable: str, tmp_path: Path) -> None:
    """Browsers of Windows are not on the path; each of their usual folders is looked into."""
    found = program(tmp_path / place)
    assert find_printer({variable: str(tmp_path)}, "win32").program == str(found)


def test_known_places_on_macos(tmp_path: Path) -> None:
    """A browser may be installed for one user alone."""
    found = program(tmp_path / "Applications" / "Google Chrome.app/Contents/MacOS/Google Chrome")
    assert find_printer({}, "darwin", home=tmp_path).program == str(found)


def test_the_named_browser_comes_first(tmp_path: Path) -> None:
    """The variable holds a place, or a name to be looked for on the path."""
    program(tmp_path / "chromium")
    named = program(tmp_path / "other" / "brave")
    assert find_printer({"PATH": str(tmp_path), BROWSER: str(named)}, "linux").program == str(named)
    environment = {"PATH": f"{tmp_path}:{named.parent}", BROWSER: "brave"}
    assert find_printer(environment, "linux").program == str(named)


def test_a_named_browser_that_is_not_there(tmp_path: Path) -> None:
    """No other browser is taken silently in its place."""
    program(tmp_path / "chromium")
    with pytest.raises(UsageError, match=r"EVALTOOLS_BROWSER names “nowhere”.*take the variable away"):
        find_printer({"PATH": str(tmp_path), BROWSER: "nowhere"}, "linux")


def test_weasyprint_where_there_is_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not if it lacks its libraries: that is said before a run, not of each page."""
    monkeypatch.setattr(printer, "find_spec", lambda name: object() if name == "weasyprint" else None)
    monkeypatch.setattr(printer, "_weasyprint_works", lambda: True)
    assert find_printer({"PATH": str(tmp_path)}, "linux").kind == "weasyprint"
    monkeypatch.setattr(printer, "_weasyprint_works", lambda: False)
    with pytest.raises(UsageError, match=r"WeasyPrint is installed, but .* Pango, is not"):
        find_printer({"PATH": str(tmp_path)}, "linux")


def test_nothing_that_prints(tmp_path: Path) -> None:
    """The message says what was looked for and three ways out."""
    with pytest.raises(UsageError) as caught:
        find_printer({"PATH": str(tmp_path)}, "linux", home=tmp_path)
    for word in ("Chromium", "Google Chrome", "Microsoft Edge", BROWSER, "pip install 'evaltools[pdf]'"):
        assert word in str(caught.value)
