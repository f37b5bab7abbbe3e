"""额度账户 of an enterprise: what is open, used and left, by the rules and by what it claimed."""

from dataclasses import dataclass
from typing import Any

from services.benefits import measures, store
from services.benefits.domain import allowances as rules
from services.benefits.domain.rights import Right
from services.benefits.service import calculations, catalogue, enterprises
from services.benefits.service.calculations import Asked
from services.benefits.service.entitlements import standing
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide


@dataclass(frozen=True, slots=True)
class Ledger:
    uscc: str
    policy_set: str
    legal_note: str
    allowances: list[rules.Allowance]
    open_fen: int
    rights: list[Right] | None
    """人才权利 that are under way or granted; None: not for whoever asks"""


async def of_enterprise(tx: Tx, caller: Caller, uscc: str) -> Ledger:
    """By what the registry told, verified evidence, and its claims."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "claim.read")
    policy_set = (await catalogue.rules(tx, measures.SEED, tx.today)).book.policy_set
    made = (await calculations.calculate(tx, caller, Asked(uscc=uscc))).calculation
    claims = await store.claims.of_legal_person(tx, enterprise.enterprise_id, locked=False)
    held = await standing(tx, enterprise.enterprise_id)
    found = rules.allowances(policy_set, made, claims, held, enterprise.district, tx.today)
    total, rights = rules.certain_total(found), await _rights(tx, caller, enterprise)
    return Ledger(enterprise.uscc, policy_set.policy_set, policy_set.legal_note, found, total, rights)


async def _rights(tx: Tx, caller: Caller, enterprise: Any) -> list[Right] | None:
    usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
    if not decide(caller, "right.read", Matter(usccs=usccs, district=enterprise.district)):
        return None
    there = await store.rights.of_enterprise(tx, enterprise.enterprise_id, locked=False)
    return [one for one in there if one.live]
