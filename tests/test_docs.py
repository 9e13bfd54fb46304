"""The documents say what the code does, and nothing that it does not."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel

from evaltools import schema
from evaltools.cli import app
from evaltools.errors import EvaltoolsError
from evaltools.findings import FINDING_COLUMNS
from evaltools.prepare import prepare
from evaltools.project import model
from evaltools.registers import known_registers
from evaltools.results import COLUMNS, STATUSES

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "data/**/*.md", "docs/**/*.md", "requirements/*.md")
    for path in ROOT.glob(pattern)
)
PROJECTS = ("pravo-2024", "adamgershilik-2020", "synthetic")

#: Headings of the data dictionary and the records of settings that they describe.
SETTINGS: dict[str, type[BaseModel]] = {
    "`[project]`": model.Header,
    "`[[region_notes]]`": model.RegionNote,
    "`[denominators.NAME]`": model.Denominator,
    "`[tables.NAME]`": model.Table,
    "`[[indicators]]`": model.Indicator,
    "`[reports.NAME]`": model.Report,
    "`[[acknowledged]]`": model.Acknowledgement,
}


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(document: str, heading: str) -> str:
    """A document's part under a heading, up to the next heading of its level or above."""
    parts = re.split(r"(?m)^(#{2,4}) (.+)$", re.sub(r"(?s)```.*?```", "", text(document)))
    blocks = list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True))
    for index, (level, title, body) in enumerate(blocks):
        if title == heading:
            inside = [body]
            for deeper, _, more in blocks[index + 1 :]:
                if len(deeper) <= len(level):
                    break
                inside.append(more)
            return "\n".join(inside)
    raise AssertionError(f"{document} has no heading “{heading}”")


def rows(part: str) -> dict[str, list[str]]:
    """Rows of a part's tables by the name in code in their first cell."""
    found = {}
    for line in part.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if match := re.fullmatch(r"`([^`]+)`", cells[0]):
            found[match[1]] = cells[1:]
    return found


def example(name: str) -> str:
    """A file that the README shows in full."""
    match = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", text("README.md"), re.DOTALL)
    assert match, f"README.md has no example {name}"
    return match[1]


def pyproject() -> dict[str, object]:
    return tomllib.loads(text("pyproject.toml"))


def requirement(line: str) -> tuple[str, str]:
    """Name and lower bound of a requirement."""
    match = re.fullmatch(r"([A-Za-z0-9._-]+)(?:>=([0-9.]+))?", line.strip())
    assert match, f"not a name with a lower bound: {line}"
    return match[1].lower().replace("_", "-"), match[2] or ""


def dependencies(extra: str = "") -> dict[str, str]:
    project = pyproject()["project"]
    assert isinstance(project, dict)
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return dict(requirement(line) for line in lines)


# README


