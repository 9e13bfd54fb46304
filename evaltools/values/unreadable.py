"""A text that is no value, and what the file as a whole says about its values."""

from __future__ import annotations

from dataclasses import dataclass

from evaltools.language import Language


class Unreadable(ValueError):
    """A text that is no value of its type, with a reason that can be said in any language.

    Parameters
    ----------
    message : str
        Marked for translation, with `{text}` for the text.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(message.format(**values))

    def said(self, language: Language) -> str:
        """The reason in a language."""
        return language.text(self.message, **self.values)


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What the file as a whole says about its values.

    Attributes
    ----------
    decimal : {"", ".", ","}
        Decimal mark that other columns show.
    point_is_sure : bool
        A point in a number can only be a decimal point: the file keeps
        numbers as numbers, or was written by a program.
    typed : bool
        The file keeps numbers as numbers: their points say nothing of how a
        person writes a number into a text.
    epoch : {1900, 1904}
        First year of serial dates.
    """

    decimal: str = ""
    point_is_sure: bool = True
    typed: bool = False
    epoch: int = 1900
