"""What a page is made from besides the data: notebook, parameters, settings, code, packages.

Light on purpose: a run that finds nothing changed needs no more than this.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from evaltools.cache import installed, package_hash
from evaltools.errors import ConfigurationError
from evaltools.project import Project, logo_address
from evaltools.run import closed

#: Packages whose version can change what a page of ours shows.
PACKAGES = (
    "babel", "ipython", "jinja2", "markupsafe", "matplotlib", "mistune", "nbconvert", "numpy", "pandas",
    "papermill", "pyarrow", "python-calamine", "python-docx", "scipy", "seaborn", "xlrd", "xlsxwriter",
)  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """What a page is made from besides the data; two that are equal give the same page of the same data.

    Attributes
    ----------
    notebook : str
        Hash of its cells, of modules beside it that it imports, and of pictures that it names.
    parameters : dict
    settings : str
        Hash of `project.toml` as it is understood: comments do not count.
    package : str
        Hash of evaltools' own code, words, templates and styles.
    packages : dict of str
        Versions of Python and of other packages; for a notebook of one's own
        all that are installed, and the locale.
    engine : str
    data_hash : str
        Of all inputs.
    closed : bool
        Whether the notebook can only read what its report gives it.
    """

    notebook: str
    parameters: Mapping[str, Any]
    settings: str
    package: str
    packages: Mapping[str, str]
    engine: str
    data_hash: str
    closed: bool


def basis_of(
    notebook: Path,
    *,
    parameters: Mapping[str, Any],
    settings: str,
    engine: str,
    data_hash: str,
) -> Basis:
    """What a page is made from."""
    ours = is_ours(notebook)
    return Basis(
        notebook=notebook_hash(notebook),
        # The place of the project on this machine changes nothing.
        parameters=plain({name: value for name, value in parameters.items() if name != "project"}),
        settings=settings,
        package=package_hash(),
        packages=versions() if ours else _everything_installed(),
        engine=engine,
        data_hash=data_hash,
        closed=ours or is_closed(notebook),
    )


def difference(before: Basis, now: Basis) -> str:
    """What has changed, in words; the data are not asked for here, and nothing has changed if it is empty."""
    if before.notebook != now.notebook:
        return "the notebook has changed"
    changed = _changed(before.parameters, now.parameters)
    if changed:
        return f"the parameter {changed[0]} has changed"
    if before.settings != now.settings:
        return "project.toml has changed"
    if before.package != now.package:
        return "evaltools itself has changed"
    changed = _changed(before.packages, now.packages)
    if changed:
        name = changed[0]
        return f"{name} has changed ({before.packages.get(name, 'none')} → {now.packages.get(name, 'none')})"
    if before.engine != now.engine:
        return "it is run in another way"
    return ""


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {**before, **now} if before.get(name) != now.get(name))


@cache
def is_ours(notebook: Path) -> bool:
    """Whether a notebook is one that the package brings, unchanged."""
    return any(
        (folder / notebook.name).is_file() and (folder / notebook.name).read_bytes() == notebook.read_bytes()
        for folder in own_notebooks()
    )


def own_notebooks() -> list[Path]:
    """Where the package's notebooks are: in the package, or beside it in a checkout."""
    package = Path(str(files("evaltools")))
    return [folder for folder in (package / "notebooks", package.parent / "notebooks") if folder.is_dir()]


def settings_hash(project: Project, report: str = "") -> str:
    """Hash of the settings as they are understood, with the logo, those of other reports left out.

    Parameters
    ----------
    project : Project
    report : str, optional
        Without it the settings of all reports count.
    """
    content = project.model_dump(mode="json", exclude={"folder"})
    if project.brand:
        content["logo"] = logo_address(project.folder, project.brand.logo)
    if report:
        content["reports"] = content["reports"].get(report)
    # In the order of the file: pages list tables, sources and reports as they stand there.
    return _hash(json.dumps(content, ensure_ascii=False, default=str))


