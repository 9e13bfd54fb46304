"""The desk at which one file is read: its name, the reader's language, and what was noticed."""

from __future__ import annotations

import errno
from typing import NoReturn

from evaltools.findings import Finding, Severity
from evaltools.language import Language, mark
from evaltools.read.record import FileDataError

#: How many rows a message names one by one.
NAMED = 5
#: How much of a cell a message shows.
SHOWN = 40


class Desk:
    """Collects findings about one file, worded in one language.

    Parameters
    ----------
    file : str
        As the project names it.
    language : Language
        Of the person who has to mend the file.
    """

    def __init__(self, file: str, language: Language) -> None:
        self.file, self.language = file, language
        self.sheet = ""
        self.findings: list[Finding] = []

    def place(self, row: int | None = None, column: str = "") -> str:
        """A place in the file, in words."""
        text = self.language.text
        given = {"file": self.file, "sheet": self.sheet, "row": row, "column": column}
        match bool(self.sheet), row is not None, bool(column):
            case False, False, False:
                return self.file
            case False, True, False:
                return text("{file}, row {row}", **given)
            case False, False, True:
                return text("{file}, column “{column}”", **given)
            case False, True, True:
                return text("{file}, row {row}, column “{column}”", **given)
            case True, False, False:
                return text("{file}, sheet “{sheet}”", **given)
            case True, True, False:
                return text("{file}, sheet “{sheet}”, row {row}", **given)
            case True, False, True:
                return text("{file}, sheet “{sheet}”, column “{column}”", **given)
        return text("{file}, sheet “{sheet}”, row {row}, column “{column}”", **given)

    def refuse(
        self,
        code: str,
        message: str,
        action: str,
        /,
        *,
        row: int | None = None,
        column: str = "",
        value: str = "",
        **values: object,
    ) -> NoReturn:
        """Refuse the file: what was found where, and what to do.

        Raises
        ------
        FileDataError
        """
        raise FileDataError(self._finding("error", code, message, action, row, column, value, values))

    def warn(
        self,
        code: str,
        message: str,
        action: str = "",
        /,
        *,
        row: int | None = None,
        column: str = "",
        value: str = "",
        **values: object,
    ) -> None:
        """Report what may be wrong, or what was left out; the file is read."""
        self.findings.append(self._finding("warning", code, message, action, row, column, value, values))

    def note(
        self, code: str, message: str, /, *, row: int | None = None, column: str = "", **values: object
    ) -> None:
        """Report how something was understood that is most likely right."""
        self.findings.append(self._finding("note", code, message, "", row, column, "", values))

    def _finding(
        self,
        severity: Severity,
        code: str,
        message: str,
        action: str,
        row: int | None,
        column: str,
        value: str,
        values: dict[str, object],
    ) -> Finding:
        value = shortened(value)
        values = {
            "place": self.place(row, column),
            "file": self.file,
            "sheet": self.sheet,
            "row": row,
            "column": column,
            "value": value,
        } | values
        return Finding(
            severity=severity,
            code=code,
            message=self.language.text(message, **values),
            action=self.language.text(action, **values) if action else "",
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=column,
            value=value,
            refuses=severity == "error",
        )

    def refuse_unopened(self, error: OSError) -> NoReturn:
        """Refuse a file that the system does not open, saying why in the reader's language.

        Raises
        ------
        FileDataError
        """
        match error.errno:
            case errno.ENOENT | errno.ENOTDIR:
                problem = self.language.text("there is no such file")
            case errno.EACCES | errno.EPERM:
                problem = self.language.text("reading it is not allowed")
            case errno.EISDIR:
                problem = self.language.text("it is a folder")
            case _:
                problem = str(error.strerror or error)
        self.refuse(
            "file-unopened",
            mark("{place}: it cannot be opened ({problem})."),
            mark("If it is open in Excel, close it there; look whether it is in the project’s folder."),
            problem=problem,
        )

    def listed(self, rows: object) -> str:
        """Row numbers as a sentence names them: the first few."""
        numbers = [str(each) for each in list(rows)]  # type: ignore[call-overload]
        return ", ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")


def shortened(text: str) -> str:
    """A cell's text short enough for a message.

    Examples
    --------
    >>> shortened("a" * 50)[-3:], shortened("two\\nlines")
    ('aa…', 'two lines')
    """
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else plain[:SHOWN] + "…"


def letters_of(column: int) -> str:
    """Name of a column as a spreadsheet has it, counted from 0.

    Examples
    --------
    >>> letters_of(0), letters_of(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
