"""Whether the statistics give, on this machine, the values that others have computed.

The reference values stand in `data/reference-values.toml`, each with its
source: a published example, a command of R, or arithmetic. They are rerun by
`evaltools results --self-test`, by the tests, and for the page about methods.
"""

from __future__ import annotations

import dataclasses
import math
import platform
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

#: Numbers that agree within this part of their size are the same.
RELATIVE = 1e-7
#: What is nearer to 0 is 0, where 0 is expected.
ZERO = 1e-12
#: What the figures depend on, beside this package.
PACKAGES = ("numpy", "scipy", "pandas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One call of a statistic and what its record must hold.

    Attributes
    ----------
    function, title : str
        Name of the function in `evaltools.stats`, and what is special about the call.
    arguments, options : tuple, mapping
        What goes in by place and by name.
    expected : mapping of str to object
        What the record holds, by field; `units.0.z` is a field of the first
        unit, `units.*.z` of every one, and an empty name the whole result.
    undefined : tuple of str
        Fields that are None.
    decimals : int or None
        Places to which a published value was rounded.
    within : float or None
        How far from the expected value is still agreement, where it is an estimate.
    source, setup : str
        Where the values come from; the commands of R that come first.
    r : mapping of str to str
        The command of R for each field that R computed.
    """

    function: str
    title: str
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    expected: Mapping[str, Any]
    undefined: tuple[str, ...]
    decimals: int | None
    within: float | None
    source: str
    setup: str
    r: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that is not what it must be.

    Attributes
    ----------
    case : Reference
    field : str
    expected, got : object
        The value of the source, and the one computed here; for a call that
        failed, the error.
    """

    case: Reference
    field: str
    expected: object
    got: object


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """What came of rerunning the reference values.

    Attributes
    ----------
    checked : mapping of str to int
        Values compared, by function, in the order of the file.
    differences : tuple of Difference
        Those that do not agree.
    """

    checked: Mapping[str, int]
    differences: tuple[Difference, ...]

    @property
    def total(self) -> int:
        """Values compared."""
        return sum(self.checked.values())

    @property
    def agreeing(self) -> int:
        """Values that agree."""
        return self.total - len(self.differences)

    def agreeing_of(self, function: str) -> int:
        """Values of one function that agree."""
        return self.checked[function] - sum(each.case.function == function for each in self.differences)


@cache
def reference_cases() -> tuple[Reference, ...]:
    """The reference values that travel with the package."""
    return tuple(_case(raw) for raw in _content()["case"])


def definitions() -> dict[str, str]:
    """The functions of R that the commands of the reference values use, by name."""
    return dict(_content()["definitions"])


@cache
def _content() -> dict[str, Any]:
    text = files("evaltools").joinpath("data/reference-values.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _case(raw: Mapping[str, Any]) -> Reference:
    return Reference(
        function=raw["function"],
        title=raw["title"],
        arguments=tuple(_given(value) for value in raw["arguments"]),
        options={name: _given(value) for name, value in raw.get("options", {}).items()},
        expected=raw["expected"],
        undefined=tuple(raw.get("undefined", ())),
        decimals=raw.get("decimals"),
        within=raw.get("within"),
        source=raw.get("source", ""),
        setup=raw.get("setup", ""),
        r=raw.get("r", {}),
    )


def _given(value: Any) -> Any:
    """A value of the file as an argument: TOML has no None, so nan stands for it."""
    if isinstance(value, list):
        return [_given(each) for each in value]
    if isinstance(value, dict):
        return {name: _given(each) for name, each in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def self_test(cases: Iterable[Reference] | None = None) -> SelfTest:
    """Rerun the reference values and compare.

    Parameters
    ----------
    cases : iterable of Reference, optional
        Left out, all that travel with the package.

    Returns
    -------
    SelfTest
        A call that fails counts as a difference in each of its values.

    Examples
    --------
    >>> first = self_test(reference_cases()[:1])
    >>> first.checked, first.differences
    ({'paired_change': 13}, ())
    """
    # Not before they are computed: whoever only shows what came of it needs no statistics.
    from evaltools import stats

    checked: dict[str, int] = {}
    differences: list[Difference] = []
    for case in reference_cases() if cases is None else cases:
        wanted = dict(case.expected) | dict.fromkeys(case.undefined)
        checked[case.function] = checked.get(case.function, 0) + len(wanted)
        try:
            result = getattr(stats, case.function)(*case.arguments, **case.options)
            got = {name: field_of(result, name) for name in wanted}
        except Exception as error:  # whatever goes wrong on a user's machine is what she must see
            got = dict.fromkeys(wanted, f"{type(error).__name__}: {error}")
        differences += [
            Difference(case=case, field=name, expected=value, got=got[name])
            for name, value in wanted.items()
            if not _agree(value, got[name], case)
        ]
    return SelfTest(checked=checked, differences=tuple(differences))


def field_of(result: Any, path: str) -> Any:
    """A field of a result by its way; `*` gives it of every record, as a list.

    Examples
    --------
    >>> from evaltools import stats
    >>> field_of(stats.funnel([4, 6], [50, 50]), "units.*.value")
    [0.08, 0.12]
    """
    name, _, rest = path.partition(".")
    if not name:
        return result
    if name == "*":
        return [field_of(each, rest) for each in result]
    return field_of(result[int(name)] if name.isdigit() else getattr(result, name), rest)


def _agree(expected: Any, got: Any, case: Reference) -> bool:
    """Whether a value is the expected one, as exactly as its source is known."""
    if isinstance(expected, list):
        return (
            isinstance(got, Sequence)
            and not isinstance(got, str)
            and len(got) == len(expected)
            and all(_agree(one, other, case) for one, other in zip(expected, got, strict=True))
        )
    if isinstance(expected, bool | str) or expected is None:
        return type(got) is type(expected) and bool(got == expected)
    if math.isnan(expected):
        return got is None
    if isinstance(got, bool) or not isinstance(got, int | float):
        return False
    if case.decimals is not None:
        return bool(abs(got - expected) <= 0.5 * 10.0**-case.decimals * (1 + RELATIVE))
    return math.isclose(got, expected, rel_tol=RELATIVE, abs_tol=case.within or (0 if expected else ZERO))


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that the figures depend on; empty where unknown."""
    return {"python": platform.python_version()} | {name: _version(name) for name in ("evaltools", *PACKAGES)}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def as_data(result: SelfTest) -> dict[str, Any]:
    """The result as plain data, for `--json`."""
    return {
        "agree": result.agreeing,
        "of": result.total,
        "functions": {
            name: {"agree": result.agreeing_of(name), "of": total} for name, total in result.checked.items()
        },
        "differences": [
            {
                "function": each.case.function,
                "case": each.case.title,
                "field": each.field,
                "expected": each.expected,
                "got": _plain(each.got),
                "source": source_of(each.case, each.field),
            }
            for each in result.differences
        ],
        "versions": versions(),
    }


def source_of(case: Reference, field: str) -> str:
    """Where one value comes from: the command of R, or the source of the case."""
    command = case.r.get(field)
    if command is None:
        return case.source or "counted by hand from the arguments"
    return f"R 4.2.2: {case.setup + '; ' if case.setup else ''}{command}"


def _plain(value: Any) -> Any:
    """A value that JSON knows."""
    if dataclasses.is_dataclass(value):
        return repr(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
