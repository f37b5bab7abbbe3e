"""Major changes (重大变化): noticed by officers, reported by the enterprise, reviewed once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import uuid4

from services.registry import procedures, store
from services.registry.domain.duties import Duty, report_due
from services.registry.domain.major_changes import (
    GROUNDS,
    MAJOR_LABELS,
    MajorKind,
    Outcome,
    check_report,
    check_review,
)
from services.registry.domain.titles import OVER, Refusal, Revocation, TakingOver, Titles, find
from services.registry.problems import MajorChangeNotFound, MajorChangeRefused
from services.registry.service import duties, enterprises, titles
from services.registry.store.tables import EnterpriseRow, MajorChangeRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import ChangeReason, DutyKind
from shared.permissions import Matter, decide
from shared.values import EnterpriseId

_WAY_OUT: Final = "请核对重大变化编号"


@dataclass(frozen=True)
class Review:
    """What an officer decides of a major change."""

    outcome: Outcome
    document: str
    decided_on: date
    words: str | None = None
    take_over: tuple[str, ...] = ()
    """After a merger: titles of the absorbed firm that the surviving one goes on with"""


async def notice(tx: Tx, enterprise_id: EnterpriseId, held: Titles, kind: MajorKind, on: date) -> None:
    """An officer recorded it: a title holder still has to report it, unless it did so before."""
    due = report_due(procedures.duty_rules(), held, on)
    if due is None or await store.major_changes.of_day(tx, enterprise_id, kind, on):
        return
    await _add(tx, enterprise_id, kind, on, due, reported_on=None, statement=None)


async def report(
    tx: Tx, caller: Caller, uscc: str, kind: MajorKind, occurred_on: date, statement: str
) -> MajorChangeRow:
    """What an officer noticed before is now reported; anything else is new. Late is late, and is taken all the same."""
    enterprise = await enterprises.get(tx, caller, uscc, "change.report")
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    await store.enterprises.lock(tx, [enterprise_id])
    held = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    try:
        check_report(occurred_on, tx.today)
    except Refusal as refusal:
        raise MajorChangeRefused(str(refusal)) from refusal
    noticed = await store.major_changes.of_day(tx, enterprise_id, kind, occurred_on)
    noticed = noticed or await store.major_changes.unreported(tx, enterprise_id, kind)
    if noticed and noticed.reported_on is not None:
        raise MajorChangeRefused("这一变化已经报告过；请查看办理情况")
    if noticed:
        await store.major_changes.save(tx, noticed.major_change_id, {"reported_on": tx.today, "statement": statement})
        await duties.fulfil(tx, enterprise_id, DutyKind.MAJOR_CHANGE, noticed.major_change_id)
        return await store.major_changes.get(tx, noticed.major_change_id)
    due = report_due(procedures.duty_rules(), held, occurred_on)
    if due is None:
        raise MajorChangeRefused("变化发生时企业没有须报告重大变化的有效称号，无须报告")
    id_ = await _add(tx, enterprise_id, kind, occurred_on, due, reported_on=tx.today, statement=statement)
    return await store.major_changes.get(tx, id_)


async def _add(
    tx: Tx,
    enterprise_id: EnterpriseId,
    kind: MajorKind,
    on: date,
    due: tuple[date, str],
    *,
    reported_on: date | None,
    statement: str | None,
) -> str:
    """What was reported in time leaves no duty behind; what was not has a duty that shows it."""
    major_change_id = str(uuid4())
    due_on, basis = due
    await store.major_changes.add(
        tx,
        {
            "major_change_id": major_change_id,
            "enterprise_id": enterprise_id,
            "kind": kind,
            "occurred_on": on,
            "due_on": due_on,
            "reported_on": reported_on,
            "statement": statement,
            "recorded_at": tx.now,
        },
    )
    if reported_on is None or reported_on > due_on:
        label = f"报告重大变化：{MAJOR_LABELS[kind]}（{on}）"
        duty = Duty(DutyKind.MAJOR_CHANGE, major_change_id, label, due_on, basis)
        await duties.open_all(tx, {enterprise_id: [duty]})
    if reported_on is not None:
        await duties.fulfil(tx, enterprise_id, DutyKind.MAJOR_CHANGE, major_change_id)
    return major_change_id


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[date, str] | None, limit: int
) -> Sequence[MajorChangeRow]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    return await store.major_changes.of(tx, enterprise.enterprise_id, before, limit)


async def review(tx: Tx, caller: Caller, major_change_id: str, asked: Review) -> MajorChangeRow:
    """Decides it once, with what follows for the titles in the same commit."""
    found = await store.major_changes.find(tx, major_change_id)
    enterprise = await store.enterprises.by_id(tx, found.enterprise_id) if found else None
    if enterprise is None or not decide(caller, "enterprise.read", Matter(district=enterprise.district)):
        raise MajorChangeNotFound(_WAY_OUT)
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    await titles.hold(tx, {enterprise_id})  # two reviewers at once: the second sees what the first decided
    row = await store.major_changes.get(tx, major_change_id)
    held = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    live = tuple(title for title in held if title.status not in OVER and title.last_day >= tx.today)
    titles.check_decides(caller, enterprise.district, live)
    if row.outcome is not None:
        raise MajorChangeRefused("这一变化已经审核；如结果有误，请另行办理称号")
    try:
        check_review(asked.outcome, row.due_on, row.reported_on, asked.decided_on, tx.today)
        change_id = await _carry_out(tx, caller, enterprise, row, asked, live)
    except Refusal as refusal:
        raise MajorChangeRefused(str(refusal)) from refusal
    said = {"outcome": asked.outcome, "decided_on": asked.decided_on, "document": asked.document}
    await store.major_changes.save(tx, major_change_id, {**said, "words": asked.words, "change_id": change_id})
    tx.edited("major change", {}, said)
    return await store.major_changes.get(tx, major_change_id)


async def _carry_out(
    tx: Tx, caller: Caller, enterprise: EnterpriseRow, row: MajorChangeRow, asked: Review, live: Titles
) -> str | None:
    """The id of the change of titles that follows, if any. Raises Refusal."""
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    if asked.take_over:
        return await _take_over(tx, caller, enterprise, row, asked)
    if asked.outcome is Outcome.KEPT or not live:
        return None
    oldest = min(live, key=lambda title: title.recognised_on)
    revocation = Revocation(oldest.title_id, GROUNDS[asked.outcome], asked.document, asked.decided_on, every_tier=True)
    return (await titles.revoke_decided(tx, enterprise_id, [revocation])).change_id


async def _take_over(
    tx: Tx, caller: Caller, enterprise: EnterpriseRow, row: MajorChangeRow, asked: Review
) -> str | None:
    if asked.outcome is not Outcome.KEPT or row.kind != MajorKind.MERGER:
        raise Refusal("只有合并审核为仍符合标准时，才能承继被合并企业的称号")
    absorbed = await store.identities.absorbed_on(tx, row.enterprise_id, row.occurred_on)
    lost = [title for held in (await store.titles.of(tx, absorbed)).values() for title in held]
    found = [find(lost, title_id) for title_id in asked.take_over]
    titles.check_decides(caller, enterprise.district, found)
    decisions = [TakingOver(titles.new_id(), title, asked.document, row.occurred_on) for title in found]
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    (changed,) = await titles.decide_all(tx, {enterprise_id: decisions}, ChangeReason.TAKEN_OVER)
    return changed.change_id
