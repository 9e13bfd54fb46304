"""A comparison of two outputs in plain words, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from evaltools import regions
from evaltools.language import Language, round_half_up
from evaltools.outputs.causes import SETTINGS, Difference
from evaltools.outputs.compare import Comparison, NumberChange, PageDifference
from evaltools.outputs.files import Number
from evaltools.outputs.output import Output
from evaltools.tables import mark_for
from evaltools.wording.measures import number_words, place_words
from evaltools.wording.severities import severity_name

#: What stands before a line that belongs to the one above it.
INDENT = "  "
#: Decimals that are shown at most, to tell two numbers apart.
MOST_DIGITS = 12
#: First letters of a hash or of a commit that are shown.
SHORT = 10
ARROW = "→"


def tell(comparison: Comparison, language: Language, *, most: int = 0) -> list[str]:
    """Say what differs: what the two were made from, numbers with their causes, pages, findings.

    Parameters
    ----------
    comparison : Comparison
    language : Language
    most : int, default 0
        How many lines a region, the pages and the findings may have; 0 for all.

    Returns
    -------
    list of str
        Parts are set apart by empty lines; what belongs to a line is indented.
    """
    public = [each for each in comparison.numbers if not each.is_internal]
    parts = [
        _folders(comparison, language),
        [
            language.text("What differs in what they were made from"),
            *_made_from(comparison.made_from, language),
        ],
        [language.text("Numbers"), *_numbers(public, language, most)],
    ]
    if comparison.findings is not None:
        internal = [each for each in comparison.numbers if each.is_internal]
        parts.append([language.text("Numbers that are not for sending"), *_numbers(internal, language, most)])
    parts.append([language.text("Pages"), *_pages(comparison.pages, language, most)])
    if comparison.findings is not None:
        parts.append([language.text("Findings"), *_findings(comparison, language, most)])
    return [line for place, part in enumerate(parts) for line in ([""] if place else []) + part]


def _folders(comparison: Comparison, language: Language) -> list[str]:
    before, after = comparison.before, comparison.after
    lines = [
        language.text("Before: {folder} ({moment})", folder=before.folder, moment=_moment(before, language)),
        language.text("After: {folder} ({moment})", folder=after.folder, moment=_moment(after, language)),
    ]
    if after.made < before.made:
        lines.append(
            language.text("The first folder was made after the second one: are they the wrong way round?")
        )
    return lines


def _moment(output: Output, language: Language) -> str:
    """When an output was made, by the clock of this machine; as it is written where it is no moment."""
    try:
        moment = datetime.fromisoformat(output.made).astimezone()
    except ValueError:
        return output.made
    return f"{language.date(moment.date())}, {moment:%H:%M}"


def _made_from(differences: Sequence[Difference], language: Language) -> Iterator[str]:
    if not differences:
        yield INDENT + language.text("Nothing: inputs, settings, program and parameters are the same.")
    for one in differences:
        yield INDENT + _difference_words(one, language)


def _difference_words(one: Difference, language: Language) -> str:
    was, now = one.before or "–", one.after or "–"
    match one.kind:
        case "input-added":
            return language.text("New input: {file}", file=one.name)
        case "input-removed":
            return language.text("Input that is gone: {file}", file=one.name)
        case "input-changed":
            return language.text("Changed input: {file}", file=one.name)
        case "settings":
            return language.text("Changed settings: {file}", file=one.name)
        case "period":
            return language.text("Period: {before} → {after}", before=was, after=now)
        case "software":
            name = {
                "commit": language.text("evaltools, commit"),
                "code": language.text("evaltools, code"),
                "python": "Python",
            }.get(one.name, one.name)
            # Of a hash its beginning tells enough; a version is never that long.
            return f"{name}: {was[: SHORT + 1]} {ARROW} {now[: SHORT + 1]}"
        case "parameter":
            return language.text(
                "Parameter {name}: {before} → {after} ({pages})",
                name=one.name,
                before=was,
                after=now,
                pages=", ".join(one.pages),
            )


def _numbers(changes: Sequence[NumberChange], language: Language, most: int) -> Iterator[str]:
    """Changed numbers by region, those of one cause together."""
    if not changes:
        yield INDENT + language.text("No number is different.")
        return
    yield INDENT + language.plural("{n} number is different.", "{n} numbers are different.", len(changes))
    by_region: dict[str, dict[str, list[NumberChange]]] = {}
    for change in changes:
        causes = by_region.setdefault(change.key.region, {})
        causes.setdefault(_cause_words(change, language), []).append(change)
    for region in sorted(by_region, key=lambda code: _order(code, language)):
        yield INDENT + place_words(region, language)
        left = most
        for cause, group in by_region[region].items():
            shown = group[:left] if most else group
            left -= len(shown)
            if shown:
                yield 2 * INDENT + cause
                yield from (3 * INDENT + _change_words(each, language) for each in shown)
        total = sum(len(group) for group in by_region[region].values())
        if most and total > most:
            yield 2 * INDENT + _more(total - most, language)
    if most and any(sum(map(len, groups.values())) > most for groups in by_region.values()):
        yield INDENT + language.text("--output FILE.csv writes all of them as a table.")


def _order(region: str, language: Language) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Regions by their names, then who named none, then the whole project."""
    if region in regions.regions():
        return 0, language.sort_key(regions.name_in_list(region, language.code))
    return 2 if region == regions.COUNTRY.code else 1, language.sort_key(place_words(region, language))


