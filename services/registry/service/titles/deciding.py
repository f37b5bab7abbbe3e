"""Titles as officers decide them: recognised, renewed, suspended, resumed, revoked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.registry import procedures, store
from services.registry.domain.titles import (
    Recognition,
    Refusal,
    Renewal,
    Resuming,
    Revocation,
    Suspending,
    find,
)
from services.registry.problems import EnterpriseNotFound, TitleNotFound, TitleRefused
from services.registry.service import duties
from services.registry.service.titles.recording import Changed, decide_all, decide_one, hold
from shared.callers import Caller
from shared.db import Tx
from shared.events import ChangeReason, DutyKind, Title, TitleStatus
from shared.permissions import Matter, decide
from shared.problems import Forbidden
from shared.values import EnterpriseId


async def recognise(tx: Tx, caller: Caller, uscc: str, recognition: Recognition) -> Changed:
    """Records a title that the authority decided (认定)."""
    enterprise = await store.enterprises.find(tx, uscc)
    if enterprise is None or not _sees(caller, enterprise.district):
        raise EnterpriseNotFound("请核对统一社会信用代码，或先办理登记")
    if not decide(caller, "title.decide", Matter(district=enterprise.district, tier=recognition.tier)):
        raise Forbidden("区、县（市）只能认定创新型中小企业；其他称号请由市级经办人员录入")
    return await decide_one(tx, EnterpriseId(enterprise.enterprise_id), recognition, ChangeReason.RECOGNISED)


async def renew(tx: Tx, caller: Caller, renewal: Renewal) -> Changed:
    """Records that a title passed its review (复核通过)."""
    enterprise_id = await _authorised_owner(tx, caller, renewal.renews)
    await duties.check_renewal(tx, enterprise_id, renewal.renews)
    changed = await decide_one(tx, enterprise_id, renewal, ChangeReason.RENEWED)
    await duties.fulfil(tx, enterprise_id, DutyKind.RENEWAL, renewal.renews)
    return changed


async def revoke(tx: Tx, caller: Caller, revocation: Revocation) -> Changed:
    """Ends a title for a stated ground (撤销); after 数据造假 every other with it."""
    revocation = replace(revocation, every_tier=revocation.ground in procedures.procedure(tx.today).cancels_every_tier)
    enterprise_id = await _authorised_owner(tx, caller, revocation.title_id, every_tier=revocation.every_tier)
    return await revoke_decided(tx, enterprise_id, [revocation])


async def suspend(tx: Tx, caller: Caller, suspending: Suspending) -> Changed:
    """A title does not count until it is resumed (暂停)."""
    enterprise_id = await _authorised_owner(tx, caller, suspending.title_id)
    changed = await decide_one(tx, enterprise_id, suspending, ChangeReason.SUSPENDED)
    tx.edited("title", {"suspended": None}, {"suspended": suspending.decided_on})
    return changed


async def resume(tx: Tx, caller: Caller, resuming: Resuming) -> Changed:
    """A suspended title counts again (恢复)."""
    enterprise_id = await _authorised_owner(tx, caller, resuming.title_id)
    changed = await decide_one(tx, enterprise_id, resuming, ChangeReason.RESUMED)
    tx.edited("title", {"resumed": None}, {"resumed": resuming.decided_on})
    return changed


async def revoke_decided(tx: Tx, enterprise_id: EnterpriseId, revocations: Sequence[Revocation]) -> Changed:
    """Revocations of one enterprise that somebody was entitled to decide; each title keeps the ground it ended for."""
    before = (await hold(tx, [enterprise_id])).titles[enterprise_id]
    over = {title.title_id for title in before if title.status is TitleStatus.REVOKED}
    try:
        (changed,) = await decide_all(tx, {enterprise_id: revocations}, ChangeReason.REVOKED)
    except Refusal as refusal:
        raise TitleRefused(str(refusal)) from refusal
    ended = [title.title_id for title in changed.titles if title.status is TitleStatus.REVOKED]
    await store.titles.note_ground(tx, [id_ for id_ in ended if id_ not in over], revocations[0].ground)
    return changed


def _sees(caller: Caller, district: str) -> bool:
    return decide(caller, "enterprise.read", Matter(district=district))


async def _authorised_owner(tx: Tx, caller: Caller, title_id: str, *, every_tier: bool = False) -> EnterpriseId:
    """Whose title it is, held from here on: of two officers at once the second is judged by what the first decided.

    Raises Forbidden unless the caller decides it, and with `every_tier` all that still run.
    """
    enterprise = await store.titles.owner(tx, title_id)
    if enterprise is None or not _sees(caller, enterprise.district):
        raise TitleNotFound("请核对称号编号")
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    held = await hold(tx, [enterprise_id])
    titles = held.titles[enterprise_id]
    concerned = [find(titles, title_id)]
    if every_tier:
        concerned += [title for title in titles if title.last_day >= tx.today]
    check_decides(caller, held.locked[enterprise_id].enterprise.district, concerned)
    return enterprise_id


def check_decides(caller: Caller, district: str, titles: Iterable[Title]) -> None:
    """Raises Forbidden unless the caller decides each of these titles."""
    if not all(decide(caller, "title.decide", Matter(district=district, tier=title.tier)) for title in titles):
        raise Forbidden("区、县（市）只能办理创新型中小企业；涉及其他称号的，请由市级经办人员办理")
