"""Rows that stand among the people and are none: the key of a test, averages, the highest mark."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.read.headings import is_number
from evaltools.schema import OCCASIONS
from evaltools.understand.columns import SHEET
from evaltools.vocabulary.headings import occasion_of, plain

Flags = NDArray[np.bool_]

_KEY = re.compile(
    r"ключи?(?: ответов| теста| к тесту)?|(?:правильные?|правильный|верные?|верный) ответы?|эталон(?: ответов)?"
    r"|кілті?|дұрыс жауап(?:тар|тары|ы)?|(?:answer )?key|(?:correct|right) answers?"
)
_BESIDE = (
    r"(?: (?:балл\w*|оценк\w*|значени\w*|знани\w*|арифметическ\w*|возможн\w*|ұпай\w*|баға\w*|мән\w*|көрсеткіш\w*"
    r"|білім\w*|scores?|marks?|points|value|possible|по группе|по всем|группы|топ бойынша|в))*"
)
_STATISTIC = re.compile(
    r"(?:(?:итого|всего|общий|общее|барлығы|жалпы|total) )?"
    r"(?:средн(?!е$)\w+|в среднем|орташа\w*|average|mean|медиан\w*|median|минимум|минимальн\w+|максимум"
    r"|максимальн\w+|minimum|maximum|ең (?:жоғары|төмен|көп|аз|жоғарғы)\w*|прирост\w*|өсім\w*"
    r"|(?:ст|станд|стандартн\w+) откл\w*|standard deviation)" + _BESIDE
)
#: Short words that could be somebody's name or code: they need a dot, or another such row in the table.
_SHORT = re.compile(r"(?:мин|макс|min|max|рост|динамика|өзгеріс\w*|std|sd)" + _BESIDE)
#: A quick look for any of the words, before a row is read closely.
_HINT = (
    "ключ|ответ|эталон|кілт|жауап|key|answer|средн|орташа|average|mean|медиан|median|мин|макс|min|max"
    "|ең |прирост|рост|динамика|өзгеріс|өсім|откл|std|^sd$|standard"
)
#: Such rows stand at the ends of a table or of each of its sheets; in a column of codes anywhere.
_FIRST, _LAST = 2, 5
#: Part of a column's texts that are different, where it holds codes; and of its rows that may be none.
CODES, FEW = 0.45, 0.3
#: Tables longer than this are searched at their ends only.
_LONG = 50_000
#: Reasons for which such rows are left out.
ANSWER_KEY, STATISTIC = "answer-key", "statistic"


def rows_beside(frame: pd.DataFrame) -> dict[str, Flags]:
    """Rows that hold no person, by reason: `answer-key` and `statistic`.

    One cell of such a row says what it is; the others are numbers, the options
    of a key, or the name of a test. In a column of codes it may stand anywhere,
    as below each group. In another column it stands at an end of the table, and
    no other row says the same: a level of education is said by several people.

    Parameters
    ----------
    frame : DataFrame of str

    Examples
    --------
    >>> frame = pd.DataFrame({"Код": ["А1", "Средний балл", "Ключ"], "q1": ["b", "9,5", "a"]})
    >>> {reason: rows.tolist() for reason, rows in rows_beside(frame).items()}
    {'answer-key': [False, False, True], 'statistic': [False, True, False]}
    """
    found = {reason: np.zeros(len(frame), dtype=bool) for reason in (ANSWER_KEY, STATISTIC)}
    short: list[int] = []
    ends = set(_ends(frame))
    for place, column, cell in _labelled(frame, ends):
        said, same = plain(cell), int((frame.iloc[:, column] == cell).sum())
        in_codes = _holds_codes(frame.iloc[:, column]) and same <= max(1, FEW * len(frame))
        if not in_codes and (place not in ends or same > len(OCCASIONS) * _sheets(frame)):
            continue
        if _KEY.fullmatch(said):
            found[ANSWER_KEY][place] = True
        elif _STATISTIC.fullmatch(said) or (cell.rstrip().endswith((".", "%")) and _SHORT.fullmatch(said)):
            found[STATISTIC][place] = True
        elif _SHORT.fullmatch(said):
            short.append(place)
    if found[STATISTIC].any():
        found[STATISTIC][short] = True
    return found


def _labelled(frame: pd.DataFrame, ends: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Rows with one text that could be a label, numbers aside: the place, the column and the text."""
    places = sorted(ends) if len(frame) > _LONG else range(len(frame))
    asked = [place for place, name in enumerate(frame.columns) if name != SHEET]
    part = frame.iloc[list(places), asked]
    hinted = np.zeros(len(part), dtype=bool)
    for column in range(len(asked)):
        hinted |= part.iloc[:, column].str.contains(_HINT, regex=True, case=False).to_numpy(dtype=bool)
    for row in np.flatnonzero(hinted):
        texts = {
            column: text
            for column, text in zip(asked, map(str, part.iloc[row]), strict=True)
            if len(text) > 1 and not is_number(text) and not occasion_of(text)[0]
        }
        if len({plain(text) for text in texts.values()}) == 1:
            column, text = next(iter(texts.items()))
            yield places[row], column, text


def _holds_codes(column: pd.Series[str]) -> bool:
    """Whether the texts of a column are different, or stand twice: once for each test."""
    filled = column[column != ""]
    return len(filled) > 0 and filled.nunique() >= CODES * len(filled)


def _sheets(frame: pd.DataFrame) -> int:
    return frame[SHEET].nunique() if SHEET in frame else 1


def _ends(frame: pd.DataFrame) -> list[int]:
    """Places of the first and the last rows; of several sheets, of each."""
    if SHEET not in frame:
        groups = [np.arange(len(frame))]
    else:
        groups = [np.flatnonzero((frame[SHEET] == name).to_numpy()) for name in frame[SHEET].unique()]
    return sorted({int(place) for group in groups for place in (*group[:_FIRST], *group[-_LAST:])})