@cache
def notebook_hash(notebook: Path) -> str:
    """Hash of what a notebook does: its cells without their outputs, and its own modules and pictures."""
    cells = notebook_cells(notebook)
    parts = [json.dumps(cells, sort_keys=True, ensure_ascii=False)]
    # Ours import nothing but the package and name no picture.
    beside = [] if is_ours(notebook) else sorted({*_modules(notebook, cells), *_pictures(notebook, cells)})
    parts += [f"{each.name} {_hash(each.read_bytes())}" for each in beside]
    return _hash("\n".join(parts))


def is_closed(notebook: Path) -> bool:
    """Whether a notebook can read nothing but what its report gives it; in doubt it can (see `closed`)."""
    return closed.is_closed(notebook_cells(notebook))


def notebook_cells(notebook: Path) -> list[dict[str, Any]]:
    """What counts of the cells of a notebook: kind, source, tags and attachments.

    Raises
    ------
    ConfigurationError
        The file is no notebook.
    """
    try:
        content = json.loads(notebook.read_text(encoding="utf-8"))
        if content.get("nbformat") != 4:
            raise ValueError("expected the notebook format 4; open and save it in JupyterLab")
        return [
            {
                "kind": cell["cell_type"],
                "source": "".join(cell["source"]),
                "tags": cell.get("metadata", {}).get("tags", []),
                "attachments": cell.get("attachments", {}),
            }
            for cell in content["cells"]
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(str(notebook), [f"it is not a notebook ({error})"]) from error


def _code(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (cell["source"] for cell in cells if cell["kind"] == "code")


def _modules(notebook: Path, cells: Iterable[Mapping[str, Any]]) -> set[Path]:
    """Python files where the notebook's imports look that it names in whatever way, and so on.

    Not only imports count: `%run`, `import_module` and a command name a
    module, too.
    """
    found: set[Path] = set()
    waiting = list(_code(cells))
    while waiting:
        source = waiting.pop()
        imported = set(re.findall(r"\w+", " ".join(re.findall(r"(?:from|import)\s+([\w., ]+)", source))))
        for name in set(re.findall(r"\w[\w-]*", source)) - {"evaltools"}:
            for folder in _places(notebook):
                place = folder / name
                is_package = name in imported or _is_file(place / "__init__.py")
                new = {place.with_suffix(".py"), *(place.rglob("*.py") if is_package else ())} - found
                for file in (each for each in new if _is_file(each)):
                    found.add(file)
                    waiting.append(file.read_text(encoding="utf-8", errors="replace"))
    return found


def _places(notebook: Path) -> set[Path]:
    """Where modules and pictures of a notebook's own are looked for."""
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return {notebook.parent, Path.cwd(), *(Path(each) for each in named if each)}


def _pictures(notebook: Path, cells: Iterable[Mapping[str, Any]]) -> set[Path]:
    """Pictures on the disk that the text of a notebook names: they become part of the page."""
    text = "\n".join(cell["source"] for cell in cells if cell["kind"] == "markdown")
    words = {*re.findall(r"[^\s()<>\"'\[\]]+", text), *re.findall(r"""["'<(]([^<>"'()]+)(?=["'>)])""", text)}
    names = {unquote(each) for each in words} | words
    pictures = [each for each in names if (mimetypes.guess_type(each)[0] or "").startswith("image/")]
    return {place for each in pictures for folder in _places(notebook) if _is_file(place := folder / each)}


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:
        return False  # what was taken for a name is too long for one


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that pages of ours are made with."""
    return {"python": platform.python_version()} | {name: installed().get(name, "") for name in PACKAGES}


def _everything_installed() -> dict[str, str]:
    place = {name: os.environ[name] for name in ("LC_ALL", "LANG", "TZ") if name in os.environ}
    others = {name: number for name, number in installed().items() if name != "evaltools"}
    return {"python": platform.python_version()} | others | place


def plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as JSON has them: what is written and read again must be equal to what it was.

    Examples
    --------
    >>> plain({"months": (1, 2), "names": {1: "one"}})
    {'months': [1, 2], 'names': {'1': 'one'}}
    """
    found: dict[str, Any] = json.loads(json.dumps(dict(parameters), default=repr))
    return found


def _hash(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
