"""Tables of databases and Parquet files: every value as text, nothing written, no password shown."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from evaltools.errors import ConfigurationError
from evaltools.language import Language
from evaltools.prepare import prepare
from evaltools.read import FileDataError, RawTable, read_table
from evaltools.read.columnar import value_text
from evaltools.read.database import without_password

PROJECT = """
[project]
name = "Invented"
work = "work"
provider = "provider"
funder = "funder"
period = "2024-01-01..2024-12-31"
cut_off = 2025-01-15
regions = ["KZ-10", "KZ-23"]
languages = ["ru"]
sensitivity = "activity"

[tables.figures]
file = "{file}"
kind = "regional-figures"
sheet = "{sheet}"
"""


def base(folder: Path) -> Path:
    """A database with a table, a view and an empty table."""
    with closing(sqlite3.connect(folder / "register.db")) as made:
        made.executescript(
            """
            CREATE TABLE visits (date TEXT, region TEXT, "n people" INTEGER, share REAL);
            INSERT INTO visits VALUES ('2024-05-01', 'Атырау', 5, 0.5), ('2024-05-02', NULL, 7, 1.0);
            CREATE VIEW totals AS SELECT region, SUM("n people") AS n FROM visits GROUP BY region;
            CREATE TABLE "odd "" name" (a);
            """
        )
        made.commit()
    return folder


def refused(folder: Path, file: str, sheet: str = "", **more: Any) -> FileDataError:
    with pytest.raises(FileDataError) as caught:
        read_table(folder, file, sheet, **more)
    return caught.value


def test_a_table_is_read_as_text(tmp_path: Path) -> None:
    """Nothing is blank, whole numbers have no decimals; rows count as if a heading stood above them."""
    raw = read_table(base(tmp_path), "sqlite:///register.db", "visits")
    assert list(raw.frame.columns) == ["date", "region", "n people", "share"]
    assert raw.frame.to_numpy().tolist() == [
        ["2024-05-01", "Атырау", "5", "0.5"],
        ["2024-05-02", "", "7", "1"],
    ]
    assert raw.frame.index.tolist() == [2, 3]
    assert (raw.file, raw.sheet, raw.reading.format, raw.rows_read) == (
        "sqlite:///register.db",
        "visits",
        "sqlite",
        2,
    )


@pytest.mark.parametrize(
    "query", ["SELECT region, n FROM totals ORDER BY n", " with x as (select 1 as n) select * from x"]
)
def test_a_query_is_read(tmp_path: Path, query: str) -> None:
    """What begins with SELECT or WITH is a query and not a name."""
    raw = read_table(base(tmp_path), "sqlite:///register.db", query)
    assert raw.sheet == ""
    assert "n" in raw.frame.columns


def test_views_and_odd_names_are_tables_too(tmp_path: Path) -> None:
    """A name is looked up among the database's own, and quoted."""
    assert read_table(base(tmp_path), "sqlite:///register.db", "totals").rows_read == 2
    assert read_table(tmp_path, "sqlite:///register.db", 'odd " name').rows_read == 0


def test_a_table_must_be_named_and_known(tmp_path: Path) -> None:
    """The message lists what there is."""
    finding = refused(base(tmp_path), "sqlite:///register.db").finding
    assert (finding.code, "totals, visits" in finding.message) == ("table-not-named", True)
    finding = refused(tmp_path, "sqlite:///register.db", "visits; DROP TABLE visits").finding
    assert (finding.code, "totals, visits" in finding.message) == ("table-missing", True)


@pytest.mark.parametrize(
    "query",
    [
        "WITH x AS (SELECT 1) INSERT INTO visits (date) SELECT * FROM x",
        "WITH x AS (SELECT 1) DELETE FROM visits",
        "SELECT 1; DROP TABLE visits",
        "SELECT nothing FROM visits",
    ],
)
def test_nothing_is_written(tmp_path: Path, query: str) -> None:
    """A query that would change something, or is none, is refused; the file stays as it was."""
    before = (base(tmp_path) / "register.db").read_bytes()
    assert refused(tmp_path, "sqlite:///register.db", query).finding.code == "database-failed"
    assert (tmp_path / "register.db").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("sqlite:///none.db", "file-unopened"),
        ("sqlite:///text.db", "database-failed"),
        ("mysql://u@h/d", "database-unknown"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path: Path, file: str, code: str) -> None:
    """Missing, something else, or of a kind that is not read."""
    (tmp_path / "text.db").write_text("a;b\n1;2\n" * 200)
    assert refused(tmp_path, file, "x").finding.code == code


def test_a_database_is_read_only_through_its_address(tmp_path: Path) -> None:
    """The bare file is refused with the address to write."""
    base(tmp_path).joinpath("register.db").rename(tmp_path / "register.csv")
    assert "sqlite:///register.csv" in str(refused(tmp_path, "register.csv"))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://anna:s3cret@host/base", "postgresql://anna@host/base"),
        ("postgresql://anna:a@b@host/base", "postgresql://anna@b@host/base"),
        ("postgresql://anna@host/base?password=s3cret&x=1", "postgresql://anna@host/base?password=…&x=1"),
    ],
)
def test_passwords_are_not_shown(address: str, shown: str) -> None:
    """Whatever way a password stands in an address."""
    assert "s3cret" not in without_password(address)
    assert without_password(address) == shown or "a@" not in shown


def test_a_server_that_cannot_be_reached_is_refused_without_the_password(tmp_path: Path) -> None:
    """With the driver or without it the message is a sentence, and never holds the password."""
    error = refused(tmp_path, "postgresql://anna:s3cret@127.0.0.1:1/base", "visits", language=Language("ru"))
    assert error.finding.code in ("database-driver", "database-failed")
    assert "s3cret" not in str(error)
    assert "s3cret" not in repr(error.finding)


