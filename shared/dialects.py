"""What differs between SQLite and PostgreSQL: the engines, and many rows in one statement. All else is the same SQL.

The only engines are made here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    String,
    Table,
    Text,
    and_,
    any_,
    bindparam,
    event,
    func,
    literal,
    make_url,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

Part = Sequence[Mapping[str, Any]]
"""Rows for one statement, all with the same columns"""
MANY_ROWS: Final = 100


@dataclass(frozen=True)
class Dialect:
    engines: Callable[[str, int], tuple[AsyncEngine, AsyncEngine]]
    """(url, pool size) -> the engine that writes, the engine that reads"""
    insert: Callable[[Table], Any]
    insert_many: Callable[[Table, Part], tuple[Any, Any]]
    """The statement and its values"""
    update_many: Callable[[Table, Part], tuple[Any, Any]]
    among: Callable[[Any, list[str]], ColumnElement[bool]]
    """column IN values"""
    patience: Sequence[str] = ()
    """What a migration says first: a full table takes longer than a request may, and nobody waits for the answer"""


class by_bytes(FunctionElement[str]):  # it is written as a function of SQL
    """A text column in the order of its bytes, whatever the locale of the database: SQLite knows no other order."""

    name, type, inherit_cache = "by_bytes", Text(), True


@compiles(by_bytes)
def _as_it_is(element: Any, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.clauses, **more))


@compiles(by_bytes, "postgresql")
def _collated(element: Any, compiler: Any, **more: Any) -> str:
    return f'{compiler.process(element.clauses, **more)} COLLATE "C"'


class epoch(FunctionElement[int]):  # likewise
    """Whole seconds of an instant since 1970."""

    name, type, inherit_cache = "epoch", BigInteger(), True


@compiles(epoch, "sqlite")
def _by_strftime(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(epoch, "postgresql")
def _extracted(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **more)})) AS BIGINT)"


class member(FunctionElement[str]):  # likewise
    """A member of a JSON object kept as text, as text; NULL where it is null. (text, name)"""

    name, type, inherit_cache = "member", Text(), True


@compiles(member, "sqlite")
def _extracted_by_path(element: Any, compiler: Any, **more: Any) -> str:
    kept, name = (compiler.process(one, **more) for one in element.clauses)
    return f"CAST(json_extract({kept}, '$.' || {name}) AS TEXT)"


@compiles(member, "postgresql")
def _extracted_by_name(element: Any, compiler: Any, **more: Any) -> str:
    kept, name = (compiler.process(one, **more) for one in element.clauses)
    return f"(CAST({kept} AS JSON) ->> {name})"


# ---- PostgreSQL ----------------------------------------------------------------------------------


_POSTGRESQL_PATIENCE: Final = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL lock_timeout = '60s'",
)


def _postgresql(url: str, pool_size: int) -> tuple[AsyncEngine, AsyncEngine]:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=False,
        connect_args={
            "timeout": 5,
            "server_settings": {
                "application_name": "zjtx",
                "statement_timeout": "10000",
                "lock_timeout": "2000",
                "idle_in_transaction_session_timeout": "30000",
                "jit": "off",  # page queries are short: planning JIT code costs more than it saves
            },
        },
    )
    return engine, engine.execution_options(isolation_level="AUTOCOMMIT")


def _unnested(table: Table, rows: Part, names: Iterable[str]) -> tuple[Any, dict[str, Any]]:
    """The rows as one array per column: the driver and the server then work per column, not per row."""
    types = {name: _loose(table, name) for name in names}
    arrays = [bindparam(f"new_{name}", type_=ARRAY(type_)) for name, type_ in types.items()]
    new = func.unnest(*arrays).table_valued(*types).render_derived(name="new")
    return new, {f"new_{name}": [row[name] for row in rows] for name in types}


def _insert_arrays(table: Table, rows: Part) -> tuple[Any, Any]:
    """What is the same in many rows is sent once: encoding an array costs more than all else the driver does."""
    same = _same(rows)
    new, values = _unnested(table, rows, [name for name in rows[0] if name not in same])
    given = [bindparam(f"new_{n}", type_=_loose(table, n)) if n in same else new.c[n] for n in rows[0]]
    alike = {f"new_{name}": value for name, value in same.items()}
    return postgresql.insert(table).from_select(list(rows[0]), select(*given).select_from(new)), values | alike


def _same(rows: Part) -> dict[str, Any]:
    """By column, what all rows have. Of few rows nothing: each choice of columns is a statement to be prepared."""
    first = rows[0]
    if len(rows) < MANY_ROWS:
        return {}
    same = {name: one for name, one in first.items() if [row[name] for row in rows].count(one) == len(rows)}
    return {} if len(same) == len(first) else same


def _loose(table: Table, name: str) -> Any:
    """Text goes without its length: an explicit cast to varchar(n) would cut it silently."""
    type_ = table.c[name].type
    return Text() if isinstance(type_, String) else type_


def _update_arrays(table: Table, rows: Part) -> tuple[Any, Any]:
    new, values = _unnested(table, rows, rows[0])
    keys = [column.name for column in table.primary_key]
    there = and_(*(table.c[key] == new.c[key] for key in keys))
    return update(table).where(there).values({name: new.c[name] for name in rows[0] if name not in keys}), values


def _among_array(column: Any, values: list[str]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column == any_(literal(values, ARRAY(Text())))
    return found


# ---- SQLite --------------------------------------------------------------------------------------


def _sqlite(url: str, pool_size: int) -> tuple[AsyncEngine, AsyncEngine]:
    Path(make_url(url).database or ".").parent.mkdir(parents=True, exist_ok=True)
    writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=30, connect_args={"timeout": 5})
    reader = create_async_engine(url, pool_size=pool_size, max_overflow=0, connect_args={"timeout": 5})
    for engine in (writer, reader):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    # IMMEDIATE: a deferred transaction that turns to writing after another commit fails at once.
    event.listen(writer.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return writer, reader


SQLITE_PRAGMAS: Final = {"journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON", "busy_timeout": "5000"}
"""FULL: what was answered is there after a power cut. Only tests that do not measure may do without (tests/rig)."""


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; SAVEPOINT is only correct this way
    cursor = connection.cursor()
    for pragma, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {pragma}={value}")
    cursor.close()


def _insert_values(table: Table, rows: Part) -> tuple[Any, Any]:
    return sqlite.insert(table), [dict(row) for row in rows]


def _update_values(table: Table, rows: Part) -> tuple[Any, Any]:
    keys = [column.name for column in table.primary_key]
    there = and_(*(table.c[key] == bindparam(f"new_{key}") for key in keys))
    statement = update(table).where(there).values({n: bindparam(f"new_{n}") for n in rows[0] if n not in keys})
    return statement, [{f"new_{name}": value for name, value in row.items()} for row in rows]


def _among_values(column: Any, values: list[str]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(values)
    return found


DIALECTS: Final = {
    "postgresql": Dialect(
        _postgresql, postgresql.insert, _insert_arrays, _update_arrays, _among_array, _POSTGRESQL_PATIENCE
    ),
    "sqlite": Dialect(_sqlite, sqlite.insert, _insert_values, _update_values, _among_values),
}
