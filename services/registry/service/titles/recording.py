"""Titles recorded: one set-based path, for one enterprise and for thirty thousand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import uuid4

from services.registry import procedures, store
from services.registry.domain.titles import (
    Decision,
    Enterprise,
    Refusal,
    Titles,
    cause_of_time,
    change,
    decided,
    in_order,
    next_change_on,
    raised,
    standing,
)
from services.registry.problems import TitleRefused
from services.registry.service.titles.words import reason_texts
from services.registry.store.enterprises import Locked
from shared.db import Database, Tx
from shared.events import ChangeReason, Standing, Title, TitlesChanged
from shared.problems import Busy
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
    heirs: frozenset[EnterpriseId] = frozenset()
    """Those among them that absorbed another of them"""

    def __or__(self, other: "Held") -> "Held":
        both = {**self.locked, **other.locked}, {**self.titles, **other.titles}
        return Held(*both, self.heirs | other.heirs)

    def told(self, enterprise_id: EnterpriseId) -> Standing:
        """What the last fact told, of the titles before this change."""
        last = self.locked[enterprise_id]
        return standing(last.enterprise, self.titles[enterprise_id], last.tier_on).model_copy(
            update={"tier": last.tier}
        )


async def decide_one(tx: Tx, enterprise_id: EnterpriseId, decision: Decision, reason: ChangeReason) -> Changed:
    """One decision that somebody was entitled to. Raises TitleRefused."""
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
            after[enterprise_id] = decided(enterprise, after[enterprise_id], decision, tx.today, procedures.terms())
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
    """Locks first: titles read before the lock would be those of before the other writer's commit.

    With those merged away whoever goes on as their legal person: what is found about them is found about it.
    """
    heirs = await store.identities.survivors_of(tx, ids)
    every = {*ids, *heirs}
    locked = await store.enterprises.lock(tx, every)
    if not every.issuperset(await store.identities.survivors_of(tx, ids)):
        raise Busy("企业刚刚被合并，请重试")  # an heir come meanwhile may be out of the order of locks
    titles = await store.titles.of(tx, every)
    return Held(locked, {id_: titles.get(id_, ()) for id_ in every}, frozenset(heirs))


async def _pass_on(tx: Tx, before: Held, reason: ChangeReason) -> None:
    """Tells of the heirs what else they have inherited since they were held."""
    now = await store.enterprises.lock(tx, before.heirs)
    titles = await store.titles.of(tx, before.heirs)
    told: dict[EnterpriseId, Locked] = {}
    enterprises: dict[EnterpriseId, Enterprise] = {}
    for id_, one in now.items():
        if one.enterprise.ended_on is None:
            inherited = before.locked[id_].enterprise.inherited
            told[id_] = replace(one, enterprise=replace(one.enterprise, inherited=inherited))
            enterprises[id_] = one.enterprise
    held = Held(told, {id_: titles.get(id_, ()) for id_ in told})
    after = {id_: in_order(held.titles[id_], one.inherited) for id_, one in enterprises.items()}
    await record(tx, held, after, reason, dict.fromkeys(after, "被合并企业的称号记录有更正"), enterprises)


async def record(
    tx: Tx,
    before: Held,
    after: Mapping[EnterpriseId, Titles],
    reason: ChangeReason,
    texts: Mapping[EnterpriseId, str],
    enterprises: Mapping[EnterpriseId, Enterprise] = MappingProxyType({}),
) -> list[Changed]:
    """Writes titles, standing, change and fact of every enterprise whose set of titles is different `after`.

    Where nothing is different, what was told before is true of today as well, and `tier_on` says so. `enterprises`
    are those that are themselves different after the change: a merger brought them the history of another.
    """
    results: list[Changed] = []
    facts: dict[str, TitlesChanged] = {}
    standing: list[dict[str, object]] = []
    for enterprise_id, titles in after.items():
        told = before.locked[enterprise_id]
        enterprise = enterprises.get(enterprise_id, told.enterprise)
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
    if before.heirs:
        await _pass_on(tx, before, reason)
    return results


async def _save_titles(tx: Tx, before: Mapping[EnterpriseId, Titles], after: Mapping[EnterpriseId, Titles]) -> None:
    new: list[dict[str, object]] = []
    altered: list[dict[str, object]] = []
    suspended: list[Title] = []
    for enterprise_id, titles in after.items():
        old = {title.title_id: title for title in before[enterprise_id]}
        for title in titles:
            if title.title_id not in old:
                values = title.model_dump(exclude={"suspensions"})
                new.append({**values, "enterprise_id": enterprise_id, "recorded_at": tx.now})
            elif title != old[title.title_id]:
                suspended.append(title)
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
    await store.titles.save_suspensions(tx, suspended)


def new_id() -> str:
    return str(uuid4())
