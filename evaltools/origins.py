"""What each number rests on: which tables and denominators, and so which files.

Whoever gets one late file and runs again wants to know which numbers it could
have changed. A number named here with several files may rest on fewer of them,
never on more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaltools.project import Indicator, Project, files_of
from evaltools.project.model import Fact
from evaltools.results import COUNTRY, Key, Result, Results, names_of

#: Kinds of tables that hold visits.
_VISITS = ("consultations", "regional-figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Numbers that rest on the same files.

    Attributes
    ----------
    tables, denominators : tuple of str
        Their names in `project.toml`; with none of either the numbers come
        from the settings alone.
    files : tuple of str
        As `inputs` of `run.json` names them: paths inside the project.
    measures : tuple of str
        `subject/measure`; for groups or regions of a measure that rest on
        other files, `subject/measure/group` or
        `REGION/subject/measure/group`. The longest name that
        fits a number counts; where several origins have that name, the number
        rests on one of them.
    """

    tables: tuple[str, ...]
    denominators: tuple[str, ...]
    files: tuple[str, ...]
    measures: tuple[str, ...]


def find_origins(
    project: Project, results: Results, public: Results, compared: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Origin, ...]:
    """Say of every number what it rests on.

    Groups may name people, so only those of public numbers are written down;
    internal numbers are told by their measure.

    Parameters
    ----------
    project : Project
    results : Results
        All of them, with their sources.
    public : Results
        What may be published.
    compared : mapping of tuple of str, optional
        The files that each group of the subject `checks` was compared in.

    Returns
    -------
    tuple of Origin
    """
    rests_on = _Tracer(project, results, compared or {}).all()
    shown = {row.key for row in public}
    named = _named(rests_on, shown)
    by_tables: dict[frozenset[str], list[str]] = {}
    for name, several in named.items():
        for tables in several:
            by_tables.setdefault(tables, []).append(name)
    return tuple(
        _origin(project, tables, measures)
        for tables, measures in sorted(by_tables.items(), key=lambda each: sorted(each[0]))
    )


#: Before the name of a denominator, which may be that of a table, too.
_DENOMINATOR = "denominator:"


def _origin(project: Project, names: frozenset[str], measures: Iterable[str]) -> Origin:
    tables = [name for name in project.tables if name in names]
    denominators = [name for name in project.denominators if f"{_DENOMINATOR}{name}" in names]
    files: set[str] = set()
    for name in tables:
        table = project.tables[name]
        files |= set(files_of(project.folder, table.file))
        if table.folder:
            files.add(f"{table.folder}/")
    files |= {file for name in denominators if (file := project.denominators[name].file)}
    return Origin(
        tables=tuple(tables),
        denominators=tuple(denominators),
        files=tuple(sorted(files)),
        measures=tuple(sorted(measures)),
    )


def _named(rests_on: Mapping[Key, frozenset[str]], shown: set[Key]) -> dict[str, tuple[frozenset[str], ...]]:
    """The names that tell apart what rests on different tables, each with its tables."""
    by_measure: dict[str, dict[str, dict[Key, frozenset[str]]]] = {}
    for key, tables in rests_on.items():
        _, of_group, of_measure = names_of(key)
        by_measure.setdefault(of_measure, {}).setdefault(of_group, {})[key] = tables
    named: dict[str, tuple[frozenset[str], ...]] = {}
    for of_measure, groups in by_measure.items():
        unseen = {tables for keys in groups.values() for key, tables in keys.items() if key not in shown}
        counted = Counter(tables for keys in groups.values() for tables in keys.values())
        # What most of its numbers rest on goes by the short name; the others are named one by one.
        usual = unseen or {counted.most_common(1)[0][0]}
        named[of_measure] = tuple(sorted(usual, key=sorted))
        for of_group, keys in groups.items():
            seen = {key: tables for key, tables in keys.items() if key in shown}
            alike = set(keys.values())
            if len(alike) == 1 and seen:
                named |= {of_group: tuple(alike)} if alike != usual else {}
            else:
                named |= {names_of(key)[0]: (each,) for key, each in seen.items() if {each} != usual}
    return named


