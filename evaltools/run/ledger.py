"""What is known of an output folder: from what each page was made, written as soon as the page is.

The ledger lies in the user's cache: it holds hashes of single figures, and a
run that is killed leaves it true. A page counts as made only if the ledger
says so and the file is the one that it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evaltools.cache import writable_cache
from evaltools.run.basis import Basis
from evaltools.run.record import PageRecord
from evaltools.run.store import json_text, write

_PUBLISHED = "published.json"


@dataclass(frozen=True)
class PageState:
    """One page: its record, and what it was made from.

    Attributes
    ----------
    record : PageRecord
    basis : Basis
        Notebook, parameters, packages and the rest.
    slices : tuple of dict
        What it asked of the results, with hashes of the answers.
    """

    record: PageRecord
    basis: Basis
    slices: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Published:
    """What the last run left: a hash of what it showed, and the hash of every file."""

    shown: str = ""
    files: Mapping[str, str] = ()  # type: ignore[assignment]


def folder_for(output: Path) -> Path:
    """The folder of the cache that belongs to an output folder.

    Raises
    ------
    StorageError
        The cache cannot be written.
    """
    return writable_cache(f"outputs/{hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:24]}")


def read_states(output: Path) -> dict[str, PageState]:
    """Every page that the ledger knows, by its place."""
    states = (_read(file) for file in sorted((folder_for(output) / "pages").glob("*.json")))
    return {state.record.href: state for state in states if state}


def write_state(output: Path, state: PageState) -> None:
    """Write what is known of a page, whole or not at all."""
    place = folder_for(output) / "pages" / f"{state.record.href.replace('/', '_')}.json"
    content = {
        "record": asdict(state.record),
        "basis": asdict(state.basis),
        "slices": list(state.slices),
    }
    write(place, json.dumps(content, ensure_ascii=False), readable=False)


def _read(file: Path) -> PageState | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        basis = Basis(**content["basis"])
        return PageState(PageRecord(**content["record"]), basis, tuple(content["slices"]))
    except (OSError, ValueError, KeyError, TypeError):
        # Damaged, or written by another version: the page is made again.
        return None


def read_published(output: Path) -> Published:
    """What the last run left; nothing where that is not known."""
    try:
        content = json.loads((folder_for(output) / _PUBLISHED).read_text(encoding="utf-8"))
        return Published(content["shown"], dict(content["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Published("", {})


def write_published(output: Path, published: Published) -> None:
    """Write what this run left."""
    write(folder_for(output) / _PUBLISHED, json_text(asdict(published)), readable=False)


def file_hash(file: Path) -> str:
    """SHA-256 of a file; empty if it is not there."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def differing(output: Path, files: Mapping[str, str], places: Sequence[str] = ()) -> list[str]:
    """The files that are not as they were left."""
    return [place for place in places or files if file_hash(output / place) != files.get(place)]
