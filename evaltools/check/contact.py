"""Whom a reader can ask: a page without an address leaves its questions to nobody."""

from __future__ import annotations

from evaltools.check.advice import text_line
from evaltools.check.case import Case
from evaltools.findings import Finding
from evaltools.project.load import FILE_NAME


def check_contact(case: Case) -> list[Finding]:
    """Whether the settings give a contact; a hint where they do not."""
    if case.project.header.contact is not None:
        return []
    return [
        Finding(
            severity="note",
            code="contact-missing",
            file=FILE_NAME,
            column="contact",
            message=case.language.text("The pages do not say whom a reader can ask: no contact is given."),
            action=case.language.text(
                "Write the address of the organisation, not of a person, into project.toml under [project]: "
                "{line}",
                line=text_line(case, "contact"),
            ),
        )
    ]
