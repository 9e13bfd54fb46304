"""Who took part: categories that say little stand last, in the table as in the chart."""

from __future__ import annotations

from pathlib import Path

from tests.small import counts, report, small, table_rows

ROWS = "region,sex,count\nKZ-23,men,87\nKZ-23,not_stated,11\nKZ-23,women,210\n"


def test_not_stated_stands_last(tmp_path: Path) -> None:
    """The largest group stands first; among the others a reader would take it for a third group."""
    prepared = small(
        tmp_path, counts("p", more='dimensions = ["sex"]\nshares = true'), regions=("KZ-23",), p=ROWS
    )
    rows = table_rows(report(prepared).participants(), "Participants, by sex")
    assert [row[0] for row in rows if row[1] in ("87", "11", "210")] == ["Women", "Men", "Not stated"]
