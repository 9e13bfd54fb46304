"""The room between the analysis and everything that shows: small counts are hidden here.

Use it once, over all results that a project can publish: what was hidden in
one table must not come back through another.
"""

from __future__ import annotations

from evaltools.disclosure.audit import recoverable
from evaltools.disclosure.coarse import coarsen
from evaltools.disclosure.hide import REASON, hide_small_counts

__all__ = ["REASON", "coarsen", "hide_small_counts", "recoverable"]
