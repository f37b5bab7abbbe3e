"""The gate of finance: quota, purpose and standing of an institution, before its request goes on."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.finance import store
from services.finance.domain.institutions import refusal_on
from services.finance.domain.purposes import PURPOSE_LABELS, Purpose
from services.finance.domain.quotas import WINDOW_LABELS, Window, headers
from services.finance.metering import Meter, usage_rows
from services.finance.problems import PurposeMissing
from shared.callers import Caller
from shared.clock import real_now
from shared.db import Database, Tx
from shared.gates import Asked, QuotaExceeded
from shared.problems import Forbidden
from shared.proofs import AHEAD_SECONDS, PROOF_SECONDS
from shared.scopes import Scope
from shared.tokens import ProofNeeded

log = logging.getLogger(__name__)
KEPT_DAYS: Final = 400
"""How long it is known who used what, what for"""
_NOT_ADMITTED: Final = "只向已开通的金融机构开放"


class NotAdmitted(Forbidden):
    code, title = "INSTITUTION_NOT_ADMITTED", "机构未开通、已暂停或已到期"


async def check_granted(tx: Tx, caller: Caller, scope: Scope) -> None:
    """Once more, where a lock was waited for or somebody else was asked since. Raises NotAdmitted."""
    granted = await store.admission.scopes(tx, caller)
    if granted is None or scope not in granted:
        log.warning("institution refused: not granted %s any more", scope)
        raise NotAdmitted(_NOT_ADMITTED)


@dataclass(frozen=True)
class InstitutionGate:
    meter: Meter
    unstated: Purpose | None
    """What a call counts as that says no purpose; None: it is refused"""

    async def admit(self, tx: Tx, caller: Caller, asked: Asked) -> Mapping[str, str]:
        institution_id = caller.institution or ""
        if not (self.meter.knows(institution_id) or await self._learn(tx, institution_id)):
            if asked.looks_itself:
                return {}  # nobody we know: the route says so
            raise NotAdmitted(_NOT_ADMITTED)
        found, within = self.meter.charge(institution_id, asked.operation, self._purpose(asked.purpose), time.time())
        if not within:
            raise exceeded(found)
        if not asked.looks_itself and await store.admission.scopes(tx, caller) is None:
            log.warning("institution refused: not admitted")
            raise NotAdmitted(await self._why_not(tx, institution_id))
        if asked.writes and caller.proof is not None and not await _first_use(tx, caller.proof):
            log.warning("proof refused: seen before, by another process")
            raise ProofNeeded("DPoP 证明已用过；请为这一请求另做一份")
        return headers(found)

    async def _learn(self, tx: Tx, institution_id: str) -> bool:
        """Once in a process: later the meter is told of new limits when it writes."""
        limits = (await store.usage.limits(tx, [institution_id])).get(institution_id)
        if limits is not None:
            known = await store.usage.counted(tx, institution_id)
            self.meter.open(institution_id, limits, known, time.time())
        return limits is not None

    def _purpose(self, stated: str | None) -> Purpose:
        purpose = _PURPOSES.get(stated) if stated is not None else self.unstated
        if purpose is None:
            known = "、".join(f"{one}（{PURPOSE_LABELS[one]}）" for one in Purpose)
            raise PurposeMissing(f"请在 X-Purpose 中说明用途：{known}")
        return purpose

    async def _why_not(self, tx: Tx, institution_id: str) -> str:
        one = await store.institutions.find(tx, institution_id)
        why = one and refusal_on(one.state, one.grant.valid_until if one.grant else None, tx.today)
        return why or "令牌已作废，请重新取得"

    async def write(self, db: Database) -> None:
        """What was counted since the last time; what could not be written stays for the next."""
        portion = self.meter.take()
        if not portion.usage:
            return
        try:
            async with db.transaction() as tx:
                await store.usage.add(tx, usage_rows(portion))
                totals = {one: await store.usage.count(tx, one, portion.counts[one]) for one in sorted(portion.counts)}
                limits = await store.usage.limits(tx, self.meter.institutions)
        except BaseException:
            self.meter.put_back(portion)
            raise
        self.meter.written(portion, totals, limits)


_PURPOSES: Final[dict[str, Purpose]] = {purpose.value: purpose for purpose in Purpose}


def windows_of(gate: InstitutionGate, institution_id: str) -> tuple[Window, Window]:
    """What is left to an institution that was let in a moment ago."""
    return gate.meter.windows(institution_id, time.time())


def exceeded(found: tuple[Window, Window]) -> QuotaExceeded:
    full = [window for window in found if window.left == 0]
    wait = max(window.resets_in for window in full)
    words = "、".join(f"{WINDOW_LABELS[window.name]} {window.quota} 次" for window in full)
    return QuotaExceeded(
        f"已达到{words}的配额；请在 {wait} 秒后重试，或联系市级经办人员调整",
        {**headers(found), "Retry-After": str(wait)},
        violated_policies=[window.name for window in full],
    )


async def _first_use(tx: Tx, proof: str) -> bool:
    return await store.used_once.use(tx, proof, real_now() + timedelta(seconds=PROOF_SECONDS + AHEAD_SECONDS))


async def forget_old(db: Database) -> None:
    """Proofs and assertions that are too old to come again, and use of long ago."""
    now: datetime = real_now()
    async with db.transaction() as tx:
        await store.used_once.forget(tx, now)
        await store.usage.forget(tx, now - timedelta(days=KEPT_DAYS))
