"""Guess what a raw table is: its kind, which column is which, and the settings that it needs.

A guess is for a person to review. It never changes a value: what it says goes
into `project.toml` (or serves one look at a file), and validation reads the
table by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evaltools.project import Kind
from evaltools.understand.columns import ColumnLook, look
from evaltools.vocabulary.headings import occasion_of, plain
from evaltools.vocabulary.letters import language_of

#: Kinds that can be told from a table's looks.
KINDS: tuple[Kind, ...] = ("consultations", "prepost", "satisfaction", "regional-figures", "indicators")
#: Points that a kind needs to be believed, and by which it must lead the next.
ENOUGH, LEAD = 2.0, 0.25


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a table was taken for.

    Attributes
    ----------
    kind : str
        Empty where no kind fits well enough.
    columns : dict of str
        Known column to heading.
    settings : dict
        Further settings of the table in `project.toml`: `items`, `maximum`,
        `scale`, `answers`, `layout` ...
    labels : dict of str
        For each item the text of its heading, the question.
    points : dict of float
        How well each kind fits.
    unused : tuple of str
        Headings that stand for nothing known.
    doubtful : bool
        Another kind fits nearly as well.
    """

    kind: Kind | None
    columns: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[Kind, float] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True)
class _Try:
    """One kind tried on a table."""

    points: float
    columns: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def guess(frame: pd.DataFrame, kind: Kind | None = None) -> Guess:
    """Guess what a raw table is.

    Parameters
    ----------
    frame : DataFrame of str
        As `read_table` gives it: headings, and cells as text.
    kind : str, optional
        Given by the user: only the columns are guessed.

    Returns
    -------
    Guess

    Examples
    --------
    >>> frame = pd.DataFrame({"Регион": ["Атырау", "Семей"], "Пары": ["187", "131"]})
    >>> found = guess(frame)
    >>> found.kind, found.columns["clients"]
    ('regional-figures', 'Пары')
    """
    looks = look(frame)
    tried = {name: TRIES[name](looks) for name in KINDS if kind is None or name == kind}
    order = sorted(tried, key=lambda name: -tried[name].points)
    points = {name: round(each.points, 2) for name, each in tried.items()}
    if kind is None and (not order or tried[order[0]].points < ENOUGH):
        return Guess(kind=None, points=points, unused=tuple(str(each.heading) for each in looks))
    best = tried[order[0]]
    used = set(best.columns.values())
    for question in best.settings.get("select_all", {}).values():
        used |= set(question.get("columns", {}).values())
    return Guess(
        kind=order[0],
        columns=best.columns,
        settings=best.settings,
        labels=best.labels,
        points=points,
        unused=tuple(each.heading for each in looks if each.heading not in used),
        doubtful=len(order) > 1 and tried[order[1]].points > best.points - LEAD,
    )


Evidence = Callable[[ColumnLook], float]


def _assigned(looks: Sequence[ColumnLook], wanted: Mapping[str, Evidence]) -> tuple[dict[str, str], float]:
    """Give each wanted column the heading that fits best, each heading once; and the points of it.

    A heading counts by its words, and its cells must be what the column holds
    (evidence above 0); cells alone count for a little.
    """
    offers = sorted(
        (
            (-(each.meaning.get(name, 0.0) + evidence), place, name, each.heading)
            for name, check in wanted.items()
            for place, each in enumerate(looks)
            if (each.meaning.get(name) or _tells_by_itself(name)) and (evidence := check(each)) > 0
        )
    )
    columns: dict[str, str] = {}
    points = 0.0
    for negative, _, name, heading in offers:
        if name not in columns and heading not in columns.values():
            columns[name] = heading
            points += min(-negative, 3.0) / 3
    return columns, points


def _tells_by_itself(name: str) -> bool:
    """Columns whose cells say what they are, whatever the heading."""
    return name in ("date", "region", "occasion")


def _is(condition: Callable[[ColumnLook], bool], weight: float = 1.0) -> Evidence:
    return lambda each: weight if each.filled and condition(each) else 0.0


