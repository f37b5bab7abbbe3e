"""Titles: recorded, renewed, revoked, expired. One set-based path, for one enterprise and for thirty thousand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.titles import (
    GROUND_LABELS,
    Decision,
    Recognition,
    Refusal,
    Renewal,
    Revocation,
    Titles,
    cause_of_time,
    change,
    decided,
    find,
    next_change_on,
    raised,
)
from services.registry.problems import EnterpriseNotFound, TitleNotFound, TitleRefused
from services.registry.store.enterprises import Locked
from shared.callers import Caller
from shared.db import Database, Tx
from shared.events import ChangeReason, Standing, Title, TitlesChanged
from shared.permissions import Matter, decide
from shared.problems import Forbidden
from shared.values import EnterpriseId

EXPIRED_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Changed:
    """What a decision did: the titles now, and the change that told it (None when nothing was different)."""

    enterprise_id: EnterpriseId
    titles: Titles
    change_id: str | None


@dataclass(frozen=True)
class Held:
    """Enterprises nobody else can change now, with the titles of each."""

    locked: Mapping[EnterpriseId, Locked]
    titles: Mapping[EnterpriseId, Titles]

    def __or__(self, other: "Held") -> "Held":
        return Held({**self.locked, **other.locked}, {**self.titles, **other.titles})

    def told(self, enterprise_id: EnterpriseId) -> Standing:
        """What the last fact told, of the titles before this change."""
        last = self.locked[enterprise_id]
        return Standing(tier=last.tier, on=last.tier_on, titles=self.titles[enterprise_id])


async def recognise(tx: Tx, caller: Caller, uscc: str, recognition: Recognition) -> Changed:
    """Records a title that the authority decided (认定)."""
    enterprise = await store.enterprises.find(tx, uscc)
    if enterprise is None or not _sees(caller, enterprise.district):
        raise EnterpriseNotFound("请核对统一社会信用代码，或先办理登记")
    if not decide(caller, "title.decide", Matter(district=enterprise.district, tier=recognition.tier)):
        raise Forbidden("区、县（市）只能认定创新型中小企业；其他称号请由市级经办人员录入")
    return await _decide(tx, EnterpriseId(enterprise.enterprise_id), recognition, ChangeReason.RECOGNISED)


async def renew(tx: Tx, caller: Caller, renewal: Renewal) -> Changed:
    """Records that a title passed its review (复核通过)."""
    enterprise_id = await _authorised_owner(tx, caller, renewal.renews)
    return await _decide(tx, enterprise_id, renewal, ChangeReason.RENEWED)


async def revoke(tx: Tx, caller: Caller, revocation: Revocation) -> Changed:
    """Ends a title for a stated ground (撤销)."""
    enterprise_id = await _authorised_owner(tx, caller, revocation.title_id)
    changed = await _decide(tx, enterprise_id, revocation, ChangeReason.REVOKED)
    await store.titles.note_ground(tx, [revocation.title_id], revocation.ground)
    return changed


def _sees(caller: Caller, district: str) -> bool:
    return decide(caller, "enterprise.read", Matter(district=district))


async def _authorised_owner(tx: Tx, caller: Caller, title_id: str) -> EnterpriseId:
    enterprise = await store.titles.owner(tx, title_id)
    if enterprise is None or not _sees(caller, enterprise.district):
        raise TitleNotFound("请核对称号编号")
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    title = find((await store.titles.of(tx, [enterprise_id]))[enterprise_id], title_id)
    if not decide(caller, "title.decide", Matter(district=enterprise.district, tier=title.tier)):
        raise Forbidden("区、县（市）只能办理创新型中小企业；其他称号请由市级经办人员办理")
    return enterprise_id


async def _decide(tx: Tx, enterprise_id: EnterpriseId, decision: Decision, reason: ChangeReason) -> Changed:
    try:
        (changed,) = await decide_all(tx, {enterprise_id: [decision]}, reason)
    except Refusal as refusal:
        raise TitleRefused(str(refusal)) from refusal
    return changed


async def decide_all(
    tx: Tx, decisions: Mapping[EnterpriseId, Sequence[Decision]], reason: ChangeReason
) -> list[Changed]:
    """Applies decisions to many enterprises, one change each. Raises the domain's Refusal."""
    before = await hold(tx, decisions)
    after: dict[EnterpriseId, Titles] = {}
    for enterprise_id, of_enterprise in decisions.items():
        after[enterprise_id] = before.titles[enterprise_id]
        for decision in of_enterprise:
            enterprise = before.locked[enterprise_id].enterprise
            after[enterprise_id] = decided(enterprise, after[enterprise_id], decision, tx.today)
    return await record(tx, before, after, reason, reason_texts(after, decisions))


