"""What a page is made from besides the data: what counts as a change, and what does not."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from evaltools.errors import ConfigurationError
from evaltools.project import load_project
from evaltools.run import basis
from evaltools.run.basis import Basis, basis_of, difference, is_closed, is_ours, notebook_hash, settings_hash
from tests.reruns import ROOT, forget, own_notebook, replaced

OPENED = (
    "from evaltools import open_report",
    'report = open_report("mine", project=project, language=language)',
)
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def looked_up_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that an earlier test looked up, and an empty working directory."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    forget()
    yield
    forget()


def hash_of(notebook: Path) -> str:
    forget()
    return notebook_hash(notebook)


def edited(notebook: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    change(content)
    notebook.write_text(json.dumps(content), encoding="utf-8")
    return notebook


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return own_notebook(tmp_path / "notebooks" / "mine.ipynb", *OPENED, "# A title", "report.header()")


def with_attachment(content: dict[str, Any]) -> None:
    content["cells"][3]["attachments"] = {"a.png": {"image/png": "AAAA"}}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda nb: nb["cells"][4].update(source="report.lead()"), id="code"),
        pytest.param(lambda nb: nb["cells"][3].update(source="# Another title"), id="markdown"),
        pytest.param(lambda nb: nb["cells"][4]["metadata"].update(tags=["remove-cell"]), id="tags"),
        pytest.param(with_attachment, id="attachment"),
        pytest.param(lambda nb: nb["cells"].reverse(), id="order"),
        pytest.param(lambda nb: nb["cells"][4].update(cell_type="raw"), id="kind"),
        pytest.param(lambda nb: nb["cells"][0].update(source='project = ""\nlanguage = "kk"'), id="default"),
    ],
)
def test_what_a_notebook_does_counts(notebook: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Code, text, tags, attachments, order and defaults of its cells."""
    before = hash_of(notebook)
    assert hash_of(edited(notebook, change)) != before


def saved_with_outputs(content: dict[str, Any]) -> None:
    content["metadata"] = {"kernelspec": {"name": "python3"}, "language_info": {"version": "3.12"}}
    for cell in content["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
        cell["metadata"]["collapsed"] = True
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["seen"]}]


