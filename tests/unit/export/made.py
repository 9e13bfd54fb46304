"""Records for the tests of sheets and workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.tables import Column, Row, Table


def result(value=None, low=None, high=None, status="ok"):
    return Result(
        region="KZ-23",
        subject="consultations",
        measure="rate",
        value=value,
        low=low,
        high=high,
        status=status,
    )


def table(rows: Sequence[Row], *, columns: Sequence[Column] = (Column("Couples"),), **more: object) -> Table:
    given = {"caption": "Couples by region", "head": "Region", "columns": columns, "rows": rows}
    return Table(**given | more)
