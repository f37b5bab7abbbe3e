"""Institutions: let in by two officers, shut out by one; what they may do, and what they used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain import institutions as rules
from services.finance.domain.institutions import ClientKey, Details, Grant, Institution, Refusal, State, Step
from services.finance.problems import InstitutionNotFound, InstitutionRefused
from services.finance.store.institutions import Wanted
from services.finance.store.tables import InstitutionStepRow
from services.finance.store.usage import Used
from shared.callers import Caller
from shared.clock import real_now
from shared.days import SHANGHAI, shanghai_day
from shared.db import Database, Tx
from shared.edge import require_version
from shared.permissions import Action, decide
from shared.problems import Forbidden
from shared.scopes import SCOPES

_WAY_OUT: Final = "请核对 institution_id"


@dataclass(frozen=True)
class Ground:
    """Why: the document that says so, and the reason."""

    document: str
    reason: str


@dataclass(frozen=True)
class InstitutionFile:
    institution: Institution
    steps: Sequence[InstitutionStepRow]


async def onboard(
    tx: Tx, caller: Caller, details: Details, grant: Grant, keys: Sequence[ClientKey], ground: Ground
) -> InstitutionFile:
    """Nothing is open to it yet. Raises InstitutionRefused."""
    _check(caller, "institution.write")
    if any(one.state is not State.REVOKED for one in await store.institutions.licensed(tx, details.licence_code)):
        raise InstitutionRefused("该许可证代码的机构已登记；请在原登记上办理")
    new = Institution(str(uuid4()), details, version=0)

    def made(one: Institution) -> Institution:
        one = rules.proposed(one, grant, caller.actor, tx.today)
        return replace(rules.with_keys(one, keys, tx.today, real_now()), version=1) if keys else one

    return await _decided(tx, caller, None, new, made, Step.ONBOARD, ground)


async def propose(
    tx: Tx, caller: Caller, institution_id: str, if_match: str | None, values: Mapping[str, Any], ground: Ground
) -> InstitutionFile:
    """`values` are members of the grant; what is left out stays as proposed, or else as granted."""
    one = await _locked(tx, caller, institution_id, "institution.write")
    require_version(if_match, one.version)
    base = one.proposal or one.grant
    assert base is not None, "an institution begins with a proposal"
    grant = replace(base, **values)
    return await _decided(
        tx, caller, one, one, lambda old: rules.proposed(old, grant, caller.actor, tx.today), Step.PROPOSE, ground
    )


async def activate(
    tx: Tx, caller: Caller, institution_id: str, if_match: str | None, ground: Ground
) -> InstitutionFile:
    one = await _locked(tx, caller, institution_id, "institution.decide")
    require_version(if_match, one.version)
    return await _decided(
        tx,
        caller,
        one,
        one,
        lambda old: rules.activated(old, caller.actor, real_now(), tx.today),
        Step.ACTIVATE,
        ground,
    )


async def suspend(tx: Tx, caller: Caller, institution_id: str, ground: Ground) -> InstitutionFile:
    """From the commit on nothing the institution asks is answered, whatever tokens it has."""
    one = await _locked(tx, caller, institution_id, "institution.write")
    return await _decided(
        tx, caller, one, one, lambda old: rules.suspended(old, caller.actor, real_now()), Step.SUSPEND, ground
    )


async def revoke(tx: Tx, caller: Caller, institution_id: str, ground: Ground) -> InstitutionFile:
    one = await _locked(tx, caller, institution_id, "institution.decide")
    return await _decided(tx, caller, one, one, lambda old: rules.revoked(old, real_now()), Step.REVOKE, ground)


async def change_keys(
    tx: Tx, caller: Caller, institution_id: str, if_match: str | None, keys: Sequence[ClientKey], ground: Ground
) -> InstitutionFile:
    """By an officer, of an institution that is not let in now."""
    one = await _locked(tx, caller, institution_id, "institution.write")
    require_version(if_match, one.version)
    return await _decided(
        tx, caller, one, one,
        lambda old: rules.with_keys_by_officer(old, keys, caller.actor, tx.today, real_now()),
        Step.CHANGE_KEYS, ground,
    )  # fmt: skip


async def change_own_keys(tx: Tx, caller: Caller, if_match: str | None, keys: Sequence[ClientKey]) -> InstitutionFile:
    """By the institution itself."""
    one = await store.institutions.lock(tx, caller.institution or "")
    if one is None:
        raise InstitutionNotFound(_WAY_OUT)
    require_version(if_match, one.version)
    return await _decided(
        tx, caller, one, one, lambda old: rules.with_keys(old, keys, tx.today, real_now()), Step.CHANGE_KEYS, _ITS_OWN
    )


_ITS_OWN: Final = Ground("", "机构自行更换")


async def list_page(tx: Tx, caller: Caller, wanted: Wanted, after: str | None, limit: int) -> list[Institution]:
    _check(caller, "institution.read")
    return await store.institutions.page(tx, wanted, after, limit)


async def get(tx: Tx, caller: Caller, institution_id: str) -> InstitutionFile:
    _check(caller, "institution.read")
    return await _file(tx, await _found(tx, institution_id))


async def own(tx: Tx, caller: Caller) -> Institution:
    """Of the institution that asks."""
    return await _found(tx, caller.institution or "")


async def used_by(tx: Tx, caller: Caller, institution_id: str, begin: date, last: date) -> list[Used]:
    """By an officer or an auditor."""
    _check(caller, "institution.read")
    await _found(tx, institution_id)
    return await _used(tx, institution_id, begin, last)


async def own_use(tx: Tx, caller: Caller, begin: date, last: date) -> list[Used]:
    return await _used(tx, caller.institution or "", begin, last)


async def _used(tx: Tx, institution_id: str, begin: date, last: date) -> list[Used]:
    """Days of real time, as the calls were counted."""
    after_last = last + timedelta(days=1)
    return await store.usage.summed(tx, institution_id, _midnight(begin), _midnight(after_last))


def real_today() -> date:
    """Use is counted by the clock of everybody, as tokens are: a moved one would show it on days to come."""
    return shanghai_day(real_now())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


# ---- inside --------------------------------------------------------------------------------------


def _check(caller: Caller, action: Action) -> None:
    if not decide(caller, action):
        raise Forbidden("金融机构的接入由市级经办人员办理")


async def _found(tx: Tx, institution_id: str) -> Institution:
    one = await store.institutions.find(tx, institution_id)
    if one is None:
        raise InstitutionNotFound(_WAY_OUT)
    return one


async def _locked(tx: Tx, caller: Caller, institution_id: str, action: Action) -> Institution:
    _check(caller, action)
    one = await store.institutions.lock(tx, institution_id)
    if one is None:
        raise InstitutionNotFound(_WAY_OUT)
    return one


async def _decided(
    tx: Tx,
    caller: Caller,
    before: Institution | None,
    base: Institution,
    rule: Callable[[Institution], Institution],
    step: Step,
    ground: Ground,
) -> InstitutionFile:
    try:
        after = rule(base)
    except Refusal as refusal:
        raise InstitutionRefused(str(refusal)) from refusal
    tx.edited(f"institution {after.institution_id}", _said(before) if before else {}, _said(after))
    await store.institutions.save(tx, after)
    await store.institutions.add_step(tx, after, step, caller.actor, ground.document, ground.reason)
    return await _file(tx, after)


def _said(one: Institution) -> dict[str, Any]:
    """For the audit trail: of keys only which they are."""
    members = {name: value for name, value in asdict(one).items() if name not in ("keys", "version")}
    return {**members, "kids": [key.kid for key in one.keys]}


async def _file(tx: Tx, one: Institution) -> InstitutionFile:
    return InstitutionFile(one, await store.institutions.steps(tx, one.institution_id))


# ---- the demonstration ---------------------------------------------------------------------------

_NEVER_ENDS: Final = date(2099, 12, 31)
"""Whoever moves the clock of the demonstration years ahead still has a bank to look with."""
_DEMONSTRATION: Final = Institution(
    store.DEMONSTRATION_BANK,
    Details(
        "示例银行（演示）", rules.InstitutionKind.BANK, "91330100MAXB0012X4", "示例科技金融部", "0571-00000000",
        "api@bank.example",
    ),
    State.ACTIVE,
    Grant(SCOPES, _NEVER_ENDS, 1_000_000, 1_000_000_000, trial=False),
)  # fmt: skip


async def demonstrate(db: Database) -> None:
    """One bank, so that there is somebody to show the list to."""
    async with db.transaction() as tx:
        if await store.institutions.find(tx, store.DEMONSTRATION_BANK) is None:
            await store.institutions.save(tx, _DEMONSTRATION)


async def give_keys_for_demonstration(db: Database, kid: str, jwk: Mapping[str, str]) -> None:
    """The demonstration's bank with a key that lies in this checkout: for `zjtx bank`."""
    async with db.transaction() as tx:
        key = ClientKey(kid, dict(jwk), tx.today, _NEVER_ENDS)
        await store.institutions.save(tx, replace(_DEMONSTRATION, keys=(key,)))