def test_saving_a_notebook_with_outputs_is_no_change(notebook: Path) -> None:
    """Outputs, counts, the kernel's name and how lines are kept do not count."""
    before = hash_of(notebook)
    assert hash_of(edited(notebook, saved_with_outputs)) == before


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("import helpers", "notebooks/helpers.py"),
        ("import os, helpers as h", "notebooks/helpers.py"),
        ("from helpers import table", "work/helpers.py"),
        ("from helpers.tables import table", "notebooks/helpers/tables.py"),
        ("import helpers.tables", "work/helpers/tables.py"),
        ("%run helpers.py", "notebooks/helpers.py"),
        ("%load_ext helpers", "notebooks/helpers.py"),
        ("%matplotlib inline\nimport helpers", "notebooks/helpers.py"),
        ("!python my-helpers.py", "notebooks/my-helpers.py"),
        ("import importlib\nimportlib.import_module('helpers')", "notebooks/helpers.py"),
        ("__import__('helpers')", "notebooks/helpers.py"),
        ("exec(open('helpers.py').read())", "work/helpers.py"),
        ("if True:\n    import helpers", "notebooks/helpers.py"),
        ("import helpers", "lib/helpers.py"),
    ],
)
def test_a_module_of_her_own_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, file: str
) -> None:
    """Beside the notebook, in the working directory or on the path, however it is named."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "lib"))
    mine = own_notebook(tmp_path / "notebooks" / "mine.ipynb", source)
    place = tmp_path / file
    place.parent.mkdir(exist_ok=True)
    place.write_text("table = 1", encoding="utf-8")
    before = hash_of(mine)
    place.write_text("table = 2", encoding="utf-8")
    assert hash_of(mine) != before


def test_a_module_that_her_module_imports_counts(tmp_path: Path) -> None:
    """And one that only this one needs; but not one that nobody names."""
    mine = own_notebook(tmp_path / "notebooks" / "mine.ipynb", "import helpers")
    for name, text in {"helpers": "from words import WORDS", "words": "WORDS = 1", "other": "x = 1"}.items():
        (tmp_path / "notebooks" / f"{name}.py").write_text(text, encoding="utf-8")
    before = hash_of(mine)
    (tmp_path / "notebooks" / "other.py").write_text("x = 2", encoding="utf-8")
    assert hash_of(mine) == before
    (tmp_path / "notebooks" / "words.py").write_text("WORDS = 2", encoding="utf-8")
    assert hash_of(mine) != before


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("![a chart](chart.png)", "notebooks/chart.png"),
        ('![a chart](chart.png "Title")', "notebooks/chart.png"),
        ("Text ![a chart][1]\n\n[1]: pictures/chart.svg", "notebooks/pictures/chart.svg"),
        ("![a chart](my%20chart.png)", "notebooks/my chart.png"),
        ("![a chart](<my chart.png>)", "notebooks/my chart.png"),
        ('Text <img alt="a" src="my chart.jpg">', "notebooks/my chart.jpg"),
        ("![a chart](../chart.png)", "chart.png"),
    ],
)
def test_a_picture_that_the_text_names_counts(tmp_path: Path, text: str, file: str) -> None:
    """A picture beside the notebook becomes part of the page."""
    mine = own_notebook(tmp_path / "notebooks" / "mine.ipynb", text)
    place = tmp_path / file
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"one")
    before = hash_of(mine)
    place.write_bytes(b"two")
    assert hash_of(mine) != before


def test_a_picture_inside_the_text_is_no_file_name(tmp_path: Path) -> None:
    """A long picture that is written into the text is no fault."""
    picture = base64.b64encode(b"x" * 5000).decode()
    text = f'Text <img alt="a" src="data:image/png;base64,{picture}.png"> ![b](https://example.org/b.png)'
    assert hash_of(own_notebook(tmp_path / "notebooks" / "mine.ipynb", text))


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"nbformat": 4, "cells": [{}]}', '{"nbformat": 3}', "no"]
)
def test_what_is_no_notebook_is_told(tmp_path: Path, content: str) -> None:
    """With its name, not with a traceback of another kind."""
    file = tmp_path / "mine.ipynb"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="it is not a notebook"):
        hash_of(file)


CLOSED = [
    "report.header()",
    "report.register('partners')",
    "report.narrative('problems')",
    "for region in report.view.project.regions:\n    print(region)",
    "couples = report.view.get('consultations', 'couples')\nf'{couples.value:.1f} of {couples.n}'",
    "rows = report.view.results.select(subject='indicators', measure='met')\nlen([row for row in rows if row.ok])",
    "from evaltools.page import section\nfrom evaltools.tables import Cell, Column, Row, Table",
    "from evaltools.figures import interval_dots\nfrom evaltools.stats import proportion\nproportion(3, 10).value",
    "from evaltools.language import Language\nLanguage(language).text('Contents')",
    "import math\nfrom statistics import mean\nfrom datetime import date\nmean([math.sqrt(4)]) and date(2024, 1, 1)",
    "def double(number):\n    return 2 * number\ndouble(3)",
    "other = open_report('mine', project=project, region='KZ-23', language=language)\nother.plan()",
    "try:\n    report.plan()\nexcept ValueError as error:\n    print(error)",
    "' '.join(['a', 'b']).upper()",
    "report.prepared",
]


@pytest.mark.parametrize("source", CLOSED)
def test_a_notebook_that_only_uses_its_report_is_closed(tmp_path: Path, source: str) -> None:
    """Blocks, results, own tables and charts, arithmetic: all that it reads is known."""
    assert is_closed(own_notebook(tmp_path / "mine.ipynb", *OPENED, source, "report.footer()"))


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda each: each.stem)
def test_a_changed_copy_of_one_of_ours_is_closed(tmp_path: Path, notebook: Path) -> None:
    """Who leaves a section out of a notebook of the package keeps what makes it quick."""
    copy = tmp_path / notebook.name
    shutil.copy(notebook, copy)
    edited(copy, lambda nb: nb["cells"].pop(-2))
    assert not is_ours(copy)
    assert is_closed(copy)


OPEN = [
    "open('a.csv').read()",
    "import os",
    "import pandas as pd",
    "import pandas",
    "from pathlib import Path",
    "import numpy as np",
    "import helpers",
    "from . import helpers",
    "from helpers import *",
    "from evaltools import *",
    "import evaltools",
    "import evaltools.stats",
    "import evaltools.page as page",
    "from evaltools import prepare",
    "from evaltools.prepare import prepare",
    "from evaltools.prepare import prepare as Language",
    "from evaltools.report import open_report as another",
    "from evaltools.page import Path",
    "from evaltools.page import *",
    "from evaltools.tables import _plain",
    "from evaltools.language import files",
    "from evaltools.stats import np",
    "from statistics import sys",
    "from statistics import *",
    "import statistics\nstatistics.sys.modules['os'].listdir()",
    "import datetime\ndatetime.sys",
    "from textwrap import re",
    "from math import __loader__",
    "import math\nmath.__loader__",
    "__import__('os').listdir()",
    "getattr(report, 'sou' + 'rce')",
    "getattr(report.view.project.folder, 'read_' + 'text')()",
    "setattr(report, 'x', 1)",
    "vars(report)",
    "locals()['__builtins__']",
    "globals()",
    "dir(report)",
    "type(report)",
    "object.__subclasses__()",
    "().__class__.__base__.__subclasses__()",
    "f'{report.__class__}'",
    "f'{report.source.public}'",
    "'{0.source}'.format(report)",
    "'{0.source}'.format_map({})",
    "str.format('{0.source}', report)",
    "match report:\n    case object(source=found):\n        print(found)",
    "match report:\n    case object(notes=found):\n        found.asked.clear()",
    "report.source",
    "report.source.public.rows",
    "report.notes.asked.clear()",
    "report.view.results._inner.rows",
    "report.view.results._notes",
    "report.view.project.folder",
    "next(report.view.project.folder.glob('*.csv'))",
    "report.view.results.to_frame('', '').to_csv('a.csv')",
    "report.__dict__",
    "class Mine:\n    pass",
    "class open_report:\n    pass",
    "eval('1')",
    "exec('1')",
    "compile('1', '', 'eval')",
    "breakpoint()",
    "input()",
    "help(report)",
    "memoryview(b'')",
    "get_ipython().system('cat a.csv')",
    "if False:\n    get_ipython = None\nget_ipython().run_line_magic('cat', 'a.csv')",
    "if False:\n    open = None\nopen('a.csv')",
    "In[0]",
    "Out[1]",
    "_",
    "_i",
    "_dh",
    "exit",
    "quit()",
    "%load_ext sql",
    "%%bash\ncat a.csv",
    "!cat a.csv",
    "x = !cat a.csv",
    "files = %sx ls",
    "cat a.csv",
    "ls",
    "report?",
    "unknown",
    "read = open",
    "(lambda f=open: f('a.csv'))()",
    "[f for f in [open]]",
    "sorted(['a.csv'], key=open)",
    "@open\ndef f(): pass",
    "with open('a.csv') as file: pass",
    "import io",
    "import urllib.request",
    "from IPython.display import Image",
    "from importlib import import_module",
    "another = open_report",
    "open_report('mine', project='data/other', language=language)",
    "open_report('mine', project='../' + project, language=language)",
    "open_report('mine', **{'project': 'data/other', 'language': language})",
    "open_report(*['mine'], project=project, language=language)",
    "project = 'data/other'",
    "project += '/../other'",
    "for project in ['data/other']:\n    open_report('mine', project=project, language=language)",
    "def other(project):\n    return open_report('mine', project=project, language='en')",
    "[open_report('mine', project=project, language='en') for project in ['data/other']]",
    "(project := 'data/other')",
    "import math as project",
    "def open_report(**_): pass",
    "async def f():\n    await report",
    "try:\n    1 / 0\nexcept Exception as error:\n    error.__traceback__.tb_frame",
    "try:\n    1 / 0\nexcept Exception as error:\n    error.with_traceback(None).tb_frame.f_builtins",
    "(x for x in []).gi_frame.f_builtins",
    "(lambda: 0).func_globals",
    "report.header.__func__.__globals__",
    "'a\0b'\0",
]  # fmt: skip


@pytest.mark.parametrize("source", OPEN)
def test_what_could_open_something_is_not_closed(tmp_path: Path, source: str) -> None:
    """Names, attributes, imports, magics and tricks that lead past the notes or to the disk."""
    assert not is_closed(own_notebook(tmp_path / "mine.ipynb", *OPENED, source))


def test_a_project_of_its_own_is_not_closed(tmp_path: Path) -> None:
    """A notebook that always opens one project may open another than it is run for."""
    fixed = own_notebook(
        tmp_path / "mine.ipynb",
        "from evaltools import open_report",
        "project = 'data/other'",
        "open_report('mine', project=project, language=language)",
        parameters='language = "en"',
    )
    assert not is_closed(fixed)


@pytest.fixture
def now(notebook: Path) -> Basis:
    project = load_project(ROOT / "data" / "pravo-2024")
    values = {"project": "here", "language": "en", "limit": 5}
    return basis_of(
        notebook,
        parameters=values,
        settings=settings_hash(project, "overview"),
        engine="shell",
        data_hash="d",
    )


def test_the_place_of_the_project_changes_nothing(now: Basis) -> None:
    """A folder that was moved has the same pages."""
    assert "project" not in now.parameters


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"notebook": "x"}, "the notebook has changed"),
        ({"parameters": {"language": "en", "limit": 6}}, "the parameter limit has changed"),
        ({"parameters": {"language": "en"}}, "the parameter limit has changed"),
        ({"settings": "x"}, "project.toml has changed"),
        ({"package": "x"}, "evaltools itself has changed"),
        ({"engine": "kernel"}, "it is run in another way"),
        ({"data_hash": "x"}, ""),
        ({}, ""),
    ],
)
def test_each_change_has_its_words(now: Basis, changed: Mapping[str, Any], words: str) -> None:
    """Whatever differs is named; the data are asked for elsewhere."""
    assert difference(now, replace(now, **changed)) == words


def test_a_package_is_named_with_both_versions(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For her own notebook any package counts, for one of ours those that it is made with."""

    def made(file: Path) -> Basis:
        return basis_of(file, parameters={}, settings="s", engine="shell", data_hash="d")

    ours = ROOT / "notebooks" / "overview.ipynb"
    monkeypatch.setattr(basis, "installed", lambda: {"scipy": "1.0", "geopandas": "1.0"})
    before = made(notebook), made(ours)
    monkeypatch.setattr(basis, "installed", lambda: {"scipy": "1.0", "geopandas": "2.0"})
    assert difference(before[0], made(notebook)) == "geopandas has changed (1.0 → 2.0)"
    assert difference(before[1], made(ours)) == ""
    monkeypatch.setattr(basis, "installed", lambda: {"scipy": "1.1"})
    assert difference(before[0], made(notebook)) == "geopandas has changed (1.0 → none)"
    assert difference(before[1], made(ours)) == "scipy has changed (1.0 → 1.1)"


