"""The room that guesses what a table is, for a person to review."""

from evaltools.understand.guess import KINDS, Guess, guess

__all__ = ["KINDS", "Guess", "guess"]
