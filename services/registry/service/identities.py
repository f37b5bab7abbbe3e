"""One legal person, one history: renames, new USCCs, mergers, deregistrations, each with its document and day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry import procedures, store
from services.registry.domain.identities import (
    IdentityKind,
    check_alive,
    check_merger,
    check_name,
    check_uscc,
)
from services.registry.domain.major_changes import MajorKind
from services.registry.domain.titles import Ending, Enterprise, Refusal, Titles, decided, in_order, passed_on
from services.registry.problems import IdentityRefused, UsccTaken
from services.registry.service import enterprises, major_changes, reviews, titles
from services.registry.service.titles import Held
from services.registry.store.tables import EnterpriseRow, IdentityChangeRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import ChangeReason, EnterpriseDeregistered, EnterpriseMerged
from shared.values import EnterpriseId


@dataclass(frozen=True)
class Proof:
    """The document that says what became of a legal person, and since when."""

    document: str
    on: date


@dataclass(frozen=True)
class Ended:
    """What a merger or deregistration did: the enterprise that is none any more, and its change of titles."""

    enterprise: EnterpriseRow
    change_id: str | None


async def rename(tx: Tx, caller: Caller, uscc: str, name: str, proof: Proof) -> EnterpriseRow:
    """更名. A title holder has to report it as a major change, unless that was done before."""
    found, held = await _hold(tx, caller, uscc)
    _refused_by(lambda: check_alive(found, proof.on, tx.today), lambda: check_name(found, name))
    await _note(tx, found, IdentityKind.RENAMED, found.name, name, proof)  # first: it stays known by the former name
    await store.enterprises.save_profile(tx, found.enterprise_id, found.version + 1, {"name": name})
    enterprises.audited(tx, found.uscc, {"name": found.name}, {"name": name})
    row = await enterprises.tell_updated(tx, found.enterprise_id, uscc)
    await major_changes.notice(tx, found.enterprise_id, held.titles[found.enterprise_id], MajorKind.RENAME, proof.on)
    return row


async def recode(tx: Tx, caller: Caller, uscc: str, new: str, proof: Proof) -> EnterpriseRow:
    """换发统一社会信用代码. Every code it ever had goes on to find it. Raises UsccTaken."""
    found, held = await _hold(tx, caller, uscc)
    _refused_by(
        lambda: check_alive(found, proof.on, tx.today),
        lambda: check_uscc(found, new, held.titles[found.enterprise_id]),
    )
    if new not in found.usccs:
        if await store.enterprises.find(tx, new):
            raise UsccTaken("新代码属于另一家已登记的企业；如两家已合并，请办理合并")
        await store.identities.add_uscc(tx, found.enterprise_id, new)
    await store.enterprises.save_profile(tx, found.enterprise_id, found.version + 1, {"uscc": new})
    await _note(tx, found, IdentityKind.NEW_USCC, found.uscc, new, proof)
    enterprises.audited(tx, found.uscc, {"uscc": found.uscc}, {"uscc": new})
    return await enterprises.tell_updated(tx, found.enterprise_id, new)


async def merge(tx: Tx, caller: Caller, uscc: str, absorbed_uscc: str, proof: Proof) -> Ended:
    """吸收合并: the titles of the absorbed firm end with it; what it was first in is never first again."""
    ids = [
        EnterpriseId((await enterprises.get(tx, caller, one, "enterprise.write")).enterprise_id)
        for one in (uscc, absorbed_uscc)
    ]
    lapsing = await reviews.hold_open(tx, ids[1])
    held = await titles.hold(tx, ids)
    survivor, absorbed = (held.locked[id_].enterprise for id_ in ids)
    _refused_by(lambda: check_merger(survivor, absorbed, proof.on, tx.today))
    lost = held.titles[absorbed.enterprise_id]
    heir = replace(survivor, inherited=(*survivor.inherited, *passed_on(lost, absorbed.inherited, proof.on)))
    ending = f"被{survivor.name}吸收合并"
    await store.identities.add_merger(
        tx,
        {
            "absorbed_id": absorbed.enterprise_id,
            "survivor_id": survivor.enterprise_id,
            "merged_on": proof.on,
            "document": proof.document,
            "recorded_at": tx.now,
        },
    )
    await store.enterprises.find_by_all_names(tx, survivor.enterprise_id, survivor.name)
    change_id = await _end(tx, caller, held, absorbed, ChangeReason.MERGED, ending, proof)
    kept = in_order(held.titles[heir.enterprise_id], heir.inherited)
    text = f"吸收合并{absorbed.name}（{proof.document}）"
    await titles.record(
        tx, held, {heir.enterprise_id: kept}, ChangeReason.MERGED, {heir.enterprise_id: text},
        {heir.enterprise_id: heir},
    )  # fmt: skip
    await _note(tx, absorbed, IdentityKind.MERGED, survivor.uscc, survivor.name, proof)
    await _note(tx, survivor, IdentityKind.ABSORBED, absorbed.uscc, absorbed.name, proof)
    await major_changes.notice(tx, survivor.enterprise_id, kept, MajorKind.MERGER, proof.on)
    now = await _ended(tx, absorbed, IdentityKind.MERGED, proof)
    await reviews.lapse(tx, caller, lapsing, f"企业已{ending}，申请随之终结（{proof.document}）")
    tx.emit(
        EnterpriseMerged(
            **_state(now),
            merged_on=proof.on,
            document=proof.document,
            survivor_id=survivor.enterprise_id,
            survivor_uscc=survivor.uscc,
            survivor_name=survivor.name,
        )
    )
    return Ended(await _row(tx, absorbed), change_id)


async def deregister(tx: Tx, caller: Caller, uscc: str, proof: Proof) -> Ended:
    """注销: its titles and its applications end with it."""
    ending = await enterprises.get(tx, caller, uscc, "enterprise.write")
    lapsing = await reviews.hold_open(tx, ending.enterprise_id)
    found, held = await _hold(tx, caller, uscc)
    _refused_by(lambda: check_alive(found, proof.on, tx.today))
    change_id = await _end(tx, caller, held, found, ChangeReason.DEREGISTERED, "企业注销", proof)
    await _note(tx, found, IdentityKind.DEREGISTERED, found.uscc, found.name, proof)
    now = await _ended(tx, found, IdentityKind.DEREGISTERED, proof)
    await reviews.lapse(tx, caller, lapsing, f"企业已注销，申请随之终结（{proof.document}）")
    tx.emit(EnterpriseDeregistered(**_state(now), deregistered_on=proof.on, document=proof.document))
    return Ended(await _row(tx, found), change_id)


async def history(
    tx: Tx, caller: Caller, uscc: str, before: tuple[date, str] | None, limit: int
) -> Sequence[IdentityChangeRow]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    return await store.identities.of(tx, enterprise.enterprise_id, before, limit)


async def _hold(tx: Tx, caller: Caller, uscc: str) -> tuple[Enterprise, Held]:
    enterprise_id = EnterpriseId((await enterprises.get(tx, caller, uscc, "enterprise.write")).enterprise_id)
    held = await titles.hold(tx, [enterprise_id])
    return held.locked[enterprise_id].enterprise, held


def _refused_by(*rules: Any) -> None:
    """Raises IdentityRefused where a rule says no."""
    try:
        for rule in rules:
            rule()
    except Refusal as refusal:
        raise IdentityRefused(str(refusal)) from refusal


async def _end(
    tx: Tx, caller: Caller, held: Held, enterprise: Enterprise, reason: ChangeReason, words: str, proof: Proof
) -> str | None:
    """Ends what still ran, and tells it; the id of the change. Raises Forbidden where a higher title is at stake."""
    before: Titles = held.titles[enterprise.enterprise_id]
    titles.check_decides(caller, enterprise.district, [title for title in before if title.last_day >= proof.on])
    after = decided(enterprise, before, Ending(proof.document, proof.on), tx.today, procedures.terms())
    text = f"{words}，称号自 {proof.on} 起终止（{proof.document}）"
    (changed,) = await titles.record(
        tx, held, {enterprise.enterprise_id: after}, reason, {enterprise.enterprise_id: text}
    )
    return changed.change_id


async def _ended(tx: Tx, enterprise: Enterprise, kind: IdentityKind, proof: Proof) -> Enterprise:
    """The enterprise after its end."""
    id_ = enterprise.enterprise_id
    version = (await store.enterprises.lock(tx, [id_]))[id_].enterprise.version + 1
    await store.enterprises.save_profile(tx, id_, version, {"ended_on": proof.on, "ending": kind})
    enterprises.audited(tx, enterprise.uscc, {}, {"ended_on": proof.on, "ending": kind})
    return (await store.enterprises.lock(tx, [id_]))[id_].enterprise


async def _row(tx: Tx, enterprise: Enterprise) -> EnterpriseRow:
    row = await store.enterprises.by_id(tx, enterprise.enterprise_id)
    await tx.refresh(row)
    return row


async def _note(tx: Tx, enterprise: Enterprise, kind: IdentityKind, before: str, after: str, proof: Proof) -> None:
    await store.identities.add(
        tx,
        [
            {
                "identity_change_id": str(uuid4()),
                "enterprise_id": enterprise.enterprise_id,
                "kind": kind,
                "before": before,
                "after": after,
                "changed_on": proof.on,
                "document": proof.document,
                "recorded_at": tx.now,
            }
        ],
    )


def _state(enterprise: Enterprise) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise.enterprise_id,
        "uscc": enterprise.uscc,
        "enterprise_version": enterprise.version,
        "name": enterprise.name,
        "district": enterprise.district,
        "industry": enterprise.industry,
        "usccs": enterprise.usccs,
    }
