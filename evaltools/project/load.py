"""From a folder to a `Project`: read `project.toml`, and say everything that is wrong with it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from evaltools import regions, schema
from evaltools.errors import ConfigurationError, UsageError
from evaltools.project.files import files_of, is_pattern
from evaltools.project.logo import logo_fault
from evaltools.project.model import KNOWN_REPORTS, Project

FILE_NAME = "project.toml"
#: Fields of the record that the file does not set under this name.
_OURS = ("header", "id", "folder")


def find_project(path: str | Path, start: Path | None = None) -> Path:
    """Find a project's folder, from the working directory upwards.

    JupyterLab works in `notebooks/`, papermill where it was started: the same
    relative path is meant in both.

    Raises
    ------
    UsageError
        Where there is no such folder, or no `project.toml` in it.
    """
    start = (start or Path.cwd()).resolve()
    given = Path(path)
    if given.name == FILE_NAME:
        given = given.parent
    places = [given] if given.is_absolute() else [base / given for base in (start, *start.parents)]
    for place in places:
        if (place / FILE_NAME).is_file():
            return place.resolve()
    for place in places:
        if place.is_dir():
            raise UsageError(
                f"The folder {place} has no {FILE_NAME}. Expected a project folder such as data/pravo-2024."
            )
    raise UsageError(
        f"There is no project folder “{path}”: looked in {start} and the folders above it. "
        "Expected a folder with a project.toml, such as data/pravo-2024."
    )


def load_project(path: str | Path, start: Path | None = None) -> Project:
    """Read a project's settings.

    Parameters
    ----------
    path : str or Path
        The project's folder; a relative path is looked for from `start`
        upwards.
    start : Path, optional
        The working directory by default.

    Returns
    -------
    Project

    Raises
    ------
    UsageError
        There is no such project.
    ConfigurationError
        Unknown keys, wrong types, missing files: all of them in one message.
    """
    folder = find_project(path, start)
    file = folder / FILE_NAME
    try:
        settings = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigurationError(str(file), ["the file is not UTF-8; save it again as UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(file), [f"it is not valid TOML: {error}"]) from error
    faults = [f"{name}: unknown key." for name in _OURS if name in settings]
    settings = _with_region_codes(settings, faults)
    project: Project | None = None
    try:
        project = Project.model_validate(_arranged(settings, folder))
    except ValidationError as error:
        faults += [_sentence(fault) for fault in error.errors()]
    faults += _contradictions(project) if project is not None else _missing_files(settings, folder)
    if faults or project is None:
        raise ConfigurationError(str(file), list(dict.fromkeys(faults)))
    return project


def _arranged(settings: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The parts of the file under the names of the record."""
    parts = dict(settings)
    parts["header"] = parts.pop("project", {})
    reports = parts.get("reports") or {name: {} for name in ("region-report", "overview", "data-quality")}
    if isinstance(reports, dict):
        parts["reports"] = {
            name: (KNOWN_REPORTS[name].model_dump() if name in KNOWN_REPORTS else {}) | value
            if isinstance(value, dict)
            else value
            for name, value in reports.items()
        }
    return parts | {"id": folder.name, "folder": folder}


def _with_region_codes(settings: dict[str, Any], faults: list[str]) -> dict[str, Any]:
    """Region names of the settings as codes; what cannot be read becomes a fault."""

    def code(name: Any, where: str) -> Any:
        if not isinstance(name, str):
            return name
        try:
            return regions.resolve(name)
        except UsageError as error:
            faults.append(f"{where}: {error}")
            return name

    settings = dict(settings)
    header = settings.get("project")
    if isinstance(header, dict) and isinstance(header.get("regions"), list):
        codes = [code(name, "project.regions") for name in header["regions"]]
        doubled = {each for each in codes if codes.count(each) > 1}
        faults += [f"project.regions: {each} stands there more than once" for each in sorted(doubled)]
        if regions.COUNTRY.code in codes:
            faults.append("project.regions: KZ is the whole country; list its regions")
        settings["project"] = header | {"regions": codes}
    if isinstance(settings.get("indicators"), list):
        settings["indicators"] = [
            one
            | {"reasons": {code(name, "indicators.reasons"): text for name, text in one["reasons"].items()}}
            if isinstance(one, dict) and isinstance(one.get("reasons"), dict)
            else one
            for one in settings["indicators"]
        ]
    if isinstance(settings.get("region_notes"), list):
        settings["region_notes"] = [
            note | {"code": code(note.get("code"), "region_notes.code")} if isinstance(note, dict) else note
            for note in settings["region_notes"]
        ]
    return settings