def commands() -> list[tuple[str, list[str]]]:
    group = typer.main.get_command(app)
    own = [("", [option for parameter in group.params for option in parameter.opts])]
    return own + [
        (name, [option for parameter in command.params for option in parameter.opts])
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize(
    ("command", "options"), commands(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_readme_names_every_command_and_option(command: str, options: list[str]) -> None:
    """A user finds every command and every option of the command line in the README."""
    told = section("README.md", "Commands and exit codes")
    assert f"`evaltools {command}".rstrip() in told
    missing = [
        option
        for option in options
        if option.startswith("--") and f"`{option}" not in told and f" {option}`" not in told
    ]
    assert not missing


def test_readme_names_no_option_that_is_not_there() -> None:
    """The README promises no option that the command line does not know."""
    known = {option for _, options in commands() for option in options} | {"--debug", "--help"}
    told = set(re.findall(r"`(--[a-z-]+)", section("README.md", "Commands and exit codes")))
    assert told <= known
    mentioned = set(re.findall(r"`evaltools ([a-z]+)", text("README.md")))
    assert mentioned <= {command for command, _ in commands()}


def test_readme_names_every_exit_code() -> None:
    """Every exit code that the program ends with is explained."""
    told = set(re.findall(r"(?m)^\| (\d+) \|", section("README.md", "Commands and exit codes")))
    classes = [EvaltoolsError, *EvaltoolsError.__subclasses__()]
    assert {"0", "130"} | {str(each.exit_code) for each in classes} == told


def test_readme_names_the_two_commands() -> None:
    """`make report` and `make test` stand in the README as commands."""
    lines = text("README.md").splitlines()
    assert "make report" in lines
    assert "make test" in lines


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_named_make_targets_exist(document: str) -> None:
    """Every target of `make` that a document names is in the Makefile."""
    targets = set(re.findall(r"(?m)^([a-z]+):", text("Makefile")))
    named = re.findall(r"(?m)(?:^|`)make ((?:[A-Z]+=\S+ )?[a-z]+)", text(document))
    assert {name.split()[-1] for name in named} <= targets


def test_readme_project_runs(tmp_path: Path) -> None:
    """The project that the README shows in full is read without an error and gives its numbers."""
    for name in ("project.toml", "services.csv"):
        (tmp_path / name).write_text(example(name), encoding="utf-8")
    prepared = prepare(tmp_path)
    assert not [finding for finding in prepared.findings if finding.severity == "error"]
    assert prepared.public.get("KZ-23", "consultations", "people").value == 187
    assert prepared.public.get("KZ-15", "indicators", "met", "indicator=people").value == 0


def test_readme_notebooks_are_all_of_them() -> None:
    """The README lists exactly the notebooks that there are."""
    told = rows(section("README.md", "JupyterLab and other tools"))
    assert set(told) == {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}


# Data dictionary


@pytest.mark.parametrize("heading", SETTINGS)
def test_dictionary_names_every_setting(heading: str) -> None:
    """Every key of project.toml is explained, none that does not exist, and required ones are marked."""
    told = rows(section("data/README.md", heading))
    fields = {field.alias or name: field for name, field in SETTINGS[heading].model_fields.items()}
    if heading == "`[[indicators]]`":
        fields |= dict(model.Fact.model_fields)
    assert set(told) == set(fields)
    assert {key for key, cells in told.items() if cells[1] == "required"} == {
        key for key, field in fields.items() if field.is_required()
    }


def test_dictionary_names_the_parts_and_the_small_records() -> None:
    """The parts of project.toml and the keys of texts and periods are named."""
    parts = {name for name in model.Project.model_fields if name not in ("id", "folder")}
    told = rows(section("data/README.md", "The parts of the file"))
    assert set(told) == {"project" if name == "header" else name for name in parts}
    whole = section("data/README.md", "project.toml")
    for key in (*model.Texts.model_fields, *model.Period.model_fields):
        assert f"`{key}`" in whole


@pytest.mark.parametrize("choices", [model.Sensitivity, model.ClientUnit, model.Operator])
def test_dictionary_names_every_choice(choices: object) -> None:
    """Every value that a setting with fixed values may have is named."""
    whole = section("data/README.md", "project.toml")
    assert [value for value in get_args(choices) if f"`{value}`" not in whole] == []


@pytest.mark.parametrize("kind", schema.SCHEMAS)
def test_dictionary_has_every_column(kind: str) -> None:
    """Every column of a kind of table stands there with its type and whether it is required."""
    told = {name: tuple(cells[:2]) for name, cells in rows(section("data/README.md", f"`{kind}`")).items()}
    if kind == "register":
        assert {name: cells[0] for name, cells in told.items()} == {
            name: one.title["en"] for name, one in known_registers().items()
        }
        for name, one in known_registers().items():
            assert re.findall(r"`([a-z_]+)`", told[name][1]) == [column.name for column in one.columns]
        return
    expected = {
        column.name: (
            column.type,
            ("required" if column.required else "optional") + (", filled" if column.filled else ""),
        )
        for column in schema.SCHEMAS[kind].columns
    }
    assert told == expected


def test_dictionary_has_every_kind() -> None:
    """The kinds that the settings accept, the schemas and the dictionary are the same."""
    told = re.findall(r"(?m)^### `([a-z-]+)`$", text("data/README.md"))
    assert set(told) == set(schema.SCHEMAS) == set(get_args(model.Kind))


def test_dictionary_has_the_columns_of_the_output() -> None:
    """Columns and status words of results.csv and columns of findings.csv are explained, in order."""
    told = list(rows(section("data/README.md", "results.csv")))
    assert told == [*COLUMNS, *STATUSES]
    found = list(rows(section("data/README.md", "findings.csv")))
    assert found[: len(FINDING_COLUMNS)] == list(FINDING_COLUMNS)


def test_dictionary_has_every_code_of_a_finding() -> None:
    """Every finding that the package can make has its code in the dictionary, and the other way round."""
    told = set(list(rows(section("data/README.md", "findings.csv")))[len(FINDING_COLUMNS) :])
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "evaltools").rglob("*.py"))
    made = set(re.findall(r'\bcode="([a-z-]+)"', source))
    made |= set(re.findall(r'self\._(?:error|warning|note)\(\s*"([a-z-]+)"', source))
    assert made <= told
    assert [code for code in told if f'"{code}"' not in source] == []


def findings_of_reading() -> list[tuple[str, str]]:
    """Each code that reading can give, with its message as the code has it."""
    found = []
    for path in sorted((ROOT / "evaltools/read").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given = (
                node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            )
            match given[:2]:
                case [
                    ast.Constant(value=str(code)),
                    ast.Call(func=ast.Name(id="mark"), args=[ast.Constant(value=message)]),
                ]:
                    found.append((code, str(message)))
    return found


def test_findings_of_reading_have_an_example_each() -> None:
    """docs/findings.md has every code of reading, none that is not there, each with a message that it can give."""
    told = rows(text("docs/findings.md"))
    made = findings_of_reading()
    assert set(told) == {code for code, _ in made}
    patterns: dict[str, list[str]] = {}
    for code, message in made:
        patterns.setdefault(code, []).append(re.sub(r"\\{\w+\\}", ".+", re.escape(message)))
    wrong = [
        code
        for code, cells in told.items()
        if not any(re.fullmatch(pattern, cells[0]) for pattern in patterns[code])
    ]
    assert not wrong


@pytest.mark.parametrize("project", PROJECTS)
def test_dictionary_has_every_measure(project: str) -> None:
    """Every measure that the example projects publish stands in the dictionary under its subject."""
    part = section("data/README.md", "Subjects and measures")
    told = re.findall(r"(?m)^\| ([^|]+) \| `([^`]+)` \|", part)
    unknown = {
        (row.subject, row.measure)
        for row in prepare(ROOT / "data" / project).public
        if not any(
            re.fullmatch(re.sub(r"<\w+>", ".+", measure), row.measure)
            for subject, measure in told
            if row.subject == subject or "…" in subject
        )
    }
    assert not unknown


@pytest.mark.parametrize("project", PROJECTS)
def test_dictionary_accounts_for_every_table(project: str) -> None:
    """Each file of a project is named by its project.toml or listed as kept for the record, never both."""
    settings = tomllib.loads(text(f"data/{project}/project.toml"))
    used = {table["file"] for table in settings["tables"].values()}
    used |= {each["file"] for each in settings.get("denominators", {}).values() if "file" in each}
    told = rows(section("data/README.md", "Tables kept for the record"))
    kept = {name.split("/")[1] for name in told if name.startswith(f"{project}/")}
    files = {path.name for path in (ROOT / "data" / project).glob("*.csv")}
    assert used | kept == files
    assert not used & kept


# Environment and pins


def test_conda_environment_follows_pyproject() -> None:
    """environment.yml has the same names and lower bounds as pyproject.toml, and JupyterLab."""
    lines = re.findall(
        r"(?m)^  - ([A-Za-z0-9._-]+(?:>=[0-9.]+)?)$", text("environment.yml").split("dependencies:")[1]
    )
    found = dict(requirement(line) for line in lines)
    project = pyproject()["project"]
    assert isinstance(project, dict)
    assert found.pop("python") == project["requires-python"].removeprefix(">=")
    found.pop("pip")
    found["matplotlib"] = found.pop("matplotlib-base")
    assert found == dependencies() | dependencies("lab")


def test_lock_pins_every_dependency() -> None:
    """Everything that pyproject.toml asks for, the build included, is pinned with hashes."""
    lock = text("requirements/lock.txt")
    pins = re.findall(r"(?m)^([A-Za-z0-9._-]+)==\S+.*\\\n\s+--hash=sha256:", lock)
    names = {name.lower().replace("_", "-") for name in pins}
    for extra in ("", "lab", "test", "check", "build"):
        assert set(dependencies(extra)) <= names
    assert len(re.findall(r"(?m)^[A-Za-z0-9]", lock)) == len(pins)


def test_lock_holds_no_address() -> None:
    """The pins name no place from which packages are loaded."""
    lock = text("requirements/lock.txt")
    assert not re.search(r"https?:|://|index-url|find-links|trusted-host", lock)


def test_versions_agree() -> None:
    """Version in pyproject.toml, citation and changelog are the same."""
    project = pyproject()["project"]
    assert isinstance(project, dict)
    version = project["version"]
    assert f"\nversion: {version}\n" in text("CITATION.cff")
    assert re.search(r"(?m)^## (\d\S*)", text("CHANGELOG.md"))[1] == version  # type: ignore[index]


def test_changelog_says_whether_numbers_changed() -> None:
    """Every entry of the changelog ends with whether numbers changed."""
    entries = re.findall(r"(?m)^- .+$", text("CHANGELOG.md"))
    assert entries
    assert [entry for entry in entries if not re.search(r"Numbers changed: (yes|no)\b", entry)] == []


def test_citation_has_what_the_format_asks_for() -> None:
    """CITATION.cff has the four keys without which it is not valid."""
    keys = re.findall(r"(?m)^([a-z-]+):", text("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(keys)
    assert len(keys) == len(set(keys))


# All documents


def anchors(path: Path) -> set[str]:
    """Anchors of a document's headings, as they are made of their words."""
    headings = re.findall(
        r"(?m)^#{1,6} (.+)$", re.sub(r"(?s)```.*?```", "", path.read_text(encoding="utf-8"))
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    """Every link inside the repository leads to a file, and to a heading where it names one."""
    content = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", content):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        place = (path.parent / file).resolve() if file else path
        if not place.exists() or (anchor and anchor not in anchors(place)):
            broken.append(target)
    assert not broken


def test_every_decision_has_its_number() -> None:
    """Decisions are numbered without gaps, and each says so in its title."""
    files = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        assert file.read_text(encoding="utf-8").startswith(f"# {int(file.name[:4])}. ")


def test_architecture_names_every_room() -> None:
    """Each room of the import rule stands in the table of rooms."""
    settings = pyproject()["tool"]
    assert isinstance(settings, dict)
    layers = settings["importlinter"]["contracts"][0]["layers"]
    rooms = {name.strip().removeprefix("evaltools.") for layer in layers for name in layer.split("|")}
    told = section("docs/architecture.md", "Rooms")
    assert [room for room in sorted(rooms) if f"`{room}`" not in told] == []
