"""The start page of a folder of reports: what failed, what is there, the main numbers, what changed."""

from evaltools.index.page import index_page
from evaltools.index.records import Download, Entry, Failure, IndexRow, Made
from evaltools.index.reports import Reports

__all__ = ["Download", "Entry", "Failure", "IndexRow", "Made", "Reports", "index_page"]
