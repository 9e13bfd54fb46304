"""A note on one method, for a reader who is no statistician."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a method is, how it is computed, why so, and what it cannot say.

    Attributes
    ----------
    id : str
        Name of the function in `evaltools.stats`, or of what the pages do
        besides: "counts", "checks", "hiding".
    title, what, formula, why, limits : str
        Messages: whole sentences, translated when they are shown.
    symbols : str
        The formula as one writes it; the same in every language.
    reference : str
        Where the method comes from; not translated.
    """

    id: str
    title: str
    what: str
    formula: str
    why: str
    limits: str
    symbols: str = ""
    reference: str = ""
