"""Officers: appointed, changed and dismissed by an administrator of the city, on a document and for a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.officers import Office, Officer, OfficerStep, check_office, dismissed
from services.registry.domain.titles import Refusal
from services.registry.problems import OfficerNotFound, OfficerRefused
from services.registry.store.tables import OfficerChangeRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.events import OfficerChanged
from shared.permissions import Action, decide
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对 officer_id"


@dataclass(frozen=True)
class Ground:
    """Why: the document that says so, and the reason."""

    document: str
    reason: str


@dataclass(frozen=True)
class OfficerFile:
    officer: Officer
    changes: Sequence[OfficerChangeRow]


async def appoint(tx: Tx, caller: Caller, subject: str, name: str, office: Office, ground: Ground) -> OfficerFile:
    """Somebody who was dismissed may be appointed again and keeps the officer_id. Raises OfficerRefused."""
    _check(caller, "officer.write")
    before = await store.officers.of_subject(tx, subject)
    if before is not None and not before.is_dismissed:
        raise OfficerRefused("此人已在任；如需调整，请修改其任职")
    officer = Officer(str(uuid4()), subject, name, office)
    if before is not None:
        officer = replace(officer, officer_id=before.officer_id, version=before.version + 1)
    return await _save(tx, caller, before, officer, OfficerStep.APPOINT, ground)


async def change(
    tx: Tx, caller: Caller, officer_id: str, if_match: str | None, values: Mapping[str, Any], ground: Ground
) -> OfficerFile:
    """`values` are members of the office. Raises OfficerRefused."""
    before = await _locked(tx, caller, officer_id)
    require_version(if_match, before.version)
    if before.is_dismissed:
        raise OfficerRefused("此人已被免职；请重新任命")
    officer = replace(before, office=replace(before.office, **values), version=before.version + 1)
    return await _save(tx, caller, before, officer, OfficerStep.CHANGE, ground)


async def dismiss(tx: Tx, caller: Caller, officer_id: str, ground: Ground) -> OfficerFile:
    """From the commit on nothing the officer asks is answered. Raises OfficerRefused."""
    before = await _locked(tx, caller, officer_id)
    try:
        officer = dismissed(before, _subject(caller))
    except Refusal as refusal:
        raise OfficerRefused(str(refusal)) from refusal
    return await _save(tx, caller, before, officer, OfficerStep.DISMISS, ground)


async def list_page(tx: Tx, caller: Caller, district: str | None, after: str | None, limit: int) -> list[Officer]:
    _check(caller, "officer.read")
    return await store.officers.page(tx, district, after, limit)


async def get(tx: Tx, caller: Caller, officer_id: str) -> OfficerFile:
    _check(caller, "officer.read")
    officer = await store.officers.find(tx, officer_id)
    if officer is None:
        raise OfficerNotFound(_WAY_OUT)
    return OfficerFile(officer, await store.officers.changes(tx, officer_id))


def _check(caller: Caller, action: Action) -> None:
    if not decide(caller, action):
        raise Forbidden("经办人员的任免由市级管理员办理")


async def _locked(tx: Tx, caller: Caller, officer_id: str) -> Officer:
    _check(caller, "officer.write")
    officer = await store.officers.lock(tx, officer_id)
    if officer is None:
        raise OfficerNotFound(_WAY_OUT)
    return officer


def _subject(caller: Caller) -> str | None:
    """Of the officer who decides; an operator of the zone is none."""
    return caller.subject if caller.kind == "officer" else None


async def _save(
    tx: Tx, caller: Caller, before: Officer | None, officer: Officer, step: OfficerStep, ground: Ground
) -> OfficerFile:
    office = officer.office
    try:
        check_office(office, officer.subject, _subject(caller))
    except Refusal as refusal:
        raise OfficerRefused(str(refusal)) from refusal
    tx.edited(f"officer {officer.officer_id}", asdict(before.office) if before else {}, asdict(office))
    await store.officers.save(tx, officer, caller.actor, step, ground.document, ground.reason)
    tx.emit(
        OfficerChanged(
            officer_id=officer.officer_id,
            officer_version=officer.version,
            subject=officer.subject,
            district=office.district,
            department=office.department,
            roles=tuple(office.roles),
            active_from=office.active_from,
            active_until=office.active_until,
        )
    )
    return OfficerFile(officer, await store.officers.changes(tx, officer.officer_id))
