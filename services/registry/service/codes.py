"""Enterprise codes (企业码): shown, scanned once, suspended, and the owner's ledger of who scanned.

Tokens live by real time, since strangers check them offline by their own clocks; what a scan shows is of the zone's
day, and the ledger is written in the zone's time. Moving the zone's clock therefore neither kills nor revives a code.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.codes import (
    KEPT,
    LIVE_AT_ONCE,
    Card,
    Code,
    CodeRefused,
    Expired,
    Malformed,
    OtherPurpose,
    Purpose,
    Shown,
    admit,
    card,
    shown,
    view_of,
)
from services.registry.domain.profile import AnnualReport
from services.registry.problems import (
    CodeExpired,
    CodeInvalid,
    CodePurposeMismatch,
    CodeUsed,
    ReferenceNotFound,
    TooManyCodes,
)
from services.registry.service import enterprises, profiles
from services.registry.store.tables import CodeScanRow, EnterpriseRow
from shared.callers import Caller
from shared.clock import real_now
from shared.db import Database, Tx
from shared.permissions import Matter, decide
from shared.problems import Forbidden, Problem
from shared.signing import KeyRing, NotOurs
from shared.values import EnterpriseId

TYP: Final = "zjtx-code+jwt"
"""What the token says it is; a second form would have a second name."""
ISSUER: Final = "zjtx-registry"
_REFUSALS: Final[dict[type[CodeRefused], type[Problem]]] = {
    Malformed: CodeInvalid,
    Expired: CodeExpired,
    OtherPurpose: CodePurposeMismatch,
}


@dataclass(frozen=True)
class ShownCode:
    """A code for its owner to hold out."""

    code: Code
    token: str
    suspended: bool


@dataclass(frozen=True)
class Scan:
    """What a scanner sees; None is what this view does not have, or a suspended code hides."""

    row: CodeScanRow
    card: Card | None
    figures: Sequence[AnnualReport] | None


@dataclass(frozen=True)
class Reference:
    """Whom a bank's scan was about: for finance, which shows the bank what the enterprise consents to."""

    scan: CodeScanRow
    enterprise: EnterpriseRow
    suspended: bool


async def show(tx: Tx, caller: Caller, uscc: str, purpose: Purpose, keys: KeyRing) -> ShownCode:
    """A new code; also while suspended, for officers to scan. Raises TooManyCodes."""
    enterprise = await enterprises.get(tx, caller, uscc, "code.control")
    await store.enterprises.lock(tx, [EnterpriseId(enterprise.enterprise_id)])  # or two at once would both be the fifth
    at = real_now()
    if await store.codes.live(tx, enterprise.enterprise_id, at) >= LIVE_AT_ONCE:
        raise TooManyCodes(f"已有 {LIVE_AT_ONCE} 个未用的企业码；请使用其中之一，或一分钟后重试")
    code = Code.new(secrets.token_urlsafe(16), purpose, at)
    await store.codes.add(
        tx,
        {
            "code_id": code.code_id,
            "enterprise_id": enterprise.enterprise_id,
            "purpose": code.purpose,
            "expires_at": code.expires_at,
            "used_at": None,
        },
    )
    suspended = await store.codes.suspended_at(tx, enterprise.enterprise_id) is not None
    return ShownCode(code, keys.sign(code.claims(ISSUER), TYP), suspended)


