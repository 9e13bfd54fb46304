"""Columns whose cells repeat few values: each value is kept once, and a small number in each cell.

A register of ten million visits has twenty regions and a year of days. What is
done with its cells is done once for each different value, and no cell is a
Python object. Such a column is a pandas category; nobody but this module needs
to know how it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

#: Tables with more rows than this keep repeated values once; for a shorter one it is not worth it.
LONG = 50_000
#: Most different values of a column that is kept so.
FEW = 65_536
#: The first cells of a column, which show whether it repeats values at all.
_FIRST = 200_000
#: Number of a cell that holds nothing.
NOTHING = -1

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as numbers.

    Attributes
    ----------
    codes : array of int
        For each cell the place of its value in `values`; -1 where it is blank.
    values : sequence
        Each different value once.
    """

    codes: NDArray[Any]
    values: Any

    def __len__(self) -> int:
        """How many different values there are."""
        return len(self.values)


def text_column(column: pa.ChunkedArray | pa.Array) -> pd.Series[str]:
    """A column of text from Arrow, without a Python object for each cell.

    Parameters
    ----------
    column : Arrow array of str
        Without nulls, as it is or as `few_texts` gives it.

    Returns
    -------
    Series of str
        A category of text where the column has each text once.
    """
    if isinstance(column, pa.DictionaryArray):
        texts = pd.Index(column.dictionary.to_pandas(), dtype=str)
        return pd.Series(_category(column.indices.to_numpy(zero_copy_only=False), texts))
    return pd.Series(column.to_pandas(), dtype=str)


def few_texts(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.DictionaryArray:
    """A column of Arrow with each different value once; as it is where the table is short or has too many.

    A null is one of the values then.

    Examples
    --------
    >>> few_texts(pa.chunked_array([["a", "b", "a"]])).type
    DataType(string)
    >>> few_texts(pa.chunked_array([["a", "b"] * 100_000])).dictionary.to_pylist()
    ['a', 'b']
    """
    if len(column) <= LONG:
        return column
    if pa.types.is_dictionary(column.type):
        encoded = column.unify_dictionaries()
    elif pc.count_distinct(column.slice(0, _FIRST)).as_py() > FEW:
        return column
    else:
        encoded = pc.dictionary_encode(column)
    if len(encoded.chunk(0).dictionary) > FEW:
        return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    whole = encoded.combine_chunks()
    # Arrow gives one array or several, by its version.
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return _with_nothing(whole) if whole.indices.null_count else whole


def _with_nothing(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """The same cells, with null as one of the values."""
    values = pa.concat_arrays([column.dictionary, pa.nulls(1, column.dictionary.type)])
    place = pa.scalar(len(values) - 1, pa.int32())
    return pa.DictionaryArray.from_arrays(pc.fill_null(column.indices.cast(pa.int32()), place), values)


def with_texts(column: pa.DictionaryArray, texts: Any) -> pa.DictionaryArray:
    """The same cells with other texts in the place of the values; those that have become equal are one.

    Parameters
    ----------
    column : DictionaryArray
    texts : array of str
        One for each value of the dictionary, and none of them null.

    Examples
    --------
    >>> with_texts(pa.array(["a", "a ", "b"]).dictionary_encode(), ["a", "a", "b"]).to_pylist()
    ['a', 'a', 'b']
    """
    merged = pc.dictionary_encode(pa.array(texts, type=pa.string()) if isinstance(texts, list) else texts)
    indices = column.indices
    if len(merged.dictionary) < len(column.dictionary):
        indices = merged.indices.take(indices)
    return pa.DictionaryArray.from_arrays(indices, merged.dictionary)


def is_coded(column: pd.Series[Any]) -> bool:
    """Whether a column keeps each different value once."""
    return isinstance(column.dtype, pd.CategoricalDtype)


def coded(column: pd.Series[Any], *, ordered: bool = False) -> Coded:
    """A column as numbers, whatever its type; values that no cell has are none of its values.

    Parameters
    ----------
    column : Series
    ordered : bool
        The values are in their natural order.

    Examples
    --------
    >>> found = coded(pd.Series(["b", None, "a", "b"], dtype=object), ordered=True)
    >>> found.codes.tolist(), list(found.values)
    ([1, -1, 0, 1], ['a', 'b'])
    """
    if not is_coded(column):
        if isinstance(column.dtype, pd.StringDtype) and not ordered:
            return _coded_texts(column)
        return _factorized(column, ordered=ordered)
    codes: NDArray[Any] = column.cat.codes.to_numpy()
    values = column.cat.categories
    if isinstance(values, pd.RangeIndex):
        return Coded(codes, values)
    has = np.zeros(len(values) + 1, dtype=bool)
    for part in _parts(codes):
        has[part] = True
    there = np.flatnonzero(has[:-1])
    places = there[values[there].argsort()] if ordered else there
    if len(places) < len(values) or ordered:
        codes = _renumbered(codes, places, len(values))
    return Coded(codes, list(values[places]))


def _factorized(column: pd.Series[Any], *, ordered: bool) -> Coded:
    codes, values = pd.factorize(column)
    small = codes.astype(_small(len(values)), copy=False)
    if not ordered:
        return Coded(small, values)
    order = values.argsort()
    return Coded(_renumbered(small, order, len(values)), values[order])


def _coded_texts(column: pd.Series[str]) -> Coded:
    """As pandas does it, with numbers of half the size, and without keeping the memory of the search."""
    array = pa.array(column.array)
    chunks = (
        (array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array]))
        .dictionary_encode()
        .chunks
    )
    if not chunks:
        return Coded(np.empty(0, dtype=np.int32), [])
    # All chunks have one dictionary.
    codes = np.concatenate([pc.fill_null(chunk.indices, NOTHING).to_numpy() for chunk in chunks])
    values = pd.Index(chunks[0].dictionary.to_pandas())
    del chunks
    pa.default_memory_pool().release_unused()
    return Coded(codes, values)


