"""The room that guesses what a table is, for a person to review."""

from evaltools.understand.guess import Guess, guess

__all__ = ["Guess", "guess"]
