"""Rows that stand among the people and are none: the key of a test, averages, the highest mark."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.read.headings import is_number
from evaltools.vocabulary.headings import plain

Flags = NDArray[np.bool_]

_KEY = re.compile(
    r"ключ\w*(?: ответов| теста| к тесту)?|(?:правильн\w+|верн\w+) ответ\w*|эталон\w*|кілт\w*"
    r"|дұрыс жауап\w*|(?:answer )?key|(?:correct|right) answers?"
)
_BESIDE = (
    r"(?: (?:балл\w*|оценк\w*|значени\w*|знани\w*|арифметическ\w*|возможн\w*|ұпай\w*|баға\w*|мән\w*|көрсеткіш\w*"
    r"|білім\w*|scores?|marks?|points|value|possible|по группе|по всем|группы|топ бойынша|в))*"
)
_STATISTIC = re.compile(
    r"(?:средн\w+|в среднем|орташа\w*|average|mean|медиан\w*|median|минимум|минимальн\w+|максимум|максимальн\w+"
    r"|minimum|maximum|ең (?:жоғары|төмен|көп|аз|жоғарғы)\w*|прирост\w*|өсім\w*"
    r"|(?:ст|станд|стандартн\w+) откл\w*|standard deviation)" + _BESIDE
)
#: Short words that could be somebody's name or code: they need a dot, or another such row in the table.
_SHORT = re.compile(r"(?:мин|макс|min|max|рост|динамика|өзгеріс\w*|std|sd)" + _BESIDE)
#: Tables longer than this are searched at their ends only.
_LONG, _ENDS = 5_000, 30
#: Reasons for which such rows are left out.
ANSWER_KEY, STATISTIC = "answer-key", "statistic"


def rows_beside(frame: pd.DataFrame) -> dict[str, Flags]:
    """Rows that hold no person, by reason: `answer-key` and `statistic`.

    One cell says what the row is. In a row of averages all the others are
    numbers or blank.

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
    places = list(range(len(frame)))
    if len(frame) > _LONG:
        places = places[:_ENDS] + places[-_ENDS:]
    part = frame.iloc[places]
    words = np.zeros(len(part), dtype=bool)
    for column in range(len(part.columns)):
        texts = part.iloc[:, column]
        words |= texts.str.contains(_HINT, regex=True, case=False).to_numpy(dtype=bool)
    short: list[int] = []
    for place, row in zip(np.flatnonzero(words), part[words].itertuples(index=False), strict=True):
        cells = [str(cell) for cell in row if cell]
        said = [cell for cell in cells if not is_number(cell)]
        # All that such a row says is what it is.
        if len(said) != 1 and not any(map(_KEY.fullmatch, map(plain, said))):
            continue
        if any(map(_KEY.fullmatch, map(plain, said))):
            found[ANSWER_KEY][places[place]] = True
        elif _STATISTIC.fullmatch(plain(said[0])):
            found[STATISTIC][places[place]] = True
        elif _SHORT.fullmatch(plain(said[0])):
            short.append(places[place])
            found[STATISTIC][places[place]] = said[0].rstrip().endswith((".", "%"))
    if len(short) + int(found[STATISTIC].sum()) > len(set(short) & set(np.flatnonzero(found[STATISTIC]))) + 1:
        found[STATISTIC][short] = True
    return found


#: A quick look for any of the words, before a row is read closely.
_HINT = (
    "ключ|ответ|эталон|кілт|жауап|key|answer|средн|орташа|average|mean|медиан|median|мин|макс|min|max"
    "|ең |прирост|рост|динамика|өзгеріс|өсім|откл|std|^sd$|standard"
)
