"""上市培育: who is on the list of candidates, how far each is, and what officers write down of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.finance import store
from services.finance.domain import listing as rules
from services.finance.domain.listing import Exchange, Note, Road, Stage, Step
from services.finance.problems import ListingStepRefused
from services.finance.service.enterprises import visible
from services.finance.store.listing import Candidate, Wanted
from services.finance.store.tables import ListingStepRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.events import ListingCompleted
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden


@dataclass(frozen=True, slots=True)
class Progress:
    """上市进程 of an enterprise."""

    uscc: str
    name: str
    district: str
    member: bool
    """On the list of candidates today"""
    road: Road
    version: int
    history: Sequence[ListingStepRow]
    names_people: bool
    """Which officer entered it is not for the enterprise"""


@dataclass(frozen=True, slots=True)
class NewStep:
    step: Step | None
    corrects: int | None
    reason: str | None


async def candidates(
    tx: Tx, caller: Caller, stage: Stage | None, exchange: Exchange | None, after: str | None, limit: int
) -> list[Candidate]:
    """On the list by their titles today, or on the road; an officer of a district sees that district's."""
    if not decide(caller, "listing.read", Matter(district=caller.district)):
        raise Forbidden("拟上市企业名单由在任的主管部门人员查看；企业请查看本企业的上市进程")
    wanted = Wanted(tx.today, visible_district(caller), stage, exchange)
    return await store.listing.page(tx, wanted, after, limit)


async def progress(tx: Tx, caller: Caller, uscc: str) -> Progress:
    """Raises EnterpriseUnknown, also for one that is not the caller's to see."""
    return await _progress(tx, caller, await visible(tx, caller, uscc, "listing.read"))


async def note(tx: Tx, caller: Caller, uscc: str, if_match: str | None, new: NewStep) -> Progress:
    """Another step, or the correction of one. Raises EnterpriseUnknown, Forbidden, ListingStepRefused."""
    enterprise = await visible(tx, caller, uscc, "listing.read")
    row = await store.listing.lock(tx, enterprise.enterprise_id)
    require_version(if_match, row.version)
    if not decide(caller, "listing.write", Matter(district=enterprise.district)):
        raise Forbidden("上市进程由市地方金融监管局的人员登记")
    notes = [_note(one) for one in await store.listing.steps(tx, enterprise.enterprise_id)]
    number = row.version + 1
    before, reason = rules.fold(notes), new.reason
    try:
        if new.corrects is not None and reason is None:
            raise rules.Refusal("更正须写明理由")
        after = rules.with_note(notes, Note(number, new.step, new.corrects), tx.today)
    except rules.Refusal as refusal:
        raise ListingStepRefused(str(refusal)) from refusal
    last = after.last
    road = {
        "enterprise_id": enterprise.enterprise_id,
        "stage": None if last is None else last.stage,
        "exchange": None if last is None else last.exchange,
        "version": number,
    }
    tx.edited(
        "listing_road", {"stage": row.stage, "exchange": row.exchange}, {k: road[k] for k in ("stage", "exchange")}
    )
    await store.listing.add(tx, _row(tx, enterprise.enterprise_id, number, new, caller.actor), road)
    for root, (step, taken_back) in rules.told(before, after).items():
        tx.emit(_fact(enterprise, root, step, taken_back, caller.department or ""))
    return await _progress(tx, caller, enterprise)


def _fact(enterprise: Any, root: int, step: Step, taken_back: bool, department: str) -> ListingCompleted:
    assert step.exchange is not None
    return ListingCompleted(
        enterprise_id=enterprise.enterprise_id,
        uscc=enterprise.uscc,
        enterprise_version=enterprise.version,
        listing_id=f"{enterprise.enterprise_id}.{root}",
        exchange=step.exchange,
        listed_on=step.happened_on,
        issuer=step.issuer or "",
        document=step.document or "",
        department=department,
        taken_back=taken_back,
    )


async def _progress(tx: Tx, caller: Caller, enterprise: Any) -> Progress:
    history = await store.listing.steps(tx, enterprise.enterprise_id)
    return Progress(
        uscc=enterprise.uscc,
        name=enterprise.name,
        district=enterprise.district,
        member=await store.listing.is_member(tx, enterprise.enterprise_id, tx.today),
        road=rules.fold([_note(one) for one in history]),
        version=len(history),
        history=history,
        names_people=caller.kind != "enterprise",
    )


def _note(row: ListingStepRow) -> Note:
    step = None
    if row.stage is not None:
        assert row.happened_on is not None
        exchange = None if row.exchange is None else Exchange(row.exchange)
        step = Step(Stage(row.stage), row.happened_on, exchange, row.issuer, row.document)
    return Note(row.number, step, row.corrects)


def _row(tx: Tx, enterprise_id: str, number: int, new: NewStep, actor: str) -> dict[str, Any]:
    step = new.step
    happened_on: date | None = None if step is None else step.happened_on
    return {
        "enterprise_id": enterprise_id,
        "number": number,
        "stage": None if step is None else step.stage,
        "happened_on": happened_on,
        "exchange": None if step is None else step.exchange,
        "issuer": None if step is None else step.issuer,
        "document": None if step is None else step.document,
        "corrects": new.corrects,
        "reason": new.reason,
        "actor": actor,
        "recorded_at": tx.now,
    }
