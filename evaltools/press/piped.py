"""One browser for all pages, told over a pipe what to print (the DevTools protocol).

Nothing listens on a port, and the browser ends by itself when the pipe is
closed, also where this process is killed.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from evaltools.press.browser import Workplace, options
from evaltools.press.failure import PrintCause, PrintError
from evaltools.press.processes import deadline, end_tree

#: How a page is printed: its own style says the size of the paper and what stands in the margins.
_PAPER = {
    "preferCSSPageSize": True,
    "printBackground": True,
    "displayHeaderFooter": False,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
#: Descriptors at which a browser expects its ends of the pipes.
_COMMANDS, _ANSWERS = 3, 4
#: Seconds that a browser may take to start, and to end when it is told so.
_START, _END = 60, 5


class PipedBrowser:
    """A browser that stays open from page to page; started for the first one.

    Parameters
    ----------
    program : str
    workplace : Workplace
    """

    def __init__(self, program: str, workplace: Workplace) -> None:
        self.program, self.workplace = program, workplace
        self._browser: _Browser | None = None

    def printed(self, html: str, seconds: float) -> bytes:
        """A page as the browser's PDF.

        Raises
        ------
        PrintError
            That browser is not used again; the next page gets another one.
        """
        cause: PrintCause = "print-unstarted"
        try:
            if self._browser is None:
                self._browser = _Browser(self.program, self.workplace)
                with deadline(_START, self.end):
                    self._browser.ask("Browser.getVersion")
            cause = "print-ended"
            with deadline(seconds, self.end) as passed:
                return self._browser.printed(html)
        except _RefusedError as error:
            self.close()
            raise PrintError("print-refused") from error
        except (EOFError, OSError, ValueError) as error:
            self.close()
            late = cause == "print-ended" and passed.is_set()
            raise PrintError("print-timeout" if late else cause) from error

    def end(self) -> None:
        """End the browser at once; any thread may ask for it."""
        if self._browser is not None:
            end_tree(self._browser.number)

    def close(self) -> None:
        """End the browser in good order."""
        if self._browser is not None:
            self._browser.close()
            self._browser = None


class _RefusedError(Exception):
    """The browser understood what it was told, and did not do it."""


class _Browser:
    """A running browser and the two pipes to it."""

    def __init__(self, program: str, workplace: Workplace) -> None:
        self.profile = Path(tempfile.mkdtemp(prefix="browser-", dir=workplace.folder()))
        theirs, self._to = _pipe()
        self._from, out = _pipe()
        self._heard, self._asked = b"", 0
        quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        ends = [(os.POSIX_SPAWN_DUP2, theirs, _COMMANDS), (os.POSIX_SPAWN_DUP2, out, _ANSWERS)]
        command = [program, *options(self.profile), "--remote-debugging-pipe", "about:blank"]
        try:
            # A group of its own: Ctrl-C is for the run to understand.
            self.number = os.posix_spawn(
                program, command, workplace.environment, file_actions=[*quiet, *ends], setpgroup=0
            )
        except OSError:
            self._let_go()
            shutil.rmtree(self.profile, ignore_errors=True)
            raise
        finally:
            os.close(theirs)
            os.close(out)

    def printed(self, html: str) -> bytes:
        """A page in a tab of its own, without script, as PDF."""
        tab = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        self.ask("Emulation.setScriptExecutionDisabled", session, value=True)
        frame = self.ask("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
        # Not opened as a file: the page has no place, and browsers that may not read ours print it, too.
        self.ask("Page.setDocumentContent", session, frameId=frame, html=html)
        pdf = base64.b64decode(self.ask("Page.printToPDF", session, **_PAPER)["data"])
        self.ask("Target.closeTarget", targetId=tab)
        return pdf

    def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Tell the browser to do something and wait for its answer.

        Raises
        ------
        EOFError, OSError
            It has ended.
        _RefusedError
            It did not do it.
        """
        self._asked += 1
        message = {"id": self._asked, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        rest = memoryview(json.dumps(message).encode() + b"\0")
        while rest:
            rest = rest[os.write(self._to, rest) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._asked:
                if "error" in answer:
                    raise _RefusedError(answer["error"])
                found: dict[str, Any] = answer["result"]
                return found

    def close(self) -> None:
        """End the browser, which does so when its pipe is closed, and remove its profile."""
        self._let_go()
        with suppress(psutil.Error):
            process = psutil.Process(self.number)
            try:
                process.wait(_END)
            except psutil.TimeoutExpired:
                end_tree(self.number)
                process.wait(_END)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _next(self) -> dict[str, Any]:
        parts = [self._heard]
        while b"\0" not in parts[-1]:
            part = os.read(self._from, 1 << 20)
            if not part:
                raise EOFError
            parts.append(part)
        message, _, self._heard = b"".join(parts).partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _let_go(self) -> None:
        os.close(self._to)
        os.close(self._from)


def _pipe() -> tuple[int, int]:
    """Both ends of a pipe, at numbers that are not those which the browser's ends get."""
    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
