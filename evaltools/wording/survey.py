"""One survey as a page looks at it: a region's forms, the project's, or those of one training."""

from __future__ import annotations

from dataclasses import dataclass

from evaltools.project import Table
from evaltools.results import COUNTRY, Result, group
from evaltools.view import SMALL_BASE, View, percent_digits

SUBJECT = "satisfaction"
#: Under this share of the people in a group its answers are said to be those of nearly everybody.
NEARLY_ALL = 90.0


@dataclass(frozen=True)
class Survey:
    """Results of the subject `satisfaction` for one place.

    Attributes
    ----------
    view : View
    region : str
        Code; `KZ` for the whole project.
    training : str
        For the trainer's page: code of the training.
    """

    view: View
    region: str
    training: str = ""

    def get(self, measure: str, **pairs: str) -> Result:
        """One result of this place."""
        where = group(training=self.training, **pairs)
        return self.view.results.get(self.region, SUBJECT, measure, where)

    def of_item(self, measure: str, row: Result) -> Result:
        """Another measure of a question's row."""
        return self.view.results.get(self.region, SUBJECT, measure, row.group)

    def select(self, measure: str) -> list[Result]:
        """All results of one measure, of this place and no other."""
        rows = self.view.results.select(region=self.region, subject=SUBJECT, measure=measure)
        return [row for row in rows if row.pairs.get("training", "") == self.training]

    @property
    def items(self) -> list[Result]:
        """The percentage of the satisfied, question by question."""
        return self.select("percent_satisfied")

    @property
    def forms(self) -> Result:
        return self.get("respondents")

    @property
    def overall(self) -> Result:
        """The percentage satisfied by the rule of the settings."""
        return self.get("percent_satisfied_overall")

    @property
    def headline(self) -> Result | None:
        """The figure that stands for all: the overall one, or that of the only question."""
        if self.overall.status != "no-data":
            return self.overall
        rows = self.items
        return rows[0] if len(rows) == 1 and self.forms.status != "no-data" else None

    @property
    def table(self) -> Table | None:
        """Settings of the survey; None where percentages were published by others."""
        return next(iter(self.view.project.of_kind("satisfaction").values()), None)

    @property
    def is_whole(self) -> bool:
        return self.region == COUNTRY and not self.training


def is_weighted(row: Result) -> bool:
    """Whether the people of a share count with weights: then no whole number of them stands behind it."""
    return "weighted" in row.method


def is_of_known_group(row: Result) -> bool:
    """Whether the size of the group behind a share is known: its interval is exact then."""
    return "known size" in row.method


def is_small(row: Result) -> bool:
    """Too few answers for a percentage: the page says "x of n"."""
    return row.n is not None and row.n < SMALL_BASE and not is_weighted(row)


def digits_of(row: Result) -> int:
    """Decimals of a percentage; under the smallest base a weighted one is whole."""
    return percent_digits(row.n)
