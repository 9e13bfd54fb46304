"""Notes on every method, in the order in which a page shows them."""

from evaltools.wording.notes import change, counts, questions, rates, shares
from evaltools.wording.notes.note import Note

#: By the name of the function, or of what the pages do besides.
NOTES: dict[str, Note] = {
    note.id: note for module in (counts, rates, shares, change, questions) for note in module.NOTES
}

__all__ = ["NOTES", "Note"]
