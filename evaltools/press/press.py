"""Pages wait here to be printed, while others are made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import local
from typing import Protocol

from evaltools.press.browser import Workplace
from evaltools.press.failure import PrintError
from evaltools.press.paper import for_paper, settled, stamp_of
from evaltools.press.printer import Printer

#: Seconds that a page may take; a report of a region takes a third of one.
PATIENCE = 120


class Machine(Protocol):
    """Prints one page after the other."""

    def printed(self, html: str, seconds: float) -> bytes: ...
    def end(self) -> None: ...
    def close(self) -> None: ...


class Press:
    """Prints pages side by side with what else is done.

    Parameters
    ----------
    printer : Printer
    workplace : Workplace
    limit : int
        How many pages may be printed at once, where each has a process of its
        own; one browser prints them one after the other.
    patience : float
        Seconds that a page may take.
    """

    def __init__(
        self, printer: Printer, workplace: Workplace, limit: int = 1, patience: float = PATIENCE
    ) -> None:
        self.printer, self.workplace, self.patience = printer, workplace, patience
        self._stopped = False
        self._machines: list[Machine] = []
        self._own = local()
        self._waiting: dict[Future[bytes], str] = {}
        self._pool = ThreadPoolExecutor(1 if _keeps_open(printer) else limit, "press")

    @property
    def is_idle(self) -> bool:
        return not self._waiting

    def begin(self, place: str, html: str) -> None:
        """Have a page printed; `ended` gives its PDF under the same name."""
        self._waiting[self._pool.submit(self._print, html)] = place

    def ended(self, seconds: float) -> Iterator[tuple[str, bytes | PrintError]]:
        """Pages that are printed, or could not be; waits so long for the first."""
        done, _ = wait(self._waiting, seconds, FIRST_COMPLETED)
        for future in done:
            place = self._waiting.pop(future)
            try:
                yield place, future.result()
            except PrintError as error:
                yield place, error

    def stop(self) -> None:
        """End what is printed now; what waits is not begun."""
        self._stopped = True
        for machine in self._machines:
            machine.end()

    def close(self) -> None:
        """Leave nothing running."""
        self.stop()
        self._pool.shutdown()
        for machine in self._machines:
            machine.close()

    def _print(self, html: str) -> bytes:
        if self._stopped:
            raise PrintError("interrupted")
        try:
            pdf = self._machine().printed(for_paper(html), self.patience)
        except PrintError as error:
            raise PrintError("interrupted") if self._stopped else error from error
        except OSError as error:
            raise PrintError("print-unstarted") from error
        return settled(pdf, stamp_of(html)) if self.printer.kind == "browser" else pdf

    def _machine(self) -> Machine:
        """What this thread prints with."""
        if not hasattr(self._own, "machine"):
            self._own.machine = machine(self.printer, self.workplace)
            self._machines.append(self._own.machine)
        found: Machine = self._own.machine
        return found


def machine(printer: Printer, workplace: Workplace) -> Machine:
    """What prints pages one after the other.

    Parameters
    ----------
    printer : Printer
    workplace : Workplace
    """
    if _keeps_open(printer):
        from evaltools.press.piped import PipedBrowser

        return PipedBrowser(printer.program, workplace)
    from evaltools.press.called import CalledBrowser, WeasyPrint

    if printer.kind == "browser":
        return CalledBrowser(printer.program, workplace)
    return WeasyPrint(workplace)


def _keeps_open(printer: Printer) -> bool:
    """Whether one browser prints all pages: Windows hands no pipes on by their numbers."""
    return printer.kind == "browser" and sys.platform != "win32"
