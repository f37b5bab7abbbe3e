"""Shows the shared list to institutions: a page, one line, what changed."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Final

from services.finance import store
from services.finance.domain import shared_list as rules
from services.finance.domain.shared_list import Firm
from services.finance.page_memory import memory_of
from services.finance.problems import ChangesOutdated, NotListed
from services.finance.store.shared_list import ListFilter, Page, State
from services.finance.store.tables import EntryRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import Standing
from shared.permissions import decide
from shared.problems import Forbidden, Unavailable

_REBUILDING: Final = "名单正在重建，请稍后再试"


@dataclass(frozen=True)
class Change:
    number: int
    op: str
    reason: str
    at: datetime
    enterprise_id: str
    uscc: str
    entry: dict[str, Any] | None


@dataclass(frozen=True)
class Changes:
    head: int
    items: list[Change]
    upto: int
    """The bank's copy is at this number once it has done all of them."""


async def list_page(
    tx: Tx, caller: Caller, asked: ListFilter, as_of: date | None, after: str | None, limit: int
) -> Page:
    """A page in order of enterprise_id. As of another day its lines are built from the titles of that day."""
    if as_of is None:
        state = await _check(tx, caller)
        question = (asked, after, limit, tx.today)
        return await memory_of(tx.get_bind()).page(
            question, state, lambda: store.shared_list.page(tx, asked, after, limit)
        )
    await _check(tx, caller)
    rows = await store.shared_list.standings_on(tx, as_of, asked, after, limit)
    lines = [json.dumps(_line_on(row, as_of), ensure_ascii=False, separators=(",", ":")) for row in rows]
    return Page(",".join(lines).encode(), len(rows), rows[-1].enterprise_id if rows else None)


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
    """The line of one firm, by any USCC it ever had, or that a firm it absorbed ever had."""
    await _check(tx, caller)
    firm = await store.KNOWN.find_successor(tx, uscc)
    line = await store.shared_list.line(tx, firm.enterprise_id) if firm else None
    if line is None:
        raise NotListed("该企业现在没有有效称号，或统一社会信用代码有误")
    return line


async def list_changes(tx: Tx, caller: Caller, after: int, limit: int) -> Changes:
    """What happened to the list after a number, the last word per enterprise, with the line as it is now."""
    head = (await _check(tx, caller)).head
    if after > head:
        raise ChangesOutdated("请从 after=0 重新取得全部变更")
    found = await store.shared_list.changes_after(tx, after, head, limit)
    rows = list(takewhile(lambda row: row.document is not None, found))
    if found and not rows:
        raise Unavailable(_REBUILDING)  # not one line is back; an empty page would pass over its change
    last = {row.enterprise_id: row for row in rows}
    items = [_change(row) for row in sorted(last.values(), key=lambda row: row.number)]
    return Changes(head, items, rows[-1].number if rows else after)


def _change(row: Any) -> Change:
    line = json.loads(row.document)
    return Change(
        number=row.number,
        op="upsert" if row.listed else "remove",
        reason=row.reason,
        at=row.at,
        enterprise_id=row.enterprise_id,
        uscc=line["uscc"],
        entry=line if row.listed else None,
    )


async def _check(tx: Tx, caller: Caller) -> State:
    """Refuses whom the list is not for, and everybody while the list cannot be whole."""
    admitted, state = await store.shared_list.state(tx, caller.institution)
    if not decide(caller, "list.read") or (caller.kind == "institution" and not admitted):
        raise Forbidden("名单只向已开通的金融机构、市级经办人员和审计人员开放")
    if state.being_rebuilt:
        raise Unavailable(_REBUILDING)
    return state