def _more(n: int, language: Language) -> str:
    return "… " + language.plural("{n} more", "{n} more", n)


def _cause_words(change: NumberChange, language: Language) -> str:
    """What can have changed a number: one thing is said to have, of several none is."""
    if change.why == "unexplained":
        return language.text(
            "Nothing that these numbers rest on has changed. That should not be: please report it."
        )
    named = list(change.inputs)
    if change.settings:
        named.append(language.text("settings ({file})", file=SETTINGS))
    if change.software:
        named.append(language.text("program (evaltools, Python, libraries)"))
    causes = ", ".join(named)
    if change.why == "hiding":
        return language.text(
            "What may be shown is decided over all numbers together. One or more of: {causes}", causes=causes
        )
    if len(named) == 1:
        return language.text("Because of: {cause}", cause=causes)
    return language.text("Because of one or more of: {causes}", causes=causes)


def _change_words(change: NumberChange, language: Language) -> str:
    what = number_words(change.key, language)
    old, new = change.before, change.after
    if old is None or new is None:
        only = _shown(new or old, language)
        if old is None:
            return language.text("{what}: {value} (new)", what=what, value=only)
        return language.text("{what}: {value} (gone)", what=what, value=only)
    match change.change:
        case "interval":
            digits = _digits_apart(old, new, lambda number, digits: _interval(number, digits, language))
            was, now = (_interval(each, digits, language) for each in (old, new))
            return language.text("{what}, interval: {before} → {after}", what=what, before=was, after=now)
        case "base":
            was, now = ("–" if each.n is None else language.number(each.n) for each in (old, new))
            return language.text("{what}, base: {before} → {after}", what=what, before=was, after=now)
        case "described":
            was, now = (", ".join(filter(None, (each.unit, each.method))) or "–" for each in (old, new))
            return language.text(
                "{what}, unit or method: {before} → {after}", what=what, before=was, after=now
            )
    least = _digits((change.difference,)) if change.difference is not None else 0
    digits = max(least, _digits_apart(old, new, lambda number, digits: _shown(number, language, digits)))
    digits = _digits_that_add_up(change, digits)
    line = f"{what}: {_shown(old, language, digits)} {ARROW} {_shown(new, language, digits)}"
    return line + (f" ({_by_how_much(change, digits, language)})" if change.difference is not None else "")


