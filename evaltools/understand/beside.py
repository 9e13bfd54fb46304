"""Rows that stand among the people and are none: the key of a test, averages, the highest mark."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.read.headings import is_number
from evaltools.understand.columns import SHEET
from evaltools.vocabulary.headings import plain

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
    r"(?:средн(?!е$)\w+|в среднем|орташа\w*|average|mean|медиан\w*|median|минимум|минимальн\w+|максимум|максимальн\w+"
    r"|minimum|maximum|ең (?:жоғары|төмен|көп|аз|жоғарғы)\w*|прирост\w*|өсім\w*"
    r"|(?:ст|станд|стандартн\w+) откл\w*|standard deviation)" + _BESIDE
)
#: Short words that could be somebody's name or code: they need a dot, or another such row in the table.
_SHORT = re.compile(r"(?:мин|макс|min|max|рост|динамика|өзгеріс\w*|std|sd)" + _BESIDE)
#: Such rows stand at the ends of a table, or of each of its sheets.
_FIRST, _LAST = 2, 5
#: Reasons for which such rows are left out.
ANSWER_KEY, STATISTIC = "answer-key", "statistic"


def rows_beside(frame: pd.DataFrame) -> dict[str, Flags]:
    """Rows that hold no person, by reason: `answer-key` and `statistic`.

    Such a row stands at an end of the table. One cell says what it is, which
    no other row says; the others are numbers, or the options of a key.

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
    for place in _ends(frame):
        words = [
            (column, str(cell))
            for column, cell in enumerate(frame.iloc[place])
            if frame.columns[column] != SHEET and len(str(cell)) > 1 and not is_number(str(cell))
        ]
        if len(words) != 1 or not any(frame.iloc[place] != words[0][1]):
            continue
        column, cell = words[0]
        said = plain(cell)
        if int((frame.iloc[:, column] == cell).sum()) > _sheets(frame):
            # A level of education, or a school called “Ключ”, is said by several people.
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


def _sheets(frame: pd.DataFrame) -> int:
    return frame[SHEET].nunique() if SHEET in frame else 1


def _ends(frame: pd.DataFrame) -> list[int]:
    """Places of the first and the last rows; of several sheets, of each."""
    if SHEET not in frame:
        groups = [np.arange(len(frame))]
    else:
        groups = [np.flatnonzero((frame[SHEET] == name).to_numpy()) for name in frame[SHEET].unique()]
    return sorted({int(place) for group in groups for place in (*group[:_FIRST], *group[-_LAST:])})