def column_of(codes: NDArray[Any], values: Iterable[Any], index: pd.Index | None = None) -> pd.Series[Any]:
    """A category from numbers and values; equal values are one, None is blank, and the order is theirs.

    Examples
    --------
    >>> column_of(np.array([0, 1, 2, 3]), ["b", None, "a", "b"]).tolist()
    ['b', nan, 'a', 'b']
    """
    given = list(values)
    kept = sorted({value for value in given if value is not None})
    place = {value: number for number, value in enumerate(kept)}
    new = np.array([place.get(value, NOTHING) for value in given] + [NOTHING], dtype=_small(len(kept)))
    # The blank cells of the codes, -1, take the last number: that of nothing.
    return pd.Series(_category(looked_up(new, codes), pd.Index(kept, dtype=object)), index=index)


def numbered(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column whose values only have to be told apart, such as codes of people, as numbers from 0.

    Examples
    --------
    >>> numbered(pd.Series(["C7", "C9", "C7"])).tolist()
    [0, 1, 0]
    """
    found = coded(column)
    return pd.Series(_category(found.codes, pd.RangeIndex(len(found))), index=column.index)


def one_under_the_other(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables as one; a column that keeps its values once in one of them does so in all together."""
    names = {str(name) for frame in frames for name in frame if is_coded(frame[name])}
    for name in names:
        parts = [coded(frame[name]) if name in frame else None for frame in frames]
        values = [value for part in parts if part is not None for value in part.values]
        if len(set(values)) > FEW:
            frames = [frame.astype({name: object}) if name in frame else frame for frame in frames]
            continue
        kept = pd.Index(sorted(set(values)), dtype=object)
        frames = [
            frame if part is None else frame.assign(**{name: _over(part, kept, frame.index)})
            for part, frame in zip(parts, frames, strict=True)
        ]
    return pd.concat(frames)


def _over(part: Coded, kept: pd.Index, index: pd.Index) -> pd.Series[Any]:
    places = np.append(kept.get_indexer(pd.Index(part.values, dtype=object)), NOTHING)
    return pd.Series(_category(places[part.codes], kept), index=index)


def _renumbered(codes: NDArray[Any], places: NDArray[Any], size: int) -> NDArray[Any]:
    """Codes counted by the new places of their values."""
    new = np.full(size + 1, NOTHING, dtype=_small(size))
    new[places] = np.arange(len(places))
    return looked_up(new, codes)


def looked_up(values: NDArray[Any], codes: NDArray[Any]) -> NDArray[Any]:
    """The value of each code; -1 takes the last one.

    Small codes stay small: numpy would make large numbers of all of them at once.
    """
    found = np.empty(len(codes), dtype=values.dtype)
    for part, into in zip(_parts(codes), _parts(found), strict=True):
        into[:] = values[part]
    return found


def _parts(codes: NDArray[Any]) -> Iterator[NDArray[Any]]:
    return (codes[start : start + _AT_ONCE] for start in range(0, len(codes), _AT_ONCE))


#: Cells that are looked up at once.
_AT_ONCE = 1_000_000


def _small(size: int) -> Any:
    """The smallest type that holds the numbers below a size, and -1."""
    return np.min_scalar_type(-max(size, 1) - 1)


def _category(codes: NDArray[Any], values: pd.Index) -> pd.Categorical[Any]:
    small = codes.astype(_small(len(values)), copy=False)
    return pd.Categorical.from_codes(small, dtype=pd.CategoricalDtype(values), validate=False)


def repeated_rows(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Rows that are equal to an earlier one in every column.

    As `frame.duplicated()`, but without a table of all rows: what two rows
    have in common is worked out from one number for each, and only rows whose
    numbers are equal are compared.

    Examples
    --------
    >>> repeated_rows(pd.DataFrame({"a": [1, 1, 1], "b": ["x", "y", "x"]})).tolist()
    [False, False, True]
    """
    again = np.zeros(len(frame), dtype=bool)
    if not len(frame) or not len(frame.columns):
        return again
    signs = np.zeros(len(frame), dtype=np.uint64)
    for name in frame:
        signs *= _ODD
        signs += coded(frame[name]).codes.astype(np.int64).view(np.uint64)
        signs ^= signs >> _HALF
    order = np.sort(signs)
    twice = order[1:][order[1:] == order[:-1]]
    if not len(twice):
        return again
    del order
    alike = np.flatnonzero(np.isin(signs, np.unique(twice)))
    again[alike[frame.iloc[alike].duplicated().to_numpy()]] = True
    return again


#: Spread neighbouring numbers over all of 64 bits.
_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
