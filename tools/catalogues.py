"""Bring the catalogues up to date with the messages in the code.

`python tools/catalogues.py` extracts every message and merges it into the
three catalogues: new messages come in empty (in English: as they stand),
those that went away are dropped. `--check` changes nothing and fails where
the catalogues are behind.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = {"kk_KZ": "Kazakh", "ru_KZ": "Russian", "en": "English"}
NOISE = tuple(
    f'"{name}'.encode()
    for name in (
        "POT-Creation",
        "PO-Revision",
        "Generated-By",
        "Report-Msgid",
        "Last-Translator",
        "Language-Team",
        "Project-Id",
    )
)
KEYWORDS = {"text": None, "mark": None, "plural": (1, 2), "phrase": ((1, "c"), 2, 3)}


def extracted() -> Catalog:
    """Every message of the package's code."""
    catalogue = Catalog(project="evaltools", fuzzy=False)
    found = extract_from_dir(
        str(ROOT / "evaltools"), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for file, _, message, _, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, locations=[(f"evaltools/{file}", 0)], context=context)
    return catalogue


def path_of(locale: str) -> Path:
    return ROOT / "evaltools" / "locales" / locale / "LC_MESSAGES" / "evaltools.po"


def updated(locale: str, template: Catalog) -> Catalog:
    """The catalogue of one language with exactly the template's messages."""
    path = path_of(locale)
    catalogue = (
        read_po(io.BytesIO(path.read_bytes()), locale=locale) if path.is_file() else Catalog(locale=locale)
    )
    catalogue.header_comment = f"# evaltools: {LANGUAGES[locale]}"
    catalogue.project, catalogue.fuzzy = "evaltools", False
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        # "95% interval" is no format of the % operator.
        message.flags.discard("python-format")
        if locale == "en" and message.id:
            message.string = message.id
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False, omit_header=False, sort_by_file=True)
    # Dates of creation would change the file at every call; the other headers say nothing here.
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(NOISE))


def main() -> int:
    template = extracted()
    behind = []
    for locale in LANGUAGES:
        path, wanted = path_of(locale), as_text(updated(locale, template))
        if path.is_file() and path.read_bytes() == wanted:
            continue
        behind.append(locale)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)
    if "--check" in sys.argv and behind:
        print(f"The catalogues {', '.join(behind)} are behind the code: run python tools/catalogues.py")
        return 1
    print(f"{len(template)} messages; changed: {', '.join(behind) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
