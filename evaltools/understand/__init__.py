"""The room that guesses what a table is, for a person to review."""

from evaltools.understand.assign import Doubt
from evaltools.understand.guess import KINDS, Guess, cells_unlike_headings, days_in, guess

__all__ = ["KINDS", "Doubt", "Guess", "cells_unlike_headings", "days_in", "guess"]
