"""Whom a reader can ask: a hint where the settings do not say."""

from __future__ import annotations

from evaltools.check.case import Case
from evaltools.check.contact import check_contact
from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.results import Results
from tests.unit.check.cases import project


def found(contact: str | None) -> list[tuple[str, str, str]]:
    """What is found of a project with this contact."""
    case = Case(project(header={"contact": contact}), {}, Results(()), Labels({}), Language("en"))
    return [(each.severity, each.code, each.action) for each in check_contact(case)]


def test_a_missing_contact_is_a_hint_with_the_line_to_write() -> None:
    """No error and no warning: a report is right without it."""
    ((severity, code, action),) = found(None)
    assert (severity, code) == ("note", "contact-missing")
    assert action.endswith('into project.toml under [project]: contact.en = "…"')


def test_a_contact_is_enough() -> None:
    """Nothing is found where one is given."""
    assert found("office@example.org") == []
