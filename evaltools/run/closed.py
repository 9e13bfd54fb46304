"""Whether a notebook can read nothing but what its report gives it.

What such a notebook read is known from what it asked, so its page is made
again only if an answer changed. Of any other nobody can say what it read.
Only what is known to be harmless is allowed here: a list of what is dangerous
would never be complete.
"""

from __future__ import annotations

import ast
import builtins
import datetime
import math
import statistics
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parents[1]
#: Modules that compute and open nothing.
_COMPUTING = {"math": math, "statistics": statistics, "datetime": datetime, "textwrap": textwrap}
#: Rooms of the package whose functions and records open nothing.
_ROOMS = ("page", "tables", "figures", "language", "stats")
#: Where the records are defined that a report leads to.
_REACHED = (
    "report", "view", "results", "labels", "language", "findings", "registers", "flow", "page/records",
    "tables",
    "project/model",
)  # fmt: skip
#: What leads past the notes of what was asked, or to the disk.
_PAST = frozenset({"source", "notes", "folder", "format", "format_map"})
_BUILTINS = frozenset({
    "abs", "all", "any", "bool", "chr", "dict", "display", "divmod", "enumerate", "filter", "float",
    "frozenset", "int", "isinstance", "iter", "len", "list", "map", "max", "min", "next", "ord", "pow",
    "print", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "zip",
    "AttributeError", "Exception", "IndexError", "KeyError", "TypeError", "ValueError", "ZeroDivisionError",
})  # fmt: skip
#: Names that IPython or Python gives a meaning of their own, whoever binds them.
_NEVER = frozenset({"get_ipython", "In", "Out", "exit", "quit"})
_BARRED = (ast.ClassDef, ast.Match, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)


def is_closed(cells: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a notebook can read nothing but what its report gives it; in doubt it can.

    It opens reports of its own `project` alone, and uses of Python what
    computes: no other imports, no names such as `open` or `getattr`, no
    attributes but those of reports, texts, lists, numbers and days.

    Parameters
    ----------
    cells : iterable of dict
        With `kind`, `source` and `tags`.

    Examples
    --------
    >>> def cell(source, *tags):
    ...     return {"kind": "code", "source": source, "tags": tags}
    >>> begin = cell("project = ''", "parameters")
    >>> opened = cell("from evaltools import open_report\\nreport = open_report('a', project=project)")
    >>> is_closed([begin, opened, cell("report.header()")])
    True
    >>> is_closed([begin, opened, cell("open('secret.csv').read()")])
    False
    """
    trees: list[ast.AST] = []
    declared: set[str] = set()
    for cell in cells:
        if cell["kind"] != "code":
            continue
        try:
            tree = ast.parse(cell["source"])
        except (SyntaxError, ValueError):
            return False  # a magic or a command
        trees.append(tree)
        if "parameters" in cell["tags"]:
            declared.update(_bound(ast.walk(tree)))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    bound = list(_bound(nodes))
    # Bound twice, either could be something else by the time it is used.
    if bound.count("open_report") > 1 or bound.count("project") > ("project" in declared):
        return False
    opening = {id(node.func) for node in nodes if isinstance(node, ast.Call) and _opens_own_project(node)}
    return all(_is_harmless(node, set(bound), opening) for node in nodes)


def _is_harmless(node: ast.AST, bound: set[str], opening: set[int]) -> bool:
    match node:
        case ast.Import(names=names):
            return all(each.name in _COMPUTING for each in names)
        case ast.ImportFrom(module=module, names=names, level=0):
            return all(each.name in _offered(module or "") for each in names) and not (
                module == "evaltools" and any(each.asname for each in names)
            )
        case ast.ImportFrom():
            return False
        case ast.Name(id="open_report"):
            return id(node) in opening
        case ast.Name(id=name):
            return name not in _NEVER and (name in _BUILTINS or (name in bound and name not in dir(builtins)))
        case ast.Attribute(attr=name):
            return name in _attributes()
        case _:
            return not isinstance(node, _BARRED)


def _opens_own_project(call: ast.Call) -> bool:
    """Whether a call opens a report of the project that the notebook is run for."""
    if not (isinstance(call.func, ast.Name) and call.func.id == "open_report"):
        return False
    named = {each.arg: each.value for each in call.keywords}
    given = named.get("project")
    is_own = isinstance(given, ast.Name) and given.id == "project"
    return is_own and None not in named and not any(isinstance(each, ast.Starred) for each in call.args)


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every name that is given a value, as often as it is."""
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]


@cache
def _offered(module: str) -> frozenset[str]:
    """What a notebook may import from a module."""
    if module == "evaltools":
        return frozenset({"open_report"})
    if module == "__future__":
        return frozenset({"annotations"})
    if module == "markupsafe":
        return frozenset({"Markup", "escape"})
    if module in _COMPUTING:
        return frozenset(_public(_COMPUTING[module]))
    package, _, room = module.partition(".")
    if package != "evaltools" or room not in _ROOMS:
        return frozenset()
    place = _PACKAGE / room
    names: set[str] = set()
    for node in _parsed(place / "__init__.py" if place.is_dir() else place.with_suffix(".py")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if not name.startswith("_"):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                names |= set(ast.literal_eval(value))
    return frozenset(names)


@cache
def _attributes() -> frozenset[str]:
    """Attributes of what a notebook may hold in its hands."""
    types = (str, list, tuple, dict, set, int, float, datetime.date, datetime.datetime, datetime.timedelta)
    names = {name for each in types for name in dir(each)}
    names |= {name for module in _COMPUTING.values() for name in _public(module)}
    for place in _REACHED:
        for found in ast.walk(_parsed(_PACKAGE / f"{place}.py")):
            if isinstance(found, ast.ClassDef):
                names |= set(_members(found))
    return frozenset(name for name in names if not name.startswith("_")) - _PAST


def _members(found: ast.ClassDef) -> Iterator[str]:
    for node in found.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def _public(module: Any) -> list[str]:
    return list(getattr(module, "__all__", ())) or [name for name in dir(module) if not name.startswith("_")]


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