async def scan(tx: Tx, caller: Caller, token: str, purpose: Purpose, keys: KeyRing) -> Scan:
    """Uses the code up, writes the ledger, and shows what this scanner may see now.

    Raises CodeInvalid, CodeExpired, CodePurposeMismatch (the code stays unused) or CodeUsed.
    """
    code = _opened(token, keys)
    enterprise_id = await _claimed(tx, caller, code, purpose)
    enterprise = await store.enterprises.by_id(tx, enterprise_id)
    suspended = await store.codes.suspended_at(tx, enterprise_id) is not None
    view = view_of(caller.kind, decide(caller, "enterprise.read", Matter(district=enterprise.district)))
    parts = shown(view, suspended)
    row = CodeScanRow(
        scan_id=str(uuid4()),
        code_id=code.code_id,
        enterprise_id=enterprise_id,
        purpose=purpose,
        view=view,
        suspended=suspended,
        shown=json.dumps(parts),
        reference=str(uuid4()) if Shown.REFERENCE in parts else None,
        scanned_at=tx.now,
        **_scanner(caller),
    )
    await store.codes.add_scan(tx, row.model_dump())
    titles = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    face = card(enterprise.name, enterprise.uscc, enterprise.district, titles, tx.today)
    return Scan(
        row,
        face if Shown.NAME in parts else None,
        await profiles.annual(tx, enterprise_id) if Shown.FIGURES in parts else None,
    )


async def _claimed(tx: Tx, caller: Caller, code: Code, purpose: Purpose) -> EnterpriseId:
    at = real_now()
    try:
        admit(code, purpose, caller.kind, at)
    except CodeRefused as refused:
        raise _REFUSALS[type(refused)](str(refused)) from refused
    enterprise_id = await store.codes.claim(tx, code.code_id, at)
    if enterprise_id is not None:
        return EnterpriseId(enterprise_id)
    if await store.codes.is_known(tx, code.code_id):
        raise CodeUsed("每个企业码只能扫一次；请让企业重新出示")
    raise CodeInvalid("没有这个企业码；请让企业重新出示")


def _opened(token: str, keys: KeyRing) -> Code:
    try:
        return Code.of(keys.opened(token, TYP), ISSUER)
    except (NotOurs, Malformed) as fault:
        raise CodeInvalid("这不是本专区签发的企业码，或已被改动；请让企业重新出示") from fault


def _scanner(caller: Caller) -> dict[str, Any]:
    """Who scanned, as its owner may know: an institution or a department, and a person only if it is an officer."""
    by_kind: dict[str, dict[str, Any]] = {
        "institution": {"institution": (caller.institution or "")[:120]},
        "officer": {
            "district": caller.district,
            "department": caller.department and caller.department[:120],
            "officer": caller.subject,
        },
    }
    return {"kind": caller.kind, **by_kind.get(caller.kind, {})}


async def switch(tx: Tx, caller: Caller, uscc: str, *, suspended: bool) -> datetime | None:
    """Suspends or resumes; returns since when it is suspended. Doing it again changes nothing."""
    enterprise = await enterprises.get(tx, caller, uscc, "code.control")
    await (store.codes.suspend if suspended else store.codes.resume)(tx, enterprise.enterprise_id)
    return await store.codes.suspended_at(tx, enterprise.enterprise_id)


async def suspended_since(tx: Tx, caller: Caller, uscc: str) -> datetime | None:
    enterprise = await enterprises.get(tx, caller, uscc, "code.control")
    return await store.codes.suspended_at(tx, enterprise.enterprise_id)


async def ledger(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[CodeScanRow]:
    """Every scan of the enterprise's codes, newest first. A district does not read it: it is the owner's."""
    if caller.kind == "officer" and not decide(caller, "code.ledger"):
        raise Forbidden("扫码记录属于企业；请由市级经办人员查看")
    enterprise = await enterprises.get(tx, caller, uscc, "code.ledger")
    return await store.codes.scans(tx, enterprise.enterprise_id, before, limit)


async def resolve(tx: Tx, reference: str) -> Reference:
    """Raises ReferenceNotFound."""
    row = await store.codes.scan_with(tx, reference)
    if row is None:
        raise ReferenceNotFound("请核对扫码所得的 reference")
    enterprise = await store.enterprises.by_id(tx, row.enterprise_id)
    return Reference(row, enterprise, await store.codes.suspended_at(tx, row.enterprise_id) is not None)


async def forget_old(db: Database) -> None:
    """Codes that ended are forgotten; the ledger keeps their scans."""
    async with db.transaction() as tx:
        await store.codes.forget(tx, real_now() - KEPT)
