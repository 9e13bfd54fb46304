"""Learning: the same people's tests before and after a training."""

from __future__ import annotations

from evaltools import stats
from evaltools.analysis.learning.change import DIRECTIONS, MATCHING, OF_REGIONS, add_change, tie
from evaltools.analysis.learning.comparison import add_comparisons
from evaltools.analysis.learning.items import add_items
from evaltools.analysis.learning.pairing import blocks, pair_scores
from evaltools.analysis.learning.people import (
    add_people,
    add_planning,
    add_reliable_counts,
    add_selection,
    noise,
)
from evaltools.analysis.sheet import Sheet
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, Results
from evaltools.validate import Canonical

__all__ = ["analyse_learning"]

SUBJECT = "learning"


def analyse_learning(project: Project, canonical: Canonical) -> tuple[Results, list[Finding]]:
    """Change of test scores for each training, each region and the country.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `prepost`: one row for each person and occasion,
        with a total score or one column for each question (0 or 1, or the
        option chosen where the settings have a key).

    Returns
    -------
    results : Results
        Subject `learning`. Public, by region, country and `training=`: the
        matching block, means, the change with a t interval, its directions.
        Public by region and country: the lost against the kept, the share
        improved, the rank test with the typical change, named standardised
        changes, gains, warnings; the comparison adjusted for the start.
        Internal, by training: the same, each person, each question, and how
        many people are needed next time. The data dictionary has the list.
    findings : list of Finding
        People with two tests of one occasion.
    """
    table = canonical.table
    scores = pair_scores(canonical)
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
    found = noise(scores, table)
    keys: dict[tuple[str, str], dict[str, Key]] = {}
    unit, rose = "", set()
    for block in blocks(scores, len(table.items)):
        keys[block.region, block.training] = add_change(sheet, block)
        unit = block.unit
        if block.training:
            add_people(sheet, block, found)
            add_planning(sheet, block)
            if (stats.paired_change(block.pre, block.post).low or 0) > 0:
                rose.add(block.training)
        elif block.region == COUNTRY:
            judged = stats.reliable_change(
                block.pre, block.post, reliability=found.reliability, sd_pre=found.sd_pre
            )
            add_reliable_counts(sheet, block, judged, found)
            add_planning(sheet, block)
            add_selection(sheet, table, found, keys[COUNTRY, ""]["pairs"])
    _tie_blocks(sheet, keys)
    add_comparisons(sheet, scores.people, unit, keys)
    add_items(sheet, canonical, scores, rose)
    return sheet.results(), _doubled(project, canonical, tuple(sorted(scores.doubled)))


def _tie_blocks(sheet: Sheet, keys: dict[tuple[str, str], dict[str, Key]]) -> None:
    """Trainings add up to their region; regions, and trainings without one, to the country."""
    names = (*MATCHING, *DIRECTIONS)
    regions = [code for code, training in keys if not training and code != COUNTRY]
    for code in regions:
        own = [found for (region, training), found in keys.items() if region == code and training]
        tie(sheet, keys[code, ""], own, names)
    if (COUNTRY, "") not in keys:
        return
    nowhere = [found for (region, training), found in keys.items() if region == COUNTRY and training]
    parts = [keys[code, ""] for code in regions]
    tie(sheet, keys[COUNTRY, ""], [*parts, *nowhere], (*names, *OF_REGIONS))


def _doubled(project: Project, canonical: Canonical, trainings: tuple[str, ...]) -> list[Finding]:
    language = Language(project.header.languages[0])
    return [
        Finding(
            severity="warning",
            code="person-twice",
            file=canonical.table.file,
            message=language.text(
                "{file}, training {training}: someone has two tests of one occasion; "
                "left out of the comparison.",
                file=canonical.table.file,
                training=training,
            ),
            action=language.text("Give each person one code, and each test one row."),
        )
        for training in trainings
    ]