def _digits_that_add_up(change: NumberChange, digits: int) -> int:
    """A few decimals more where the written numbers would differ by another number than is written."""
    if change.difference is None or change.before is None or change.after is None:
        return digits
    old, new = change.before.value or 0.0, change.after.value or 0.0

    def adds_up(more: int) -> bool:
        written = round_half_up(new, more) - round_half_up(old, more)
        return round_half_up(written, more) == round_half_up(change.difference or 0.0, more)

    return next((more for more in range(digits, digits + 3) if adds_up(more)), digits)


def _by_how_much(change: NumberChange, digits: int, language: Language) -> str:
    said = language.signed(change.difference or 0.0, digits)
    if change.percent is None:
        return said
    percent = language.percent(change.percent, max(1, _digits((change.percent,))))
    return f"{said}; {'+' if change.percent > 0 else ''}{percent}"


def _digits_apart(old: Number, new: Number, written: Callable[[Number, int], str]) -> int:
    """As few decimals as tell two numbers apart, where any do."""
    least = _digits([each for number in (old, new) for each in (number.value, number.low, number.high)])
    return next(
        (digits for digits in range(least, MOST_DIGITS) if written(old, digits) != written(new, digits)),
        MOST_DIGITS if least else 0,
    )


def _digits(figures: Iterable[float | None]) -> int:
    """No decimals for whole numbers, one for others, more for those that one would make 0."""
    known = [abs(each) for each in figures if each is not None]
    if all(each.is_integer() for each in known):
        return 0
    small = min((each for each in known if each), default=1.0)
    return next((digits for digits in range(1, MOST_DIGITS) if round_half_up(small, digits)), MOST_DIGITS)


def _shown(number: Number | None, language: Language, digits: int | None = None) -> str:
    """A number as a page would write it, or why there is none."""
    if number is None:
        return "–"
    if digits is None:
        digits = _digits((number.value, number.low, number.high))
    if number.status == "ok" and number.value is not None:
        if number.unit == "percent":
            return language.percent(number.value, digits)
        return language.number(number.value, digits)
    if number.low is not None or number.high is not None:
        return _interval(number, digits, language)
    return "–" if number.status == "ok" else mark_for(number.status, language)


def _interval(number: Number, digits: int, language: Language) -> str:
    if number.low is None and number.high is None:
        return "–"
    low, high = ("–" if each is None else language.number(each, digits) for each in (number.low, number.high))
    return language.text("{low} to {high}", low=low, high=high)


def _pages(differences: Sequence[PageDifference], language: Language, most: int) -> Iterator[str]:
    if not differences:
        yield INDENT + language.text("No page is different.")
        return
    lines = [_page_words(each, language) for each in differences]
    yield from _limited(lines, language, most)


def _page_words(one: PageDifference, language: Language) -> str:
    match one.change:
        case "new":
            return language.text("New: {page}", page=one.place)
        case "gone":
            return language.text("Gone: {page}", page=one.place)
        case "different":
            return language.text("Different: {page}", page=one.place)
        case "failed":
            return language.text("Could not be made this time: {page}", page=one.place)
        case "older":
            return language.text("Kept from an earlier run, with other data: {page}", page=one.place)


def _findings(comparison: Comparison, language: Language, most: int) -> Iterator[str]:
    differences = comparison.findings or ()
    if not differences:
        yield INDENT + language.text("The findings are the same.")
        return
    for came, heading in ((True, language.text("These came:")), (False, language.text("These went:"))):
        lines = [
            f"{severity_name(each.finding['severity'], language)}: {each.finding['message']}"
            for each in differences
            if each.came == came
        ]
        if lines:
            yield INDENT + heading
            yield from (INDENT + line for line in _limited(lines, language, most))


def _limited(lines: Sequence[str], language: Language, most: int) -> Iterator[str]:
    shown = lines[:most] if most else lines
    yield from (INDENT + line for line in shown)
    if len(lines) > len(shown):
        yield INDENT + _more(len(lines) - len(shown), language)
