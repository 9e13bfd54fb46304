"""Numbers of cells: as whoever wrote the notebook counts."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_markdown_cell

from evaltools.run.cells import is_own, number_of


def test_texts_and_given_parameters_are_not_counted() -> None:
    """The cell that papermill adds has the number of the one before it."""
    given = new_code_cell("language = 'kk'", metadata={"tags": ["injected-parameters"]})
    cells = [
        new_markdown_cell("About"),
        new_code_cell("language = ''"),
        given,
        new_code_cell("1"),
        new_code_cell("2"),
    ]
    assert [number_of(cells, index) for index in range(1, 5)] == [1, 1, 2, 3]
    assert [is_own(cell) for cell in cells] == [False, True, False, True, True]
