"""evaltools: programme evaluation in Jupyter, one notebook for every region.

In a notebook, `open_report` is all that is needed::

    from evaltools import open_report
    report = open_report("region-report", project="data/pravo-2024", region="KZ-23", language="kk")
    report.lead()

For the numbers alone, `evaltools.prepare.prepare` opens a project's results,
and `evaltools.stats` has the statistics as pure functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaltools.report import open_report

__all__ = ["open_report"]


def __getattr__(name: str) -> Any:
    # Imported when first used: `evaltools --help` needs no pandas and no matplotlib.
    if name == "open_report":
        from evaltools.report import open_report

        return open_report
    raise AttributeError(f"module 'evaltools' has no attribute {name!r}")
