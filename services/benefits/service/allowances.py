"""额度账户 of an enterprise: what is open, used and left, by the rules and by what it claimed."""

from dataclasses import dataclass
from typing import Any

from services.benefits import measures, procedures, store
from services.benefits.domain import allowances as rules
from services.benefits.domain.allowances import InVouchers
from services.benefits.domain.formulas import Fund, Quota
from services.benefits.domain.measures import PolicySet
from services.benefits.domain.rights import Right
from services.benefits.domain.vouchers import State
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
    vouchers = await _vouchers(tx, enterprise.enterprise_id, policy_set)
    found = rules.allowances(policy_set, made, claims, held, enterprise.district, tx.today, vouchers)
    total, rights = rules.certain_total(found), await _rights(tx, caller, enterprise)
    return Ledger(enterprise.uscc, policy_set.policy_set, policy_set.legal_note, found, total, rights)


async def _rights(tx: Tx, caller: Caller, enterprise: Any) -> list[Right] | None:
    usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
    if not decide(caller, "right.read", Matter(usccs=usccs, district=enterprise.district)):
        return None
    there = await store.rights.of_enterprise(tx, enterprise.enterprise_id, locked=False)
    return [one for one in there if one.live]


async def _vouchers(tx: Tx, enterprise_id: str, policy_set: PolicySet) -> dict[str, InVouchers]:
    """By benefit_code, of this year; what it took over from firms it absorbed included."""
    year, silences = tx.today.year, procedures.quota_rules(tx.today)
    taken = await store.vouchers.taken(tx, enterprise_id, year)
    granted = {row.benefit_code: row for row in await store.vouchers.quotas_of(tx, enterprise_id) if row.year == year}
    found = {}
    for measure in policy_set.measures:
        code, row = measure.benefit_code, granted.get(measure.benefit_code)
        if isinstance(measure.formula, Quota | Fund):
            found[code] = InVouchers(
                granted_fen=None if row is None else row.limit_fen,
                reserved_fen=taken.get((code, State.RESERVED), 0),
                used_fen=taken.get((code, State.CONSUMED), 0),
                left_fen=None if row is None else row.limit_fen - row.reserved_fen - row.paid_fen,
                assumptions=silences.silence(code).assumptions,
            )
    return found
