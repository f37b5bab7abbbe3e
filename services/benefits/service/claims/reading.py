"""Claims, read by those whom they concern."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.benefits import store
from services.benefits.domain.claims import Claim, State
from services.benefits.problems import ClaimNotFound
from services.benefits.service import enterprises
from services.benefits.store.claims import Queue
from services.benefits.store.tables import ClaimStepRow, CreditCheckRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Busy, Forbidden

WAY_OUT: Final = "请核对兑付申请编号"
"""The same words for what is not there and what is not yours: nobody can tell which."""


@dataclass(frozen=True)
class Dossier:
    """A claim with its history."""

    claim: Claim
    history: Sequence[ClaimStepRow]
    checks: Sequence[CreditCheckRow]
    names_people: bool
    """Who reviews and approves is not for the enterprise they decide about."""


@dataclass(frozen=True)
class Desks:
    """A page of a worklist, and what there is of it in all."""

    claims: Sequence[Claim]
    queue: Queue

    @property
    def last(self) -> str:
        """The key of the last one, from which the next page goes on."""
        return store.claims.worklist_key(self.claims[-1])


def may(caller: Caller, action: Action, claim: Claim) -> bool:
    return decide(caller, action, Matter(usccs=claim.usccs, district=claim.district))


async def get(tx: Tx, caller: Caller, claim_id: str) -> Dossier:
    claim = await store.claims.find(tx, claim_id)
    if claim is None or not may(caller, "claim.read", claim):
        raise ClaimNotFound(WAY_OUT)
    history = await store.claims.history(tx, claim_id)
    return Dossier(claim, history, await store.credit_checks.of_claim(tx, claim_id), caller.kind != "enterprise")


async def locked(tx: Tx, caller: Caller, claim_id: str, action: Action, otherwise: str) -> Claim:
    """To take a step: the legal person is locked first, then the claim. Raises ClaimNotFound, Forbidden, Busy."""
    seen = await store.claims.find(tx, claim_id)
    if seen is None or not may(caller, "claim.read", seen):
        raise ClaimNotFound(WAY_OUT)
    if not may(caller, action, seen):
        raise Forbidden(otherwise)
    return await locked_by_system(tx, seen)


async def locked_by_system(tx: Tx, seen: Claim) -> Claim:
    """What was seen, locked behind its legal person. Raises Busy when a merger came between."""
    await store.enterprises.lock(tx, seen.legal_person_id)
    claim = await store.claims.lock(tx, seen.claim_id)
    if claim is None or claim.legal_person_id != seen.legal_person_id:
        raise Busy("企业信息正在变更，请稍后重试")
    return claim


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Claim]:
    """Newest first; an officer of a district sees those that were made to it."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "claim.read")
    district = visible_district(caller) if caller.kind == "officer" else None
    return await store.claims.page_of(tx, enterprise.enterprise_id, district, before, limit)


async def worklist(
    tx: Tx, caller: Caller, states: Collection[State], after: tuple[date, str] | None, limit: int
) -> Desks:
    """What waits for an officer, of what the caller sees; the overdue first."""
    district = visible_district(caller)
    claims = await store.claims.worklist(tx, district, states, after, limit)
    return Desks(claims, await store.claims.queue(tx, district, states, tx.today))
