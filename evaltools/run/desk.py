"""The studio's process: prepares the data, says which pages are out of date, publishes."""

from __future__ import annotations

import errno
import pickle
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from evaltools.cache import cache_folder
from evaltools.errors import EvaltoolsError, StorageError
from evaltools.prepare import Prepared, hold
from evaltools.report import open_report
from evaltools.run.execute import warm
from evaltools.run.forking import can_fork
from evaltools.run.publish import publish
from evaltools.run.stale import why_stale


def serve(line: Connection, folder: str) -> None:
    """Answer requests until the other end is closed; where it is safe, make reports, too."""
    if can_fork():
        from evaltools.run.template import Template

        Template(line, Path(folder)).serve()
    else:
        Desk(line, Path(folder)).serve()


class Desk:
    """Answers what is asked of the data and of the output folder."""

    def __init__(self, line: Connection, folder: Path) -> None:
        self.line, self.folder = line, folder
        self.prepared: Prepared | None = None

    def serve(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self.hear(*self.line.recv())

    def hear(self, what: str, *given: Any) -> None:
        """Answer one request, with an error where there is one."""
        answers: Mapping[str, Callable[..., object]] = {
            "open": self._open,
            "stale": lambda output, inquiries: why_stale(self._project, Path(output), inquiries),
            "warm": self._warm,
            "publish": lambda output, pages, moment: publish(self._project, Path(output), pages, moment),
        }
        try:
            self.line.send(("answer", answers[what](*given)))
        except Exception as error:  # it is raised again where it was asked
            error.add_note(traceback.format_exc())
            self.line.send(("error", _as_told(error)))

    def _open(self, project: str) -> None:
        self.prepared = hold(project)

    @property
    def _project(self) -> Prepared:
        assert self.prepared is not None
        return self.prepared

    def _warm(self, languages: Sequence[str], kernels: bool) -> None:
        """Pay once for what kernels need, for fonts, first charts, words and the first page."""
        if kernels and can_fork():
            from evaltools.run import warmth

            warmth.warm()
        project = self._project.project
        for language in languages:
            report = open_report(
                "region-report", project=project.folder, region=project.regions[0], language=language
            )
            for block in (
                report.header,
                report.lead,
                report.plan,
                report.services,
                report.comparison,
                report.participants,
                report.satisfaction,
                report.about,
                report.footer,
            ):
                with suppress(Exception):  # what is wrong with a report is told by the report
                    block()
        if languages:
            warm()


def _as_told(error: Exception) -> Exception:
    """An error as it can be told to the other end: a full disk in words, and nothing that cannot be sent."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        what = "may only be read" if error.errno == errno.EROFS else "is full"
        place = f"with {error.filename}" if error.filename else f"of the cache ({cache_folder()})"
        return StorageError(
            f"The disk {place} {what}. Make room, then run again, or name another folder for intermediate "
            "results in the environment variable EVALTOOLS_CACHE."
        )
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - it was made here
    except Exception:  # whatever another library's error cannot do
        if not isinstance(error, EvaltoolsError):
            return EvaltoolsError(f"{type(error).__name__}: {error}")
        told = EvaltoolsError(str(error))
        told.exit_code = error.exit_code
        return told
    return error