def _sentence(fault: Any) -> str:
    """One pydantic error in words: where, what was found, what was expected."""
    path = ["project" if part == "header" else str(part) for part in fault["loc"]]
    where = ".".join(path)
    if fault["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        close = get_close_matches(path[-1], known, n=1)
        hint = (
            f" Did you mean “{close[0]}”?" if close else f" Known here: {', '.join(known)}." if known else ""
        )
        return f"{where}: unknown key.{hint}"
    if fault["type"] == "missing":
        return f"{where}: missing"
    message = fault["msg"].removeprefix("Value error, ")
    # All the settings of a table would bury the fault that its message names.
    found = repr(fault["input"])
    shown = f", found {found}" if len(found) <= LONGEST_FOUND else ""
    return f"{where}: {message[0].lower()}{message[1:]}{shown}"


#: Letters of a setting that a message repeats.
LONGEST_FOUND = 120


def _known_keys(path: list[str]) -> list[str]:
    """Names that may stand at a place of the settings."""
    model: Any = Project
    for part in path:
        fields = getattr(model, "model_fields", {})
        annotation = (
            fields["header" if part == "project" else part].annotation
            if part in (*fields, "project")
            else model
        )
        model = next(_models(annotation), model)
    names = (
        [
            field.alias or name
            for name, field in getattr(model, "model_fields", {}).items()
            if name not in ("id", "folder")
        ]
        if model is Project
        else [field.alias or name for name, field in model.model_fields.items()]
    )
    return sorted("project" if name == "header" else name for name in names)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)


def _missing_files(settings: dict[str, Any], folder: Path) -> list[str]:
    """Missing files of settings that have other faults too: all are told at once."""
    tables = settings.get("tables")
    return [
        f"tables.{name}.file: there is no file {folder / table['file']}"
        for name, table in (tables.items() if isinstance(tables, dict) else ())
        if isinstance(table, dict)
        and isinstance(table.get("file"), str)
        and not is_pattern(table["file"])
        and "://" not in table["file"]
        and not (folder / table["file"]).is_file()
    ]


_SQLITE = "sqlite:///"


def _source_fault(folder: Path, file: str) -> str:
    """What is wrong with the place that a table comes from: a file or the address of a database."""
    if "://" in file and not file.startswith(_SQLITE):
        if not file.startswith(("postgresql://", "postgres://")):
            return "only sqlite:/// and postgresql:// are databases that can be read"
        if re.search(r"://[^@/]*:[^@]*@|[?&]password=", file):
            return (
                "no password may stand in project.toml. Take it out, "
                "and give it in the environment variable PGPASSWORD or in the file that PGPASSFILE names"
            )
        return ""
    file = file.removeprefix(_SQLITE)
    if not _inside(folder, file):
        return f"{file} is not inside the project folder"
    if is_pattern(file):
        return "" if files_of(folder, file) else f"no file fits the pattern {folder / file}"
    return "" if (folder / file).is_file() else f"there is no file {folder / file}"


