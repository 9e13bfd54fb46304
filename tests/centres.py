"""Settings of a small project that reads whatever two centres have sent."""

from __future__ import annotations

SETTINGS = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "nobody"
contact = "an office"
period = "2024-01-01..2024-12-31"
cut_off = 2024-12-31
regions = ["KZ-15", "KZ-23"]
languages = ["en"]
sensitivity = "activity"

[tables.figures]
file = "centres/*"
kind = "regional-figures"
"""
HEAD = "region,consultations,clients\n"
