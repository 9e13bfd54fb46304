"""A process of the package starts without what only others need, and checks notebooks as before."""

from __future__ import annotations

import subprocess
import sys

import pytest

CHECK = """
import nbformat
from nbformat import v4
nbformat.validate(v4.new_notebook(cells=[v4.new_code_cell("1")]))
broken = v4.new_notebook(cells=[v4.new_code_cell("1")])
broken.cells[0].execution_count = "first"
try:
    nbformat.validate(broken)
except nbformat.ValidationError:
    print("refused")
print(sys.modules.get("rfc3987_syntax") is not None)
"""


def said(*lines: str) -> list[str]:
    code = "\n".join(("import sys", *lines, CHECK))
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.split()[-2:]


@pytest.mark.parametrize(
    "lines",
    [
        ("from evaltools.startup import leave_out_address_grammar", "leave_out_address_grammar()"),
        (
            "sys.argv[1:] = ['--version']",
            "from evaltools.cli import main",
            "try: main()",
            "except SystemExit: pass",
        ),
    ],
    ids=["function", "command line"],
)
def test_notebooks_are_checked_without_the_grammar_of_addresses(lines: tuple[str, ...]) -> None:
    """It is not loaded, and a notebook that is none is refused all the same."""
    assert said(*lines) == ["refused", "False"]


def test_a_kernel_of_a_user_keeps_what_is_installed() -> None:
    """To import the package changes nothing that others load."""
    plain = said()
    assert said("from evaltools import open_report") == plain


def test_a_grammar_that_is_loaded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loaded it goes on using it."""
    from evaltools.startup import leave_out_address_grammar

    held = object()
    monkeypatch.setitem(sys.modules, "rfc3987_syntax", held)
    leave_out_address_grammar()
    assert sys.modules["rfc3987_syntax"] is held
