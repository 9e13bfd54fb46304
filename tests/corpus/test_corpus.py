"""Every file of the corpus gives what was written down for it: these cells, these warnings, or this refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.language import Language
from evaltools.read import FileDataError, read_table
from evaltools.values import Hints, column_reader
from tests.corpus.cases import ACCEPTED, REFUSED, VALUES, Accepted, Refused, Values


def test_the_corpus_is_large_and_its_names_are_unique() -> None:
    """A hundred cases at least, each with a name of its own."""
    for cases in (ACCEPTED, REFUSED, VALUES):
        names = [case.name for case in cases]
        assert len(set(names)) == len(names)
    assert len(ACCEPTED) + len(REFUSED) >= 100


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_accepted(case: Accepted, tmp_path: Path) -> None:
    """Cells, rows, findings and rows left out are exactly these; no row is lost."""
    (tmp_path / case.file).write_bytes(case.data())
    raw = read_table(tmp_path, case.file, case.sheet)
    assert list(raw.frame.columns) == list(case.columns)
    assert raw.frame.to_numpy().tolist() == [list(row) for row in case.cells]
    assert raw.frame.index.tolist() == list(case.rows)
    assert sorted((each.code, each.row, each.column) for each in raw.findings) == sorted(case.findings)
    assert {name: rows.tolist() for name, rows in raw.reading.left_out.items()} == dict(case.left_out)
    assert raw.reading.rows_read == raw.rows_read == len(case.cells) + sum(map(len, case.left_out.values()))
    assert not any(each.refuses for each in raw.findings)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_refused(case: Refused, tmp_path: Path) -> None:
    """The refusal has this code and names this place, in a sentence of each language."""
    (tmp_path / case.file).write_bytes(case.data())
    with pytest.raises(FileDataError) as caught:
        read_table(tmp_path, case.file, case.sheet)
    finding = caught.value.finding
    assert (finding.code, finding.row, finding.column, finding.sheet) == (
        case.code,
        case.row,
        case.column,
        case.place,
    )
    assert (finding.severity, finding.refuses, finding.file) == ("error", True, case.file)
    message = str(caught.value)
    assert message.startswith(case.file)
    assert [word for word in case.words if word not in message] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_refused_in_the_language_of_the_project(case: Refused, language: str, tmp_path: Path) -> None:
    """The refusal is a sentence of the reader's language, place and advice included."""
    (tmp_path / case.file).write_bytes(case.data())
    messages = []
    for code in ("en", language):
        with pytest.raises(FileDataError) as caught:
            read_table(tmp_path, case.file, case.sheet, language=Language(code))
        messages.append(caught.value.finding)
    english, translated = messages
    assert translated.message != english.message
    assert translated.action != english.action or not english.action
    assert translated.message.startswith(case.file)


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case.name)
def test_values(case: Values) -> None:
    """A column gives these values, or the one text is refused for this reason and the others are read."""
    hints = Hints(decimal=case.decimal, point_is_sure=case.point_is_sure, epoch=case.epoch)
    known = column_reader(case.kind, case.texts, (), hints)
    if not case.refused:
        assert [known.parse(text) for text in case.texts] == list(case.values)
        return
    with pytest.raises(ValueError, match="“") as caught:
        known.parse(case.refused)
    assert case.because in str(caught.value)
    assert case.refused in str(caught.value)
