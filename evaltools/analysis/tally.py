"""Counting the rows of a register, however many there are: by columns of numbers, without their cells."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from operator import mul
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.coded import NOTHING, Coded, Numbers, coded, looked_up

#: Most groups that are counted in one list; of more only those that there are.
_LISTED = 10_000_000
#: Numbers beyond this one do not fit into 64 bits.
_MOST = 9e18


def regrouped(column: Coded, name_of: Callable[[Any], Any]) -> Coded:
    """The same cells under the names that their values have; values of one name are one.

    Examples
    --------
    >>> found = regrouped(coded(pd.Series([14, 61, 17, 60])), lambda age: "young" if age < 18 else "older")
    >>> found.codes.tolist(), found.values
    ([0, 1, 0, 1], ['young', 'older'])
    """
    names = [name_of(value) for value in column.values]
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    # The last number is taken by blank cells, whose code is -1.
    new = np.array([*(place[name] for name in names), NOTHING], dtype=np.int32)
    return Coded(looked_up(new, column.codes), list(place))


def filled(column: Coded, value: Any) -> Coded:
    """The same cells with a value in the blank ones.

    Examples
    --------
    >>> filled(coded(pd.Series(["a", None], dtype=object)), "not stated").values
    ['a', 'not stated']
    """
    blank = column.codes == NOTHING
    if not blank.any():
        return column
    values = list(column.values)
    place = values.index(value) if value in values else len(values)
    return Coded(np.where(blank, place, column.codes), values if place < len(values) else [*values, value])


def crossed(*columns: Coded) -> Numbers:
    """One number for each row, the same for the same values in all columns; -1 where one of them is blank.

    The numbers are in the order of the values, those of the first column first.

    Examples
    --------
    >>> first, second = (coded(pd.Series(texts)) for texts in (["a", "b", "a"], ["x", "x", "y"]))
    >>> crossed(first, second).tolist()
    [0, 2, 1]
    """
    keys = columns[0].codes.astype(np.int64)
    blank = keys == NOTHING
    for column in columns[1:]:
        keys *= len(column)
        keys += column.codes
        blank |= column.codes == NOTHING
    keys[blank] = NOTHING
    return keys


def different(keys: Numbers) -> tuple[Numbers, Numbers]:
    """The different numbers of rows in their order, and how many rows have each; -1 is passed over.

    The array is put in order itself: a copy of it may be large.

    Examples
    --------
    >>> keys, rows = different(np.array([5, -1, 2, 5]))
    >>> keys.tolist(), rows.tolist()
    ([2, 5], [1, 2])
    """
    keys.sort()
    ordered = keys[np.searchsorted(keys, NOTHING, side="right") :]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else ordered
    return ordered[starts], np.diff(np.append(starts, len(ordered)))


def taken_apart(keys: Numbers, *columns: Coded) -> list[NDArray[Any]]:
    """The codes of each column, from the numbers that `crossed` made of them."""
    sizes = [len(column) for column in columns]
    steps = list(accumulate(reversed(sizes[1:]), mul, initial=1))[::-1]
    return [keys // step % size for step, size in zip(steps, sizes, strict=True)]


def tally(*columns: Coded) -> dict[tuple[Any, ...], int]:
    """How many rows have each combination of values that there is; rows with a blank are passed over.

    Examples
    --------
    >>> tally(coded(pd.Series(["a", "b", "a"])))
    {('a',): 2, ('b',): 1}
    """
    keys = crossed(*columns)
    if np.prod([float(len(column)) for column in columns]) <= _LISTED:
        counts = np.bincount(keys[keys != NOTHING])
        keys = np.flatnonzero(counts)
        counts = counts[keys]
    else:
        keys, counts = different(keys)
    return _named(keys, counts, *columns)


def tally_different(counted: Coded, *columns: Coded) -> dict[tuple[Any, ...], int]:
    """How many different values of a column there are with each combination of values of others.

    Parameters
    ----------
    counted : Coded
        Such as the code of the client.
    columns : Coded
        Such as the region.

    Examples
    --------
    >>> client, region = (coded(pd.Series(texts)) for texts in (["1", "1", "2"], ["a", "a", "a"]))
    >>> tally_different(client, region)
    {('a',): 2}
    """
    keys, _ = different(crossed(*columns, counted))
    keys, counts = different(keys // max(len(counted), 1))
    return _named(keys, counts, *columns)


def _named(keys: Numbers, counts: Numbers, *columns: Coded) -> dict[tuple[Any, ...], int]:
    apart = taken_apart(keys, *columns)
    values = [[column.values[code] for code in codes] for column, codes in zip(columns, apart, strict=True)]
    return dict(zip(zip(*values, strict=True), map(int, counts), strict=True))


def said_by_clients(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """What the clients of each region said, and how many of them.

    A client counts in each region where he or she came. Of several entries
    the earliest that is filled counts; of those of one day the least, so that
    their place in the file makes no difference.

    Parameters
    ----------
    frame : DataFrame
        Rows of a register with `region`, `client` and `date`.
    columns : str
        What was said, such as `age` and `sex`.

    Returns
    -------
    DataFrame
        `region`, the columns, and `clients`: how many clients of the region
        said that; None where they never said it.

    Examples
    --------
    >>> frame = pd.DataFrame({"region": ["a", "a"], "client": [1, 2], "date": [7, 7], "sex": ["men", None]})
    >>> said_by_clients(frame, "sex").to_dict("list")
    {'region': ['a', 'a'], 'sex': [None, 'men'], 'clients': [1, 1]}
    """
    region, client = coded(frame["region"], ordered=True), coded(frame["client"])
    pairs = crossed(region, client)
    everybody, _ = different(pairs.copy())
    # A row without a day comes last.
    days = filled(coded(frame["date"], ordered=True), "")
    parts = [Coded(everybody // max(len(client), 1), region.values)]
    for name in columns:
        said = coded(frame[name], ordered=True)
        codes = _earliest(pairs, everybody, days, said)
        parts.append(Coded(codes + 1, [None, *said.values]))
    counts = tally(*parts)
    made = {name: [each[place] for each in counts] for place, name in enumerate(("region", *columns))}
    return pd.DataFrame(made | {"clients": list(counts.values())}, dtype=object).astype({"clients": "int64"})


def _earliest(pairs: Numbers, everybody: Numbers, days: Coded, said: Coded) -> Numbers:
    """The code of what each pair of region and client said first; -1 where nothing was said."""
    found = np.full(len(everybody), NOTHING, dtype=np.int64)
    if not len(said) or not len(everybody):
        return found
    step = len(days) * len(said)
    if float(everybody[-1] + 1) * step > _MOST:
        # The pairs that there are, counted without gaps, are fewer numbers.
        pairs = np.where(pairs == NOTHING, NOTHING, np.searchsorted(everybody, pairs))
        everybody = np.arange(len(everybody))
    keys = pairs * step
    of_day = days.codes.astype(np.int64)
    of_day *= len(said)
    keys += of_day
    del of_day
    keys += said.codes
    keys[(said.codes == NOTHING) | (pairs == NOTHING)] = NOTHING
    keys.sort()
    keys = keys[np.searchsorted(keys, NOTHING, side="right") :]
    whose = keys // step
    first = np.flatnonzero(np.append(True, whose[1:] != whose[:-1])) if len(keys) else keys
    found[np.searchsorted(everybody, whose[first])] = keys[first] % len(said)
    return found
