"""The counts of single answers: hidden last, and nothing that pages showed without them for their sake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from evaltools.results import Key, Result, Results, group, group_pairs

SUBJECT = "satisfaction"
#: A breakdown of counts that are published anyway.
ANSWERS = "answers"
MEAN = "mean_satisfaction"
#: What a rounded mean says of all answers together, in points above the lowest answer; the second and the
#: third are never known, whatever is shown.
POINTS = ("points_at_most", "points_below_most", "points_above_least", "points_range")
NEVER_KNOWN = POINTS[1:3]


def answers_of(results: Results) -> frozenset[Key]:
    """The counts of single answers that a sum ties to other counts."""
    tied = {key for one in results.sums for key in (one.total, *one.parts)}
    return frozenset(key for key in tied if (key.subject, key.measure) == (SUBJECT, ANSWERS))


def without_answers(results: Results, answers: frozenset[Key]) -> Results:
    """The results as they were without these counts: no points, and no sums with either."""
    gone = answers | {row.key for row in results if row.subject == SUBJECT and row.measure in POINTS}
    return Results(
        tuple(row for row in results if row.key not in gone),
        tuple(one for one in results.sums if gone.isdisjoint((one.total, *one.parts))),
    )


def hide_answers(results: Results, answers: frozenset[Key], hidden: frozenset[Key]) -> set[Key]:
    """What else to hide, when this is hidden of the other numbers and single answers are to be shown.

    An answer is hidden where its count is small, and where the count that it
    is a part of is hidden. In a question of which an answer is hidden, the
    answers that nobody gave are too, unless a shown zero says so anyway: with
    them the mean would give the others back. Further answers go as in
    `hide_small_counts`, so that no sum, and no rounded mean together with the
    sums, gives a hidden count back. No other number does, with one exception:
    where all hidden answers of a question still leave one that can be worked
    out, its mean goes.

    Parameters
    ----------
    results : Results
        All results, nothing hidden yet.
    answers : frozenset of Key
        The counts of single answers among them.
    hidden : frozenset of Key
        What is hidden when there are no counts of answers.

    Returns
    -------
    set of Key
        Counts of answers; with them the points that are never known, and at
        times a mean.
    """
    results = _of_surveys(results)
    rows = [row for row in results if row.key in answers]
    taken = {row.key for row in rows if _is_small(row) or hidden.intersection(row.sources)}
    taken |= {row.key for row in rows if row.status == "hidden"}
    unknown = {row.key for row in results if row.subject == SUBJECT and row.measure in NEVER_KNOWN}
    while True:
        taken = _with_protection(results, rows, taken, hidden | unknown | _points(results, hidden | taken))
        means = _told_by_means(results, hidden | unknown | taken | _points(results, hidden | taken))
        if not means - hidden - taken:
            broken = {_question(key) for key in taken if key in answers}
            return taken | {key for key in unknown if _question(key) in broken}
        taken |= means


def _of_surveys(results: Results) -> Results:
    """The numbers of surveys with their sums; everything, where a sum holds a number of something else."""
    rows = tuple(row for row in results if row.subject == SUBJECT)
    sums = []
    for one in results.sums:
        subjects = {key.subject for key in (one.total, *one.parts)}
        if SUBJECT in subjects and len(subjects) > 1:
            return results
        if SUBJECT in subjects:
            sums.append(one)
    return Results(rows, tuple(sums))


def _is_small(row: Result) -> bool:
    return 0 < (row.value or 0.0) < row.threshold


def _points(results: Results, hidden: frozenset[Key] | set[Key]) -> set[Key]:
    """Points that nobody knows since the mean that would tell them is hidden."""
    return {
        row.key
        for row in results
        if row.subject == SUBJECT and row.measure in POINTS and not hidden.isdisjoint(row.sources)
    }


def _with_protection(
    results: Results, rows: Iterable[Result], taken: set[Key], unknown: Iterable[Key]
) -> set[Key]:
    """Add zeros and further answers until no hidden count is given back."""
    answers = {row.key for row in rows}
    # Everything else is as it was: it cannot be hidden to protect an answer.
    fixed = replace(
        results, rows=tuple(row if row.key in answers else replace(row, threshold=0) for row in results)
    )
    tied = {key for one in results.sums for key in (one.total, *one.parts) if key.subject == SUBJECT}
    needs = {
        row.key: float(row.threshold) if _is_small(row) else 1.0
        for row in results
        if row.key in tied and row.ok and row.measure not in POINTS
    }
    unknown, done = set(unknown), set[Key]()
    while True:
        taken = taken | _unchosen(results, rows, taken)
        wanted = {key: needs[key] for key in ((unknown | taken) - done) & needs.keys()}
        more = _complement(fixed, unknown | taken, wanted) if wanted else set()
        if not more:
            return taken
        done |= set(wanted) | more
        taken = taken | more


def _unchosen(results: Results, rows: Iterable[Result], taken: set[Key]) -> set[Key]:
    """The answers that nobody gave, in every question of which an answer is hidden."""
    questions: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for row in rows:
        questions[_question(row.key)].append(row)
    return {
        row.key
        for answers in questions.values()
        if any(row.key in taken for row in answers)
        for row in answers
        if row.value == 0 and row.threshold and not all(_is_zero(results, key) for key in row.sources)
    }


def _is_zero(results: Results, key: Key) -> bool:
    return results.by_key[key].value == 0


def _question(key: Key) -> tuple[str, str]:
    """The place and the question that an answer, or a mean of answers, is of."""
    pairs = {name: value for name, value in group_pairs(key.group).items() if name != "answer"}
    return key.region, group(**pairs)


def _told_by_means(results: Results, hidden: set[Key] | frozenset[Key]) -> set[Key]:
    """Means of the questions of which a hidden answer can still be worked out."""
    from evaltools.disclosure.audit import recoverable

    sums = tuple(
        one for one in results.sums if all(key.subject == SUBJECT for key in (one.total, *one.parts))
    )
    keys = {key for one in sums for key in (one.total, *one.parts)}
    rows = [row for row in results if row.key in keys]
    shown = [row.without_value("hidden") if row.key in hidden else row for row in rows]
    told = {_question(key) for key in recoverable(Results(tuple(shown), sums)) if key.measure == ANSWERS}
    means = (Key(region, SUBJECT, MEAN, where) for region, where in told)
    return {key for key in means if key in results.by_key}


def _complement(results: Results, hidden: set[Key], needs: dict[Key, float]) -> set[Key]:
    # Whoever opens results that were made before needs no solver, and its import takes longer than a page.
    from evaltools.disclosure.protect import complement

    return complement(results, hidden, needs)
