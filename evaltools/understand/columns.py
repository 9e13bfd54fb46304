"""What stands in the columns of a raw table: dates, regions, numbers, answers of a scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from evaltools import regions
from evaltools.errors import UsageError
from evaltools.values import is_serial, read_date, read_number, read_plan, says_no_number
from evaltools.vocabulary.headings import meaning, occasion_of
from evaltools.vocabulary.scales import Scale, scale_of

#: Different texts of a column that are looked at.
LOOKED_AT = 300
#: Rows of a table that are looked at.
MOST_ROWS = 20_000

#: What stands between ticked options: Kobo and Microsoft, Google Forms, ODK.
SEPARATORS = (";", "|", ", ", " ")
MOST_OPTIONS, LONGEST_OPTION = 20, 80
#: Codes of surveys for "don't know", "no answer", "does not apply".
UNKNOWNS = frozenset({77, 88, 97, 98, 99, 777, 888, 998, 999})
#: Days with two digits of the year, or with a doubt which part is the month.
_LIKE_A_DAY = re.compile(r"\d\d?[./-]\d\d?[./-]\d\d(?:\d\d)?")
_TRUTHS = ({"true", "false"}, {"истина", "ложь"}, {"ақиқат", "жалған"})


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Options that people ticked, the most frequent first, and what stands between them."""

    separator: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class ColumnLook:
    """One column of a raw table, as its heading and its cells look.

    Attributes
    ----------
    heading : str
    texts : tuple of str
        Different texts that are not blank, at most `LOOKED_AT`.
    counts : tuple of int
        How many cells have each of the texts.
    filled : int
        Cells that are not blank.
    rows : int
        Rows that were looked at.
    """

    heading: str
    texts: tuple[str, ...]
    counts: tuple[int, ...]
    filled: int
    rows: int

    @cached_property
    def meaning(self) -> dict[str, float]:
        """What the heading says: how well it fits each known column.

        Of headings in two rows, "About the client / Sex", the lower one alone may say it, too.
        """
        whole, lower = meaning(self.heading), self.heading.rpartition(" / ")[2]
        below = {} if lower == self.heading else meaning(lower)
        return {name: max(whole.get(name, 0.0), below.get(name, 0.0)) for name in (*whole, *below)}

    @cached_property
    def occasion(self) -> tuple[str, str]:
        """Which test the heading speaks of, and what else it says."""
        return occasion_of(self.heading)

    @property
    def is_unique(self) -> bool:
        return self.filled == len(self.texts) and self.filled > 1

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The texts as numbers, where nearly all of them are some; nothing otherwise."""
        return _read(self._stated, read_number)

    @cached_property
    def _stated(self) -> tuple[str, ...]:
        """The texts without those that say that there is no number."""
        return tuple(text for text in self.texts if not says_no_number(text))

    @cached_property
    def is_plan(self) -> bool:
        """Numbers, ranges, and numbers with "at least" or the like."""
        return bool(self.numbers) or bool(_read(self._stated, lambda text: float(bool(read_plan(text).low))))

    @cached_property
    def is_percent(self) -> bool:
        return any(text.endswith("%") for text in self.texts)

    @cached_property
    def is_box(self) -> bool:
        """Ticked or not, as numbers or as a spreadsheet's truth."""
        return self.is_binary or {text.casefold() for text in self.texts} in _TRUTHS

    @cached_property
    def unknowns(self) -> tuple[int, ...]:
        """Codes among answers from 0 to 10 that usually stand for "don't know" or "no answer"."""
        return tuple(sorted(UNKNOWNS & set(self.numbers)))

    @cached_property
    def is_whole(self) -> bool:
        return bool(self.numbers) and all(value == int(value) for value in self.numbers)

    @cached_property
    def is_date(self) -> bool:
        """Days, or what only looks like days: validation then names the cells that cannot be read."""
        return (
            bool(_read(self.texts, lambda text: float(read_date(text).toordinal())))
            or (bool(self.texts) and all(_LIKE_A_DAY.fullmatch(text) for text in self.texts))
            or ("date" in self.meaning and bool(self.texts) and all(map(is_serial, self.texts)))
        )

    @cached_property
    def is_region(self) -> bool:
        """Regions, or under a heading that says so some regions: validation then names the other cells."""
        named = sum(map(regions.names_a_region, self.texts))
        return named > 0 and (named >= MOST * len(self.texts) or self.meaning.get("region", 0) >= 2)

    @cached_property
    def is_binary(self) -> bool:
        return bool(self.numbers) and set(self.numbers) <= {0.0, 1.0}

    @cached_property
    def scale(self) -> Scale | None:
        """The scale of words that all answers stand on."""
        found = None if self.numbers else scale_of(self.texts)
        # "Yes" and "no" alone are answers to any question, not a scale of satisfaction.
        return None if found is None or (found.steps == 4 and set(found.values.values()) <= {1, 4}) else found

    @cached_property
    def is_rating(self) -> bool:
        """Whole numbers as on a scale of up to ten points, given by several people."""
        return (
            self.is_whole
            and not self.is_binary
            and not self.is_unique
            and len(self.numbers) <= 15
            and set(self.numbers) > UNKNOWNS & set(self.numbers)
            and self.share_of_cells(0, 10) >= MOST
        )

    def share_of_cells(self, low: float, high: float) -> float:
        """Part of the filled cells with a number from low to high; codes for "don't know" are passed over."""
        inside = passed = 0
        for text, count in zip(self.texts, self.counts, strict=True):
            try:
                value = read_number(text)
                inside += count if low <= value <= high else 0
                passed += count if value in UNKNOWNS else 0
            except ValueError:
                continue
        return inside / (self.filled - passed) if self.filled > passed else 0.0

    @cached_property
    def choices(self) -> Choices | None:
        """The options of a question where people tick all that applies, by how the cells are put together."""
        if self.numbers or self.is_date or self.is_region or self.scale or not self.texts:
            return None
        return next((found for sign in SEPARATORS if (found := self._split_at(sign))), None)

    def _split_at(self, sign: str) -> Choices | None:
        cells = [[part.strip() for part in text.split(sign) if part.strip()] for text in self.texts]
        several = sum(count for parts, count in zip(cells, self.counts, strict=True) if len(parts) > 1)
        options = Counter(part for parts in cells for part in set(parts))
        if several < 0.15 * self.filled or not 2 <= len(options) <= MOST_OPTIONS:
            return None
        # Free text has commas too; ticked options come again and again.
        repeated = sum(count > 1 for count in options.values())
        if repeated < 0.5 * len(options) or max(map(len, options)) > LONGEST_OPTION:
            return None
        if sign == " " and not all(re.fullmatch(r"[a-z0-9_-]+", option) for option in options):
            return None
        return Choices(
            separator=sign, options=tuple(sorted(options, key=lambda each: (-options[each], each)))
        )

    @cached_property
    def is_letters(self) -> bool:
        """Answers of a test by letter: A to H, or А to Е."""
        return (
            bool(self.texts)
            and len(self.texts) <= 10
            and all(len(text) == 1 and text.isalpha() for text in self.texts)
        )


def look(frame: pd.DataFrame) -> tuple[ColumnLook, ...]:
    """Look at every column of a raw table; of a long one at rows that stand evenly over it."""
    frame = frame.iloc[:: len(frame) // MOST_ROWS + 1]
    looks = []
    for heading in frame.columns:
        column = frame[heading]
        given = column[column != ""].value_counts(sort=False)
        looks.append(
            ColumnLook(
                heading=str(heading),
                texts=tuple(str(text) for text in given.index[:LOOKED_AT]),
                counts=tuple(int(count) for count in given.iloc[:LOOKED_AT]),
                filled=int(given.sum()),
                rows=len(frame),
            )
        )
    return tuple(looks)


#: Part of the texts that must be readable for a column to be of a type: the rest are faults to name.
MOST = 0.8


def _read(texts: Sequence[str], parse: Callable[[str], float]) -> tuple[float, ...]:
    """The texts that can be read, where most of them can."""
    read = []
    for text in texts:
        try:
            read.append(parse(text))
        except (ValueError, UsageError):
            continue
    return tuple(read) if texts and len(read) >= MOST * len(texts) else ()
