"""Findings: what reading, validation and the checks have to say about the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note", "checked"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note", "checked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in the data, and its place.

    Attributes
    ----------
    severity : {"error", "warning", "note", "checked"}
        An error in reading or validation refuses its file (`refuses`).
    code : str
        Stable short name, e.g. `region-ambiguous`.
    region, file, sheet, column : str
        Empty where the finding has no such place.
    row : int or None
        Row of the file as a spreadsheet counts it, the header being row 1.
    value, expected, action : str
        What stood there, what should have, and what to do. Values that may
        identify a person are masked before they come here.
    message : str
        The whole in one sentence.
    claimed, computed, difference, other_place : str
        For contradictions: both figures and the second place.
    refuses : bool
        Whether the file was left out because of it.
    language : str
        In which it is worded, where that is not the project's first language.
    regions : tuple of str
        For comparisons: the regions whose rows the figures are made of. One:
        its own figure; several: a total in which each of them stands; none:
        the figure is of no region.
    claimed_at, computed_at : str
        For comparisons: where each of the two figures stands, in words.
    """

    severity: Severity
    code: str
    message: str
    region: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    expected: str = ""
    action: str = ""
    claimed: str = ""
    computed: str = ""
    difference: str = ""
    other_place: str = ""
    refuses: bool = False
    language: str = ""
    regions: tuple[str, ...] = ()
    claimed_at: str = ""
    computed_at: str = ""

    def as_row(self) -> dict[str, object]:
        """The columns of `findings.csv`, in order."""
        fields = asdict(self)
        return {name: fields[name] for name in FINDING_COLUMNS}


def finding_from(data: Mapping[str, Any]) -> Finding:
    """A finding, read back from what `dataclasses.asdict` and JSON made of it.

    Examples
    --------
    >>> finding_from({"severity": "note", "code": "c", "message": "m", "regions": ["KZ-23"]}).regions
    ('KZ-23',)
    """
    return Finding(**{**data, "regions": tuple(data.get("regions", ()))})


#: Columns of `findings.csv`, in order.
FINDING_COLUMNS = (
    "severity",
    "code",
    "region",
    "file",
    "sheet",
    "row",
    "column",
    "value",
    "expected",
    "action",
    "message",
    "claimed",
    "computed",
    "difference",
    "other_place",
)
