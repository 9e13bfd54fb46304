"""The room between the analysis and everything that shows: small counts are hidden here.

Use it once, over all results that a project can publish: what was hidden in
one table must not come back through another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaltools.disclosure.coarse import coarsen
from evaltools.disclosure.hide import REASON, hide_small_counts

if TYPE_CHECKING:
    from evaltools.disclosure.audit import recoverable

__all__ = ["REASON", "coarsen", "hide_small_counts", "recoverable"]


def __getattr__(name: str) -> Any:
    # It brings a solver along, which those who only open results do not need.
    if name == "recoverable":
        from evaltools.disclosure.audit import recoverable

        return recoverable
    raise AttributeError(f"module 'evaltools.disclosure' has no attribute {name!r}")
