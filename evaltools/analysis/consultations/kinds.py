"""What consultations were about, how and by whom they were given."""

from __future__ import annotations

import pandas as pd

from evaltools.analysis.sheet import NOT_STATED, Sheet
from evaltools.analysis.tally import filled, tally, tally_different
from evaltools.coded import coded
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, group, pooled

KINDS = ("topic", "channel", "specialist")


def add_kinds(sheet: Sheet, project: Project, frame: pd.DataFrame, totals: dict[str, Key]) -> None:
    """Consultations by topic, channel and kind of specialist, with shares.

    They are consultations and add up to them. Yet a topic says something of
    who came: a number of consultations is hidden also where fewer clients
    than the threshold stand behind it.
    """
    unit, left_out = project.header.clients, project.left_out()
    for kind in KINDS:
        if kind not in frame or frame[kind].isna().all():
            continue
        region, category = coded(frame["region"]), filled(coded(frame[kind]), NOT_STATED)
        visits = tally(region, category)
        clients = tally_different(coded(frame["client"]), region, category) if "client" in frame else None
        there = {code for code, _ in visits}
        present = [code for code in project.regions if code in there]
        counted = [code for code in present if code not in left_out]
        parts: dict[str, list[Key]] = {code: [] for code in (*present, COUNTRY)}
        for name in sorted(category.values):
            where = group(**{kind: name})
            for code in (*present, COUNTRY):
                members = counted if code == COUNTRY else [code]
                count = float(sum(visits.get((member, name), 0) for member in members))
                behind: tuple[Key, ...] = ()
                if clients is not None:
                    people = float(sum(clients.get((member, name), 0) for member in members))
                    # Not in a sum: the reader sees no clients by topic that could be added up.
                    behind = (sheet.count(code, f"{unit}_behind", people, unit, where, audience="internal"),)
                method = pooled(len(counted)) if code == COUNTRY else ""
                key = sheet.count(
                    code, "consultations", count, "consultations", where, method=method, sources=behind
                )
                parts[code].append(key)
            sheet.total(parts[COUNTRY][-1], [parts[code][-1] for code in counted])
        for code, keys_of_region in parts.items():
            sheet.total(totals[code], keys_of_region)
            for key in keys_of_region:
                sheet.percent(code, "share_of_consultations", key, totals[code], key.group)
