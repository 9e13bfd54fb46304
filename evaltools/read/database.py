"""A table or a query of a database, read and never written."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from evaltools.coded import few_texts, text_column
from evaltools.language import mark
from evaltools.read.columnar import MOST_ROWS, typed_table, value_text
from evaltools.read.desk import Desk
from evaltools.read.grid import not_too_wide
from evaltools.read.record import RawTable

#: Seconds that a database may take to let us in, and milliseconds for one query.
PATIENCE, LONGEST_QUERY = 10, 300_000
SQLITE = "sqlite:///"
_SERVERS = ("postgresql://", "postgres://")


def read_database(desk: Desk, folder: Path, address: str, table: str) -> RawTable:
    """Read a table, a view or the answer to a query.

    Parameters
    ----------
    desk : Desk
    folder : Path
        The project's folder; an SQLite file lies in it.
    address : str
        `sqlite:///register.db` or `postgresql://user@host/name`.
    table : str
        Name of a table or view, or a query that begins with SELECT or WITH.

    Raises
    ------
    FileDataError
        In plain words, and without the password.
    """
    desk.file = without_password(address)
    desk.sheet = table if not _is_query(table) else ""
    if address.startswith(SQLITE):
        return _sqlite(desk, folder / unquote(address.removeprefix(SQLITE)), table)
    if address.startswith(_SERVERS):
        return _postgresql(desk, address, table)
    desk.refuse(
        "database-unknown",
        mark("{place}: this kind of database cannot be read."),
        mark("Write sqlite:///… or postgresql://…, or export the table as .csv."),
    )


def without_password(address: str) -> str:
    """An address that may be shown.

    Examples
    --------
    >>> without_password("postgresql://anna:s3cret@db.example.org/register")
    'postgresql://anna@db.example.org/register'
    """
    shown = re.sub(r"(?<=://)([^:@/]*):[^@]*@", r"\1@", address)
    return re.sub(r"([?&](?:password|passfile|sslpassword)=)[^&]*", r"\1…", shown, flags=re.IGNORECASE)


def _is_query(table: str) -> bool:
    return bool(re.match(r"\s*(select|with)\b", table, re.IGNORECASE))


def _sqlite(desk: Desk, path: Path, table: str) -> RawTable:
    if not path.is_file():
        desk.refuse_unopened(FileNotFoundError(errno.ENOENT, "there is no such file"))
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
        ) as base:
            base.execute("PRAGMA query_only = ON")
            # A damaged page may end a table early, without an error.
            ((state,),) = base.execute("PRAGMA quick_check(1)").fetchall()
            if state != "ok":
                _failed(desk, sqlite3.DatabaseError(state))
            tables = [
                name
                for (name,) in base.execute(
                    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
                    " ORDER BY name"
                )
            ]
            query = _query(desk, table, tables, '"{}"')
            cursor = base.execute(query)
            return _answer(desk, [each[0] for each in cursor.description or ()], cursor, "sqlite")
    except (sqlite3.Error, sqlite3.Warning, UnicodeDecodeError, TypeError) as error:
        # A damaged list of tables has names that are no text.
        _failed(desk, error)


def _postgresql(desk: Desk, address: str, table: str) -> RawTable:
    try:
        import psycopg
    except ImportError:
        desk.refuse(
            "database-driver",
            mark("{place}: the driver for PostgreSQL is not installed."),
            mark('Install it with: pip install "evaltools[postgres]".'),
        )
    try:
        with psycopg.connect(
            address,
            connect_timeout=PATIENCE,
            options=f"-c default_transaction_read_only=on -c statement_timeout={LONGEST_QUERY}",
        ) as connection:
            connection.read_only = True
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT CASE WHEN table_schema = ANY (current_schemas(false)) THEN table_name"
                    " ELSE table_schema || '.' || table_name END FROM information_schema.tables"
                    " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
                )
                tables = [name for (name,) in cursor.fetchall()]
            query = _query(desk, table, tables, '"{}"')
            with connection.cursor() as cursor:
                cursor.execute(query)  # type: ignore[call-overload,unused-ignore]
                names = [each.name for each in cursor.description or ()]
                return _answer(desk, names, cursor, "postgresql")
    except psycopg.Error as error:
        _failed(desk, error, urlsplit(address).password)


def _query(desk: Desk, table: str, tables: Sequence[str], quoted: str) -> str:
    if _is_query(table):
        return table
    if not table:
        if len(tables) == 1:
            table = tables[0]
            desk.sheet = table
        else:
            desk.refuse(
                "table-not-named",
                mark("{place}: which table is meant? The database has: {tables}."),
                mark("Name one in project.toml as sheet, or write a query there that begins with SELECT."),
                tables=", ".join(tables) or "–",
            )
    if table not in tables:
        desk.sheet = ""
        desk.refuse(
            "table-missing",
            mark("{place}: there is no table “{table}”. The database has: {tables}."),
            mark("Name one in project.toml as sheet, or write a query there that begins with SELECT."),
            table=table,
            tables=", ".join(tables) or "–",
        )
    name = ".".join(quoted.format(part.replace('"', '""')) for part in _parts(table, tables))
    return f"SELECT * FROM {name}"  # noqa: S608 - the name is one of the database's own tables


def _parts(table: str, tables: Sequence[str]) -> list[str]:
    schema, dot, name = table.partition(".")
    return [schema, name] if dot and name and table in tables and '"' not in table else [table]


def _answer(desk: Desk, names: Sequence[str], rows: Iterable[Sequence[Any]], kind: str) -> RawTable:
    columns: list[list[str]] = [[] for _ in names]
    not_too_wide(desk, len(names))
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            desk.refuse(
                "rows-many",
                mark("{place}: the answer has more than {most} rows."),
                mark("Write a query that takes only what the evaluation needs."),
                most=MOST_ROWS,
            )
        for column, value in zip(columns, row, strict=True):
            column.append(value_text(value))
    import pyarrow as pa

    texts = [
        pa.chunked_array([[cell.strip() for cell in column]], type=pa.large_string()) for column in columns
    ]
    return typed_table(desk, names, [text_column(few_texts(column)) for column in texts], kind)


def _failed(desk: Desk, error: Exception, password: str | None = None) -> NoReturn:
    problem = " ".join(str(error).split())
    for secret in {password, unquote(password)} if password else ():
        problem = problem.replace(secret, "…")
    desk.refuse(
        "database-failed",
        mark("{place}: the database answered: {problem}."),
        mark(
            "Look at the address, the table or the query in project.toml, and whether the server can be reached."
        ),
        problem=problem[:200].rstrip("."),
    )
