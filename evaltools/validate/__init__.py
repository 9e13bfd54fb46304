"""The room that validates: raw tables to canonical tables, or findings that name the place."""

from evaltools.validate.record import PLACES, Canonical
from evaltools.validate.table import validate

__all__ = ["PLACES", "Canonical", "validate"]