SERVER = os.environ.get("EVALTOOLS_TEST_POSTGRES", "")


@pytest.mark.skipif(not SERVER, reason="EVALTOOLS_TEST_POSTGRES names a server that may be written")
def test_a_server_is_read_and_not_written(tmp_path: Path) -> None:
    """A table, a query, types as text; what would write is refused by the server."""
    import psycopg

    with psycopg.connect(SERVER) as connection:
        connection.execute("DROP TABLE IF EXISTS evaltools_visits")
        connection.execute(
            "CREATE TABLE evaltools_visits (day date, n numeric, open boolean, at timestamptz)"
        )
        connection.execute(
            "INSERT INTO evaltools_visits VALUES ('2024-05-01', 1.50, true, '2024-05-01T20:00:00Z'), (NULL, 2, NULL, NULL)"
        )
    raw = read_table(tmp_path, SERVER, "evaltools_visits")
    assert list(raw.frame.columns) == ["day", "n", "open", "at"]
    assert raw.frame.iloc[0].tolist()[:3] == ["2024-05-01", "1.5", "TRUE"]
    assert raw.frame.iloc[1].tolist() == ["", "2", "", ""]
    assert read_table(tmp_path, SERVER, "SELECT count(*) AS n FROM evaltools_visits").frame["n"].tolist() == [
        "2"
    ]
    for query in (
        "WITH x AS (DELETE FROM evaltools_visits RETURNING 1) SELECT * FROM x",
        "SELECT 1; DROP TABLE evaltools_visits",
    ):
        assert refused(tmp_path, SERVER, query).finding.code == "database-failed"
    assert read_table(tmp_path, SERVER, "evaltools_visits").rows_read == 2


# In a project


def project(folder: Path, file: str, sheet: str) -> Path:
    (folder / "project.toml").write_text(PROJECT.format(file=file, sheet=sheet), encoding="utf-8")
    return folder


def test_a_project_takes_a_table_from_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers are there, the file is among the inputs, and a change of it is seen."""
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / "cache"))
    query = (
        "SELECT 'KZ-23' AS region, SUM(\\\"n people\\\") AS consultations, COUNT(*) AS clients FROM visits"
    )
    prepared = prepare(project(base(tmp_path), "sqlite:///register.db", query))
    assert prepared.internal.get("KZ-23", "consultations", "consultations").value == 12
    first = prepared.provenance.inputs["sqlite:///register.db"]
    with closing(sqlite3.connect(tmp_path / "register.db")) as made:
        made.execute("INSERT INTO visits VALUES ('2024-05-03', 'x', 8, 1)")
        made.commit()
    again = prepare(tmp_path)
    assert again.internal.get("KZ-23", "consultations", "consultations").value == 20
    assert again.provenance.inputs["sqlite:///register.db"] != first


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("sqlite:///none.db", "there is no file"),
        ("sqlite:///../register.db", "not inside the project folder"),
        ("postgresql://anna:s3cret@host/base", "no password may stand in project.toml"),
        ("ftp://host/data.csv", "only sqlite:/// and postgresql://"),
    ],
)
def test_addresses_are_checked_with_the_settings(tmp_path: Path, file: str, words: str) -> None:
    """A wrong address is a fault of project.toml, and a password in it is never shown."""
    with pytest.raises(ConfigurationError, match=words) as caught:
        prepare(project(tmp_path, file, "x"))
    assert "s3cret" not in str(caught.value)


# Parquet


def parquet_file(folder: Path, **columns: Any) -> RawTable:
    parquet.write_table(pa.table(columns), folder / "data.parquet")
    return read_table(folder, "data.parquet")


def test_parquet_is_read_as_text(tmp_path: Path) -> None:
    """Types of all kinds; nothing is blank; a record of nothing is left out and counted."""
    raw = parquet_file(
        tmp_path,
        code=["а1", " а2 ", None],
        n=[1, None, None],
        x=[0.5, 2.0, float("nan")],
        day=pa.array([date(2024, 5, 31), None, None]),
        at=pa.array([datetime(2024, 5, 31, 9, 5), None, None]),
        group=pa.array(["a", "b", None]).dictionary_encode(),
        ok=[True, None, None],
    )
    assert raw.frame.to_numpy().tolist() == [
        ["а1", "1", "0.5", "2024-05-31", "2024-05-31 09:05:00", "a", "TRUE"],
        ["а2", "", "2", "", "", "b", ""],
    ]
    assert (raw.reading.format, raw.rows_read, raw.frame.index.tolist()) == ("parquet", 3, [2, 3])
    assert raw.reading.left_out["blank"].tolist() == [4]


def test_lists_in_a_parquet_file_are_refused(tmp_path: Path) -> None:
    """One value in each cell."""
    with pytest.raises(FileDataError, match="lists or records") as caught:
        parquet_file(tmp_path, a=[[1, 2], [3]])
    assert (caught.value.finding.code, caught.value.finding.column) == ("column-nested", "a")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.500"), "1.5"),
        (Decimal("100"), "100"),
        (b"abc", "abc"),
        (float("inf"), "inf"),
        (datetime(2024, 5, 31, 20, tzinfo=UTC), "2024-05-31 20:00:00+00:00"),
    ],
)
def test_values_of_databases_as_text(value: object, text: str) -> None:
    """Decimals without needless zeros, moments with their zone."""
    assert value_text(value) == text
