"""下一步: what an enterprise lacks for a tier, and what that tier would open, asked of benefits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.registry import rulesets, store
from services.registry.domain.admission import Ban
from services.registry.domain.criteria import Occasion
from services.registry.domain.planning import Plan, plan
from services.registry.service import applications, enterprises, profiles
from services.registry.service.assessments import Question
from shared.callers import Caller
from shared.db import Database, Tx
from shared.events import tier_on
from shared.peers import Peer, PeerAway
from shared.values import Certainty, EnterpriseId, Money, Tier

AWAY: Final = "政策服务暂时没有回应，开启的政策与金额请稍后再看；所差条件不受影响"


class Opens(BaseModel):
    """One thing a tier opens, as benefits answers."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    benefit_code: str
    label: str
    amount: str | None = Field(pattern=r"^\d+\.\d{2}$")
    certainty: Certainty
    reason: str


class _Outlook(BaseModel):
    model_config = ConfigDict(extra="ignore")

    opens: tuple[Opens, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """What the tier would open beyond what is open today."""

    status: Literal["available", "unavailable"]
    words: str
    opens: Sequence[Opens] = ()

    @property
    def nominal(self) -> Money | None:
        """What the clauses name outright, in all; a ceiling or a share is no amount. None: benefits is away."""
        if self.status == "unavailable":
            return None
        named = [one.amount for one in self.opens if one.amount and one.certainty is Certainty.NOMINAL]
        return Money(sum(Money.from_yuan(amount) for amount in named))


@dataclass(frozen=True, slots=True)
class NextStep:
    present: Tier
    tier: Tier | None
    """None: the ladder ends here, and no other tier was named."""
    plan: Plan | None
    worth: Worth | None
    barrier: str | None
    """Why it may not be applied for today, however good the figures are"""
    ban: Ban | None
    """The barrier that names its last day"""


async def of(
    db: Database, benefits: Peer, caller: Caller, uscc: str, tier: Tier | None, occasion: Occasion
) -> NextStep:
    """For a named tier, or the next rung. Benefits is asked when nothing of the database is held any more."""
    async with db.reading() as tx:
        found = await _planned(tx, caller, uscc, tier, occasion)
    if found.tier is None:
        return found
    worth = await _worth(benefits, uscc, found.tier)
    return replace(found, worth=worth)


async def _planned(tx: Tx, caller: Caller, uscc: str, tier: Tier | None, occasion: Occasion) -> NextStep:
    enterprise = await enterprises.get(tx, caller, uscc)
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    titles = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    present = tier_on(titles, tx.today)
    banned = await applications.ban(tx, enterprise_id)
    wanted = tier or present.above()
    if wanted is None:
        return NextStep(present, None, None, None, banned.words if banned else None, banned)
    standard = Question(wanted).standard(tx.today)
    profile = (await profiles.of(tx, [enterprise_id]))[enterprise_id]
    planned = plan(standard, profile, tx.today, titles, rulesets.size_rules(), occasion)
    barrier = await applications.barrier(tx, caller, enterprise, wanted)
    return NextStep(present, wanted, planned, None, barrier, banned)


async def _worth(benefits: Peer, uscc: str, tier: Tier) -> Worth:
    try:
        answer = await benefits.get(f"/v1/enterprises/{uscc}/outlook/{tier}")
        opens = _Outlook.model_validate(answer).opens
    except (PeerAway, ValidationError):
        return Worth("unavailable", AWAY)
    worth = Worth("available", "", opens)
    return Worth("available", _words(worth), opens)


def _words(worth: Worth) -> str:
    if not worth.opens:
        return "认定后没有新开启的政策"
    named = f"，其中列明金额合计{worth.nominal.yuan}元" if worth.nominal else ""
    return f"认定后新开启{len(worth.opens)}项政策{named}；以各项政策的法律状态与兑付核定为准"