async def expire(db: Database) -> None:
    """Tells the changes that time alone made: titles that ended, renewals that began, a clock moved back."""
    while due := await _due(db):
        async with db.transaction() as tx:
            held = await hold(tx, due)
            texts: dict[ChangeReason, dict[EnterpriseId, str]] = {}
            for enterprise_id in due:
                reason, text = cause_of_time(held.told(enterprise_id), tx.today)
                texts.setdefault(reason, {})[enterprise_id] = text
            for reason, of_reason in texts.items():
                await record(tx, held, {id_: held.titles[id_] for id_ in of_reason}, reason, of_reason)


async def _due(db: Database) -> list[EnterpriseId]:
    async with db.reading() as tx:  # a quiet round takes no lock
        return await store.enterprises.due(tx, tx.today, EXPIRED_AT_ONCE)


async def hold(tx: Tx, ids: Collection[EnterpriseId]) -> Held:
    """Locks first: titles read before the lock would be those of before the other writer's commit."""
    locked = await store.enterprises.lock(tx, ids)
    titles = await store.titles.of(tx, ids)
    return Held(locked, {id_: titles.get(id_, ()) for id_ in ids})


async def record(
    tx: Tx,
    before: Held,
    after: Mapping[EnterpriseId, Titles],
    reason: ChangeReason,
    texts: Mapping[EnterpriseId, str],
) -> list[Changed]:
    """Writes titles, standing, change and fact of every enterprise whose set of titles is different `after`.

    Where nothing is different, what was told before is true of today as well, and `tier_on` says so.
    """
    results: list[Changed] = []
    facts: dict[str, TitlesChanged] = {}
    standing: list[dict[str, object]] = []
    for enterprise_id, titles in after.items():
        told = before.locked[enterprise_id]
        enterprise = told.enterprise
        fact = change(raised(enterprise), before.told(enterprise_id), titles, tx.today, reason, texts[enterprise_id])
        change_id = tx.emit(fact) if fact else None
        if fact and change_id:
            facts[change_id] = fact
        standing.append(
            {
                "enterprise_id": enterprise_id,
                "version": enterprise.version + (fact is not None),
                "tier": fact.current.tier if fact else told.tier,
                "tier_on": tx.today,
                "next_change_on": next_change_on(titles, tx.today),
            }
        )
        results.append(Changed(enterprise_id, titles, change_id))
    await store.enterprises.save_standing(tx, standing)
    await _save_titles(tx, before.titles, after)
    await store.changes.add(
        tx,
        [
            {
                "change_id": change_id,
                "enterprise_id": fact.enterprise_id,
                "enterprise_version": fact.enterprise_version,
                "kind": fact.kind,
                "previous_tier": fact.previous.tier,
                "current_tier": fact.current.tier,
                "reason": fact.reason,
                "reason_text": fact.reason_text,
                "effective_on": fact.effective_on,
                "recorded_at": tx.now,
            }
            for change_id, fact in facts.items()
        ],
    )
    return results


async def _save_titles(tx: Tx, before: Mapping[EnterpriseId, Titles], after: Mapping[EnterpriseId, Titles]) -> None:
    new: list[dict[str, object]] = []
    altered: list[dict[str, object]] = []
    for enterprise_id, titles in after.items():
        old = {title.title_id: title for title in before[enterprise_id]}
        for title in titles:
            if title.title_id not in old:
                new.append({**dict(title), "enterprise_id": enterprise_id, "recorded_at": tx.now})
            elif title != old[title.title_id]:
                altered.append(
                    {
                        "title_id": title.title_id,
                        "status": title.status,
                        "ended_on": title.ended_on,
                        "first": title.first,
                    }
                )
    await store.titles.add(tx, new)
    await store.titles.save(tx, altered)


def reason_texts(
    after: Mapping[EnterpriseId, Titles], decisions: Mapping[EnterpriseId, Sequence[Decision]]
) -> dict[EnterpriseId, str]:
    return {id_: _reason_text(titles, decisions[id_]) for id_, titles in after.items()}


def _reason_text(titles: Iterable[Title], decisions: Sequence[Decision]) -> str:
    return "；".join(_TEXTS[type(decision)](titles, decision) for decision in decisions)[:500]


_TEXTS: Final = {
    Recognition: lambda titles, d: f"{d.authority}认定为{d.tier.label}（{d.document}）",
    Renewal: lambda titles, d: f"{find(titles, d.renews).tier.label}复核通过（{d.document}）",
    Revocation: lambda titles, d: (
        f"{find(titles, d.title_id).tier.label}被撤销：{GROUND_LABELS[d.ground]}（{d.document}）"
    ),
}


def new_id() -> str:
    return str(uuid4())