def test_versions_are_those_that_are_installed() -> None:
    """The names of folders give what the packages say of themselves."""
    from importlib.metadata import version

    for name, number in basis.versions().items():
        assert name == "python" or number == version(name), name


@pytest.mark.parametrize(
    "values",
    [{"a": (1, 2)}, {"a": {1: "b"}}, {"a": {1, 2}}, {"a": b"x"}, {"a": None}, {"a": 1.5}, {"a": 2 + 3j}],
)
def test_parameters_are_the_same_after_they_were_kept(now: Basis, values: Mapping[str, Any]) -> None:
    """Whatever a parameters cell may hold is no change when it is read again."""
    made = replace(now, parameters=basis.plain(values))
    assert Basis(**json.loads(json.dumps(asdict(made)))) == made


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / "pravo-2024", tmp_path / "mine")
    return tmp_path / "mine"


def test_settings_count_as_they_are_understood(project: Path) -> None:
    """A comment and another way of writing are no change; a title, an order of tables, another report are."""
    before = settings_hash(load_project(project), "overview")
    file = project / "project.toml"
    file.write_text("# a comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert settings_hash(load_project(project), "overview") == before
    file.write_text(file.read_text(encoding="utf-8") + "[reports.region-report]\n", encoding="utf-8") if (
        "[reports.region-report]" not in file.read_text(encoding="utf-8")
    ) else replaced(file, "[reports.region-report]", "[reports.region-report]\nretries = 1")
    assert settings_hash(load_project(project), "overview") == before
    assert settings_hash(load_project(project), "region-report") != before
    replaced(file, 'name.en = "', 'name.en = "The ')
    assert settings_hash(load_project(project), "overview") != before


def test_the_order_of_tables_counts(project: Path) -> None:
    """Pages list tables and their sources in the order of the settings."""
    before = settings_hash(load_project(project), "overview")
    file = project / "project.toml"
    text = file.read_text(encoding="utf-8")
    begin, middle = text.index("[tables.staff]"), text.index("[tables.participants]")
    end = text.index("[tables.participants-text]")
    file.write_text(text[:begin] + text[middle:end] + text[begin:middle] + text[end:], encoding="utf-8")
    assert settings_hash(load_project(project), "overview") != before
