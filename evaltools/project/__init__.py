"""The project room: `project.toml` to a frozen `Project`."""

from evaltools.project.files import files_of, is_pattern
from evaltools.project.load import find_project, load_project
from evaltools.project.model import Acknowledgement, Choices, Indicator, Kind, Project, Table, Texts

__all__ = [
    "Acknowledgement",
    "Choices",
    "Indicator",
    "Kind",
    "Project",
    "Table",
    "Texts",
    "files_of",
    "find_project",
    "is_pattern",
    "load_project",
]
