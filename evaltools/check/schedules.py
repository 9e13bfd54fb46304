"""What was promised to happen every month or every Thursday, against how often it did."""

from __future__ import annotations

from datetime import date, timedelta

from evaltools.check.advice import why_less
from evaltools.check.case import Case, plain
from evaltools.findings import Finding
from evaltools.project import Schedule
from evaltools.project.load import FILE_NAME
from evaltools.results import COUNTRY, Result, group


def check_schedules(case: Case) -> list[Finding]:
    """Every promised frequency against what was held, and against the same promise elsewhere."""
    found = []
    for one in case.project.schedules:
        promised = _result(case, one, "promised")
        if promised.value is None:
            continue
        other = case.results.get(COUNTRY, "schedules", "promised", group(schedule=one.same_as))
        if one.same_as and other.value is not None:
            found.append(_same(case, one, promised.value, other.value))
        found += _kept(case, one, promised.value)
        found += _months(case, one)
    return found


def _result(case: Case, one: Schedule, measure: str) -> Result:
    return case.results.get(COUNTRY, "schedules", measure, group(schedule=one.id))


def _place(case: Case, one: Schedule) -> str:
    """The file whose rows say how often it took place: where that one hides counts, this is one of them."""
    name = one.days_of or _result(case, one, "held").table
    return case.project.tables[name].file if name in case.project.tables else FILE_NAME


def _label(case: Case, one: Schedule) -> str:
    texts = one.label.by_language()
    return texts[case.language.code] or next(text for text in texts.values() if text)


def _same(case: Case, one: Schedule, times: float, other: float) -> Finding:
    """Two promises about the same thing."""
    agrees = times == other
    values = {"name": _label(case, one), "first": case.number(other), "second": case.number(times)}
    return Finding(
        severity="checked" if agrees else "error",
        code="schedule-agrees" if agrees else "schedule-differs",
        file=FILE_NAME,
        column=one.id,
        message=case.language.text("{name}: both promises come to {first} in the period.", **values)
        if agrees
        else case.language.text(
            "{name}: one promise comes to {first} in the period, the other to {second}.", **values
        ),
        claimed=plain(other),
        computed=plain(times),
        difference=plain(round(other - times, 6)),
        other_place=FILE_NAME,
        action=""
        if agrees
        else case.language.text(
            "Find out which of the two was meant, and correct the other in project.toml under [[schedules]]: "
            "{line}",
            line=f"at_least = {times:g}",
        ),
    )


def _kept(case: Case, one: Schedule, times: float) -> list[Finding]:
    happened = _result(case, one, "held").value
    if happened is None:
        if one.same_as:
            return []
        return [
            Finding(
                severity="warning",
                code="schedule-not-measured",
                file=FILE_NAME,
                column=one.id,
                message=case.language.text(
                    "{name}: {promised} were promised in the period, and nothing says how many took place.",
                    name=_label(case, one),
                    promised=case.number(times),
                ),
                action=case.language.text("Give the days on which it took place."),
                claimed=plain(times),
            )
        ]
    kept = happened >= times
    values = {"name": _label(case, one), "promised": case.number(times), "held": case.number(happened)}
    return [
        Finding(
            severity="checked" if kept else "warning",
            code="schedule-kept" if kept else "schedule-missed",
            file=FILE_NAME,
            column=one.id,
            message=case.language.text(
                "{name}: {promised} or more were promised, {held} took place.", **values
            )
            if kept
            else case.language.text(
                "{name}: {promised} or more were promised in the period, but {held} took place.", **values
            ),
            claimed=plain(times),
            computed=plain(happened),
            difference=plain(round(times - happened, 6)),
            other_place=_place(case, one),
            action="" if kept else why_less(case, "schedule-missed", one.id),
        )
    ]


def _months(case: Case, one: Schedule) -> list[Finding]:
    """Whole months in which less happened than was promised for each."""
    rows = [
        row
        for row in case.results.select(subject="schedules", measure="held", group_has="month")
        if row.pairs["schedule"] == one.id
    ]
    if not rows or not isinstance(one.at_least, float):
        return []
    rows = [row for row in rows if _is_over(case, row.pairs["month"])]
    missed = [row.pairs["month"] for row in rows if (row.value or 0) < one.at_least]
    if not missed:
        return []
    return [
        Finding(
            severity="warning",
            code="months-missed",
            file=case.tables[one.days_of].table.file,
            column=one.id,
            message=case.language.plural(
                "{name}: in {n} month there were fewer than promised: {months}.",
                "{name}: in {n} months there were fewer than promised: {months}.",
                len(missed),
                name=_label(case, one),
                months=case.language.listing([case.language.month(each) for each in missed]),
            ),
            action=why_less(case, "months-missed", one.id),
            claimed=plain(len(rows)),
            computed=plain(len(rows) - len(missed)),
        )
    ]


def _is_over(case: Case, month: str) -> bool:
    """Whether a month lies in the period as a whole, and was counted to its end."""
    header = case.project.header
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    return first >= header.period.start and following - timedelta(days=1) <= min(
        header.period.end, header.cut_off
    )
