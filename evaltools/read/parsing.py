"""What a parser does with a damaged workbook becomes a refusal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.record import FileDataError


def refuse_protected(desk: Desk) -> NoReturn:
    """Refuse a workbook that opens with a password only."""
    desk.refuse(
        "password",
        mark("{place}: the workbook is protected with a password."),
        mark("Open it, take the password away (“File”, “Info”, “Protect Workbook”), and save it again."),
    )


def refuse_damaged(desk: Desk) -> NoReturn:
    """Refuse a workbook that is cut off or was changed on its way."""
    desk.refuse(
        "file-damaged",
        mark("{place}: this is not a readable workbook: the file is cut off or damaged."),
        mark("Open and save it again, or ask for it again."),
    )


@contextmanager
def parsing(desk: Desk) -> Iterator[None]:
    """Turn whatever the parser does with a damaged file into a refusal, its own words on the terminal aside."""
    import python_calamine as calamine

    try:
        with _silent():
            yield
    except calamine.PasswordError:
        refuse_protected(desk)
    except (FileDataError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # A panic of the parser is no Exception.
        desk.refuse(
            "file-damaged",
            mark("{place}: this is not a readable workbook ({problem})."),
            mark("Open and save it again, or ask for it again."),
            problem=" ".join(str(error).split())[:120],
        )


@contextmanager
def _silent() -> Iterator[None]:
    """Keep a parser that panics from writing to the terminal."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # no terminal, such as under pythonw
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
