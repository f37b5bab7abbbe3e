"""What finance does: keeps the shared list, and shows it to institutions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Final

from services.finance import domain, store
from services.finance.domain import Firm
from services.finance.page_memory import memory_of
from services.finance.store import ListFilter, Step
from shared.callers import Caller
from shared.consequences import following, tell
from shared.db import Database, Tx
from shared.events import ConsequenceRecorded, Event, Standing, TitlesChanged
from shared.permissions import decide
from shared.problems import Forbidden, Gone, NotFound, Unavailable

_REBUILDING: Final = "名单正在重建，请稍后再试"


class NotListed(NotFound):
    code, title = "NOT_LISTED", "名单中没有该企业"


class ChangesOutdated(Gone):
    code, title = "LIST_CHANGES_OUTDATED", "编号超出名单的变更历史"


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


# ---- following the registry ----------------------------------------------------------------------


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """Rewrites the lines of the run, notes every step for the banks, reports what each change did."""
    latest: dict[str, TitlesChanged] = {event.fact.enterprise_id: event.fact for event in events}
    await store.save_entries(
        tx,
        [_row(_firm(fact), fact.current) for fact in latest.values()],
        [row for fact in latest.values() for row in _title_rows(fact.enterprise_id, fact.current)],
        [row for fact in latest.values() for row in _suspension_rows(fact.enterprise_id, fact.current)],
    )
    await store.add_changes(tx, [step for event in events for step in _steps(event)])
    await tell(tx, store.TOLD, [(following(event), _consequence(event)) for event in events])


def _steps(event: Event) -> list[Step]:
    fact: TitlesChanged = event.fact
    change = domain.list_change(fact.previous, fact.current, fact.reason_text)
    return [Step(event.event_id, fact.enterprise_id, change.op, change.reason)] if change else []


def _consequence(event: Event) -> ConsequenceRecorded:
    fact: TitlesChanged = event.fact
    return ConsequenceRecorded(
        enterprise_id=fact.enterprise_id,
        uscc=fact.uscc,
        enterprise_version=fact.enterprise_version,
        cause_id=event.event_id,
        **domain.consequence(fact.previous, fact.current),
    )


async def on_enterprise_updated(tx: Tx, events: Sequence[Event]) -> None:
    """A new name or district reaches the banks at once."""
    await store.KNOWN.learn(tx, events)
    latest = {event.fact.enterprise_id: event for event in events}
    rows, steps = [], []
    for entry in await store.entries(tx, list(latest)):
        event = latest[entry.enterprise_id]
        row = _row(_firm(event.fact), Standing.model_validate_json(entry.standing))
        rows.append(row)
        if row["listed"] and row["document"] != entry.document:
            steps.append(Step(event.event_id, entry.enterprise_id, "upsert", "企业资料更正"))
    await store.save_entries(tx, rows)
    await store.add_changes(tx, steps)


def _firm(fact: Any) -> Firm:
    former = tuple(uscc for uscc in fact.usccs if uscc != fact.uscc)
    return Firm(fact.enterprise_id, fact.uscc, former, fact.name, fact.district, fact.industry)


def _row(firm: Firm, standing: Standing) -> dict[str, Any]:
    line = domain.entry(firm, standing.titles, standing.on)
    return {
        "enterprise_id": firm.enterprise_id,
        "listed": line["tier"] != "none",
        "tier": line["tier"],
        "district": firm.district,
        "industry": firm.industry,
        "document": json.dumps(line, ensure_ascii=False, separators=(",", ":")),
        "standing": standing.model_dump_json(),
    }


def _title_rows(enterprise_id: str, standing: Standing) -> list[dict[str, Any]]:
    return [
        {
            "enterprise_id": enterprise_id,
            "title_id": title.title_id,
            "tier": title.tier,
            "recognised_on": title.recognised_on,
            "last_day": title.last_day,
        }
        for title in standing.titles
    ]


def _suspension_rows(enterprise_id: str, standing: Standing) -> list[dict[str, Any]]:
    return [
        {
            "enterprise_id": enterprise_id,
            "title_id": title.title_id,
            "from_on": suspension.from_on,
            "until_on": suspension.until_on,
        }
        for title in standing.titles
        for suspension in title.suspensions
    ]


# ---- what institutions ask -----------------------------------------------------------------------


async def list_page(
    tx: Tx, caller: Caller, asked: ListFilter, as_of: date | None, after: str | None, limit: int
) -> store.Page:
    """A page in order of enterprise_id. As of another day its lines are built from the titles of that day."""
    if as_of is None:
        state = await _check(tx, caller)
        question = (asked, after, limit, tx.today)
        return await memory_of(tx.get_bind()).page(question, state, lambda: store.page(tx, asked, after, limit))
    await _check(tx, caller)
    rows = await store.standings_on(tx, as_of, asked, after, limit)
    lines = [json.dumps(_line_on(row, as_of), ensure_ascii=False, separators=(",", ":")) for row in rows]
    return store.Page(",".join(lines).encode(), len(rows), rows[-1].enterprise_id if rows else None)


def _line_on(row: store.EntryRow, day: date) -> dict[str, Any]:
    known = json.loads(row.document)
    firm = Firm(
        row.enterprise_id,
        known["uscc"],
        tuple(known["former_usccs"]),
        known["name"],
        row.district,
        row.industry,
    )
    return domain.entry(firm, Standing.model_validate_json(row.standing).titles, day)


async def look_up(tx: Tx, caller: Caller, uscc: str) -> str:
    """The line of one firm, by any USCC it ever had, or that a firm it absorbed ever had."""
    await _check(tx, caller)
    firm = await store.KNOWN.find_successor(tx, uscc)
    line = await store.line(tx, firm.enterprise_id) if firm else None
    if line is None:
        raise NotListed("该企业现在没有有效称号，或统一社会信用代码有误")
    return line


async def list_changes(tx: Tx, caller: Caller, after: int, limit: int) -> Changes:
    """What happened to the list after a number, the last word per enterprise, with the line as it is now."""
    head = (await _check(tx, caller)).head
    if after > head:
        raise ChangesOutdated("请从 after=0 重新取得全部变更")
    found = await store.changes_after(tx, after, head, limit)
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


async def _check(tx: Tx, caller: Caller) -> store.State:
    """Refuses whom the list is not for, and everybody while the list cannot be whole."""
    admitted, state = await store.state(tx, caller.institution)
    if not decide(caller, "list.read") or (caller.kind == "institution" and not admitted):
        raise Forbidden("名单只向已开通的金融机构、市级经办人员和审计人员开放")
    if state.being_rebuilt:
        raise Unavailable(_REBUILDING)
    return state


async def demonstrate(db: Database) -> None:
    """One bank, so that there is somebody to show the list to."""
    async with db.transaction() as tx:
        await store.add_institution(tx, store.DEMONSTRATION_BANK, "示例银行（演示）", "bank")
