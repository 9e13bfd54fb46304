"""Why a page was not printed, as a kind and a sentence that hold nothing of the machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from evaltools.errors import EvaltoolsError

PrintCause = Literal["print-unstarted", "print-ended", "print-timeout", "print-refused", "interrupted"]

#: What each kind is called in `run.json` and on the terminal.
PRINT_CAUSES: Mapping[PrintCause, str] = {
    "print-unstarted": "the program that prints did not start; start it by hand once to see what it says",
    "print-ended": "the program that prints ended before the page was printed (out of memory?)",
    "print-timeout": "the program that prints did not finish the page in time",
    "print-refused": "the program that prints could not print the page",
    "interrupted": "the run was stopped before the page was printed",
}


class PrintError(EvaltoolsError):
    """A page was not printed; the page itself is good.

    Parameters
    ----------
    cause : str
        One of `PRINT_CAUSES`. What the program had to say is left out: it
        names places of this machine, and the reason stands in `run.json`.
    """

    def __init__(self, cause: PrintCause) -> None:
        self.cause: PrintCause = cause
        super().__init__(PRINT_CAUSES[cause])
