"""Duties (动态管理): opened by a daily round, told once, done by doing what they ask; what was missed bars renewal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import uuid4

from services.registry import procedures, store
from services.registry.domain import duties as domain
from services.registry.domain.duties import OTHERWISE, Duty
from services.registry.domain.titles import Enterprise, Refusal, find
from services.registry.problems import TitleRefused
from services.registry.service import enterprises
from services.registry.store.duties import DutyFilter, Listed, Place
from services.registry.store.tables import DutyRow
from shared.callers import Caller
from shared.db import Database, Tx
from shared.events import DutyDone, DutyDue, DutyKind
from shared.permissions import visible_district
from shared.values import EnterpriseId

OPENED_AT_ONCE: Final = 500


async def come_due(db: Database) -> None:
    """Once a day looks at every title holder, and opens and tells what falls due."""
    async with db.reading() as tx:  # a quiet round takes no lock
        if await store.duties.round_done_on(tx) == tx.today:
            return
    after = ""
    while True:
        async with db.transaction() as tx:
            ids = await store.duties.holders(tx, after, OPENED_AT_ONCE)
            await _open_owed(tx, ids)
            if len(ids) < OPENED_AT_ONCE:
                await store.duties.note_round(tx)
                return
            after = ids[-1]


async def _open_owed(tx: Tx, ids: Sequence[EnterpriseId]) -> None:
    """Locks first: figures that come while this waits must find the duty they do, or be found here."""
    await store.enterprises.lock(tx, ids)
    titles = await store.titles.of(tx, ids)
    reported = await store.duties.who_reported(tx, ids, tx.today.year - 1)
    years = {id_: frozenset({tx.today.year - 1} if id_ in reported else ()) for id_ in ids}
    rules = procedures.duty_rules()
    owed = {id_: found for id_ in ids if (found := domain.owed(rules, titles.get(id_, ()), years[id_], tx.today))}
    if owed:
        await open_all(tx, owed)


async def open_all(tx: Tx, owed: Mapping[EnterpriseId, Sequence[Duty]]) -> None:
    """Opens what is new and tells it; the locks keep two replicas from telling it twice."""
    locked = await store.enterprises.lock(tx, owed)
    known = await store.duties.opened(tx, owed)
    rows = []
    for enterprise_id, duties in owed.items():
        for duty in duties:
            if (enterprise_id, duty.kind, duty.occasion) in known:
                continue
            duty_id = str(uuid4())
            rows.append(
                {
                    "duty_id": duty_id,
                    "enterprise_id": enterprise_id,
                    "kind": duty.kind,
                    "occasion": duty.occasion,
                    "label": duty.label,
                    "opened_on": tx.today,
                    "due_on": duty.due_on,
                    "done_on": None,
                    "basis": duty.basis,
                }
            )
            tx.emit(_told(tx, locked[enterprise_id].enterprise, duty, duty_id))
    await store.duties.add(tx, rows)


def _told(tx: Tx, enterprise: Enterprise, duty: Duty, duty_id: str) -> DutyDue:
    return DutyDue(
        enterprise_id=enterprise.enterprise_id,
        uscc=enterprise.uscc,
        enterprise_version=enterprise.version,
        duty_id=duty_id,
        duty=duty.kind,
        label=duty.label,
        opened_on=tx.today,
        due_on=duty.due_on,
        basis=duty.basis,
        otherwise=OTHERWISE[duty.kind],
    )


async def fulfil(tx: Tx, enterprise_id: EnterpriseId, kind: DutyKind, occasion: str) -> None:
    """Done by doing what it asks, in time or late; told once, so that nobody is reminded of it any more."""
    duty = await store.duties.done(tx, enterprise_id, kind, occasion)
    if duty is None:
        return
    enterprise = (await store.enterprises.lock(tx, [enterprise_id]))[enterprise_id].enterprise
    tx.emit(
        DutyDone(
            enterprise_id=enterprise_id,
            uscc=enterprise.uscc,
            enterprise_version=enterprise.version,
            duty_id=duty.duty_id,
            duty=kind,
            label=duty.label,
            due_on=duty.due_on,
            done_on=tx.today,
        )
    )


async def check_renewal(tx: Tx, enterprise_id: EnterpriseId, title_id: str) -> None:
    """Raises TitleRefused when what the title's term asked for was not done in time."""
    titles = await store.titles.of(tx, [enterprise_id])
    try:
        title = find(titles.get(enterprise_id, ()), title_id)
        owed = await store.duties.owed(tx, [enterprise_id])
        domain.check_renewal(title, owed.get(enterprise_id, ()), tx.today)
    except Refusal as refusal:
        raise TitleRefused(str(refusal)) from refusal


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, before: Place | None, limit: int) -> Sequence[DutyRow]:
    """Latest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    return await store.duties.of(tx, enterprise.enterprise_id, before, limit)


async def list_page(tx: Tx, caller: Caller, asked: DutyFilter, after: Place | None, limit: int) -> list[Listed]:
    """In order of the last day; outside the city's view only of the caller's own district."""
    visible = replace(asked, district=visible_district(caller, asked.district))
    return await store.duties.page(tx, visible, after, limit)
