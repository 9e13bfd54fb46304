"""The files of a table: one, or all that fit a pattern such as `registers/*`."""

from __future__ import annotations

from pathlib import Path


def is_pattern(file: str) -> bool:
    """Whether a setting stands for several files.

    Examples
    --------
    >>> is_pattern("registers/*"), is_pattern("register.csv")
    (True, False)
    """
    return any(sign in file for sign in "*?[")


def files_of(folder: Path, file: str) -> tuple[str, ...]:
    """The files that a setting names, relative to the project's folder, in the order of their names.

    Parameters
    ----------
    folder : Path
        The project's folder.
    file : str
        A path in it, or a pattern (`*`, `?`). Hidden files and those that Excel
        leaves beside an open workbook (`~$…`) do not count.

    Returns
    -------
    tuple of str
        A path without wildcards stands as it is, also where there is no such file.
    """
    if not is_pattern(file):
        return (file,)
    try:
        found = [each for each in folder.glob(file) if each.is_file()]
    except (ValueError, NotImplementedError):  # an absolute pattern, or "**x"
        return ()
    kept = [each for each in found if not each.name.startswith((".", "~$"))]
    return tuple(sorted(each.relative_to(folder).as_posix() for each in kept))
