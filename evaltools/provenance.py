"""What results are made from: the hash of every input, and the place where what was made of them is kept.

Nothing heavy is imported: a run that finds everything unchanged ends here.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version as installed_version
from pathlib import Path
from urllib.parse import unquote

from evaltools.cache import cache_folder, made_by
from evaltools.errors import DataError
from evaltools.project import Project, files_of
from evaltools.project.load import FILE_NAME

_OUTLINE = "outline.json"
#: The last file of a prepared project: what lies beside it is whole.
WHOLE = "done"


@dataclass(frozen=True)
class Provenance:
    """What the results were made from.

    Attributes
    ----------
    inputs : dict of str
        Path inside the project to SHA-256.
    data_hash : str
        One hash for all inputs, settings included.
    version, commit : str
        Of evaltools; the commit is empty outside a git checkout.
    """

    inputs: Mapping[str, str]
    data_hash: str
    version: str
    commit: str


@dataclass(frozen=True)
class Outline:
    """What must be known of a prepared project to plan a run of it.

    Attributes
    ----------
    trainings : dict of str
        Trainings that have tests or forms, with their regions.
    refused : tuple of str
        Files that could not be used.
    """

    trainings: Mapping[str, str]
    refused: tuple[str, ...]


def provenance_of(project: Project) -> Provenance:
    """Hash every input of a project.

    Raises
    ------
    DataError
        A file that cannot be read.
    """
    files = {FILE_NAME}
    for table in project.tables.values():
        files |= set(files_of(project.folder, table.file))
    files |= {each.file for each in project.denominators.values() if each.file}
    if project.form.endswith(".toml"):
        files.add(project.form)
    inputs = {name: _digest(project, name) for name in sorted(files)}
    for table in project.tables.values():
        if table.folder:
            # Which files are attached counts, not what is in them; their names stay here.
            inputs[f"{table.folder}/"] = _listing(project.folder, table.folder)
    whole = hashlib.sha256(
        "\n".join(f"{name} {digest}" for name, digest in inputs.items()).encode()
    ).hexdigest()
    return Provenance(inputs, whole, installed_version("evaltools"), commit())


def changed_inputs(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The inputs that were added, removed or changed, by their hashes.

    Examples
    --------
    >>> changed_inputs({"a.csv": "1", "b.csv": "2"}, {"a.csv": "1", "b.csv": "3", "c.csv": "4"})
    ('b.csv', 'c.csv')
    """
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def prepared_place(project: Project, provenance: Provenance) -> Path:
    """The folder in the cache for what is made of these inputs by this code and these packages."""
    made_from = f"{project.id} {provenance.data_hash} {made_by()}"
    return cache_folder() / f"{project.id}-{hashlib.sha256(made_from.encode()).hexdigest()[:24]}"


def write_outline(outline: Outline, place: Path) -> None:
    """Put an outline into a folder of the cache."""
    (place / _OUTLINE).write_text(json.dumps(asdict(outline), ensure_ascii=False), encoding="utf-8")


def read_outline(place: Path) -> Outline | None:
    """The outline of a prepared project; nothing where it is not prepared yet."""
    if not (place / WHOLE).is_file():
        return None
    try:
        found = json.loads((place / _OUTLINE).read_text(encoding="utf-8"))
        return Outline(found["trainings"], tuple(found["refused"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@cache
def commit() -> str:
    """Commit of the checkout that this package runs from, with `+` where files were changed since."""
    folder = Path(__file__).parent
    if not any((each / ".git").exists() for each in folder.parents):
        return ""
    git = ["git", "-C", str(folder)]
    try:
        top = subprocess.run(
            [*git, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, timeout=5, check=False
        )
        tracked = subprocess.run(
            [*git, "ls-files", "--error-unmatch", __file__], capture_output=True, timeout=5, check=False
        )
        changed = subprocess.run(
            [*git, "diff", "--quiet", "HEAD"], capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if top.returncode or tracked.returncode:
        return ""
    return top.stdout.strip() + ("+" if changed.returncode else "")


def _listing(folder: Path, name: str) -> str:
    names = sorted(
        each.relative_to(folder).as_posix() for each in (folder / name).rglob("*") if each.is_file()
    )
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _digest(project: Project, file: str) -> str:
    """Hash of an input: of a file's bytes, or of what a database answers now."""
    if "://" not in file:
        return _sha256(project.folder / file)
    if file.startswith("sqlite:///"):
        return _sha256(project.folder / unquote(file.removeprefix("sqlite:///")))
    # Only a database that is asked pays for this import.
    from evaltools.read import read_table

    digest = hashlib.sha256()
    for sheet in sorted({table.sheet for table in project.tables.values() if table.file == file}):
        try:
            answer = read_table(project.folder, file, sheet).frame.to_csv()
        except DataError as error:
            answer = str(error)
        digest.update(answer.encode())
    return digest.hexdigest()


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise DataError(
            f"{file} could not be read ({error.strerror}). If it is open in Excel, close it there; run again."
        ) from error