_ANY: Evidence = _is(lambda _: True, 0.1)
_DATE = _is(lambda each: each.is_date)
_REGION = _is(lambda each: each.is_region)
_CODE = _is(lambda each: not each.is_date and not each.is_region, 0.3)
_COUNT = _is(lambda each: bool(each.numbers), 0.5)
_PLAN = _is(lambda each: each.is_plan, 0.5)
_AGE = _is(lambda each: each.is_whole and max(each.numbers, default=0) <= 120, 0.3)
_FEW = _is(lambda each: len(each.texts) <= max(20, each.rows // 5) and not each.numbers, 0.2)


def _consultations(looks: Sequence[ColumnLook]) -> _Try:
    columns, _ = _assigned(
        looks,
        {
            "date": _DATE, "client": _CODE, "region": _REGION, "sex": _FEW, "age": _AGE, "status": _FEW,
            "topic": _FEW, "channel": _FEW, "specialist": _FEW,
        },
    )  # fmt: skip
    if "date" not in columns or not {"client", "region"} & columns.keys():
        return _Try(points=0.0, columns=columns)
    extra = sum(name in columns for name in ("sex", "age", "status", "topic", "channel", "specialist"))
    points = 1.0 + 1.0 * ("client" in columns) + 0.8 * ("region" in columns) + 0.2 * extra
    # A survey has a date too; a register has no questions with a scale.
    return _Try(points=points - 0.8 * len(_rated(looks, columns)), columns=columns)


def _regional(looks: Sequence[ColumnLook]) -> _Try:
    columns, _ = _assigned(
        looks, {"region": _REGION, "consultations": _COUNT, "clients": _COUNT, "residents": _COUNT}
    )
    region = next((each for each in looks if each.heading == columns.get("region")), None)
    counted = sum(name in columns for name in ("consultations", "clients"))
    if region is None or not counted or len(region.texts) < 0.7 * region.rows:
        return _Try(points=0.0, columns=columns)
    has_date = any(each.is_date for each in looks)
    return _Try(points=1.6 + 0.8 * counted - 1.5 * has_date, columns=columns)


def _indicators(looks: Sequence[ColumnLook]) -> _Try:
    columns, _ = _assigned(
        looks,
        {
            "indicator": _is(lambda each: not each.numbers and not each.is_date, 0.5), "plan": _PLAN,
            "fact": _COUNT, "unit": _is(lambda each: not each.numbers, 0.3), "region": _REGION,
            "operator": _FEW, "reason": _is(lambda each: not each.numbers, 0.3),
        },
    )  # fmt: skip
    if not {"plan", "fact"} <= columns.keys():
        return _Try(points=0.0, columns=columns)
    if "indicator" not in columns:
        # The first column of words names the rows.
        named = [each for each in looks if not each.numbers and each.heading not in columns.values()]
        if not named:
            return _Try(points=0.0, columns=columns)
        columns["indicator"] = named[0].heading
    if reason := columns.pop("reason", ""):
        # The kind has a column for each language.
        written = next(each for each in looks if each.heading == reason)
        columns[f"reason_{language_of(' '.join(written.texts))}"] = reason
    return _Try(points=2.8 + 0.4 * ("unit" in columns), columns=columns)


def _prepost(looks: Sequence[ColumnLook]) -> _Try:
    long, wide = _prepost_long(looks), _prepost_wide(looks)
    return long if long.points >= wide.points else wide


def _prepost_long(looks: Sequence[ColumnLook]) -> _Try:
    """One row for each person and test."""
    columns, _ = _assigned(
        looks,
        {
            "person": _is(lambda each: not each.is_date and len(each.texts) > 1, 0.3), "training": _FEW_CODES,
            "occasion": _is(_is_occasion), "region": _REGION, "score": _COUNT,
        },
    )  # fmt: skip
    if not {"person", "occasion"} <= columns.keys():
        return _Try(points=0.0, columns=columns)
    used = set(columns.values()) - {columns.get("score")}
    questions = [each for each in looks if (each.is_binary or each.is_letters) and each.heading not in used]
    if len(questions) > 1:
        columns.pop("score", None)
        items, labels = _named(questions)
        letters = any(each.is_letters for each in questions)
        return _Try(
            points=3.4,
            columns=columns | items,
            settings={"items": list(items)} | ({"key": {}} if letters else {}),
            labels=labels,
        )
    if "score" not in columns:
        return _Try(points=0.0, columns=columns)
    return _Try(points=3.2, columns=columns, settings={"maximum": _maximum(looks, [columns["score"]])})


_FEW_CODES = _is(lambda each: len(each.texts) <= max(2, each.rows // 2), 0.2)


def _is_occasion(each: ColumnLook) -> bool:
    named = {occasion_of(text)[0] for text in each.texts}
    plainly = {plain(text) for text in each.texts} <= {"1", "2"} and "occasion" in each.meaning
    return (named == {"pre", "post"} and "" not in named) or (plainly and len(each.texts) == 2)


def _prepost_wide(looks: Sequence[ColumnLook]) -> _Try:
    """One row for each person, the two tests side by side."""
    columns, _ = _assigned(
        [each for each in looks if not each.occasion[0]],
        {
            "person": _is(lambda each: not each.is_date and len(each.texts) > 1, 0.3),
            "training": _FEW_CODES, "region": _REGION,
        },
    )  # fmt: skip
    sides: dict[str, dict[str, ColumnLook]] = {}
    for each in looks:
        occasion, rest = each.occasion
        if occasion and each.filled and (each.numbers or each.is_letters):
            sides.setdefault(rest, {}).setdefault(occasion, each)
    pairs = {rest: both for rest, both in sides.items() if len(both) == 2}
    if not pairs:
        return _Try(points=0.0, columns=columns)
    if "person" not in columns:
        people = [each for each in looks if each.is_unique and not each.numbers and not each.is_date]
        if people:
            columns["person"] = people[0].heading
    questions = {
        rest: both for rest, both in pairs.items() if all(e.is_binary or e.is_letters for e in both.values())
    }
    points = 2.6 + 0.6 * ("person" in columns)
    if len(questions) > 1:
        names = {f"q{place:02d}": both for place, both in enumerate(questions.values(), 1)}
        letters = any(each.is_letters for both in questions.values() for each in both.values())
        settings: dict[str, Any] = {"layout": "wide", "items": list(names)}
        sided = {
            f"{name}_{side}": each.heading for name, both in names.items() for side, each in both.items()
        }
        return _Try(
            points=points,
            columns=columns | sided,
            settings=settings | ({"key": {}} if letters else {}),
            labels={name: both["pre"].heading for name, both in names.items()},
        )
    # Of several pairs the one that is called a score, else the one with the largest numbers: the total.
    rest = max(pairs, key=lambda name: (name == "", _largest(pairs[name].values())))
    columns |= {name: each.heading for name, each in pairs[rest].items()}
    return _Try(
        points=points,
        columns=columns,
        settings={"layout": "wide", "maximum": _maximum(looks, [columns["pre"], columns["post"]])},
    )


def _largest(looks: Iterable[ColumnLook]) -> float:
    return max((value for each in looks for value in each.numbers), default=0.0)


ROUND_MAXIMA = (5, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)


def _maximum(looks: Sequence[ColumnLook], headings: Sequence[str]) -> float:
    """The highest mark: "из 20" in a heading, else the next round number above the marks."""
    for heading in headings:
        said = re.search(r"(?:из|max|макс\w*|/|ең көбі)\s*\.?\s*(\d+)\b", heading.casefold())
        if said:
            return float(said[1])
    if any(each.is_percent for each in looks if each.heading in headings):
        return 100.0
    largest = _largest(each for each in looks if each.heading in headings)
    return next((float(top) for top in ROUND_MAXIMA if largest <= top), largest)


def _rated(looks: Sequence[ColumnLook], columns: Mapping[str, str]) -> list[ColumnLook]:
    """Columns that look like questions with a scale."""
    taken = set(columns.values())
    return [
        each
        for each in looks
        if each.heading not in taken
        and each.filled
        and (each.scale is not None or (each.is_rating and not _is_a_count(each)))
    ]


def _is_a_count(each: ColumnLook) -> bool:
    return any(
        each.meaning.get(name, 0) >= 2 for name in ("age", "consultations", "clients", "residents", "score")
    )


def _satisfaction(looks: Sequence[ColumnLook]) -> _Try:
    columns, _ = _assigned(
        [each for each in looks if each.scale is None and not each.is_rating],
        {"region": _REGION, "training": _FEW_CODES},
    )
    rated = _rated(looks, columns)
    recommend = [each for each in looks if _asks_to_recommend(each) and max(each.numbers, default=0) > 5]
    questions = [each for each in rated if each not in recommend]
    if not questions:
        return _Try(points=0.0, columns=columns)
    items, labels = _named(questions)
    settings: dict[str, Any] = {"items": list(items)}
    scales = [each.scale for each in questions if each.scale]
    lengths = {scale.steps for scale in scales} | {5 for each in questions if not each.scale}
    # A table has one scale: of several, the answers go where they stand on the longest.
    words = {
        text: value if len(lengths) == 1 else _ON_FIVE[scale.steps][value - 1]
        for scale in scales
        for text, value in scale.values.items()
    }
    unknown = [text for each in questions if each.scale for text in each.scale.dont_know]
    steps = max(lengths) if len(lengths) == 1 else 5
    if words:
        settings["answers"] = dict(sorted(words.items(), key=lambda pair: (pair[1], pair[0])))
        if unknown:
            settings["answers"] |= dict.fromkeys(sorted(set(unknown)), DONT_KNOW)
            settings["dont_know"] = [DONT_KNOW]
    coded = {code for each in questions for code in each.unknowns}
    if coded:
        settings["dont_know"] = sorted(coded | set(settings.get("dont_know", ())))
    low, high = (1, steps) if words else _scale_of_numbers(questions)
    settings["scale"] = [low, high]
    # Of three steps the middle one is "partly".
    settings["satisfied"] = [high] if high - low == 2 else [high - 1, high]
    if recommend:
        settings["recommend"] = "recommend"
        columns["recommend"] = recommend[0].heading
    ticked = [
        each for each in looks if each.choices and each.heading not in (*columns.values(), *items.values())
    ]
    if ticked:
        named, said = _named(ticked, "c")
        settings["select_all"] = {name: _ticks(each) for name, each in zip(named, ticked, strict=True)}
        items, labels = items | named, labels | said
    for name, (question, boxes) in _boxes(looks).items():
        labels = labels | {name: question}
        settings.setdefault("select_all", {})[name] = {
            "options": list(boxes),
            "columns": {option: each.heading for option, each in boxes.items()},
        }
    occasions = any(each.occasion[0] for each in questions)
    points = 1.6 + 0.5 * min(len(questions), 4) - 1.5 * occasions
    return _Try(points=points, columns=columns | items, settings=settings, labels=labels)


#: Where the steps of a shorter scale stand on one of five.
_ON_FIVE = {3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
#: Part of the answers that must stand on a scale: the rest may be codes for "don't know".
NEARLY_ALL = 0.85
#: Number that stands for an answer in words that is no opinion.
DONT_KNOW = 99


def _asks_to_recommend(each: ColumnLook) -> bool:
    asked = re.search(r"рекоменд|ұсын|recommend", plain(each.heading)) is not None
    return asked and each.is_whole and each.share_of_cells(0, 10) >= NEARLY_ALL


def _scale_of_numbers(questions: Sequence[ColumnLook]) -> tuple[int, int]:
    """The usual scale that holds nearly all answers."""
    for low, high in ((1, 5), (0, 5), (1, 7), (1, 10)):
        if all(each.share_of_cells(low, high) >= NEARLY_ALL for each in questions):
            return low, high
    return 0, 10


def _boxes(looks: Sequence[ColumnLook]) -> dict[str, tuple[str, dict[str, ColumnLook]]]:
    """Questions with options in columns of their own, `heard/friends`, `heard/court`; and their text."""
    # With the options in one cell as well, that cell is enough.
    known = {each.heading for each in looks if each.choices}
    groups: dict[str, dict[str, ColumnLook]] = {}
    for each in looks:
        question, _, option = each.heading.rpartition("/")
        if question and question not in known and each.is_box:
            groups.setdefault(question, {})[option.strip()] = each
    named = [(question, boxes) for question, boxes in groups.items() if len(boxes) > 1]
    return {f"b{place:02d}": each for place, each in enumerate(named, 1)}


def _ticks(each: ColumnLook) -> dict[str, Any]:
    """Settings of a question where people tick all that applies."""
    found = each.choices
    assert found is not None
    nothing = [option for option in found.options if _is_none(option)]
    return {
        "options": [option for option in found.options if option not in nothing[:1]],
        "separator": found.separator.strip() or found.separator,
    } | ({"none": nothing[0]} if nothing else {})


def _is_none(option: str) -> bool:
    words = (
        r"(нет|никакой|никакие|ничего( из перечисленного)?|ни одн\w+|ешқайсысы|ешқандай|жоқ|none|nothing)\b"
    )
    return re.match(words, plain(option)) is not None


def _named(questions: Sequence[ColumnLook], letter: str = "q") -> tuple[dict[str, str], dict[str, str]]:
    """Short names of questions: their headings where those are short, else q01, q02 ...; and their texts."""
    items: dict[str, str] = {}
    labels: dict[str, str] = {}
    for place, each in enumerate(questions, 1):
        short = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,19}", each.heading)
        name = each.heading if short and each.heading not in items else f"{letter}{place:02d}"
        items[name] = each.heading
        if name != each.heading:
            labels[name] = each.heading
    return items, labels


TRIES: Mapping[Kind, Callable[[Sequence[ColumnLook]], _Try]] = {
    "consultations": _consultations,
    "prepost": _prepost,
    "satisfaction": _satisfaction,
    "regional-figures": _regional,
    "indicators": _indicators,
}
