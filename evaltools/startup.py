"""What a process of this package does before it loads other libraries."""

from __future__ import annotations

import sys

#: A grammar of internationalised addresses, which jsonschema loads where it finds one.
_ADDRESS_GRAMMAR = "rfc3987_syntax"


def leave_out_address_grammar() -> None:
    """Let jsonschema, which checks the form of notebooks, do without its grammar of addresses.

    To build that grammar takes longer than all other imports of a page
    together, and no notebook has a field of that kind. jsonschema does
    without it as it does where it is not installed. Only for processes of
    this package's own: in a user's kernel the check may be wanted.

    Does nothing if the grammar is loaded already.
    """
    # None is Python's own way to say that a module is not to be found.
    sys.modules.setdefault(_ADDRESS_GRAMMAR, None)  # type: ignore[arg-type]
