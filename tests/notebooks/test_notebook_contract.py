"""Notebooks are thin: parameters, one call that opens the report, one call a cell."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

from evaltools.report import Report
from evaltools.run.parameters import declared_parameters

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_the_five_notebooks_are_there() -> None:
    """A project can name each of them."""
    names = ["data-quality", "overview", "programme-report", "region-report", "training"]
    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestContract:
    def test_no_outputs(self, path: Path) -> None:
        """A committed notebook holds no outputs: they could show people."""
        for cell in code_cells(path):
            assert cell.outputs == []
            assert cell.execution_count is None

    def test_parameters_are_literals(self, path: Path) -> None:
        """The second cell declares plain values, project and language among them."""
        cells = nbformat.read(path, as_version=4).cells
        assert cells[0].cell_type == "markdown"
        assert cells[1].metadata.tags == ["parameters"]
        assert {"project", "language"} <= set(declared_parameters(path))

    def test_no_logic(self, path: Path) -> None:
        """No loops, conditions, definitions or arithmetic; the only import is open_report."""
        forbidden = (
            ast.For, ast.While, ast.If, ast.FunctionDef, ast.ClassDef, ast.BinOp, ast.Compare, ast.ListComp,
            ast.Lambda, ast.With, ast.Try, ast.Import,
        )  # fmt: skip
        for cell in code_cells(path):
            for node in ast.walk(ast.parse(cell.source)):
                assert not isinstance(node, forbidden), cell.source
                if isinstance(node, ast.ImportFrom):
                    assert (node.module, [name.name for name in node.names]) == ("evaltools", ["open_report"])

    def test_every_cell_calls_a_method_that_exists(self, path: Path) -> None:
        """Each cell after the opening one shows one block of the report."""
        calls = [cell.source for cell in code_cells(path)[2:]]
        for source in calls:
            # A name of a register or a text may stand in the call, and nothing else.
            call = re.fullmatch(r'report\.(\w+)\((?:"[a-z-]+")?(?:, )?(?:part=True)?\)', source)
            assert call is not None, source
            assert hasattr(Report, call[1])
        assert calls[-1] == "report.footer()"

    def test_opens_itself(self, path: Path) -> None:
        """The opening cell names the notebook's own report, and passes on every parameter by its name."""
        opening = code_cells(path)[1].source
        assert f'open_report("{path.stem}"' in opening
        for name in declared_parameters(path):
            assert f"{name}={name}" in opening

    def test_kernel_is_the_common_one(self, path: Path) -> None:
        """No name of somebody's own environment is stored."""
        assert nbformat.read(path, as_version=4).metadata.kernelspec.name == "python3"
