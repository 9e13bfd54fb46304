"""What can go wrong, as a user is told it.

Every error carries one sentence (or a list of them) in plain words: what was
found, what was expected, where, and what to do. The command line prints the
sentence and ends with the error's exit code; a notebook shows the same
sentence in place of a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence


class EvaltoolsError(Exception):
    """Base of all errors that a user may see.

    Attributes
    ----------
    exit_code : int
        What the command line ends with.
    """

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        """Sent from one process to another as it stands: its own arguments are not kept."""
        return _again, (type(self), str(self), self.__dict__)

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence alone: the user's mistake is not in our code."""
        return [str(self)]


def _again(kind: type[EvaltoolsError], message: str, state: dict[str, object]) -> EvaltoolsError:
    error = kind.__new__(kind, message)
    error.__dict__.update(state)
    return error


class UsageError(EvaltoolsError):
    """A wrong command, parameter or region name: nothing was started."""

    exit_code = 2


class ConfigurationError(EvaltoolsError):
    """`project.toml` cannot be used as it stands; lists every fault at once.

    Parameters
    ----------
    where : str
        The file, as the user would name it.
    faults : sequence of str
        One sentence each.
    """

    exit_code = 2

    def __init__(self, where: str, faults: Sequence[str]) -> None:
        self.where = where
        self.faults = tuple(faults)
        super().__init__("\n".join([f"{where} cannot be used:", *(f"  - {fault}" for fault in faults)]))


class DataError(EvaltoolsError):
    """The data were refused and nothing could be made from them."""

    exit_code = 3


class LockedError(EvaltoolsError):
    """Another run holds the output folder."""

    exit_code = 4


class StorageError(EvaltoolsError):
    """The disk is full, or the folder may not be written."""

    exit_code = 5
