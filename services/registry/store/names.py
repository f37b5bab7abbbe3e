"""Enterprises by name: any part of it, from one character on, exact and the same on both databases.

Two characters are one look into the index, in the order of ids. Of more, the rarest pair is looked up and the whole
sought in the name. One character is the range of the grams that begin with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, and_, delete, func, literal, select, tuple_, union_all
from sqlmodel import col

from services.registry.domain.names import folded, grams, searchable, telling
from services.registry.store.tables import EnterpriseRow, NameGramRow, SearchedNameRow
from shared.db import Tx

_HIGHEST: Final = "\U0010ffff"
"""No character sorts behind it."""
_COUNTED: Final = 500
"""How far a pair is counted to tell which is rare: beyond, both are common, and either will do."""
_PART: Final = 4_000
"""Rows of the index joined at once, at most"""
_ID: Final = 36
"""Length of an enterprise id"""
GRAM: Final[Any] = col(NameGramRow.gram)
OF: Final[Any] = col(NameGramRow.enterprise_id)


async def add(tx: Tx, names: Mapping[str, str]) -> None:
    """The names of new enterprises, by id."""
    await _write(tx, {id_: searchable([name]) for id_, name in names.items()})


async def replace(tx: Tx, enterprise_id: str, names: Iterable[str]) -> None:
    """All names an enterprise is found by from now on."""
    here = col(SearchedNameRow.enterprise_id) == enterprise_id
    before = (await tx.execute(select(col(SearchedNameRow.folded)).where(here))).scalar_one_or_none()
    if before is not None:
        await tx.execute(delete(NameGramRow).where(enterprise_id == OF, tx.among(GRAM, list(grams(before)))))
        await tx.execute(delete(SearchedNameRow).where(here))
    await _write(tx, {enterprise_id: searchable(names)})


async def _write(tx: Tx, texts: Mapping[str, str]) -> None:
    await tx.insert(SearchedNameRow, [{"enterprise_id": id_, "folded": text} for id_, text in texts.items()])
    await tx.insert(
        NameGramRow,
        [
            {"gram": gram, "enterprise_id": id_, "leads": leads}
            for id_, text in texts.items()
            for gram, leads in grams(text).items()
        ],
    )


# ---- finding --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    rows: Sequence[EnterpriseRow]
    last: str | None
    """The place after which the next page begins; None when this is the end"""


async def page(tx: Tx, name: str, conditions: Sequence[Any], after: str | None, limit: int) -> Page:
    """Enterprises one of whose names contains `name`, from behind the place `after`.

    A part of the index at a time, bounded before it is joined: so the database looks up each enterprise by its key,
    whatever it believes about how many names have these characters.
    """
    sought = folded(name)
    candidates = await _candidates(tx, sought)
    found: list[tuple[EnterpriseRow, str]] = []
    size = limit
    while True:
        part = _behind(candidates, after).limit(size).subquery("part")
        rows = (await tx.execute(_joined(part, conditions))).all()
        for row in rows:
            if row.EnterpriseRow is not None and sought in row.folded:
                found.append((row.EnterpriseRow, _place(row, sought)))
        if len(found) >= limit:
            return Page([row for row, _ in found[:limit]], found[limit - 1][1])
        if len(rows) < size:
            return Page([row for row, _ in found], None)
        after, size = _place(rows[-1], sought), min(8 * size, _PART)


async def _candidates(tx: Tx, sought: str) -> Select[Any]:
    """The grams of one character, in their order; or the pair of characters that the fewest names have.

    What nearly every name contains is not in the index: then everybody is a candidate.
    """
    grams_of = select(GRAM.label("gram"), OF.label("enterprise_id")).order_by(GRAM, OF)
    match telling(sought):
        case []:
            everybody: Any = col(SearchedNameRow.enterprise_id)
            return select(literal("").label("gram"), everybody.label("enterprise_id")).order_by(everybody)
        case [one] if len(one) == 1:
            return grams_of.where(GRAM.between(one, one + _HIGHEST), col(NameGramRow.leads))
        case pairs:
            return grams_of.where(await _rarest(tx, pairs) == GRAM)


def _behind(candidates: Select[Any], after: str | None) -> Select[Any]:
    if after is None:
        return candidates
    gram, enterprise_id = candidates.selected_columns
    id_, of = after[:_ID], after[_ID:]
    if not of:
        return candidates.where(enterprise_id > id_)
    return candidates.where(tuple_(gram, enterprise_id) > tuple_(literal(of), literal(id_)))


def _joined(part: Any, conditions: Sequence[Any]) -> Select[Any]:
    """Every row of the part; without an enterprise where it does not meet the conditions."""
    here = part.c.enterprise_id
    return (
        select(part.c.gram, here, EnterpriseRow, col(SearchedNameRow.folded))
        .select_from(part)
        .outerjoin(EnterpriseRow, and_(col(EnterpriseRow.enterprise_id) == here, *conditions))
        .outerjoin(SearchedNameRow, col(SearchedNameRow.enterprise_id) == here)
        .order_by(part.c.gram, here)
    )


def _place(row: Row[Any], sought: str) -> str:
    """In the order of the candidates. Of a pair the id alone: which one is rare in the city is nobody's to read."""
    return f"{row.enterprise_id}{row.gram}" if len(sought) == 1 else str(row.enterprise_id)


async def _rarest(tx: Tx, candidates: Sequence[str]) -> str:
    if len(candidates) == 1:
        return candidates[0]
    counts = [
        select(literal(pair).label("pair"), func.count().label("times")).select_from(
            select(OF).where(pair == GRAM).limit(_COUNTED).subquery()
        )
        for pair in candidates
    ]
    times = {row.pair: row.times for row in await tx.execute(union_all(*counts))}
    return min(candidates, key=lambda pair: times[pair])
