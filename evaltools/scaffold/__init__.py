"""A new project from the files that somebody has: copies of them, and a `project.toml` to review."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaltools.errors import UsageError
from evaltools.inspection import Inspection, inspect_file
from evaltools.language import Language
from evaltools.project.load import FILE_NAME, load_project
from evaltools.run.store import write
from evaltools.scaffold.drafts import one_of_each, tables_of
from evaltools.scaffold.settings import settings_text


@dataclass(frozen=True, kw_only=True)
class Scaffold:
    """What a new project was made of.

    Attributes
    ----------
    folder : Path
    used : tuple of Inspection
        Files that became tables.
    refused : tuple of Inspection
        Files that cannot be used as they are, or that would be a second table
        of their kind; they were not copied.
    """

    folder: Path
    used: tuple[Inspection, ...]
    refused: tuple[Inspection, ...]


def new_project(folder: Path, files: Sequence[Path], *, language: str = "en") -> Scaffold:
    """Start a project: copy the files that can be used, and write a `project.toml` that runs at once.

    Parameters
    ----------
    folder : Path
        The project's folder; its name becomes the project's. It may exist, but
        must not hold a `project.toml`.
    files : sequence of Path
        Tables of any kind. Several of one kind with the same columns become
        one table. Of those that would give the same figures, the table with
        the most rows is taken.
    language : {"kk", "ru", "en"}
        First language of the project, and of what is said here.

    Returns
    -------
    Scaffold

    Raises
    ------
    UsageError
        The folder holds a project already, a file does not exist, or none of
        them can be used; nothing is written then.
    """
    if (folder / FILE_NAME).exists():
        raise UsageError(
            Language(language).text("{folder} holds a project already. Name another folder.", folder=folder)
        )
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise UsageError(Language(language).text("There is no file {files}.", files=", ".join(missing)))
    seen = [(file, inspect_file(file, language=language)) for file in files]
    refused = tuple(each for _, each in seen if not each.accepted)
    drafts = tables_of([(file, each) for file, each in seen if each.accepted])
    if files and not drafts:
        said = "\n".join(
            f"  - {each.message} {each.action}".rstrip() for one in refused for each in one.findings
        )
        heading = Language(language).text("None of the files can be used as it is:")
        raise UsageError(f"{heading}\n{said}")
    tables, left = one_of_each(drafts, Language(language))
    used = tuple(each for table in tables for each in table.inspections)
    text = settings_text(folder, tables, used, language)
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        for file, place in zip(table.files, table.places, strict=True):
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    write(folder / FILE_NAME, text)
    if used:
        try:
            load_project(folder.resolve())
        except UsageError:
            # Settings that cannot be read would stand in the way of the next try.
            (folder / FILE_NAME).unlink()
            raise
    return Scaffold(folder=folder, used=used, refused=refused + left)