class _Tracer:
    """Follows each number to its tables; what was followed once is kept."""

    def __init__(self, project: Project, results: Results, compared: Mapping[str, tuple[str, ...]]) -> None:
        self._project = project
        self._rows = results.by_key
        self._compared = compared
        self._indicators = {f"indicator={each.id}": each for each in project.indicators}
        self._known: dict[Key, frozenset[str]] = {}
        of_files = (name for name, each in project.denominators.items() if each.file)
        self._every = frozenset((*project.tables, *(f"{_DENOMINATOR}{name}" for name in of_files)))

    def all(self) -> dict[Key, frozenset[str]]:
        return {key: self.of(key) for key in self._rows}

    def of(self, key: Key) -> frozenset[str]:
        if key in self._known:
            return self._known[key]
        self._known[key] = frozenset()  # what rests on itself rests on nothing more
        row = self._rows.get(key)
        if row is not None:
            own = {row.table} & self._project.tables.keys()
            self._known[key] = frozenset(
                own | {name for source in row.sources for name in self.of(source)} | self._more(row)
            )
        return self._known[key]

    def _more(self, row: Result) -> set[str]:
        """What a number rests on besides its table and the numbers that it would give away."""
        match row.subject:
            case "consultations":
                return self._of_visits(row)
            case "satisfaction":
                return self._of_survey(row)
            case "indicators":
                indicator = self._indicators.get(row.group)
                return self._of_indicator(indicator) if indicator else set()
            case "schedules":
                return self._of_schedule(row)
            case "effects":
                grant = self._project.grant
                amount = grant.amount if grant and row.measure == "grant" else None
                return self._of_fact(amount) if isinstance(amount, Fact) else set()
            case "checks":
                return self._of_check(row)
            case _:
                return set()

    def _of_visits(self, row: Result) -> set[str]:
        """The denominator of a rate, and the visits of what is divided by specialists."""
        found = {
            f"{_DENOMINATOR}{name}"
            for name, each in self._project.denominators.items()
            if each.file
            and (
                row.measure.endswith(f"_per_{name}")
                or row.measure.endswith(f"_per_{each.per}_{name}")
                or row.pairs.get("denominator") == name
            )
        }
        if row.measure == "consultations_per_specialist":
            found |= {name for name, each in self._project.tables.items() if each.kind in _VISITS}
        return found

    def _of_survey(self, row: Result) -> set[str]:
        """The list of trainings, for the sizes of groups; all tables, where it depends on what is shown."""
        if row.measure.startswith(("p_same_in_regions", "difference_from_others")):
            # Which counts are shown is decided over all tables together.
            return set(self._every)
        table = self._project.tables.get(row.table)
        is_counted = row.unit == "people" and row.measure != "group_size"
        if table is None or table.kind != "satisfaction" or is_counted:
            return set()
        return set(self._project.of_kind("trainings"))

    def _of_indicator(self, indicator: Indicator) -> set[str]:
        plan = {indicator.plan_table} & self._project.tables.keys()
        return plan | (self._of_fact(indicator.fact) if indicator.fact else set())

    def _of_schedule(self, row: Result) -> set[str]:
        found: set[str] = set()
        for one in self._project.schedules:
            if row.pairs.get("schedule") != one.id:
                continue
            found |= {one.days_of} & self._project.tables.keys()
            for fact in (one.fact, one.at_least):
                if isinstance(fact, Fact):
                    found |= self._of_fact(fact)
        return found

    def _of_fact(self, fact: Fact) -> set[str]:
        """What a figure of the settings rests on, in whatever region."""
        return {
            name
            for region in (*self._project.regions, COUNTRY)
            for name in self.of(Key(region, fact.subject, fact.measure, fact.group))
        }

    def _of_check(self, row: Result) -> set[str]:
        """The tables that two stated figures were found in; all of them where a place is no file."""
        tables = self._project.tables
        by_file: dict[str, set[str]] = {"": set(), "project.toml": set()}
        for name, table in tables.items():
            by_file.setdefault(table.file, set()).add(name)
        places = self._compared.get(row.group, ("?",))
        if any(place not in by_file for place in places):
            return set(self._every)
        return {name for place in places for name in by_file[place]}
