"""What is not needed is not loaded: every report pays for what its modules import."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded(*lines: str) -> set[str]:
    """Names of all modules that a fresh interpreter holds after these lines."""
    code = "\n".join(("import sys", *lines, "print(*sys.modules)"))
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def of_a_page() -> set[str]:
    return loaded("from evaltools import open_report", "from evaltools.export import export_notebook")


@pytest.mark.parametrize(
    "name",
    [
        "seaborn",
        "matplotlib.pyplot",
        "matplotlib.axes",
        "scipy",
        "nbconvert",
        "docx",
        "xlsxwriter",
        "python_calamine",
        "evaltools.analysis",
    ],
)
def test_a_page_is_made_without(name: str, of_a_page: set[str]) -> None:
    """Each of them takes as long as some pages do; whoever needs one loads it then."""
    assert "evaltools.report" in of_a_page and "evaltools.export.notebook" in of_a_page
    assert name not in of_a_page


def test_what_is_not_loaded_at_once_is_found_by_its_name() -> None:
    """The entry point of nbconvert, the functions of the packages, and an honest error for anything else."""
    held = loaded(
        "from evaltools.export import EvaltoolsExporter",
        "from evaltools.disclosure import recoverable",
        "import evaltools.export, evaltools.disclosure",
        "for module in (evaltools.export, evaltools.disclosure):",
        "    try: module.nothing",
        "    except AttributeError as error: assert module.__name__ in str(error) and 'nothing' in str(error)",
        "    else: raise SystemExit(1)",
    )
    assert {"nbconvert", "scipy.optimize"} <= held
