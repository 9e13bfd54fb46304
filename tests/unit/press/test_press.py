"""Pages are printed side by side with other work; what goes wrong is told, and costs one page."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from evaltools.press import Printer, PrintError
from evaltools.press import press as module
from evaltools.press.browser import Workplace
from evaltools.press.press import Press
from tests import machines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts here")

Make = Callable[..., Press]


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Make]:
    made: list[Press] = []
    # Tests that ran in this process before may have left a helper of Python's own.
    before = set(psutil.Process().children())

    def make(program: Path, patience: float = 20) -> Press:
        temporary = tmp_path / "temporary"
        temporary.mkdir(exist_ok=True)
        printer = Printer(kind="browser", program=str(program))
        workplace = Workplace(folder=lambda: temporary, owner="WHOSE")
        made.append(Press(printer, workplace, patience=patience))
        return made[-1]

    yield make
    for each in made:
        each.close()
    assert list((tmp_path / "temporary").iterdir()) == []
    left = set(psutil.Process().children()) - before
    assert [each for each in left if each.status() != psutil.STATUS_ZOMBIE] == []


def all_of(press: Press) -> dict[str, bytes | str]:
    found: dict[str, bytes | str] = {}
    while not press.is_idle:
        for place, each in press.ended(10):
            found[place] = each.cause if isinstance(each, PrintError) else each
    return found


def test_one_browser_prints_all_pages(press: Make, tmp_path: Path) -> None:
    """It is started once, alone, offline and with a profile of its own, and is told of no file."""
    printing = press(machines.piped(tmp_path))
    for name in "abc":
        printing.begin(name, f'<a href="x.html">Қазақша {name}</a>')
    assert all_of(printing) == {name: f"%PDF of <a>Қазақша {name}</a>".encode() for name in "abc"}
    (call,) = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    whose, *options = json.loads(call)
    assert whose == str(tmp_path / "temporary")
    assert "--remote-debugging-pipe" in options and "--host-resolver-rules=MAP * ~NOTFOUND" in options
    assert any(each.startswith(f"--user-data-dir={tmp_path / 'temporary'}") for each in options)
    assert not any("port" in each or each.startswith("file:") for each in options)


@pytest.mark.parametrize(
    ("fault", "cause"), [("hang", "print-timeout"), ("end", "print-ended"), ("refuse", "print-refused")]
)
def test_a_page_that_cannot_be_printed(press: Make, tmp_path: Path, fault: str, cause: str) -> None:
    """Its reason is named; the pages before and after it are printed, those after it by a new browser."""
    printing = press(machines.piped(tmp_path), patience=1 if fault == "hang" else 20)
    for page in ("before", fault, "after"):
        printing.begin(page, page)
    assert all_of(printing) == {"before": b"%PDF of before", fault: cause, "after": b"%PDF of after"}
    assert len((tmp_path / "calls").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("program", ["missing", "ends-at-once"])
def test_a_browser_that_does_not_start(press: Make, tmp_path: Path, program: str) -> None:
    """Every page is told so."""
    place = machines.piped(tmp_path, program) if program == "ends-at-once" else tmp_path / "nowhere"
    printing = press(place)
    printing.begin("a", "a")
    printing.begin("b", "b")
    assert all_of(printing) == {"a": "print-unstarted", "b": "print-unstarted"}


def test_stopping_ends_what_is_printed(press: Make, tmp_path: Path) -> None:
    """A run that is stopped waits for no page, and what had not begun does not begin."""
    printing = press(machines.piped(tmp_path))
    printing.begin("a", "hang")
    printing.begin("b", "b")
    while not (tmp_path / "calls").exists():
        time.sleep(0.01)
    start = time.monotonic()
    printing.stop()
    assert all_of(printing) == {"a": "interrupted", "b": "interrupted"}
    assert time.monotonic() - start < 10


def test_the_browser_ends_with_this_process(tmp_path: Path) -> None:
    """Where the run is killed, nobody is left to end it: the closed pipe does."""
    program = machines.piped(tmp_path)
    code = (
        "import os; from pathlib import Path; from evaltools.press.browser import Workplace\n"
        "from evaltools.press.piped import PipedBrowser\n"
        f"browser = PipedBrowser({str(program)!r}, Workplace(folder=lambda: Path({str(tmp_path)!r})))\n"
        "browser.printed('page', 20); print(browser._browser.number, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    number = int(done.stdout)
    for _ in range(500):
        if not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.02)
    else:
        pytest.fail("the browser goes on")


@pytest.fixture
def without_pipes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_keeps_open", lambda printer: False)


@pytest.mark.usefixtures("without_pipes")
def test_a_browser_for_each_page(press: Make, tmp_path: Path) -> None:
    """Where pipes cannot be handed on, a page is a file for as long as it is printed."""
    printing = press(machines.called(tmp_path))
    for page in ("good Ә", "refuse", "fail"):
        printing.begin(page, page)
    assert all_of(printing) == {
        "good Ә": "%PDF of good Ә".encode(),
        "refuse": "print-refused",
        "fail": "print-refused",
    }


@pytest.mark.usefixtures("without_pipes")
def test_a_browser_that_hangs_over_its_only_page(press: Make, tmp_path: Path) -> None:
    """It is ended when its time is over."""
    printing = press(machines.called(tmp_path), patience=0.5)
    printing.begin("hang", "hang")
    assert all_of(printing) == {"hang": "print-timeout"}
