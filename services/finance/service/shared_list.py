"""Shows the shared list to institutions: a page, one line."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.finance import store
from services.finance.domain import shared_list as rules
from services.finance.domain.shared_list import Firm, ListFilter
from services.finance.page_memory import Ending, memory_of
from services.finance.problems import NotListed
from services.finance.service.list_readers import LookingReader, Place, Reader, check
from services.finance.store.shared_list import Page, page_of
from services.finance.store.tables import EntryRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import Standing
from shared.signing import KeyRing

PAGE_TYPE: Final = "zjtx-list-page+jws"


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it leaves."""

    body: bytes
    tag: str
    """Of the lines alone: it tells nothing that the institution does not see"""
    signature: str


async def page(
    tx: Tx, reader: LookingReader, asked: ListFilter, as_of: date | None, cursor: str | None, limit: int, keys: KeyRing
) -> Answer:
    """A page in order of enterprise_id. As of another day its lines are built from the titles of that day.

    Every page of a walk carries the place the list was at when the walk began: a page may be newer, and the changes
    after the place are told in full once more, so a copy made of the walk and of them is the list.
    """
    state = await reader.check()
    began, after = reader.read_page(cursor, state.history) or (Place(state.head, state.cause_id), None)
    memory = memory_of(tx.get_bind())
    if as_of is None:
        question = (asked, after, limit)
        found = await memory.page(question, state, lambda: store.shared_list.page(tx, asked, after, limit))
    else:
        found = await _page_on(tx, as_of, asked, after, limit)
    party = (reader.party, began, state.history, asked, as_of, limit)
    ending = memory.ending(found, party, lambda: _ending(found, reader, began, state.history, as_of, limit, keys))
    return Answer(_body(found, ending.tail), found.tag, ending.signature)


def _body(found: Page, tail: bytes) -> bytes:
    return b'{"items":[%b],%b' % (found.documents, tail)


def _ending(
    found: Page, reader: Reader, began: Place, history: str, as_of: date | None, limit: int, keys: KeyRing
) -> Ending:
    more = found.count == limit and found.last is not None
    members = {
        "next_cursor": reader.page(began, found.last or "", history) if more else None,
        "changes_cursor": reader.copy(began, history) if as_of is None else None,
    }
    tail = json.dumps(members, separators=(",", ":")).encode()[1:]
    return Ending(tail, keys.sign_detached(_body(found, tail), PAGE_TYPE))


async def _page_on(tx: Tx, day: date, asked: ListFilter, after: str | None, limit: int) -> Page:
    rows = await store.shared_list.standings_on(tx, day, asked, after, limit)
    lines = [rules.document(_line_on(row, day)) for row in rows]
    return page_of(",".join(lines).encode(), len(rows), rows[-1].enterprise_id if rows else None)


def _line_on(row: EntryRow, day: date) -> dict[str, Any]:
    known = json.loads(row.document)
    firm = Firm(
        row.enterprise_id,
        known["uscc"],
        tuple(known["former_usccs"]),
        known["name"],
        row.district,
        row.industry,
    )
    return rules.entry(firm, Standing.model_validate_json(row.standing).titles, day)


async def look_up(tx: Tx, caller: Caller, uscc: str) -> str:
    """The line of one firm, by any USCC it ever had, or that a firm it absorbed ever had.

    A firm that is not on the list and one that nobody knows are asked about alike.
    """
    await check(tx, caller)
    firm = await store.KNOWN.find_successor(tx, uscc)
    line = await store.shared_list.line(tx, firm.enterprise_id if firm else "")
    if line is None:
        raise NotListed("该企业现在没有有效称号，或统一社会信用代码有误")
    return line