def _contradictions(project: Project) -> list[str]:
    """Faults that no single setting shows: files, columns and names that do not fit together."""
    faults = []
    for name, table in project.tables.items():
        if fault := _source_fault(project.folder, table.file):
            faults.append(f"tables.{name}.file: {fault}")
        known = schema.SCHEMAS[table.kind].names(table)
        for column in {**table.columns, **table.also}:
            if column not in known:
                close = get_close_matches(column, known, n=1)
                hint = f" Did you mean “{close[0]}”?" if close else f" Known: {', '.join(known)}."
                faults.append(
                    f"tables.{name}.columns.{column}: unknown column of the kind {table.kind}.{hint}"
                )
    faults += _twice(project)
    if project.brand and project.brand.logo and (fault := logo_fault(project.folder, project.brand.logo)):
        faults.append(f"brand.logo: {fault}")
    for name, denominator in project.denominators.items():
        if denominator.file and (fault := _source_fault(project.folder, denominator.file)):
            faults.append(f"denominators.{name}.file: {fault}")
        if not denominator.file and denominator.date.isoformat() not in regions.population_dates():
            dates = ", ".join(regions.population_dates())
            faults.append(
                f"denominators.{name}.date: residents are known for {dates}; found {denominator.date}"
            )
    for index, indicator in enumerate(project.indicators):
        where = f"indicators.{index} ({indicator.id})"
        if indicator.plan_table and indicator.plan_table not in project.of_kind("plan"):
            faults.append(
                f"{where}: plan_table names {indicator.plan_table}, which is no table of the kind plan"
            )
        last = indicator.due or project.header.period.end
        faults += [
            f"{where}: the interim target of {each.date} does not lie before the final one, due on {last}"
            for each in indicator.interim
            if each.date >= last
        ]
        faults += [
            f"{where}: reasons names {code}, which is not among project.regions"
            for code in indicator.reasons
            if code not in (*project.regions, regions.COUNTRY.code)
        ]
    faults += _unknown_names(project)
    identifiers = [indicator.id for indicator in project.indicators]
    faults += [
        f"indicators: two indicators have the id {each}"
        for each in sorted({each for each in identifiers if identifiers.count(each) > 1})
    ]
    for note in project.region_notes:
        if note.code not in project.regions:
            faults.append(f"region_notes: {note.code} is not among project.regions")
    return faults


def _unknown_names(project: Project) -> list[str]:
    """Names of tables and promises that the settings use and nobody gave."""
    faults = [
        f"tables.{name}.same_as: there is no other table {table.same_as}"
        for name, table in project.tables.items()
        if table.same_as and (table.same_as == name or table.same_as not in project.tables)
    ]
    if fault := _form_fault(project):
        faults.append(fault)
    ids = {one.id for one in project.schedules}
    for one in project.schedules:
        if one.same_as and (one.same_as == one.id or one.same_as not in ids):
            faults.append(f"schedules ({one.id}): same_as names {one.same_as}, which is no other schedule")
        if one.days_of and one.days_of not in project.tables:
            faults.append(f"schedules ({one.id}): days_of names {one.days_of}, which is no table")
    for kind, named in (
        ("goals", [one.id for one in project.goals]),
        ("ratios", [one.id for one in project.ratios]),
        ("schedules", [one.id for one in project.schedules]),
    ):
        faults += [
            f"{kind}: two of them have the id {each}"
            for each in sorted({n for n in named if named.count(n) > 1})
        ]
    return faults


def _form_fault(project: Project) -> str:
    """What is wrong with the name of the form; what its file says is read when it is filled."""
    if project.form.endswith(".toml"):
        if not _inside(project.folder, project.form):
            return f"form: {project.form} is not inside the project folder"
        return (
            ""
            if (project.folder / project.form).is_file()
            else f"form: there is no file {project.folder / project.form}"
        )
    forms = sorted(
        each.name.removesuffix(".toml") for each in files("evaltools").joinpath("data/forms").iterdir()
    )
    if project.form in forms:
        return ""
    expected = f"{', '.join(forms)}, or a .toml file beside project.toml"
    return f"form: there is no form {project.form}. Expected {expected}"


#: Kinds that give the same figures: a project has one table of each group.
ONCE = (
    ("consultations", "regional-figures"),
    ("staff",),
    ("prepost",),
    ("satisfaction", "satisfaction-figures"),
    ("trainings",),
)


def _twice(project: Project) -> list[str]:
    """Tables that would give the same figure twice."""
    used = {name: table for name, table in project.tables.items() if not table.checked_only}
    groups = [
        (" or ".join(kinds), [name for name, table in used.items() if table.kind in kinds]) for kinds in ONCE
    ]
    counts = [(name, table.subject) for name, table in used.items() if table.kind == "counts"]
    groups += [
        (f"counts with the subject {subject}", [name for name, each in counts if each == subject])
        for subject in sorted({subject for _, subject in counts})
    ]
    lists = [(name, table.register_name) for name, table in used.items() if table.kind == "register"]
    groups += [
        (f"register of {register}", [name for name, each in lists if each == register])
        for register in sorted({register for _, register in lists})
    ]
    return [
        f"tables: {' and '.join(names)} are all of the kind {what}; put their rows into one file"
        for what, names in groups
        if len(names) > 1
    ]


def _inside(folder: Path, file: str) -> bool:
    return (folder / file).resolve().is_relative_to(folder.resolve())
