"""The rules of institutions (金融机构): who lets them in, what they may do and until when, and how that ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from shared.scopes import IN_TRIAL, SCOPES, Scope


class Refusal(Exception):
    """What cannot be, in plain words with the way out."""


class InstitutionKind(StrEnum):
    BANK = "bank"
    INSURER = "insurer"
    GUARANTOR = "guarantor"
    EXCHANGE = "exchange"
    SECURITIES = "securities"
    FUND = "fund"


KIND_LABELS: Final = {
    InstitutionKind.BANK: "银行",
    InstitutionKind.INSURER: "保险公司",
    InstitutionKind.GUARANTOR: "融资担保机构",
    InstitutionKind.EXCHANGE: "交易场所",
    InstitutionKind.SECURITIES: "证券公司",
    InstitutionKind.FUND: "股权投资机构",
}


class State(StrEnum):
    PENDING = "pending"
    TRIAL = "trial"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


STATE_LABELS: Final = {
    State.PENDING: "待批准",
    State.TRIAL: "试用",
    State.ACTIVE: "已开通",
    State.SUSPENDED: "已暂停",
    State.REVOKED: "已撤销",
}
ADMITTED: Final = frozenset({State.TRIAL, State.ACTIVE})
"""In which an institution may ask anything"""


class Step(StrEnum):
    ONBOARD = "onboard"
    PROPOSE = "propose"
    ACTIVATE = "activate"
    CHANGE_KEYS = "change_keys"
    SUSPEND = "suspend"
    REVOKE = "revoke"


STEP_LABELS: Final = {
    Step.ONBOARD: "登记",
    Step.PROPOSE: "拟定授权",
    Step.ACTIVATE: "批准",
    Step.CHANGE_KEYS: "更换公钥",
    Step.SUSPEND: "暂停",
    Step.REVOKE: "撤销",
}
MAX_YEARS_DAYS: Final = 366 * 3
"""An authorisation ends, and is looked at anew, after three years at the latest."""
TRIAL_PER_MINUTE, TRIAL_PER_DAY = 60, 5_000
"""What an institution on trial may ask at most, whatever it is granted."""
MAX_KEYS: Final = 5
KEY_DAYS: Final = 400
"""How long a public key is good at most"""
WARNED_DAYS: Final = 30
"""How long before an end the institution is warned"""


@dataclass(frozen=True, slots=True)
class Grant:
    """What an institution may do, how often, and until when."""

    scopes: tuple[Scope, ...]
    valid_until: date
    per_minute: int
    per_day: int
    trial: bool

    @property
    def in_force(self) -> "Grant":
        """On trial less than is written: public title facts, a few calls."""
        if not self.trial:
            return self
        return replace(
            self,
            scopes=tuple(scope for scope in self.scopes if scope in IN_TRIAL),
            per_minute=min(self.per_minute, TRIAL_PER_MINUTE),
            per_day=min(self.per_day, TRIAL_PER_DAY),
        )


@dataclass(frozen=True, slots=True)
class ClientKey:
    """A public key of the institution's, good from a day to a day."""

    kid: str
    jwk: Mapping[str, str]
    added_on: date
    valid_until: date

    def counts_on(self, day: date) -> bool:
        return self.added_on <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Details:
    """Who it is, and which desk of it answers: an office, never a person."""

    name: str
    kind: InstitutionKind
    licence_code: str
    """The USCC on its licence"""
    desk: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Institution:
    institution_id: str
    details: Details
    state: State = State.PENDING
    grant: Grant | None = None
    """What it may do now; None: nothing yet"""
    proposal: Grant | None = None
    """What it may do once a second person agrees"""
    proposed_by: str | None = None
    keys: tuple[ClientKey, ...] = ()
    tokens_since: datetime | None = None
    """Tokens issued before it are worth nothing any more"""
    version: int = 1

    def keys_on(self, day: date) -> tuple[ClientKey, ...]:
        return tuple(key for key in self.keys if key.counts_on(day))


def refusal_on(state: State, valid_until: date | None, day: date) -> str | None:
    """Why an institution is let in to nothing on that day; None: it is let in."""
    if state not in ADMITTED:
        return f"贵机构的授权状态为“{STATE_LABELS[state]}”；请联系市级经办人员"
    if valid_until is None or valid_until < day:
        return "贵机构的授权已到期；请联系市级经办人员办理续期"
    return None


# ---- what officers do ----------------------------------------------------------------------------


def proposed(institution: Institution, grant: Grant, by: str, today: date) -> Institution:
    """Nothing of it is in force until a second person agrees. Raises Refusal."""
    _not_revoked(institution)
    if not today <= grant.valid_until <= today + timedelta(days=MAX_YEARS_DAYS):
        raise Refusal("授权的最后一天应在今天之后、三年之内；请更正 valid_until")
    return replace(institution, proposal=grant, proposed_by=by, version=institution.version + 1)


