"""Notices: drafted, looked at, published to whom they are for, withdrawn. They go out as versions do (`publishing`)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.audiences import Audience, Counted
from services.benefits.domain.notices import NoticeState, NoticeStepRefused, becoming
from services.benefits.domain.versions import Step
from services.benefits.problems import NoticeNotFound, NoticeRefused
from services.benefits.service import audiences, rulebook
from services.benefits.service.noticing import read, whom
from services.benefits.service.version_steps import begin
from services.benefits.store.tables import NoticeRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.db import Tx
from shared.edge import require_version
from shared.events import NoticePublished, NoticeWithdrawn
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对通知编号 notice_id"


async def draft(tx: Tx, caller: Caller, district: str, written: Any, title: str, text: str, until: date | None) -> str:
    """Of the caller's own level; the city may draft for anybody. Raises MeasureRefused; returns the id."""
    if not decide(caller, "measure.write", Matter(district=district)):
        raise Forbidden("只能起草本级的通知；区、县（市）的经办人员起草本区、县（市）的通知")
    read(written)
    notice_id = str(uuid4())
    await store.notices.add(
        tx,
        {
            "notice_id": notice_id,
            "district": district,
            "state": NoticeState.DRAFT,
            "edit": 1,
            "title": title,
            "text": text,
            "audience": canonical(written).decode(),
            "deadline_on": until,
            "drafted_by": caller.actor,
            "drafted_at": tx.now,
        },
    )
    tx.edited("notice", {}, {"title": title, "district": district})
    return notice_id


async def get(tx: Tx, caller: Caller, notice_id: str) -> NoticeRow:
    return _seen(caller, await store.notices.find(tx, notice_id))


async def page(
    tx: Tx, caller: Caller, district: str | None, state: str | None, after: str | None, limit: int
) -> Sequence[NoticeRow]:
    """An officer of a district sees that district's."""
    return await store.notices.page(tx, visible_district(caller, district), state, after, limit)


async def audience(tx: Tx, caller: Caller, notice_id: str) -> Counted:
    """Whom it would be told to today."""
    row = await get(tx, caller, notice_id)
    return await audiences.counted(tx, Audience(whom(row)), visible_district(caller))


async def publish(tx: Tx, caller: Caller, notice_id: str, if_match: str | None) -> NoticeRow:
    """To everybody it is for, once for ever."""
    row = await _locked(tx, caller, notice_id, "measure.decide")
    await _step(tx, row, NoticeState.PUBLISHED, if_match, published_by=caller.actor, published_at=tx.now)
    await begin(tx, row.notice_id, Step.PUBLISH, caller.actor)
    tx.emit(
        NoticePublished(
            notice_id=row.notice_id,
            title=row.title,
            text=row.text,
            issuer=rulebook.issuer(row.district),
            deadline_on=row.deadline_on,
        )
    )
    return await get(tx, caller, notice_id)


async def withdraw(tx: Tx, caller: Caller, notice_id: str, if_match: str | None, reason: str) -> NoticeRow:
    """Who was not told yet never is."""
    row = await _locked(tx, caller, notice_id, "measure.decide")
    was = row.state
    await _step(tx, row, NoticeState.WITHDRAWN, if_match, withdrawal=reason, withdrawn_on=tx.today)
    if was == NoticeState.PUBLISHED:
        told = NoticeWithdrawn(notice_id=row.notice_id, title=row.title, withdrawn_on=tx.today, reason=reason)
        tx.emit(told)
    return await get(tx, caller, notice_id)


# ---- whose it is ------------------------------------------------------------------------------------


def _seen(caller: Caller, row: NoticeRow | None) -> NoticeRow:
    if row is None or not decide(caller, "measure.read", Matter(district=row.district)):
        raise NoticeNotFound(_WAY_OUT)
    return row


async def _locked(tx: Tx, caller: Caller, notice_id: str, action: Action) -> NoticeRow:
    row = _seen(caller, await store.notices.find(tx, notice_id, locked=True))
    if not decide(caller, action, Matter(district=row.district)):
        raise Forbidden("您的角色不能办理此事；请由本级审批人操作")
    return row


async def _step(tx: Tx, row: NoticeRow, to: NoticeState, if_match: str | None, **values: Any) -> None:
    require_version(if_match, row.edit)
    try:
        state = becoming(to, NoticeState(row.state))
    except NoticeStepRefused as refusal:
        raise NoticeRefused(str(refusal)) from refusal
    tx.edited("notice", {"state": row.state}, {"state": state})
    await store.notices.save(tx, row.notice_id, {"state": state, "edit": row.edit + 1, **values})
