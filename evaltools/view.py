"""What a page looks at: results, names and a language, for one region or the whole project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from evaltools import regions, standings
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.language import Language, pick
from evaltools.project import Project, Texts
from evaltools.registers import Entry
from evaltools.results import COUNTRY, Result, Results
from evaltools.tables import Passage

#: Under this base a share is given as "x of n"; under the second in whole percents.
SMALL_BASE, WHOLE_PERCENT_BASE = standings.SMALL_BASE, standings.WHOLE_PERCENT_BASE


@dataclass(frozen=True)
class View:
    """One page's window on a project.

    Attributes
    ----------
    project : Project
    results : Results
        The public ones, or for an internal page all of them.
    labels : Labels
    language : Language
    region : str
        The region that the page is about; `KZ` for all of them.
    findings : tuple of Finding
    registers : dict of tuple of Entry
        What the rows of the registers say, as far as the page may show it.
    """

    project: Project
    results: Results
    labels: Labels
    language: Language
    region: str
    findings: tuple[Finding, ...] = ()
    registers: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def get(self, subject: str, measure: str, group: str = "", *, region: str = "") -> Result:
        """A result of this page's region, or of the one named."""
        return self.results.get(region or self.region, subject, measure, group)

    def whole(self, subject: str, measure: str, group: str = "") -> Result:
        """A result of the whole project."""
        return self.results.get(COUNTRY, subject, measure, group)

    @property
    def is_whole(self) -> bool:
        return self.region == COUNTRY

    @property
    def clients(self) -> str:
        """What the project counts as clients: couples, families or people."""
        return self.project.header.clients

    def place(self, region: str = "") -> str:
        """Full name of a region."""
        return regions.region(region or self.region).names[self.language.code]

    def located(self) -> str:
        """ "In Atyrau Region"; for the whole project of one region, in that region."""
        code = self.project.regions[0] if self.is_whole and len(self.project.regions) == 1 else self.region
        return regions.region(code).located[self.language.code]

    def short(self, region: str) -> str:
        """Name of a region that fits a chart."""
        return regions.region(region).short[self.language.code]

    def name(self, dimension: str, category: str) -> str:
        return self.labels.name(dimension, category, self.language)

    def passage(self, texts: Texts | None) -> Passage:
        """A text that people wrote, in the page's language or the one it exists in."""
        return Passage(*pick(texts.by_language() if texts else None, self.language.code))

    def words(self, texts: Texts | Mapping[str, str]) -> str:
        """A text of the settings, where it exists in all languages."""
        by_language = texts.by_language() if isinstance(texts, Texts) else dict(texts)
        return pick(by_language, self.language.code)[0]

    def date(self, day: date) -> str:
        return self.language.date(day)

    def period(self) -> str:
        """The reporting period, to stand by itself."""
        period = self.project.header.period
        if _is_year(period.start, period.end):
            return self.language.text("{year}", year=period.start.year)
        return self.language.text("{start} – {end}", start=self.date(period.start), end=self.date(period.end))

    def in_period(self) -> str:
        """The reporting period inside a sentence."""
        period = self.project.header.period
        if _is_year(period.start, period.end):
            return self.language.text("in {year}", year=period.start.year)
        return self.language.text(
            "from {start} to {end}", start=self.date(period.start), end=self.date(period.end)
        )

    def by_clients(self, couples: str, families: str, people: str, /, **values: object) -> str:
        """The one of three marked messages that fits what the project counts as clients."""
        chosen = {"couples": couples, "families": families, "people": people}[self.clients]
        return self.language.text(chosen, **values)

    def percent_of(self, result: Result) -> str:
        """A share in words, rounded by its base: "x of n", whole percents or one decimal."""
        value, n = result.value or 0.0, result.n
        if n is not None and n < SMALL_BASE:
            return self.language.text(
                "{count} of {n}", count=self.language.number(value * n / 100), n=self.language.number(n)
            )
        return self.language.percent(value, shown_digits([result]))

    def people_of(self, result: Result) -> str:
        """A share of people in words: the same, but below 20 it says that they are people."""
        if not self.is_small(result):
            return self.percent_of(result)
        n = result.n or 0.0
        return self.language.plural(
            "{count} of {n} person",
            "{count} of {n} people",
            n,
            count=self.language.number((result.value or 0.0) * n / 100),
        )

    def is_small(self, result: Result) -> bool:
        """Whether a share has so few people under it that it is said as "x of n"."""
        return result.n is not None and result.n < SMALL_BASE

    def sorted_regions(self) -> list[str]:
        """Codes of the project's regions in the order of the language's alphabet."""
        names = {code: regions.name_in_list(code, self.language.code) for code in self.project.regions}
        return sorted(names, key=lambda code: self.language.sort_key(names[code]))


def percent_digits(n: float | None) -> int:
    """Decimals of a percentage by its base; none printed means that none was given."""
    return 0 if n is not None and n < WHOLE_PERCENT_BASE else 1


def shown_digits(shares: Iterable[Result]) -> int:
    """Decimals of percentages that stand together: by their bases; without a base as they were published.

    A published 100 stays "100": a decimal would say that more was measured.

    Examples
    --------
    >>> def share(value, n=None):
    ...     return Result(region="KZ", subject="satisfaction", measure="percent_satisfied", group="",
    ...                   value=value, unit="percent", n=n)
    >>> shown_digits([share(100.0)]), shown_digits([share(90.0), share(94.9)])
    (0, 1)
    >>> shown_digits([share(88.1, 42)])
    0
    """
    return max(
        (
            percent_digits(share.n) if share.n is not None else int(not float(share.value or 0).is_integer())
            for share in shares
        ),
        default=0,
    )


def sentence(text: str) -> str:
    """With a capital at its start.

    Examples
    --------
    >>> sentence("in 2024")
    'In 2024'
    """
    return text[:1].upper() + text[1:]


def _is_year(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day, start.year) == (1, 1, 12, 31, end.year)
