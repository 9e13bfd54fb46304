"""The room that validates: raw tables to canonical tables, or findings that name the place."""

from evaltools.validate.record import PLACES, Canonical
from evaltools.validate.table import FILE, validate

__all__ = ["FILE", "PLACES", "Canonical", "validate"]
