"""Whether pages show what they would show if they were made now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaltools.export import set_navigation
from evaltools.prepare import Prepared
from evaltools.results import Key
from evaltools.run.freshness import Inquiry
from evaltools.run.store import sha256
from evaltools.slices import Answers, Scope, Slice, changed, words_of


def why_stale(prepared: Prepared, output: Path, inquiries: Sequence[Inquiry]) -> list[str]:
    """Why each of some pages must be made again; an empty text if it need not be.

    Parameters
    ----------
    prepared : Prepared
        The project as it is now.
    output : Path
    inquiries : sequence of Inquiry
        What each page was made from.
    """
    answers: dict[Scope, Answers] = {}
    rows: dict[str, dict[Key, str]] = {"public": {}, "internal": {}}
    return [_why(prepared, output, each, answers, rows) for each in inquiries]


def _why(
    prepared: Prepared,
    output: Path,
    inquiry: Inquiry,
    answers: dict[Scope, Answers],
    rows: dict[str, dict[Key, str]],
) -> str:
    if inquiry.page and not _is_as_exported(output / inquiry.page, inquiry.sha256):
        return "the page was changed by somebody else"
    for content in inquiry.slices:
        slice_ = Slice.from_json(content)
        scope = slice_.scope
        known = answers.setdefault(scope, Answers(prepared, scope, rows[scope.audience]))
        if (question := changed(prepared, slice_, known)) is not None:
            return f"{words_of(question, slice_.scope.region)} changed"
    return ""


def _is_as_exported(page: Path, digest: str) -> bool:
    """Whether a page differs from what was exported by its links alone."""
    try:
        html = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return sha256(set_navigation(html, [])) == digest
