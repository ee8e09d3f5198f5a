"""The SQL of the search."""

from collections.abc import Mapping
from typing import Any, LiteralString

from chatref.database.pool import Connection, Cursor


def parameters(terms: Mapping[int, int], meaning: str, most: int, per_document: int) -> dict[str, Any]:
    return {
        "terms": list(terms),
        "weights": [min(count, 2) ** 0.5 for count in terms.values()],
        "meaning": meaning,
        "most": most,
        "per_document": per_document,
        "candidates": max(60, most * 6),
    }


async def ask(connection: Connection, parameters: Mapping[str, Any]) -> Cursor:
    """One scan over the workspace's passages weighs nearness and terms together, exactly; among equals the one that
    was stored first comes first. Its rows are read as bytes: the words of two dozen passages would take twice as many
    as text."""
    return await connection.execute(SEARCH, parameters, prepare=True, binary=True)


SEARCH: LiteralString = """
with asked as materialized (
    select t.term, t.weight * ln(1 + (n.total - coalesce(c.passages, 0) + 0.5) / (coalesce(c.passages, 0) + 0.5))
           as rarity, c.passages is not null as known
    from unnest(%(terms)s::integer[], %(weights)s::float8[]) as t(term, weight)
    cross join (select coalesce((select passages from term_counts where term = 0), 0) as total) n
    left join term_counts c on c.term = t.term
), question as materialized (
    select coalesce('{' || string_agg(term || ':' || rarity::real, ',') filter (where known) || '}', '{}')
           || '/1000000000' as terms,
           greatest(2.2 * coalesce(sum(rarity) filter (where known), 0), 1e-6) as most,
           coalesce(array_agg(term), '{}') as numbers, coalesce(array_agg(rarity), '{}') as rarities
    from asked
), weighed as (
    select passage, document, -(i.meaning <#> %(meaning)s::halfvec) as meaning,
           -(i.terms <#> (select terms::sparsevec from question)) / (select most from question) as coverage
    from passage_index i
    offset 0 -- or both would be computed twice for each passage: to sort by, and to select
), nearest as (
    select * from weighed order by meaning + coverage desc, passage limit %(candidates)s
), ranked as (
    select *, row_number() over (partition by document order by meaning + coverage desc, passage) as rank from nearest
)
select p.id, r.document::text, d.address, d.title, p.headings, p.text, r.meaning, r.coverage, p.words,
       q.numbers, q.rarities, s.address
from (select * from ranked where rank <= %(per_document)s
      order by meaning + coverage desc, passage limit %(most)s) r
join passages p on p.id = r.passage join documents d on d.id = r.document join sources s on s.id = d.source
cross join question q
order by r.meaning + r.coverage desc, r.passage
"""
