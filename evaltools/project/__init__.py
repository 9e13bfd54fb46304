"""The project room: `project.toml` to a frozen `Project`."""

from evaltools.project.files import files_of, is_pattern
from evaltools.project.load import find_project, load_project
from evaltools.project.logo import logo_address
from evaltools.project.model import (
    NARRATIVE_FIGURE,
    Acknowledgement,
    Choices,
    Goal,
    Indicator,
    Kind,
    Narrative,
    Project,
    Ratio,
    Schedule,
    Table,
    Texts,
)

__all__ = [
    "NARRATIVE_FIGURE",
    "Acknowledgement",
    "Choices",
    "Goal",
    "Indicator",
    "Kind",
    "Narrative",
    "Project",
    "Ratio",
    "Schedule",
    "Table",
    "Texts",
    "files_of",
    "find_project",
    "is_pattern",
    "load_project",
    "logo_address",
]
