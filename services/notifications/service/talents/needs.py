"""What enterprises declare, renew and end; who sees it; and the reminder before it ends."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.messages import Template
from services.notifications.domain.talents import NeedState, NeedStep, Refusal, taken
from services.notifications.domain.talents.words import lapsing_words
from services.notifications.service import writing
from services.notifications.service.enterprises import matter_of, visible
from services.notifications.store.tables import TalentNeedRow
from services.notifications.store.talents import Place, Wanted
from services.notifications.talent_data import occupations, terms
from shared.callers import Caller
from shared.db import Database, Tx
from shared.edge import require_version
from shared.permissions import decide, visible_district
from shared.problems import Conflict, NotFound, Unprocessable
from shared.values import Tier

REMINDED_AT_ONCE: Final = 200


class NeedNotFound(NotFound):
    code, title = "TALENT_NEED_NOT_FOUND", "没有找到该人才需求"


class NeedRefused(Conflict):
    code, title = "TALENT_NEED_REFUSED", "人才需求现在不能这样办理"


class NeedUnfit(Unprocessable):
    code, title = "TALENT_NEED_UNFIT", "人才需求填写不符合要求"


@dataclass(frozen=True)
class Said:
    """What an enterprise fills in; money in fen a year."""

    occupation: str
    title: str
    level: str
    number: int
    skills: str
    salary_low_fen: int | None
    salary_high_fen: int | None
    may_be_named: bool
    until_on: date


@dataclass(frozen=True)
class Shown:
    row: TalentNeedRow
    enterprise: Any
    """Its row of `known_enterprise`; None while a rebuild has not brought it back"""
    today: date


async def declare(tx: Tx, caller: Caller, uscc: str, said: Said) -> Shown:
    """By whoever holds a title today."""
    enterprise = await visible(tx, caller, uscc, "talent_need.write")
    tier = await store.standings.tier_of(tx, enterprise.enterprise_id)
    if tier is Tier.NONE or enterprise.ended_on is not None:
        raise NeedRefused("紧缺人才需求由持有效称号的企业申报；请先取得或恢复称号")
    _check(tx, said)
    row = {
        **asdict(said),
        "need_id": str(uuid4()),
        "enterprise_id": enterprise.enterprise_id,
        "state": NeedState.OPEN,
        "version": 1,
        "reminded_for": None,
        "declared_at": tx.now,
        "changed_at": tx.now,
    }
    await store.talents.add(tx, row)
    return await _as_it_is(tx, str(row["need_id"]))


async def change(tx: Tx, caller: Caller, need_id: str, if_match: str | None, said: Said) -> Shown:
    """The whole of it; a later last day renews it."""
    row = await _held(tx, caller, need_id)
    require_version(if_match, row.version)
    _check(tx, said)
    return await _step(tx, row, NeedStep.EDIT, asdict(said))


async def end(tx: Tx, caller: Caller, need_id: str, step: NeedStep) -> Shown:
    return await _step(tx, await _held(tx, caller, need_id), step, {})


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, before: Place | None, limit: int) -> list[Shown]:
    enterprise = await visible(tx, caller, uscc, "talent_need.read")
    return await _shown(tx, await store.talents.page(tx, enterprise.enterprise_id, Wanted(), before, limit))


async def page(tx: Tx, caller: Caller, wanted: Wanted, before: Place | None, limit: int) -> list[Shown]:
    here = wanted._replace(district=visible_district(caller, wanted.district))
    return await _shown(tx, await store.talents.page(tx, None, here, before, limit))


async def remind(db: Database) -> None:
    """The round of a job: once for each last day; the next round goes on where there are more."""
    async with db.reading() as tx:  # a quiet round takes no lock
        if not await store.talents.any_lapsing(tx, terms(tx.today).reminder_days):
            return
    async with db.transaction() as tx:
        due = await store.talents.lapsing(tx, terms(tx.today).reminder_days, REMINDED_AT_ONCE)
        rows = [{"need_id": row.need_id, "reminded_for": row.until_on} for row in due]
        await store.talents.save(tx, rows)
        await writing.say(
            tx,
            [
                writing.Said(
                    row.enterprise_id,
                    _cause(row),
                    Template.TALENT_NEED_LAPSING,
                    lapsing_words(row.title, row.until_on),
                    About(row.need_id),
                )
                for row in due
            ],
        )


def _cause(row: TalentNeedRow) -> str:
    """One for each last day of a need."""
    return f"{row.need_id[:28]}{row.until_on:%Y%m%d}"


def _check(tx: Tx, said: Said) -> None:
    if said.occupation not in occupations(tx.today):
        raise NeedUnfit("没有这种职业类别；可选：" + "、".join(occupations(tx.today)))
    last = tx.today + timedelta(days=terms(tx.today).longest_days)
    if not tx.today <= said.until_on <= last:
        raise NeedUnfit(f"有效期应在今天至 {last} 之间，到期前可续期")


async def _held(tx: Tx, caller: Caller, need_id: str) -> TalentNeedRow:
    row = await store.talents.lock(tx, need_id)
    enterprise = await store.KNOWN.by_id(tx, row.enterprise_id) if row else None
    if row is None or enterprise is None or not decide(caller, "talent_need.write", await matter_of(tx, enterprise)):
        raise NeedNotFound("请核对需求编号")
    return row


async def _step(tx: Tx, row: TalentNeedRow, step: NeedStep, changes: dict[str, Any]) -> Shown:
    try:
        state = taken(NeedState(row.state), step)
    except Refusal as refusal:
        raise NeedRefused(str(refusal)) from refusal
    before = {name: getattr(row, name) for name in ("state", *changes)}
    tx.edited(f"talent need {row.need_id}", before, changes | {"state": state})
    changed = {"need_id": row.need_id, **changes, "state": state, "version": row.version + 1, "changed_at": tx.now}
    await store.talents.save(tx, [changed])
    return await _as_it_is(tx, row.need_id)


async def _as_it_is(tx: Tx, need_id: str) -> Shown:
    row = await store.talents.find(tx, need_id)
    assert row is not None, "needs are never deleted"
    return (await _shown(tx, [row]))[0]


async def _shown(tx: Tx, rows: Sequence[TalentNeedRow]) -> list[Shown]:
    firms = await store.KNOWN.by_ids(tx, {row.enterprise_id for row in rows})
    return [Shown(row, firms.get(row.enterprise_id), tx.today) for row in rows]
