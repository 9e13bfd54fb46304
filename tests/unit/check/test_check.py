"""All checks together: languages, acknowledgements, and that they never refuse anything."""

from __future__ import annotations

from evaltools.check import acknowledged, check
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.results import Results
from tests.unit.check.cases import Tables, codes, examined, project

COUNTS = {"subject": "participants", "unit": "people"}
TABLES: Tables = {
    "c": ("counts", "breakdown,category,count\nsex,women,5\nage,14-18,4\nage,18-28,3\n", COUNTS),
    "p": ("register", "title,kind\nA,state\nA,state\n", {"register": "partners"}),
    "k": ("claims", "claim,claimed,unit,table,column,where\nn,9,people,c,count,breakdown=sex\n"),
}


def test_every_rule_has_its_say_and_none_refuses() -> None:
    """Claims, breakdowns, registers and days in one list, in the order of the rules."""
    found = examined(TABLES, "KZ-23", header={"cut_off": "2024-12-30"})
    assert codes(found) == [
        "total-differs", "breakdown-differs", "bands-overlap", "cut-off-early", "register-complete", "entry-twice",
    ]  # fmt: skip
    assert not any(each.refuses for each in found)


def test_findings_are_the_same_in_every_language() -> None:
    """Only the sentences are others; each says in which language it is."""
    by_language = {code: examined(TABLES, "KZ-23", language=code) for code in ("kk", "ru", "en")}
    plain = [
        [
            (each.severity, each.code, each.file, each.row, each.column, each.claimed, each.computed)
            for each in found
        ]
        for found in by_language.values()
    ]
    assert plain[0] == plain[1] == plain[2]
    for code, found in by_language.items():
        assert {each.language for each in found} == {code}
    messages = zip(*([each.message for each in found] for found in by_language.values()), strict=True)
    assert all(len(set(each)) == 3 for each in messages)


def test_a_project_without_anything_has_nothing_to_find() -> None:
    """No table, no promise."""
    assert check(project(), {}, Results(()), Labels({})) == []


def test_an_acknowledgement_is_of_a_code_and_may_be_of_a_place() -> None:
    """The first entry that fits, whose column and region are blank or those of the finding."""
    entries = (
        {"code": "total-differs", "column": "other", "reason": "one"},
        {"code": "total-differs", "region": "KZ-71", "reason": "two"},
        {"code": "total-differs", "reason": "three"},
    )
    settings = project(acknowledged=entries)
    finding = Finding(severity="error", code="total-differs", message="m", column="n", region="KZ-23")
    found = acknowledged(settings, finding)
    assert found is not None
    assert found.reason.en == "three"
    other = Finding(severity="error", code="mention-differs", message="m", column="n")
    assert acknowledged(settings, other) is None
