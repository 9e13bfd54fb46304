"""`run.json`: what the folder holds, and what each page was made from."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from evaltools.cache import package_hash
from evaltools.press import PRINT_CAUSES
from evaltools.project import Project
from evaltools.results import COUNTRY
from evaltools.run.basis import versions
from evaltools.run.outcome import Cause, Outcome
from evaltools.run.store import json_text, sha256

if TYPE_CHECKING:
    from evaltools.outputs.changes import Changes
    from evaltools.prepare import Prepared

PageStatus = Literal["done", "failed", "interrupted"]
FILE_NAME = "run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """One page of the folder.

    Attributes
    ----------
    report, region, training, language, audience, href : str
    status : {"done", "failed", "interrupted"}
        Of the last try. A failed page may still have its last good file; one
        that was interrupted was not made, and the next run makes it.
    reason : str
        Why it failed.
    cause : str
        The kind of failure: cell-error, cell-timeout, killed ...
    made : str
        When the file was made (ISO); empty if there is none.
    tried : str
        When it was tried last (ISO).
    checked : str
        When it was last made, or last seen to be as it would be made (ISO).
    why : str
        Why the last run made it.
    skipped : str
        Why the last run did not; empty if it did, or did not look at it.
    seconds : float
    sha256 : str
        Of the page as it was exported.
    data_hash : str
        Of the data that the page shows.
    parameters : dict
        All values, defaults included.
    files : dict
        SHA-256 of each file that was made beside the page, by its place.
    missing : dict
        Of each file that should lie beside the page and could not be made:
        the kind of fault (`cause`) and the sentence (`reason`).
    """

    report: str
    region: str
    training: str
    language: str
    audience: str
    href: str
    status: PageStatus
    reason: str = ""
    cause: Cause = ""
    made: str = ""
    tried: str = ""
    checked: str = ""
    why: str = ""
    skipped: str = ""
    seconds: float = 0.0
    sha256: str = ""
    data_hash: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    missing: dict[str, dict[str, str]] = field(default_factory=dict)


def record_of(
    outcome: Outcome, data_hash: str, moment: datetime, earlier: PageRecord | None, why: str
) -> PageRecord:
    """The record of a job that has just come to its end."""
    job = outcome.job
    base = PageRecord(
        report=job.report,
        region=job.region,
        training=job.training,
        language=job.language,
        audience=job.audience,
        href=job.href,
        status="done" if outcome.done else "interrupted" if outcome.cause == "interrupted" else "failed",
        reason=outcome.reason,
        cause=outcome.cause,
        why=why,
        tried=moment.isoformat(),
        seconds=round(outcome.seconds, 2),
        # The place of the project on this machine is nobody's business.
        parameters={name: value for name, value in outcome.parameters.items() if name != "project"},
    )
    if outcome.done:
        files = {place: sha256(content) for place, content in outcome.files.items()}
        return replace(
            base,
            made=moment.isoformat(),
            checked=moment.isoformat(),
            sha256=sha256(outcome.html),
            data_hash=data_hash,
            files=files,
            missing={
                place: {"cause": cause, "reason": PRINT_CAUSES[cause]}
                for place, cause in outcome.missing.items()
            },
        )
    if earlier:
        return replace(
            base,
            made=earlier.made,
            checked=earlier.checked,
            sha256=earlier.sha256,
            data_hash=earlier.data_hash,
            files=earlier.files,
            missing=earlier.missing,
        )
    return base


def read_record(output: Path) -> dict[str, PageRecord]:
    """Pages of earlier runs by place: those whose files are there, and those that could not be made."""
    file = output / FILE_NAME
    try:
        pages = json.loads(file.read_text(encoding="utf-8"))["pages"]
        records = [PageRecord(**page) for page in pages]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    there = (as_there(record, output) for record in records)
    return {record.href: record for record in there if record.made or record.status != "done"}


def belongs(record: PageRecord, project: Project) -> bool:
    """Whether the project still has what a page is about, as far as its settings say."""
    return (
        record.report in project.reports
        and record.language in project.header.languages
        and record.region in (COUNTRY, *project.regions)
    )


def as_there(record: PageRecord, output: Path) -> PageRecord:
    """A record without what is not in the folder any more: the files beside the page, or the page itself."""
    if not (output / record.href).is_file():
        return replace(record, made="", checked="", sha256="", data_hash="", files={}, missing={})
    files = {place: digest for place, digest in record.files.items() if (output / place).is_file()}
    return replace(record, files=files)


def run_text(
    prepared: Prepared,
    pages: Iterable[PageRecord],
    moment: datetime,
    results: str = "",
    changes: Changes | None = None,
) -> str:
    """The content of `run.json`.

    Parameters
    ----------
    prepared : Prepared
    pages : iterable of PageRecord
    moment : datetime
    results : str
        The content of `results.csv`, which is known by its hash.
    changes : Changes, optional
        Since the run before.
    """
    project, provenance = prepared.project, prepared.provenance
    return json_text(
        {
            "project": project.id,
            "made": moment.isoformat(),
            # Its code tells more than its commit: files may have been changed since, or nothing that counts.
            "evaltools": {
                "version": provenance.version,
                "commit": provenance.commit,
                "code": package_hash(),
            },
            "python": platform.python_version(),
            "packages": {name: number for name, number in versions().items() if name != "python"},
            "inputs": dict(provenance.inputs),
            "data_hash": provenance.data_hash,
            "results": sha256(results) if results else "",
            "changes": changes.as_json() if changes else None,
            "numbers": [asdict(origin) for origin in prepared.origins],
            "pages": [asdict(page) for page in pages],
        }
    )


def in_order(pages: Iterable[PageRecord], project: Project) -> list[PageRecord]:
    """Reports in the project's order, then regions, trainings, languages."""
    reports, regions = list(project.reports), ["KZ", *project.regions]

    def place(page: PageRecord) -> tuple[int, int, str, str]:
        return (
            reports.index(page.report) if page.report in reports else len(reports),
            regions.index(page.region) if page.region in regions else len(regions),
            page.training,
            page.language,
        )

    return sorted(pages, key=place)
