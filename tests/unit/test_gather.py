"""Tables of several files."""

from __future__ import annotations

from pathlib import Path

from evaltools.prepare import Prepared, prepare
from tests.centres import HEAD, SETTINGS


def project(folder: Path, **files: str) -> Prepared:
    (folder / "centres").mkdir()
    for name, text in files.items():
        (folder / "centres" / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "project.toml").write_text(SETTINGS, encoding="utf-8")
    return prepare(folder)


def total(prepared: Prepared) -> float | None:
    return prepared.public.get("KZ", "consultations", "consultations").value


def test_files_are_put_together(tmp_path: Path) -> None:
    """Rows of all files count; each file has its own flow."""
    made = project(tmp_path, aktobe=f"{HEAD}KZ-15,90,40\n", atyrau=f"{HEAD}KZ-23,30,20\n")
    assert total(made) == 120
    assert [(each.file, each.rows_used) for each in made.flows] == [
        ("centres/aktobe.csv", 1),
        ("centres/atyrau.csv", 1),
    ]


def test_a_refused_file_costs_itself_alone(tmp_path: Path) -> None:
    """The other file's figures are there, and the finding names the one that was refused."""
    made = project(tmp_path, aktobe=f"{HEAD}KZ-15,many,40\n", atyrau=f"{HEAD}KZ-23,30,20\n")
    assert made.public.get("KZ-23", "consultations", "consultations").value == 30
    assert made.public.get("KZ-15", "consultations", "consultations").status == "no-data"
    assert [each.file for each in made.findings if each.refuses] == ["centres/aktobe.csv"]


def test_a_region_in_two_files_is_not_added_up(tmp_path: Path) -> None:
    """The later file is refused: nobody knows which of the two is meant."""
    made = project(tmp_path, a=f"{HEAD}KZ-15,90,40\n", b=f"{HEAD}KZ-15,91,40\nKZ-23,30,20\n")
    assert made.public.get("KZ-15", "consultations", "consultations").value == 90
    finding = next(each for each in made.findings if each.refuses)
    assert (finding.code, finding.file, finding.row) == ("row-in-two-files", "centres/b.csv", 2)
    assert finding.other_place == "centres/a.csv"


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    """A copy under another name is left out, and said so."""
    made = project(tmp_path, a=f"{HEAD}KZ-15,90,40\n", b=f"{HEAD}KZ-15,90,40\n")
    assert total(made) == 90
    assert [each.code for each in made.findings if each.file == "centres/b.csv"] == ["file-twice"]


def test_a_late_file_is_seen(tmp_path: Path) -> None:
    """A file that comes into the folder changes what is prepared."""
    before = project(tmp_path, a=f"{HEAD}KZ-15,90,40\n")
    (tmp_path / "centres" / "late.csv").write_text(f"{HEAD}KZ-23,30,20\n", encoding="utf-8")
    (tmp_path / "centres" / "~$late.xlsx").write_bytes(b"left by Excel")
    after = prepare(tmp_path)
    assert (total(before), total(after)) == (90, 120)
    assert before.provenance.data_hash != after.provenance.data_hash


REGISTER = SETTINGS.replace('kind = "regional-figures"', 'kind = "consultations"')


def register(folder: Path, **files: str) -> Prepared:
    (folder / "centres").mkdir()
    for name, rows in files.items():
        text = "date,client,region\n" + rows
        (folder / "centres" / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "project.toml").write_text(REGISTER, encoding="utf-8")
    return prepare(folder)


VISITS = "".join(f"2024-03-{day:02},C{day},KZ-23\n" for day in range(1, 11))


def test_the_same_visits_in_another_form_are_left_out(tmp_path: Path) -> None:
    """Row for row the same as another file, in another order: sent twice."""
    turned = "\n".join(reversed(VISITS.splitlines())) + "\n"
    made = register(tmp_path, first=VISITS, second=turned)
    assert total(made) == 10
    assert [(each.code, each.file) for each in made.findings] == [("file-twice", "centres/second.csv")]


def test_visits_that_two_files_share_are_told(tmp_path: Path) -> None:
    """A quarter, and the half-year with it: counted, and told how many stand twice."""
    made = register(tmp_path, first=VISITS, second=VISITS + "2024-05-01,C11,KZ-23\n")
    (finding,) = made.findings
    assert (finding.code, finding.other_place) == ("rows-in-two-files", "centres/first.csv")
    assert "10 rows stand in centres/first.csv, too" in finding.message
    assert total(made) == 21


def test_the_same_file_is_found_among_three(tmp_path: Path) -> None:
    """A quarter, a half-year with it, and the half-year again: the last is left out."""
    half = VISITS + "2024-05-01,C11,KZ-23\n2024-05-02,C12,KZ-23\n"
    turned = "\n".join(reversed(half.splitlines())) + "\n"
    made = register(tmp_path, a=VISITS, b=half, c=turned)
    assert [(each.code, each.file) for each in made.findings] == [
        ("rows-in-two-files", "centres/b.csv"),
        ("file-twice", "centres/c.csv"),
    ]


def test_two_centres_may_send_the_same_bytes(tmp_path: Path) -> None:
    """Where the name of the file says the region, the same rows are not the same visits."""
    (tmp_path / "centres").mkdir()
    for name in ("Атырау", "Актобе"):
        (tmp_path / "centres" / f"{name}.csv").write_text("date,client\n2024-03-01,C1\n", encoding="utf-8")
    settings = REGISTER + 'columns = { region = "file" }\n'
    (tmp_path / "project.toml").write_text(settings, encoding="utf-8")
    made = prepare(tmp_path)
    assert made.findings == ()
    assert total(made) == 2
