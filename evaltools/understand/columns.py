"""What stands in the columns of a raw table: dates, regions, numbers, answers of a scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from evaltools import regions
from evaltools.errors import UsageError
from evaltools.values import is_serial, read_date, read_number, read_plan, read_score, says_no_number
from evaltools.vocabulary.headings import meaning, occasion_of
from evaltools.vocabulary.scales import Scale, asks_for_opinion, scale_of

#: Different texts of a column that are looked at.
LOOKED_AT = 300
#: Heading under which the names of sheets stand that were read as one table.
SHEET = "sheet"
#: Rows of a table that are looked at.
MOST_ROWS = 20_000

#: What stands between ticked options: Kobo and Microsoft, Google Forms, ODK.
SEPARATORS = (";", "|", ", ", " ")
MOST_OPTIONS, LONGEST_OPTION = 20, 80
#: Codes of surveys for "don't know", "no answer", "does not apply".
UNKNOWNS = frozenset({77, 88, 97, 98, 99, 777, 888, 998, 999})
#: Days with two digits of the year, or with a doubt which part is the month.
_LIKE_A_DAY = re.compile(
    r"(?:[^\W\d_]{2,11}\.?,? +)?\d\d?([./, -])\d\d?\1\d\d(?:\d\d)?"
    r"(?:,?[ T]+\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?)?",
    re.IGNORECASE,
)
#: Days that are no visit's, and days on which it was only written down.
NO_VISIT = re.compile(r"рожд|туған|birth|закрыт|жабыл|closed")
OF_ENTRY = re.compile(r"регистр|тіркел|заполн|толтыр|ввод|создан|created|entry")
_TRUTHS = ({"true", "false"}, {"истина", "ложь"}, {"ақиқат", "жалған"})
_MARKS = (
    {"верно", "неверно"}, {"правильно", "неправильно"}, {"дұрыс", "дұрыс емес"}, {"дұрыс", "қате"},
    {"correct", "incorrect"}, {"correct", "wrong"},
)  # fmt: skip


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
    exported : bool
        The table is an export of Kobo or ODK: headings may have a group in
        front of a slash, and some columns speak of the form, not of what it says.
    """

    heading: str
    texts: tuple[str, ...]
    counts: tuple[int, ...]
    filled: int
    rows: int
    exported: bool = False

    @property
    def question(self) -> str:
        """The heading without the group that Kobo puts in front of it."""
        return self.heading.rpartition("/")[2].strip() if self.exported else self.heading

    @property
    def of_the_form(self) -> bool:
        """A column that the tool fills in: when the form was sent, its number, by whom."""
        return self.exported and _OF_THE_FORM.fullmatch(self.heading.casefold()) is not None

    @cached_property
    def meaning(self) -> dict[str, float]:
        """What the heading says: how well it fits each known column.

        Of headings in two rows, "About the client / Sex", the lower one alone may say it, too.
        """
        whole = meaning(self.heading)
        lower = self.question if self.exported else self.heading.rpartition(" / ")[2]
        below = {} if lower == self.heading else meaning(lower)
        return {name: max(whole.get(name, 0.0), below.get(name, 0.0)) for name in (*whole, *below)}

    @cached_property
    def occasion(self) -> tuple[str, str]:
        """Which test the heading speaks of, and what else it says."""
        return occasion_of(self.heading)

    @property
    def is_unique(self) -> bool:
        """Whether every filled cell is different, and there are several."""
        return self.filled == len(self.texts) and self.filled > 1

    def says(self, name: str) -> bool:
        """Whether the heading plainly names a known column."""
        return self.meaning.get(name, 0.0) >= 2

    def share(self, condition: Callable[[str], bool]) -> float:
        """Part of the filled cells whose text is such."""
        return sum(n for text, n in zip(self.texts, self.counts, strict=True) if condition(text)) / max(
            1, sum(self.counts)
        )

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The texts as numbers, where nearly all of them are some; nothing otherwise."""
        return self._read(read_number)

    @cached_property
    def scores(self) -> tuple[float, ...]:
        """The texts as points, also those that say of how many: "8 / 20"."""
        return self._read(lambda text: read_score(text)[0])

    def _read(self, parse: Callable[[str], float], enough: float | None = None) -> tuple[float, ...]:
        """The texts as values, where most cells can be read; those without a value are passed over."""
        values: list[float] = []
        could = couldnt = 0
        for text, count in zip(self.texts, self.counts, strict=True):
            if says_no_number(text):
                continue
            try:
                values.append(parse(text))
                could += count
            except (ValueError, UsageError):
                couldnt += count
        return tuple(values) if could and could >= (enough or MOST) * (could + couldnt) else ()

    @cached_property
    def is_plan(self) -> bool:
        """Numbers, ranges, and numbers with "at least" or the like."""
        # Under a heading that says "plan" validation names the cells that are none.
        enough = HALF if self.says("plan") else MOST
        return bool(self.numbers) or bool(self._read(lambda text: float(bool(read_plan(text).low)), enough))

    @cached_property
    def is_percent(self) -> bool:
        """Whether any cell has a percent sign."""
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
        """Numbers, nearly all of them whole."""
        return bool(self.numbers) and self.share(_is_no_whole) <= 1 - MOST

    @cached_property
    def is_date(self) -> bool:
        """Days, or what only looks like days: validation then names the cells that cannot be read."""
        enough = HALF if self.says("date") else MOST
        return (
            self.share(_is_a_day) >= enough
            or bool(self._read(lambda text: float(read_date(text).toordinal()), enough))
            or ("date" in self.meaning and bool(self.texts) and all(map(is_serial, self.texts)))
        )

    @cached_property
    def is_region(self) -> bool:
        """Regions, or under a heading that says so some regions: validation then names the other cells."""
        if self.heading == SHEET:
            return self.share(lambda text: bool(regions.named_in(text))) == 1
        named = self.share(regions.names_a_region)
        return named >= MOST or (named > 0 and self.says("region"))

    @cached_property
    def is_binary(self) -> bool:
        """Noughts and ones, or right and wrong in words."""
        marks = {text.casefold() for text in self.texts}
        return (bool(self.numbers) and set(self.numbers) <= {0.0, 1.0}) or marks in _MARKS

    @cached_property
    def scale(self) -> Scale | None:
        """The scale of words that all answers stand on."""
        found = None if self.numbers else scale_of(self.texts, self.counts)
        if found is None or found.steps not in (3, 4) or not set(found.values.values()) <= {1, found.steps}:
            return found
        # "Yes" and "no" alone are answers to any question; to one for an opinion they are a scale of two.
        if not asks_for_opinion(self.question):
            return None
        return Scale(
            name="yes-2",
            values={answer: 1 + (value > 1) for answer, value in found.values.items()},
            dont_know=found.dont_know,
            steps=2,
        )

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
        """Part of the numbers that are from low to high; codes for "don't know" are passed over."""
        inside = outside = 0
        for text, count in zip(self.texts, self.counts, strict=True):
            try:
                value = read_number(text)
            except ValueError:
                continue
            inside += count if low <= value <= high else 0
            outside += 0 if low <= value <= high or value in UNKNOWNS else count
        return inside / (inside + outside) if inside else 0.0

    @cached_property
    def choices(self) -> Choices | None:
        """The options of a question where people tick all that applies, by how the cells are put together."""
        if self.numbers or self.is_date or self.is_region or self.scale or not self.texts:
            return None
        return next((found for sign in SEPARATORS if (found := self._split_at(sign))), None)

    def _split_at(self, sign: str) -> Choices | None:
        cells = [[part.strip() for part in text.split(sign) if part.strip()] for text in self.texts]
        if sign == ", ":
            cells = _joined(cells, self.counts, sign)
        several = sum(count for parts, count in zip(cells, self.counts, strict=True) if len(parts) > 1)
        options = Counter(part for parts in cells for part in set(parts))
        if several < 0.15 * self.filled or not 2 <= len(options) <= MOST_OPTIONS:
            return None
        # Free text has commas too; ticked options come again and again.
        repeated = sum(count > 1 for count in options.values())
        if repeated < 0.5 * len(options) or max(map(len, options)) > LONGEST_OPTION:
            return None
        names = r"[\w-]+" if self.exported else r"[a-z0-9_-]+"
        if sign == " " and not all(re.fullmatch(names, option) for option in options):
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


#: Part of the cells that must be readable for a column to be of a type: the rest are faults to name.
#: Half of them is enough where the heading says plainly what stands there.
MOST, HALF = 0.8, 0.5


def _joined(cells: Sequence[Sequence[str]], counts: Sequence[int], sign: str) -> list[list[str]]:
    """Pieces that belong to one option: a bracket is open, or one never stands without the other."""
    joined = [list(parts) for parts in cells]
    for parts in joined:
        place = 0
        while place < len(parts) - 1:
            if parts[place].count("(") > parts[place].count(")"):
                parts[place : place + 2] = [sign.join(parts[place : place + 2])]
            else:
                place += 1
    while True:
        single: Counter[str] = Counter()
        beside: Counter[tuple[str, str]] = Counter()
        for parts, count in zip(joined, counts, strict=True):
            single.update(dict.fromkeys(parts, count))
            beside.update(dict.fromkeys(pairwise(parts), count))
        # Who ticks one of two options ticks the other by chance; an option begins with a capital letter.
        always = [
            pair for pair, n in beside.items() if n >= ALWAYS and single[pair[0]] == single[pair[1]] == n
        ]
        if not always:
            return joined
        first, second = always[0]
        for parts in joined:
            for place in range(len(parts) - 1):
                if parts[place : place + 2] == [first, second]:
                    parts[place : place + 2] = [sign.join((first, second))]
                    break


#: From so many cells on, pieces that never stand apart are one option.
ALWAYS = 3


def _is_a_day(text: str) -> bool:
    """A day, or what only looks like one: which part is the month the column as a whole decides."""
    if _LIKE_A_DAY.fullmatch(text):
        return True
    try:
        read_date(text)
    except ValueError:
        return False
    return True


def _is_no_whole(text: str) -> bool:
    try:
        value = read_number(text)
    except ValueError:
        return False
    return value != int(value)


#: Columns that Kobo, ODK and CommCare fill in by themselves.
_OF_THE_FORM = re.compile(
    r"_(?:id|uuid|submission_time|validation_status|notes|status|submitted_by|tags|index|parent_index|version"
    r"|parent_table_name|attachments|geolocation|xform_id_string|bamboo_dataset_id|date_modified|duration"
    r"|submission__\w+)|__version__|_version_|formhub/uuid|meta/\w+|start|end|today|deviceid|subscriberid"
    r"|simid|sim_serial|simserial|phonenumber|username|audit|submissiondate|key|parent_key|set-of-\w+|instanceid"
    r"|instancename|submitterid|submittername|attachmentspresent|attachmentsexpected|reviewstate|edits|formversion"
    r"|formid|received_on|completed_time|started_time|caseid"
)
#: Any of these says that the table is such an export.
_EXPORTED = frozenset(
    {"_uuid", "_submission_time", "_index", "__version__", "meta/instanceid", "instanceid", "formhub/uuid"}
)
#: Which of the form's own days stands for the day of a visit, where the form asks for none.
SENT = (
    "today",
    "start",
    "started_time",
    "_submission_time",
    "submissiondate",
    "received_on",
    "end",
    "completed_time",
)


def look(frame: pd.DataFrame) -> tuple[ColumnLook, ...]:
    """Look at every column of a raw table; of a long one at rows that stand evenly over it."""
    # Of a column that keeps each text once only the texts of these rows are looked at.
    frame = frame.iloc[:: len(frame) // MOST_ROWS + 1].astype(str)
    exported = not _EXPORTED.isdisjoint(str(heading).casefold() for heading in frame.columns)
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
                exported=exported,
            )
        )
    return tuple(looks)


def of_the_answers(looks: Sequence[ColumnLook]) -> tuple[ColumnLook, ...]:
    """The columns that say what a form was asked; its own day only where nothing else is a day."""
    asked = tuple(each for each in looks if not each.of_the_form)
    if any(each.is_date and not NO_VISIT.search(each.heading.casefold()) for each in asked):
        return asked
    own = {each.heading.casefold(): each for each in looks if each.of_the_form and each.is_date}
    return asked + tuple(own[name] for name in SENT if name in own)[:1]
