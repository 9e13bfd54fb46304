"""What to write into the settings: where it stands there, and the new lines as they would be typed."""

from __future__ import annotations

import json

from evaltools.check.case import Case

#: Between lines that are told in one sentence.
_BETWEEN = " / "


def text_line(case: Case, name: str) -> str:
    """The line of a text that a person still has to write, in the language of the findings.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from evaltools.language import Language
    >>> case = SimpleNamespace(language=Language("ru"))
    >>> text_line(case, "reason")
    'reason.ru = "…"'
    """
    return f'{name}.{case.language.code} = "…"'


def acknowledging(case: Case, code: str, column: str = "", region: str = "") -> str:
    """The lines of the settings by which the team says that it knows of a finding.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from evaltools.language import Language
    >>> case = SimpleNamespace(language=Language("en"))
    >>> acknowledging(case, "total-differs", "trainings")
    '[[acknowledged]] / code = "total-differs" / column = "trainings" / reason.en = "…"'
    """
    named = {"code": code, "region": region, "column": column}
    lines = [f"{name} = {quoted(value)}" for name, value in named.items() if value]
    return _BETWEEN.join(["[[acknowledged]]", *lines, text_line(case, "reason")])


def quoted(text: str) -> str:
    """A text as `project.toml` has it.

    Examples
    --------
    >>> quoted("access")
    '"access"'
    """
    return json.dumps(text, ensure_ascii=False)


def which_is_right(case: Case, code: str, column: str, region: str = "") -> str:
    """What to do where two figures contradict each other: mend one, or say why both stay."""
    return case.language.text(
        "Find out which figure is right, and correct the other in its file. If both must stay, add at the "
        "end of project.toml, each part on a line of its own: {lines}",
        lines=acknowledging(case, code, column, region),
    )


def why_less(case: Case, code: str, column: str) -> str:
    """What to do where less took place than was promised."""
    return case.language.text(
        "Say why it happened less often than was promised: add at the end of project.toml, each part on a "
        "line of its own: {lines}",
        lines=acknowledging(case, code, column),
    )
