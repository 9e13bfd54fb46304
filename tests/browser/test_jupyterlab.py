"""The region notebook as an evaluator opens it: in JupyterLab, all cells run, in its light and its dark theme."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from evaltools.style import colours

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
#: As long as a slow machine may take for a server, and for a notebook.
PATIENCE = 90
NOTEBOOK = "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
THEME = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def notebook(browser: Any, scheme: str, tmp_path: Path) -> Iterator[Any]:
    """The notebook after *Run All Cells*, all its cells in the window."""
    notebooks, settings, runtime = (tmp_path / name for name in ("notebooks", "settings", "runtime"))
    notebooks.mkdir()
    copy(ROOT / "notebooks" / "region-report.ipynb", notebooks)
    (tmp_path / "data").symlink_to(ROOT / "data")
    wanted = {
        NOTEBOOK: {"windowingMode": "none"},
        NEWS: {"fetchNews": "false"},
        THEME: {"theme": f"JupyterLab {scheme.title()}"},
    }
    for name, content in wanted.items():
        file = settings / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
    environment = os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
    }
    argv = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port_retries=50"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(argv, cwd=notebooks, env=environment, stdout=log, stderr=log)
    try:
        address, token = _address(runtime, server)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}lab/tree/region-report.ipynb?token={token}")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=PATIENCE * 1000)
        # Cells that are run before the notebook has its kernel ask for one in a dialogue.
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=PATIENCE * 1000)
        page.get_by_role("menuitem", name="Run", exact=True).first.click()
        page.get_by_text("Run All Cells", exact=True).first.click()
        page.wait_for_selector(".jp-OutputArea footer.bottom", timeout=PATIENCE * 1000)
        yield page
        page.close()
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _address(runtime: Path, server: subprocess.Popen[bytes]) -> tuple[str, str]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            try:
                said = json.loads(file.read_text())
            except ValueError:
                continue
            return said["url"], said["token"]
        time.sleep(0.2)
    raise AssertionError("JupyterLab did not start")


def test_a_notebook_shows_its_pieces_as_the_page_will(notebook: Any, scheme: str, tmp_path: Path) -> None:
    seen = notebook.evaluate(
        """() => {
            const all = selector => [...document.querySelectorAll('.jp-OutputArea .evaltools ' + selector)];
            const style = (selector, name) => all(selector).map(each => getComputedStyle(each)[name]);
            return {
                errors: document.querySelectorAll('.jp-OutputArea [data-mime-type$=stderr], .jp-RenderedError').length,
                charts: all('svg').map(each => each.getBoundingClientRect().width),
                rows: style('tbody th', 'textAlign'),
                terms: style('.tiles dt', 'float'),
                empty: all('.contents, .skip').filter(each => each.offsetHeight).length,
                text: style('h2', 'color'),
                ground: all('h2').map(each => getComputedStyle(each.closest('.evaltools')).backgroundColor),
                menu: getComputedStyle(document.querySelector('.lm-MenuBar')).fontSize,
                wide: all('*').filter(each => each.closest('.evaltools').scrollWidth >
                    each.closest('.evaltools').clientWidth + 1).length,
            };
        }"""
    )
    assert seen["errors"] == 0
    assert len(seen["charts"]) >= 3
    assert max(seen["charts"]) <= 480, "charts are as wide as in the page, so that their letters are, too"
    assert len(seen["rows"]) > 20
    assert set(seen["rows"]) == {"left"}
    assert seen["terms"] == ["none"] * len(seen["terms"])
    assert len(seen["terms"]) >= 3
    assert seen["empty"] == 0
    assert seen["wide"] == 0
    theme = colours(scheme)
    assert set(seen["text"]) == {_rgb(theme["text"])}
    assert set(seen["ground"]) == {_rgb(theme["page"])}
    assert seen["menu"] == "13px", "the rest of the window keeps its own looks"
    folder = os.environ.get("EVALTOOLS_TEST_SCREENSHOTS")
    notebook.screenshot(path=Path(folder or tmp_path) / f"notebook-in-jupyterlab-{scheme}.png")


def _rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))
