"""The week's time in PostgreSQL: the names by which the product asks for it lead to a sequence that we set.

Each reading counts one microsecond, so that no two transactions have the same moment. PostgreSQL's own work (its
timers, its log, its recovery) stays in real time.
"""

from datetime import datetime

import psycopg
from psycopg import sql

MICROSECONDS = 1_000_000

OWN_TIME = """
create schema simulated;
create sequence simulated.clock as bigint minvalue 0;
create function simulated.clock_timestamp() returns timestamptz language sql stable
    as $$ select to_timestamp(nextval('simulated.clock') / 1e6) $$;
create function simulated.now() returns timestamptz language sql stable
    as $$ select to_timestamp(last_value / 1e6) from simulated.clock $$;
grant usage on schema simulated to public;
grant all on sequence simulated.clock to public;
-- In the order of the appends, which the product's own numbers give for each conversation alone.
alter table events add column place bigint generated always as identity;
"""
DEFAULTS = r"""
select c.table_schema, c.table_name, c.column_name, c.column_default from information_schema.columns c
 where c.table_schema = 'public' and c.column_default ~ '^(now|clock_timestamp)\(\)$'
"""
LOOK_UPS = """
select p.oid::regprocedure::text from pg_proc p
 where p.pronamespace = 'public'::regnamespace and p.proconfig is not null
"""


def give_time(url: str, begins: datetime) -> None:
    """The database is migrated, and nobody else is connected to it."""
    with psycopg.connect(url) as connection:
        connection.execute(OWN_TIME)
        for schema, table, column, default in connection.execute(DEFAULTS).fetchall():
            connection.execute(
                sql.SQL("alter table {} alter column {} set default simulated.{}").format(
                    sql.Identifier(schema, table), sql.Identifier(column), sql.SQL(default)
                )
            )
        for (function,) in connection.execute(LOOK_UPS).fetchall():
            connection.execute(
                sql.SQL("alter function {} set search_path = simulated, pg_catalog, public, pg_temp").format(
                    sql.SQL(function)
                )
            )
        connection.execute("select setval('simulated.clock', %s)", [int(begins.timestamp() * MICROSECONDS)])
        connection.execute(
            sql.SQL("alter database {} set search_path = simulated, pg_catalog, public").format(
                sql.Identifier(connection.info.dbname)
            )
        )


class DatabaseClock:
    """Set between two steps, when nobody is at work."""

    def __init__(self, url: str, begins: datetime) -> None:
        self._begins = begins.timestamp()
        self._connection = psycopg.connect(url, autocommit=True)

    def set(self, seconds: float) -> None:
        moment = int((self._begins + seconds) * MICROSECONDS)
        self._connection.execute(
            "select setval('simulated.clock', greatest(%s, last_value)) from simulated.clock",
            [moment],
            prepare=True,
        )

    def nobody_at_work(self) -> bool:
        """Also of a process that was killed: what it had begun is over."""
        found = self._connection.execute(
            "select count(*) from pg_stat_activity where application_name like 'chatref%' and state <> 'idle'"
        ).fetchone()
        return found is not None and found[0] == 0
