"""The inbox's lists in SQL, for who is on the team and for the process itself."""

from chatref.database.pool import Connection
from chatref.desk.reading.store import SUMMARY, WITH_VISITOR, summary_of
from chatref.desk.summary import Summary, View

IN_VIEW = {
    View.NEEDS_PERSON: "(stage in ('waiting', 'offered') or "
    "(stage <> 'resolved' and owner is null and person_owed_since is not null))",
    View.MINE: "(stage = 'assigned' and snoozed_until is null and owner = %(teammate)s)",
    View.TEAM: "(stage = 'assigned' and snoozed_until is null)",
    View.ASSISTANT: "(stage in ('assistant', 'collecting'))",
    View.SNOOZED: "(stage = 'assigned' and snoozed_until is not null)",
    View.RESOLVED: "(stage = 'resolved' and ended_at is not null)",
}
TEAMMATE = "exists (select from teammates where workspace = %(workspace)s and id = %(teammate)s and removed_at is null)"


# The tags of a row are compared one by one: no operator looks into the json that a summary is stored as.
TAGGED = "exists (select from json_array_elements_text(summary -> 'tags') as own where own = %(tag)s)"


def _tagged(tag: str | None) -> str:
    return TAGGED if tag is not None else "true"


async def in_view(
    connection: Connection,
    workspace: str,
    teammate: str,
    view: View,
    before: int | None,
    most: int,
    tag: str | None,
) -> list[Summary]:
    """The latest changed first; `before` is the change number of the last one had. With a tag, only who has it.

    Who needs a person comes by priority and by how long they wait, so that a cut list still has the first.
    """
    order = "change desc"
    if view is View.NEEDS_PERSON:
        order = "(summary->>'priority')::int desc, person_owed_since nulls last"
    found = await connection.execute(
        f"""
        select {SUMMARY} from {WITH_VISITOR}
         where c.workspace = %(workspace)s and {IN_VIEW[view]} and {TEAMMATE}
           and (%(before)s::bigint is null or change < %(before)s::bigint) and {_tagged(tag)}
         order by {order}, c.id limit %(most)s
        """,
        {"workspace": workspace, "teammate": teammate, "before": before, "most": most, "tag": tag},
        prepare=True,
    )
    return [summary_of(*row) for row in await found.fetchall()]


async def changed_since(
    connection: Connection, workspace: str, teammate: str, change: int, most: int
) -> list[Summary]:
    """Oldest change first, and never half of a batch at the end unless it is all there is."""
    found = await connection.execute(
        f"""
        select {SUMMARY} from {WITH_VISITOR}
         where c.workspace = %(workspace)s and change > %(change)s and {TEAMMATE}
         order by change limit %(most)s
        """,
        {"workspace": workspace, "teammate": teammate, "change": change, "most": most},
        prepare=True,
    )
    return [summary_of(*row) for row in await found.fetchall()]


async def news(connection: Connection, workspace: str, change: int, most: int) -> list[Summary]:
    found = await connection.execute(
        f"""
        select {SUMMARY} from {WITH_VISITOR} where c.workspace = %s and change > %s order by change limit %s
        """,
        [workspace, change, most],
        prepare=True,
    )
    return [summary_of(*row) for row in await found.fetchall()]


async def change_number(connection: Connection, workspace: str) -> int:
    found = await connection.execute(
        "select change from workspace_changes where workspace = %s", [workspace], prepare=True
    )
    row = await found.fetchone()
    return row[0] if row else 0


async def open_counts(
    connection: Connection, workspace: str, tag: str | None
) -> list[tuple[str | None, int, int, int, int]]:
    """By owner: needs a person, with a teammate, with the assistant, snoozed."""
    found = await connection.execute(
        f"""
        select owner, count(*) filter (where {IN_VIEW[View.NEEDS_PERSON]}),
               count(*) filter (where {IN_VIEW[View.TEAM]}),
               count(*) filter (where {IN_VIEW[View.ASSISTANT]}), count(*) filter (where {IN_VIEW[View.SNOOZED]})
          from conversations
         where workspace = %(workspace)s and stage <> 'resolved' and {_tagged(tag)} group by owner
        """,
        {"workspace": workspace, "tag": tag},
        prepare=True,
    )
    return [(owner, *map(int, counts)) for owner, *counts in await found.fetchall()]


async def resolved_count(connection: Connection, workspace: str, tag: str | None) -> int:
    found = await connection.execute(
        f"""
        select count(*) from conversations
         where workspace = %(workspace)s and {IN_VIEW[View.RESOLVED]} and {_tagged(tag)}
        """,
        {"workspace": workspace, "tag": tag},
        prepare=True,
    )
    row = await found.fetchone()
    return row[0] if row else 0
