"""What stands on a start page, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from evaltools.tables import Text

Made = Literal["done", "failed", "interrupted", "kept", "absent"]

#: What asks for a look comes first.
BY_URGENCY: tuple[Made, ...] = ("failed", "interrupted", "absent", "kept", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page in one language.

    Attributes
    ----------
    status : {"done", "failed", "interrupted", "kept", "absent"}
        `kept`: made by an earlier run. `absent`: not asked for yet.
    href : str
        Relative to the start page; empty where there is no page. A failed
        page may have one: the last good page is not thrown away.
    since : date, optional
        When a page that was kept was made.
    files : mapping of str to str
        What lies beside the page to be taken away: its place, relative to the
        start page, by the name of its format.
    """

    status: Made
    href: str = ""
    since: date | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One report of one place, in all its languages.

    Attributes
    ----------
    name : str
        Of the report, as the settings have it.
    title : str or Passage
        What readers know it by.
    place : str or Passage
        Region, or the whole project.
    region : str
        Code of the region; empty for a report about the whole project.
    entries : mapping of str to Entry
        By language code; a language without an entry counts as absent.
    """

    name: str
    title: Text
    place: Text
    region: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What was not made, and the sentence that says why and what to do.

    Attributes
    ----------
    report, place : str or Passage
    reason : str
    count : int
        How many reports it is: one for each language; 0 where the reports
        are there and only a file beside them is not.
    """

    report: Text
    place: Text
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to take away."""

    label: str
    href: str
    note: str = ""
