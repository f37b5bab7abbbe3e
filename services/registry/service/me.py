"""A person's own view: who am I, for which enterprises may I act, and a token for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, get_args

from services.registry import store
from services.registry.domain.officers import Officer
from services.registry.domain.people import Role
from services.registry.problems import PersonNotFound
from shared.callers import Caller
from shared.clock import real_now
from shared.db import Tx
from shared.issuing import Issuer
from shared.permissions import Action, Matter, decide
from shared.values import CITY, Tier

TOKEN_SECONDS: Final = 900
"""A token for another enterprise; it never outlives the token it was asked with."""


@dataclass(frozen=True)
class OwnFirm:
    enterprise_id: str
    uscc: str
    name: str
    district: str
    person_id: str
    role: Role
    since: datetime
    may: list[Action]


@dataclass(frozen=True)
class Me:
    caller: Caller
    may: list[Action]
    """With the token of this request"""
    firms: Sequence[OwnFirm]
    office: Officer | None
    today: date


@dataclass(frozen=True)
class OwnToken:
    token: str
    uscc: str
    role: Role
    expires_at: datetime


async def view(tx: Tx, caller: Caller) -> Me:
    firms = [
        OwnFirm(**{**row, "role": Role(row["role"])}, may=_may_for(caller.subject, row["uscc"], row["role"]))
        for row in await store.people.firms_of(tx, caller.subject)
    ]
    officer = await store.officers.of_subject(tx, caller.subject) if caller.kind == "officer" else None
    return Me(caller, _may(caller), firms, officer, tx.today)


def _may_for(subject: str, uscc: str, role: str) -> list[Action]:
    return _may(Caller("enterprise", subject, uscc=uscc, roles=(role,)))


def _may(caller: Caller) -> list[Action]:
    """Asked of the rules themselves, about what is the caller's own."""
    own = (caller.uscc,) if caller.uscc else ()
    seat = {CITY: "city", None: None}.get(caller.district, "district")
    matter = Matter(usccs=own, district=caller.district, tier=Tier.INNOVATIVE, seat=seat)
    return [action for action in get_args(Action) if decide(caller, action, matter)]


async def token(tx: Tx, caller: Caller, uscc: str, issuer: Issuer) -> OwnToken:
    """A token to act for an enterprise, short, and no longer than the caller's own. Raises PersonNotFound."""
    enterprise = await store.enterprises.find(tx, uscc)
    firms = {row["enterprise_id"]: row for row in await store.people.firms_of(tx, caller.subject)}
    if enterprise is None or enterprise.enterprise_id not in firms:
        raise PersonNotFound("您不是该企业的经办人；请核对统一社会信用代码")
    now = int(real_now().timestamp())
    seconds = min(TOKEN_SECONDS, int(caller.valid_until) - now)
    signed = issuer.token("enterprise", caller.subject, seconds=seconds, uscc=enterprise.uscc)
    role = Role(firms[enterprise.enterprise_id]["role"])
    return OwnToken(signed, enterprise.uscc, role, datetime.fromtimestamp(now + seconds, UTC))