def activated(institution: Institution, by: str, at: datetime, today: date) -> Institution:
    """By a second person: the proposal comes into force. Raises Refusal."""
    _not_revoked(institution)
    grant = institution.proposal
    if grant is None:
        raise Refusal("没有待批准的授权；请先拟定")
    if by == institution.proposed_by:
        raise Refusal("拟定授权的人不能批准；请由另一名市级经办人员办理")
    if not institution.keys_on(today):
        raise Refusal("该机构没有有效的公钥；请先登记")
    if grant.valid_until < today:
        raise Refusal("拟定的授权已到期；请重新拟定")
    narrowed = institution.grant is not None and not set(institution.grant.scopes) <= set(grant.in_force.scopes)
    return replace(
        institution,
        state=State.TRIAL if grant.trial else State.ACTIVE,
        grant=grant,
        proposal=None,
        proposed_by=None,
        tokens_since=at if narrowed else institution.tokens_since,
        version=institution.version + 1,
    )


def suspended(institution: Institution, by: str, at: datetime) -> Institution:
    """At once, by one person; to let it in again takes another one. Raises Refusal."""
    if institution.state not in ADMITTED:
        raise Refusal("只有试用或已开通的机构可以暂停")
    again = institution.proposal or institution.grant
    return replace(
        institution,
        state=State.SUSPENDED,
        proposal=again,
        proposed_by=by,
        tokens_since=at,
        version=institution.version + 1,
    )


def revoked(institution: Institution, at: datetime) -> Institution:
    """For good. Raises Refusal."""
    _not_revoked(institution)
    return replace(
        institution,
        state=State.REVOKED,
        proposal=None,
        proposed_by=None,
        tokens_since=at,
        version=institution.version + 1,
    )


def _not_revoked(institution: Institution) -> None:
    if institution.state is State.REVOKED:
        raise Refusal("该机构的授权已撤销，不能恢复；请重新登记")


# ---- keys ----------------------------------------------------------------------------------------


def with_keys(institution: Institution, keys: Sequence[ClientKey], today: date, at: datetime) -> Institution:
    """All its keys from now on. Who loses one loses the tokens it was given for it. Raises Refusal."""
    _not_revoked(institution)
    kids = [key.kid for key in keys]
    if not 1 <= len(kids) <= MAX_KEYS or len(set(kids)) != len(kids):
        raise Refusal(f"应有 1 至 {MAX_KEYS} 把公钥，kid 各不相同")
    if not all(today <= key.valid_until <= today + timedelta(days=KEY_DAYS) for key in keys):
        raise Refusal(f"公钥的最后一天应在今天之后、{KEY_DAYS} 天之内")
    known = {key.kid: key for key in institution.keys}
    kept = tuple(
        replace(key, added_on=known[key.kid].added_on)
        if key.kid in known and known[key.kid].jwk == key.jwk
        else replace(key, added_on=today)
        for key in keys
    )
    lost = any(all(key.jwk != one.jwk for one in kept) for key in institution.keys)
    return replace(
        institution,
        keys=kept,
        tokens_since=at if lost else institution.tokens_since,
        version=institution.version + 1,
    )


def with_keys_by_officer(
    institution: Institution, keys: Sequence[ClientKey], by: str, today: date, at: datetime
) -> Institution:
    """An officer could act as a bank whose keys are his: so a second person has to agree. Raises Refusal."""
    if institution.state in ADMITTED:
        raise Refusal("已开通的机构由其自行更换公钥；如需代办，请先暂停，再由另一名经办人员批准")
    return replace(with_keys(institution, keys, today, at), proposed_by=by)


# ---- warnings ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Warned:
    code: str
    words: str
    days_left: int


def warnings(institution: Institution, today: date) -> list[Warned]:
    """What ends soon, the nearest first; data, so that the institution's own alarms can read it."""
    found = []
    until = institution.grant.valid_until if institution.grant else None
    if until is not None and (left := (until - today).days) <= WARNED_DAYS:
        found.append(Warned("GRANT_ENDS", "授权即将到期，请联系市级经办人员办理续期", left))
    good = institution.keys_on(today)
    for key in good:
        if (left := (key.valid_until - today).days) <= WARNED_DAYS:
            found.append(Warned("KEY_ENDS", f"公钥 {key.kid} 即将到期，请先加入新公钥再停用旧公钥", left))
    return sorted(found, key=lambda one: one.days_left)


def scopes_in_order(scopes: Sequence[Any]) -> tuple[Scope, ...]:
    return tuple(scope for scope in SCOPES if scope in scopes)
