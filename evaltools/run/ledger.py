"""What is known of an output folder: from what each page was made, written as soon as the page is.

The ledger lies in the user's cache: it holds hashes of single figures, and a
run that is killed leaves it true. A page counts as made only if the ledger
says so and the file is the one that it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evaltools.cache import cache_folder, writable_cache
from evaltools.run.basis import Basis
from evaltools.run.record import PageRecord
from evaltools.run.store import json_text, sha256, write

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
    """What the last run left.

    Attributes
    ----------
    shown : str
        Hash of what the start page and the tables show.
    files : dict of str
        Hash of every file by its place.
    kept : tuple of str
        Places of pages that the start page marks as kept from an earlier run.
    """

    shown: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def folder_for(output: Path) -> Path:
    """The folder of the cache that belongs to an output folder; it need not be there yet."""
    return cache_folder() / _inside(output)


def writable_folder_for(output: Path, inside: str = "") -> Path:
    """The same folder, or one inside it, made where it is not there yet; readable by the owner only.

    Raises
    ------
    StorageError
        The cache cannot be written.
    """
    return writable_cache(f"{_inside(output)}/{inside}")


def _inside(output: Path) -> str:
    return f"outputs/{hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:24]}"


def read_states(output: Path) -> dict[str, PageState]:
    """Every page that the ledger knows, by its place."""
    states = (_read(file) for file in sorted((folder_for(output) / "pages").glob("*.json")))
    return {state.record.href: state for state in states if state}


def write_state(output: Path, state: PageState) -> None:
    """Write what is known of a page, whole or not at all."""
    place = writable_folder_for(output, "pages") / f"{state.record.href.replace('/', '_')}.json"
    content = {
        "record": asdict(state.record),
        "basis": asdict(state.basis),
        "slices": list(state.slices),
    }
    _write(place, json.dumps(content, ensure_ascii=False))


def _read(file: Path) -> PageState | None:
    try:
        content = _content(file)
        basis = Basis(**content["basis"])
        return PageState(PageRecord(**content["record"]), basis, tuple(content["slices"]))
    except (OSError, ValueError, KeyError, TypeError):
        # Damaged, or written by another version: the page is made again.
        return None


def read_published(output: Path) -> Published:
    """What the last run left; nothing where that is not known."""
    try:
        content = _content(folder_for(output) / _PUBLISHED)
        return Published(content["shown"], dict(content["files"]), tuple(content["kept"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Published()


def write_published(output: Path, published: Published) -> None:
    """Write what this run left."""
    _write(writable_folder_for(output) / _PUBLISHED, json_text(asdict(published)))


def _write(file: Path, text: str) -> None:
    """Write a text under its own hash: one that was damaged is then told from one that was not."""
    write(file, f"{sha256(text)}\n{text}", readable=False)


def _content(file: Path) -> dict[str, Any]:
    """What a file of the ledger says.

    Raises
    ------
    OSError, ValueError
        It is not there, or damaged.
    """
    digest, _, text = file.read_text(encoding="utf-8").partition("\n")
    if sha256(text) != digest:
        raise ValueError(f"{file} is damaged")
    content: dict[str, Any] = json.loads(text)
    return content


def file_hash(file: Path) -> str:
    """SHA-256 of a file; empty if it is not there."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def differing(output: Path, files: Mapping[str, str]) -> list[str]:
    """The files that are not as they were left."""
    return [place for place, digest in files.items() if file_hash(output / place) != digest]
