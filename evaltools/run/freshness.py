"""Which pages must be made, which need not be, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaltools.run.basis import Basis, difference
from evaltools.run.jobs import Job
from evaltools.run.ledger import PageState, Published, file_hash

#: Why a page is not made again.
UNCHANGED = "nothing that it is made from has changed"
SLICE_UNCHANGED = "the data have changed, but nothing that it shows"
FORCED = "asked for with --force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a run does with one job.

    Attributes
    ----------
    job : Job
    make : bool
    why : str
        Why it is made, or why not.
    """

    job: Job
    make: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What must be asked of the prepared data before it is known whether a page is as it would be made.

    Attributes
    ----------
    slices : tuple of dict
        What the page was made from; empty if the data have not changed.
    page : str
        Place of a file that is not the one that was left; empty if it is.
    sha256 : str
        Of the page as it was exported.
    """

    slices: tuple[Mapping[str, Any], ...] = ()
    page: str = ""
    sha256: str = ""


def inquire(
    job: Job,
    state: PageState | None,
    basis: Basis,
    output: Path,
    published: Published,
    formats: Sequence[str] = (),
) -> str | Inquiry | None:
    """Whether a page must be made, as far as that can be seen without the data.

    Parameters
    ----------
    job : Job
    state : PageState or None
        What is known of the page.
    basis : Basis
        What it would be made from now.
    output : Path
    published : Published
        What the last run left.
    formats : sequence of str
        What is wanted beside the page.

    Returns
    -------
    str, Inquiry or None
        Why it must be made; what must be asked first; None if it need not be
        made.
    """
    if state is not None and state.record.status == "interrupted":
        return "the last run was interrupted"
    if state is not None and state.record.status == "failed":
        return "it failed the last time"
    page = file_hash(output / job.href)
    if not page:
        return "there is no page yet" if state is None else "the page is not there"
    if state is None:
        return "nothing is known of how the page was made"
    record = state.record
    if reason := difference(state.basis, basis):
        return reason
    if reason := _beside(job, record.files, output, formats):
        return reason
    other_data = state.basis.data_hash != basis.data_hash
    if other_data and not basis.closed:
        return "the data have changed, and the notebook may read all of them"
    touched = page not in (record.sha256, published.files.get(job.href))
    if not other_data and not touched:
        return None
    return Inquiry(
        slices=state.slices if other_data else (),
        page=job.href if touched else "",
        sha256=record.sha256,
    )


def _beside(job: Job, files: Mapping[str, str], output: Path, formats: Sequence[str]) -> str:
    """What is wrong with the files beside a page."""
    for name in formats:
        if job.place(name) not in files:
            return f"the file {job.place(name)} is not there yet"
    for place, digest in files.items():
        if (found := file_hash(output / place)) != digest:
            return f"the file {place} was changed" if found else f"the file {place} is not there"
    return ""


def by_reason(decisions: Iterable[Decision]) -> dict[str, list[Job]]:
    """Jobs grouped by why they are made, or why not, in the order of the first."""
    found: dict[str, list[Job]] = {}
    for each in decisions:
        found.setdefault(each.why, []).append(each.job)
    return found
