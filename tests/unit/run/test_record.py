"""What `run.json` says of a folder, and that a comparison reads it back."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from evaltools.outputs.output import read_output
from evaltools.results import Key
from evaltools.run.publish import results_text
from evaltools.run.record import run_text
from tests.small import counts, small

MOMENT = datetime(2025, 1, 10, 10, 0, tzinfo=UTC)


def test_the_record_says_what_each_number_rests_on(tmp_path: Path) -> None:
    """By the names of tables and files that the settings have."""
    prepared = small(tmp_path, counts("leaflets", "outreach", "copies"), leaflets="count\n30\n")
    found = json.loads(run_text(prepared, [], MOMENT))
    assert found["numbers"] == [
        {
            "tables": ["leaflets"],
            "denominators": [],
            "files": ["leaflets.csv"],
            "measures": ["outreach/outreach"],
        }
    ]
    assert set(found["inputs"]) == {"leaflets.csv", "project.toml"}


def test_the_record_knows_its_code(tmp_path: Path) -> None:
    """A hash of the package, which a commit with changes beside it cannot give."""
    prepared = small(tmp_path, counts("leaflets", "outreach", "copies"), leaflets="count\n30\n")
    made_by = json.loads(run_text(prepared, [], MOMENT))["evaltools"]
    assert set(made_by) == {"version", "commit", "code"}
    assert re.fullmatch("[0-9a-f]{64}", made_by["code"])


def test_what_is_written_can_be_compared(tmp_path: Path) -> None:
    """The reader of output folders takes the record and the table as a run writes them."""
    project, output = tmp_path / "project", tmp_path / "output"
    project.mkdir()
    output.mkdir()
    prepared = small(project, counts("leaflets", "outreach", "copies"), leaflets="count\n30\n")
    (output / "run.json").write_text(run_text(prepared, [], MOMENT), encoding="utf-8")
    (output / "results.csv").write_text(results_text(prepared, prepared.public), encoding="utf-8")
    found = read_output(output)
    assert found.numbers[Key("KZ", "outreach", "outreach")].value == 30
    assert found.rests_on == {"outreach/outreach": {"leaflets.csv"}}
    assert found.inputs == prepared.provenance.inputs
