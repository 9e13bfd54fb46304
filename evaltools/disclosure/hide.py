"""Which numbers may not be shown: small ones, and all that would give one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evaltools.disclosure.answers import answers_of, hide_answers, without_answers
from evaltools.results import Key, Result, Results

#: One reason for all that is hidden: nobody can tell a small count from one hidden to protect it.
REASON = "small-count"
#: Methods of weighted shares begin with this word.
WEIGHTED = "weighted"


def hide_small_counts(results: Results) -> Results:
    """Hide small counts, and every number that would give one back.

    Give it everything that a project can publish, at once and before anything
    is drawn or written: a count that is hidden in one table comes back if
    another table, left out here, shows it.

    Parameters
    ----------
    results : Results
        Each row says by its `threshold` from which count on it may be shown;
        rows with `threshold` 0 (numbers that are public already) are never
        small and never hidden to protect others. What is hidden already stays
        so and is not looked at again: hiding twice hides no more. Estimates
        name the counts they are made of, their base included, in `sources`;
        every total and its parts stand in `sums`.

    Returns
    -------
    Results
        The same rows in the same order with the same sums. What is hidden has
        the status `hidden`, the reason `small-count`, no numbers and no
        `method`, whatever it was hidden for.

    Notes
    -----
    A count is a whole number that stands in a sum, or in the `sources` of
    another number, or that has no `sources` itself. Hidden are:

    - counts from 1 to `threshold` - 1 (a zero is shown: nobody is in it), and
      every number on a base `n` of that size;
    - every number that has a hidden one among its `sources`, and the parts of
      a hidden total that give it as their base `n`;
    - as few and as small further counts as needed, parts rather than totals
      and never a zero, so that no sum gives a hidden count back.

    Counts of single answers come last: what is hidden without them stays as
    it is, nothing else is hidden for their sake, and in a question of which
    an answer is hidden the zeros are too (`hide_answers`).

    For every small count there is afterwards another table, with the same
    shown numbers and no negative count, in which this count is larger by its
    threshold. So a reader can neither work it out, nor know that it was below
    the threshold. Every other hidden count in a sum differs from the true one
    in some such table. Where a total and its other parts may not be hidden
    (zeros, `threshold` 0) less can be had or nothing: `recoverable` finds the
    counts that are still known exactly.

    The other table is found by linear programming, one for each small count
    that the counts hidden before do not protect already, as in network
    methods of cell suppression [1]_, and in fractions: in tables of three and
    more dimensions a whole number may be tied down further.

    References
    ----------
    .. [1] Kelly, Golden, Assad (1992), Networks 22, 397-417.

    Examples
    --------
    With a printed total, a second part goes with the small one, and so does
    the percentage that would give it back:

    >>> from evaltools.results import Key, Result, Results, Sum
    >>> def count(measure, value):
    ...     return Result(region="KZ-23", subject="learning", measure=measure, value=value, threshold=5)
    >>> up, same, down, pairs = count("up", 13), count("same", 2), count("down", 0), count("pairs", 15)
    >>> share = Result(
    ...     region="KZ-23", subject="learning", measure="share-up", value=100 * 13 / 15,
    ...     n=15, unit="percent", threshold=5, sources=(up.key, pairs.key))
    >>> results = Results((up, same, down, pairs, share), (Sum(pairs.key, (up.key, same.key, down.key)),))
    >>> for row in hide_small_counts(results):
    ...     print(row.measure, row.status, row.value)
    up hidden None
    same hidden None
    down ok 0
    pairs ok 15
    share-up hidden None
    """
    answers = answers_of(results)
    hidden = _hidden(without_answers(results, answers) if answers else results)
    if answers:
        hidden = _with_linked(results, hidden | hide_answers(results, answers, frozenset(hidden)))
    return replace(results, rows=tuple(_hide(row) if row.key in hidden else row for row in results))


def _hidden(results: Results) -> set[Key]:
    """Keys of everything that is hidden, with what protects it."""
    needs = _needs(results)
    hidden = {row.key for row in results if row.status == "hidden"} | set(needs)
    done: set[Key] = set()
    while True:
        hidden = _with_linked(results, hidden)
        open_ = {key: needs.get(key, 1.0) for key in hidden - done if results.by_key[key].ok}
        more = _complement(results, hidden, open_) if open_ else set()
        if not more:
            break
        # What was hidden to protect another moves with it: it is protected itself.
        done |= set(open_) | more
        hidden |= more
    return hidden


def _hide(row: Result) -> Result:
    """The row without numbers; one that has none because there are no data keeps that reason.

    What could not be decided is hidden too: "above the plan" says something of the fact.
    """
    if row.status in ("no-data", "not-asked"):
        return row
    return replace(row.without_value("hidden", REASON), method=_method(row.method))


def _method(method: str) -> str:
    """What the method of a hidden number may still say.

    Exact limits stand for fewer than ten events, and no interval for one pair:
    each would tell the small from what protects it. That a survey is weighted
    is a setting.
    """
    return WEIGHTED if method.startswith(WEIGHTED) else ""


def _needs(results: Results) -> dict[Key, float]:
    """Rows that are too small to show, with the threshold that each must seem able to reach."""
    counted = {key for one in results.sums for key in (one.total, *one.parts)}
    counted |= {key for row in results for key in row.sources}
    return {
        row.key: float(row.threshold)
        for row in results
        if row.ok and (_is_small(row.n, row) or (_is_count(row, counted) and _is_small(row.value, row)))
    }


#: Units of what is worked out from counts and is none itself, even where it comes out whole.
_NO_COUNTS = ("percent", "ratio", "yes or no", "p-value")


def _is_count(row: Result, counted: set[Key]) -> bool:
    is_whole = row.value is not None and float(row.value).is_integer() and row.unit not in _NO_COUNTS
    return is_whole and (row.key in counted or not row.sources)


def _is_small(number: float | None, row: Result) -> bool:
    return number is not None and 0 < number < row.threshold


def _with_linked(results: Results, hidden: set[Key]) -> set[Key]:
    """Add what names a hidden number among its sources, and what names that, and so on."""
    givers = _givers(results)
    linked, fresh = set(hidden), list(hidden)
    while fresh:
        new = givers.get(fresh.pop(), set()) - linked
        linked |= new
        fresh.extend(new)
    return linked


def _givers(results: Results) -> Mapping[Key, set[Key]]:
    """For each number the others that would give it away, or cannot be had without it."""
    givers: dict[Key, set[Key]] = {}
    shown = {row.key: row for row in results if row.ok or row.status == "undefined"}
    for key, row in shown.items():
        for source in row.sources:
            givers.setdefault(source, set()).add(key)
    for one in results.sums:
        for part in one.parts if one.total in shown else ():
            if part in shown and shown[part].ok and shown[part].n == shown[one.total].value:
                givers.setdefault(one.total, set()).add(part)
    return givers


def _complement(results: Results, hidden: set[Key], needs: Mapping[Key, float]) -> set[Key]:
    # Whoever opens results that were made before needs no solver, and its import takes longer than a page.
    from evaltools.disclosure.protect import complement

    return complement(results, hidden, needs)
