"""Tables of counts and of visits: registers of consultations, regional figures, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evaltools.understand.assign import (
    AGE,
    CODE,
    COUNT,
    DATE,
    FEW,
    PLAN,
    REGION,
    SEX,
    Doubt,
    Try,
    assigned,
    holds,
)
from evaltools.understand.columns import NO_VISIT, OF_ENTRY, ColumnLook
from evaltools.understand.surveys import rating_questions
from evaltools.vocabulary.headings import plain
from evaltools.vocabulary.letters import language_of


def consultations(looks: Sequence[ColumnLook]) -> Try:
    """A register: one row for each visit, with its day."""
    columns = assigned(
        looks,
        {
            "date": DATE, "client": CODE, "region": REGION, "sex": SEX, "age": AGE, "status": FEW,
            "topic": ONE_OF_FEW, "channel": FEW, "specialist": FEW,
        },
    )  # fmt: skip
    if "date" not in columns or not {"client", "region"} & columns.keys():
        return Try(points=0.0, columns=columns)
    extra = sum(name in columns for name in ("sex", "age", "status", "topic", "channel", "specialist"))
    points = 1.0 + 1.0 * ("client" in columns) + 0.8 * ("region" in columns) + 0.2 * extra
    # A survey has a date too; a register has no questions with a scale.
    points -= 0.8 * len(rating_questions(looks, columns))
    return Try(points=points, columns=columns, doubts=tuple(_of_a_register(looks, columns)))


ONE_OF_FEW = holds(
    lambda each: len(each.texts) <= max(20, each.rows // 5) and not each.numbers and each.choices is None, 0.2
)


def _is_beside(each: ColumnLook) -> bool:
    said = each.heading.casefold()
    return bool(NO_VISIT.search(said) or OF_ENTRY.search(said))


def _of_a_register(looks: Sequence[ColumnLook], columns: Mapping[str, str]) -> Iterator[Doubt]:
    day = next(each for each in looks if each.heading == columns["date"])
    if day.of_the_form:
        yield Doubt(code="date-of-sending", heading=day.heading)
    for each in looks:
        if each.heading in columns.values():
            continue
        if each.is_date and each.meaning.get("date") and not _is_beside(each):
            yield Doubt(code="visits-in-columns", heading=each.heading, other=day.heading)
        elif each.meaning.get("consultations") and max(each.numbers, default=0) > 1:
            yield Doubt(code="visits-counted", heading=each.heading)
        elif each.meaning.get("topic") and each.choices is not None:
            yield Doubt(code="options-several", heading=each.heading)


def regional_figures(looks: Sequence[ColumnLook]) -> Try:
    """One row for each region, with counts."""
    columns = assigned(
        looks, {"region": REGION, "consultations": _figure, "clients": _figure, "residents": COUNT}
    )
    region = next((each for each in looks if each.heading == columns.get("region")), None)
    counted = [name for name in ("consultations", "clients") if name in columns]
    if region is None or not counted or len(region.texts) < 0.7 * region.rows:
        return Try(points=0.0, columns=columns)
    has_date = any(each.is_date for each in looks)
    doubts = [each for name in counted for each in _rivals(looks, columns, name)]
    doubts += [
        Doubt(code="plan-not-read", heading=each.heading)
        for each in looks
        if each.numbers and _is_planned(each)
    ]
    return Try(points=1.6 + 0.8 * len(counted) - 1.5 * has_date, columns=columns, doubts=tuple(doubts))


_PLANNED = re.compile(r"\b(?:план|жоспар|plan|target)")
_WHOLE = re.compile(r"\b(?:всего|итого|барлығы|барлық|жиыны|total|за год|annual)\b")
_DONE = re.compile(r"\b(?:факт|іс жүзінде|нақты|actual|achieved|выполнен|орындал)")


def _is_planned(each: ColumnLook) -> bool:
    return _PLANNED.search(plain(each.heading)) is not None and not _DONE.search(plain(each.heading))


def _figure(each: ColumnLook) -> float:
    """Counts of what was done; the total of the year, if there is one, before its quarters."""
    if not each.numbers or _is_planned(each):
        return 0.0
    said = plain(each.heading)
    return 0.5 + 0.4 * bool(_DONE.search(said)) + 0.4 * bool(_WHOLE.search(said))


def _fact(each: ColumnLook) -> float:
    """A figure; under a heading that says "fact" also numbers with words, whose cells validation names."""
    return _figure(each) or (0.5 if each.says("fact") and each.is_plan else 0.0)


def _rivals(looks: Sequence[ColumnLook], columns: Mapping[str, str], name: str) -> Iterator[Doubt]:
    """Other columns that could be meant, such as the year before or a quarter."""
    taken = next(each for each in looks if each.heading == columns[name])
    if _WHOLE.search(plain(taken.heading)):
        return
    group = taken.heading.rpartition(" / ")[0]
    for each in looks:
        if each.heading in columns.values() or not each.numbers or _is_planned(each):
            continue
        same = group and each.heading.startswith(f"{group} / ")
        if same or each.meaning.get(name, 0.0) >= 1:
            yield Doubt(code="columns-several", heading=each.heading, other=taken.heading)


def indicators(looks: Sequence[ColumnLook]) -> Try:
    """One row for each indicator, with its plan and its fact."""
    columns = assigned(
        looks,
        {
            "indicator": holds(lambda each: not each.numbers and not each.is_date, 0.5), "plan": PLAN,
            "fact": _fact, "unit": holds(lambda each: not each.numbers, 0.3), "region": REGION,
            "operator": FEW, "reason": holds(lambda each: not each.numbers, 0.3),
        },
    )  # fmt: skip
    if not {"plan", "fact"} <= columns.keys():
        return Try(points=0.0, columns=columns)
    if "indicator" not in columns:
        # The first column of words names the rows.
        named = [each for each in looks if not each.numbers and each.heading not in columns.values()]
        if not named:
            return Try(points=0.0, columns=columns)
        columns["indicator"] = named[0].heading
    if reason := columns.pop("reason", ""):
        # The kind has a column for each language.
        written = next(each for each in looks if each.heading == reason)
        columns[f"reason_{language_of(' '.join(written.texts))}"] = reason
    return Try(
        points=2.8 + 0.4 * ("unit" in columns),
        columns=columns,
        doubts=tuple(_rivals(looks, columns, "fact")),
    )
