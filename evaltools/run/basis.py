"""What a page is made from besides the data: notebook, parameters, settings, code, packages.

Light on purpose: a run that finds nothing changed needs no more than this.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from evaltools.cache import package_hash
from evaltools.errors import ConfigurationError
from evaltools.project import Project

#: Packages whose version can change what a page of ours shows.
PACKAGES = (
    "babel", "ipython", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy", "seaborn",
    "xlsxwriter",
)  # fmt: skip

#: Modules that a notebook may use and still read nothing but what its report gives it.
_CLOSED = (
    "evaltools.page", "evaltools.tables", "evaltools.figures", "evaltools.language", "evaltools.stats",
    "math", "statistics", "datetime", "textwrap", "markupsafe", "__future__",
)  # fmt: skip
#: Names with which a notebook may open something by itself.
_OPENS = re.compile(r"open|exec|eval|compile|input|__\w+__|read_\w*|load\w*|get_ipython|globals|vars")


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
        parameters={name: value for name, value in parameters.items() if name != "project"},
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
    """Hash of the settings as they are understood, those of other reports left out.

    Parameters
    ----------
    project : Project
    report : str, optional
        Without it the settings of all reports count.
    """
    content = project.model_dump(mode="json", exclude={"folder"})
    if report:
        content["reports"] = content["reports"].get(report)
    return _hash(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str))


@cache
def notebook_hash(notebook: Path) -> str:
    """Hash of what a notebook does: its cells without their outputs, and its own modules and pictures."""
    cells = notebook_cells(notebook)
    parts = [json.dumps(cells, sort_keys=True, ensure_ascii=False)]
    pictures = (notebook.parent / name for name in set(_pictures(cells)))
    beside = sorted({*_modules(notebook, cells), *(each for each in pictures if each.is_file())})
    parts += [f"{each.name} {_hash(each.read_bytes())}" for each in beside]
    return _hash("\n".join(parts))


def is_closed(notebook: Path) -> bool:
    """Whether a notebook can read nothing but what its report gives it.

    Of one that may open files by itself nobody can say which, so it depends
    on all inputs. In doubt it may.
    """
    for source in _code(notebook_cells(notebook)):
        try:
            tree = ast.parse(source)
        except SyntaxError:
            return False  # a magic or a command
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    if any(each.name not in _CLOSED for each in names):
                        return False
                case ast.ImportFrom(module=module, names=names):
                    is_report = module == "evaltools" and all(each.name == "open_report" for each in names)
                    if not is_report and module not in _CLOSED:
                        return False
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    if _OPENS.fullmatch(name):
                        return False
    return True


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
    """Python files beside the notebook or in the working directory that it imports, and so on."""
    found: set[Path] = set()
    waiting = list(_code(cells))
    while waiting:
        for name in _imported(waiting.pop()):
            for folder in (notebook.parent, Path.cwd()):
                place = folder / name
                new = {place.with_suffix(".py"), *place.rglob("*.py")} - found if place.parts else set()
                for file in (each for each in new if each.is_file()):
                    found.add(file)
                    waiting.append(file.read_text(encoding="utf-8", errors="replace"))
    return found


def _imported(source: str) -> set[str]:
    """First parts of the names of imported modules; of a text that is no Python, what looks like one."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return set(re.findall(r"^\s*(?:from|import)\s+(\w+)", source, re.MULTILINE)) - {"evaltools"}
    names = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names} - {"evaltools"}


def _pictures(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for cell in cells:
        if cell["kind"] == "markdown":
            yield from re.findall(r"""(?:\]\(|src=["'])([^)\s"']+)""", cell["source"])


@cache
def installed() -> Mapping[str, str]:
    """Versions of all installed packages, read from the names of their folders, which opens no file."""
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        if folder and os.path.isdir(folder):
            for name in os.listdir(folder):
                if name.endswith(".dist-info"):
                    package, _, number = name.removesuffix(".dist-info").partition("-")
                    found[package.replace("_", "-").lower()] = number
    return found


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that pages of ours are made with."""
    return {"python": platform.python_version()} | {name: installed().get(name, "") for name in PACKAGES}


def _everything_installed() -> dict[str, str]:
    place = {name: os.environ[name] for name in ("LC_ALL", "LANG", "TZ") if name in os.environ}
    others = {name: number for name, number in installed().items() if name != "evaltools"}
    return {"python": platform.python_version()} | others | place


def _hash(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
