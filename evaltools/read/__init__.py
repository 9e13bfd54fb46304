"""The reading room: any file that people really have to a raw table, or a refusal that names the place.

Every cell comes as text with the row where it stands, and with a record of
how the file was understood and what was left out. Nothing is lost in silence:
rows in the file = rows in the frame + rows left out with a reason.
"""

from evaltools.read.desk import Desk
from evaltools.read.record import ALL_SHEETS, FileDataError, RawTable, Reading
from evaltools.read.room import read_table

__all__ = ["ALL_SHEETS", "Desk", "FileDataError", "RawTable", "Reading", "read_table"]
