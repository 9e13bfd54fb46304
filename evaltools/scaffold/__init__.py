"""A new project from the files that somebody has: copies of them, and a `project.toml` to review."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaltools import regions
from evaltools.errors import EvaltoolsError, UsageError
from evaltools.findings import Finding
from evaltools.inspection import Inspection, inspect_file, inspect_files_of_tests
from evaltools.language import Language
from evaltools.project.load import FILE_NAME, load_project
from evaltools.run.store import write
from evaltools.scaffold.drafts import one_of_each, one_register, tables_of
from evaltools.scaffold.settings import said_elsewhere, settings_text
from evaltools.vocabulary.headings import occasion_of


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
        one table, and so do registers whose headings differ, where no heading
        means two things. Of tables that would give the same figures the one
        with the most rows is taken.
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
    seen = _without_a_place(_with_files_of_tests(seen, language), Language(language))
    refused = tuple(each for _, each in seen if not each.accepted)
    drafts = tables_of([(file, each) for file, each in seen if each.accepted])
    if files and not drafts:
        said = "\n".join(
            f"  - {each.message} {each.action}".rstrip()
            for one in refused
            for each in one.findings
            if each.refuses
        )
        heading = Language(language).text("None of the files can be used as it is:")
        raise UsageError(f"{heading}\n{said}")
    drafts = one_register(drafts, Language(language))
    tables, left = one_of_each(drafts, Language(language))
    used = tuple(_told(each, said_elsewhere(table)) for table in tables for each in table.inspections)
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
        except EvaltoolsError:
            # Settings that cannot be read would stand in the way of the next try.
            (folder / FILE_NAME).unlink()
            raise
    return Scaffold(folder=folder, used=used, refused=refused + left)


def _with_files_of_tests(seen: list[tuple[Path, Inspection]], language: str) -> list[tuple[Path, Inspection]]:
    """Files "Тест до" and "Тест после" tell together what none tells alone."""
    unknown = [
        file for file, each in seen if not each.kind and each.guess is not None and occasion_of(file.stem)[0]
    ]
    together = dict(zip(unknown, inspect_files_of_tests(unknown, language=language), strict=False))
    return [(file, together.get(file, each)) for file, each in seen]


def _without_a_place(
    seen: list[tuple[Path, Inspection]], language: Language
) -> list[tuple[Path, Inspection]]:
    """Registers of which nothing says the region cannot be used, unless all the other files are of one."""
    used = [(file, each) for file, each in seen if each.accepted]
    named = {code for file, each in used for code in (*each.regions, *regions.could_be_in(file.stem))}
    if len(named - {regions.COUNTRY.code}) == 1:
        return seen
    return [(file, _refused(each, language) if _lacks_region(file, each) else each) for file, each in seen]


def _lacks_region(file: Path, inspection: Inspection) -> bool:
    columns = inspection.guess.columns if inspection.guess else {}
    is_register = inspection.accepted and inspection.kind == "consultations"
    return is_register and "region" not in columns and not regions.named_in(file.stem)


def _refused(inspection: Inspection, language: Language) -> Inspection:
    finding = Finding(
        severity="error",
        code="region-unknown",
        file=inspection.file,
        message=language.text(
            "{file}: no column and no name of the file says the region of the visits.", file=inspection.file
        ),
        action=language.text(
            "Add a column with the region, or put the region into the name of the file, such as {example}.",
            example=f"Атырау {inspection.file}",
        ),
        refuses=True,
    )
    return replace(inspection, accepted=False, findings=(*inspection.findings, finding))


def _told(inspection: Inspection, elsewhere: Collection[str]) -> Inspection:
    """An inspection without what is said of columns whose values stand in project.toml."""
    kept = [
        each
        for each in inspection.findings
        if each.code != "column-not-found" or each.column not in elsewhere
    ]
    return replace(inspection, findings=tuple(kept))
