"""The SQL of documents and passages: what was learned from a source, and what repeats on its pages."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from chatref.database.pool import Connection
from chatref.knowledge.content import Document, IndexedPassage
from chatref.knowledge.sources.reading import Validators
from chatref.knowledge.split import Block


async def known_documents(connection: Connection, source_id: str) -> dict[str, tuple[Validators, bytes]]:
    """By address: what to ask the server with, and the hash of the content learned last."""
    rows = await (
        await connection.execute(
            """select address, etag, last_modified, content_hash from documents
               where source = %s and vanished_at is null""",
            (source_id,),
        )
    ).fetchall()
    return {row[0]: (Validators(row[1], row[2]), bytes(row[3])) for row in rows}


async def mark_checked(connection: Connection, source_id: str, address: str, validators: Validators) -> None:
    await connection.execute(
        "update documents set checked_at = now(), etag = %s, last_modified = %s where source = %s and address = %s",
        (validators.etag, validators.last_modified, source_id, address),
    )


async def mark_vanished(connection: Connection, source_id: str, address: str) -> None:
    """Its passages go at once; the row stays, so that a return is noticed."""
    rows = await (
        await connection.execute(
            """update documents set vanished_at = now(), content_hash = '' where source = %s and address = %s
               and vanished_at is null returning id""",
            (source_id, address),
        )
    ).fetchall()
    await connection.execute(
        "delete from passages where document = any(%s::uuid[])", ([row[0] for row in rows],)
    )


async def known_meanings(
    connection: Connection, source_id: str, address: str
) -> dict[bytes, tuple[str, bytes]]:
    """The vectors of a document's passages and their words, by content hash: what did not change is not
    embedded again."""
    rows = await (
        await connection.execute(
            """select p.content_hash, i.meaning::text, p.words from documents d join passages p on p.document = d.id
               join passage_index i on i.passage = p.id where d.source = %s and d.address = %s and p.words <> ''""",
            (source_id, address),
        )
    ).fetchall()
    return {bytes(row[0]): (row[1], row[2]) for row in rows}


async def swap_document(
    connection: Connection,
    workspace: str,
    source_id: str,
    document: Document,
    passages: Sequence[IndexedPassage],
) -> None:
    """In one step, so that a search sees the old passages or the new ones; nothing if the source was removed."""
    row = await (
        await connection.execute(
            """insert into documents (id, workspace, source, address, title, language, content_hash, blocks, marks,
                                      etag, last_modified)
               select %s, %s, id, %s, %s, %s, %s, %s, %s, %s, %s from sources where id = %s for key share
               on conflict (source, address) do update set title = excluded.title, language = excluded.language,
                   content_hash = excluded.content_hash, blocks = excluded.blocks, marks = excluded.marks,
                   etag = excluded.etag, last_modified = excluded.last_modified,
                   learned_at = now(), checked_at = now(), vanished_at = null
               returning id""",
            (*_document_row(workspace, document), source_id),
        )
    ).fetchone()
    if row is None:
        return
    await connection.execute("delete from passages where document = %s", (row[0],))
    if passages:
        await _insert_passages(connection, workspace, row[0], passages)


async def _insert_passages(
    connection: Connection, workspace: str, document_id: str, passages: Sequence[IndexedPassage]
) -> None:
    columns = json.dumps(
        [
            {
                "place": place,
                "headings": one.headings,
                "text": one.text,
                "content_hash": f"\\x{one.content_hash.hex()}",
                "term_numbers": one.term_numbers,
                "meaning": one.meaning,
                "terms": one.terms,
            }
            for place, one in enumerate(passages)
        ]
    )
    await connection.execute(
        """with given as materialized (
               select * from jsonb_to_recordset(%(columns)s::jsonb) as g(place integer, headings text[], text text,
                   content_hash bytea, term_numbers integer[], meaning text, terms text)
               join unnest(%(words)b::bytea[]) with ordinality as w(words, number) on number = place + 1
           ), stored as (
               insert into passages (workspace, document, place, headings, text, content_hash, term_numbers,
                                     words)
               select %(workspace)s::uuid, %(document)s::uuid, place, headings, text, content_hash, term_numbers,
                      words
               from given
               returning id, place
           )
           insert into passage_index (passage, workspace, document, meaning, terms)
           select stored.id, %(workspace)s::uuid, %(document)s::uuid, given.meaning::halfvec, given.terms::sparsevec
           from stored join given using (place)""",
        {
            "columns": columns,
            "words": [one.words for one in passages],
            "workspace": workspace,
            "document": document_id,
        },
    )


async def count_terms(connection: Connection, workspace: str) -> None:
    """Counts anew in how many passages each term stands; one at a time, or two would count the same term."""
    await connection.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"terms {workspace}",))
    await connection.execute("delete from term_counts")
    await connection.execute(
        """insert into term_counts (workspace, term, passages)
           select %(workspace)s::uuid, term, count(*) from passages, unnest(term_numbers) as term group by term
           union all select %(workspace)s::uuid, 0, count(*) from passages""",
        {"workspace": workspace},
    )


async def furniture(connection: Connection, source_id: str) -> frozenset[int]:
    """Marks of the blocks that stood on so many pages of this source that they belong to none."""
    row = await (
        await connection.execute("select furniture from sources where id = %s", (source_id,))
    ).fetchone()
    return frozenset(row[0]) if row else frozenset()


async def find_furniture(connection: Connection, source_id: str, fewest: int, share: float) -> frozenset[int]:
    """Looks again at all documents of the source, and remembers what it found."""
    row = await (
        await connection.execute(
            """update sources set furniture = array(
                   select mark from documents, unnest(marks) as mark
                   where source = %(source)s and vanished_at is null group by mark
                   having count(*) >= greatest(%(fewest)s, %(share)s * (
                       select count(*) from documents where source = %(source)s and vanished_at is null)))
               where id = %(source)s returning furniture""",
            {"source": source_id, "fewest": fewest, "share": share},
        )
    ).fetchone()
    return frozenset(row[0]) if row else frozenset()


async def documents_with(connection: Connection, source_id: str, marks: frozenset[int]) -> list[Document]:
    """The documents in which one of these blocks stands."""
    rows = await (
        await connection.execute(
            """select address, title, language, content_hash, blocks, marks, etag, last_modified from documents
               where source = %s and vanished_at is null and marks && %s::bigint[]""",
            (source_id, list(marks)),
        )
    ).fetchall()
    return [_document(row) for row in rows]


async def probe_candidates(connection: Connection, source_id: str, most: int) -> list[str]:
    """Titles of documents learned last, as questions that this source must be able to answer; real ones first."""
    rows = await (
        await connection.execute(
            """select title from documents where source = %s and vanished_at is null
               and exists (select from passages where document = documents.id)
               order by right(title, 1) = '?' desc, learned_at desc, address limit %s""",
            (source_id, most),
        )
    ).fetchall()
    return [row[0] for row in rows]


async def first_of_source(connection: Connection, source_id: str, documents: Sequence[str]) -> str | None:
    """The address of the first of these documents that belongs to the source."""
    row = await (
        await connection.execute(
            """select d.address from unnest(%s::uuid[]) with ordinality as found(id, place)
               join documents d using (id) where d.source = %s order by place limit 1""",
            (list(documents), source_id),
        )
    ).fetchone()
    return row[0] if row else None


def _document_row(workspace: str, document: Document) -> tuple[Any, ...]:
    blocks = json.dumps([[block.headings, block.text] for block in document.blocks])
    return (
        str(uuid4()), workspace, document.address, document.title, document.language,
        document.content_hash, blocks, list(document.marks), document.etag, document.last_modified,
    )  # fmt: skip


def _document(row: Sequence[Any]) -> Document:
    address, title, language, content_hash, blocks, marks, etag, last_modified = row
    read = tuple(Block(tuple(headings), text) for headings, text in blocks)
    return Document(address, title, language, bytes(content_hash), read, tuple(marks), etag, last_modified)
