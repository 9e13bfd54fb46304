"""What is called once for each page: WeasyPrint, and a browser where pipes cannot be handed to it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from evaltools.press.browser import Workplace, options
from evaltools.press.failure import PrintError
from evaltools.press.processes import Command


class CalledBrowser:
    """A browser for each page: several times as slow as one for all, and the same on every system.

    Parameters
    ----------
    program : str
    workplace : Workplace
    """

    def __init__(self, program: str, workplace: Workplace) -> None:
        self.program, self.workplace = program, workplace
        self._command = Command()

    def printed(self, html: str, seconds: float) -> bytes:
        """A page as the browser's PDF.

        Raises
        ------
        PrintError
        """
        place = Path(tempfile.mkdtemp(prefix="browser-", dir=self.workplace.folder()))
        page, pdf = place / "page.html", place / "page.pdf"
        try:
            page.write_text(html, encoding="utf-8")
            command = [
                self.program,
                *options(place / "profile"),
                "--no-pdf-header-footer",
                "--generate-pdf-document-outline",
                f"--print-to-pdf={pdf}",
                page.as_uri(),
            ]
            self._command.run(command, b"", seconds, self.workplace.environment)
            return pdf.read_bytes()
        except FileNotFoundError as error:
            # It may end with the code 0 and have written nothing.
            raise PrintError("print-refused") from error
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def end(self) -> None:
        """End the browser at once; any thread may ask for it."""
        self._command.end()

    def close(self) -> None:
        """Nothing stays open from page to page."""


class WeasyPrint:
    """WeasyPrint, in a process for each page: it can be ended, and its libraries stay out of ours.

    Parameters
    ----------
    workplace : Workplace
    """

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self._command = Command()

    def printed(self, html: str, seconds: float) -> bytes:
        """A page as WeasyPrint's PDF.

        Raises
        ------
        PrintError
        """
        command = [sys.executable, "-m", "evaltools.press.weasy"]
        return self._command.run(command, html.encode(), seconds, self.workplace.environment)

    def end(self) -> None:
        """End the process at once; any thread may ask for it."""
        self._command.end()

    def close(self) -> None:
        """Nothing stays open from page to page."""
