"""Surveys: questions with a scale, questions where people tick, the readiness to recommend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from evaltools.understand.assign import FEW_CODES, REGION, Doubt, Try, assigned, short_names
from evaltools.understand.columns import SHEET, ColumnLook
from evaltools.understand.prepost import is_occasion
from evaltools.vocabulary.headings import plain
from evaltools.vocabulary.scales import is_no_opinion, place_of


def rating_questions(looks: Sequence[ColumnLook], columns: Mapping[str, str]) -> list[ColumnLook]:
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
    return (
        each.heading == SHEET
        or any(each.says(name) for name in ("age", "consultations", "clients", "residents"))
        or each.meaning.get("score", 0.0) >= 1
        or _HOW_MANY.search(plain(each.heading)) is not None
        or _WHAT_KIND.match(plain(each.question)) is not None
    )


#: Columns of codes, such as that of a month or of a group.
_WHAT_KIND = re.compile(
    r"(?:ваш |ваша |ваше |сіздің |возрастная )?(?:пол|возраст|образование|месяц|номер|группа|класс|курс|код"
    r"|год|дата|жынысыңыз|жынысы|жасыңыз|жасы|білімі|айы|топ|сынып|sex|gender|age|education|month|number|group|grade|year)\b"
)
#: Questions whose answer is a number of something, not an opinion.
_HOW_MANY = re.compile(r"\b(?:количеств|сколько|число|саны\b|неше|қанша|how many|number of|стаж|раз\b)")


def satisfaction(looks: Sequence[ColumnLook]) -> Try:
    """One row for each form, with answers on a scale."""
    columns = assigned(
        [each for each in looks if each.scale is None and not each.is_rating],
        {"region": REGION, "training": FEW_CODES},
    )
    rated = rating_questions(looks, columns)
    recommend = [each for each in looks if _asks_to_recommend(each) and max(each.numbers, default=0) > 5]
    questions = [each for each in rated if each not in recommend]
    if not questions:
        return Try(points=0.0, columns=columns)
    questions, others, usual = _on_one_scale(questions)
    if not questions:
        return Try(points=0.0, columns=columns)
    items, labels = short_names(questions)
    settings: dict[str, Any] = {"items": list(items)} | _answers(questions, usual)
    if recommend:
        settings["recommend"] = "recommend"
        columns["recommend"] = recommend[0].heading
    ticked, asked, said = _ticked(looks, {*columns.values(), *items.values()})
    if ticked:
        settings["select_all"] = ticked
    if turned := [name for name, each in zip(items, questions, strict=True) if _best_first(each)]:
        settings["reversed"] = turned
    occasions = any(each.occasion[0] for each in questions) + 2 * any(map(is_occasion, looks))
    doubts = [Doubt(code="other-scale", heading=each.heading, other=questions[0].heading) for each in others]
    doubts += [
        Doubt(code="answers-not-whole", heading=each.heading)
        for each in looks
        if each.numbers
        and not each.is_whole
        and each.share_of_cells(*settings["scale"]) >= NEARLY_ALL
        and not _is_a_count(each)
    ]
    return Try(
        points=1.6 + 0.5 * min(len(questions), 4) - 1.5 * occasions,
        columns=columns | items | asked,
        settings=settings,
        labels=labels | said,
        doubts=tuple(doubts),
    )


def _answers(questions: Sequence[ColumnLook], usual: tuple[int, int]) -> dict[str, Any]:
    """The scale of the answers, which of them are satisfied, and which are no opinion."""
    scales = [each.scale for each in questions if each.scale]
    lengths = {scale.steps for scale in scales} | {5 for each in questions if not each.scale}
    # A table has one scale: of several, the answers go where they stand on the longest.
    words = {
        text: value if len(lengths) == 1 else _ON_FIVE[scale.steps][value - 1]
        for scale in scales
        for text, value in scale.values.items()
    }
    unsure = {text for scale in scales for text in scale.dont_know}
    unsure |= {text for each in questions if not each.scale for text in each.texts if is_no_opinion(text)}
    codes = {code for each in questions for code in each.unknowns} | ({DONT_KNOW} if unsure else set())
    low, high = (1, max(lengths) if len(lengths) == 1 else 5) if words else usual
    answers = dict(sorted(words.items(), key=lambda pair: (pair[1], pair[0])))
    answers |= dict.fromkeys(sorted(unsure), DONT_KNOW)
    return (
        ({"answers": answers} if answers else {})
        | ({"dont_know": sorted(codes)} if codes else {})
        # Of three steps the middle one is "partly".
        | {"scale": [low, high], "satisfied": [high] if high - low <= 2 else [high - 1, high]}
    )


def _ticked(
    looks: Sequence[ColumnLook], taken: Collection[str]
) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """Questions where people tick: their settings, their columns and their texts."""
    several = [each for each in looks if each.choices and each.heading not in taken]
    asked, said = short_names(several, "c")
    questions = {name: _ticks(each) for name, each in zip(asked, several, strict=True)}
    for name, (question, boxes) in _boxes(looks).items():
        said = said | {name: question}
        questions[name] = {
            "options": list(boxes),
            "columns": {option: each.heading for option, each in boxes.items()},
        }
    return questions, asked, said


#: "От 1 до 10", "1-5", "по 10-балльной шкале", "1 ден 5 ке дейін".
_FROM_TO = re.compile(
    r"(?:от|с|from)\s*(\d+)\s*(?:до|по|to)\s*(\d+)|\b(\d+)\s*[-–—]\s*(\d+)\b"
    r"|\b(\d+)\s*(?:ден|дан|тен|тан|нен|нан)\s*(\d+)|(\d+)[-–\s]*(?:балл|ұпай|point)\w*\s+(?:шкал|жүйе|scale)"
)


def _stated_scale(each: ColumnLook) -> tuple[int, int] | None:
    """The two ends of a scale as the question states them: "от 1 до 10", "1 – да, 2 – нет"."""
    named = [int(number) for number in _STEP.findall(each.heading)]
    if len(named) > 1 and max(named) <= HIGHEST:
        return min(named), max(named)
    match = _FROM_TO.search(each.heading.casefold())
    if match is None:
        return None
    numbers = [int(group) for group in match.groups() if group and int(group) <= HIGHEST]
    low, high = (1, numbers[0]) if len(numbers) == 1 else (numbers or [0, 0])[:2]
    return (low, high) if low < high and high - low >= 2 else None


#: Highest answer that a scale of a survey has.
HIGHEST = 10
_STEP = re.compile(r"(\d+)\s*[-–—=:]\s*[^\W\d_]")


def _on_one_scale(
    questions: Sequence[ColumnLook],
) -> tuple[list[ColumnLook], list[ColumnLook], tuple[int, int]]:
    """Questions of the scale that most of them have, those of another, and the scale.

    One table has one scale. A question that states none is on that of the
    others if its answers are, and nobody states one.
    """
    numbers = [each for each in questions if not each.scale]
    stated = {each.heading: scale for each in numbers if (scale := _stated_scale(each))}
    scales = [stated.get(each.heading) or _scale_of_numbers([each]) for each in numbers]
    # Words stand on a scale of five at most.
    usual = (1, 5) if len(numbers) < len(questions) or not scales else Counter(scales).most_common(1)[0][0]
    fits = [
        each
        for each in questions
        if each.scale
        or (
            stated.get(each.heading, usual if not stated else _scale_of_numbers([each])) == usual
            and each.share_of_cells(*usual) >= NEARLY_ALL
        )
    ]
    return fits, [each for each in questions if each not in fits], usual


#: "1 – отлично, 5 – плохо": what the two ends of a scale mean.
_ENDS = re.compile(r"(\d+)\s*[-–—=:]\s*([^,;()\d]+?)\s*[,;]\s*(\d+)\s*[-–—=:]\s*([^,;()\d]+)")


def _best_first(each: ColumnLook) -> bool:
    """Whether the question says that its lowest number is the best answer."""
    match = None if each.scale else _ENDS.search(each.heading)
    if match is None:
        return False
    first, second = place_of(match[2]), place_of(match[4])
    if first is None or second is None or first == second:
        return False
    return (first > second) == (int(match[1]) < int(match[3]))


#: Where the steps of a shorter scale stand on one of five.
_ON_FIVE = {2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
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
