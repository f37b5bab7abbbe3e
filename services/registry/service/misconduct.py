"""Real-name reports of misconduct (实名举报): filed by anybody, investigated by officers, followed with a receipt.

Whoever is accused has no way to them; and an answer never says whether anybody of a USCC is registered.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.misconduct import ReportState, check_forgetting, check_step
from services.registry.domain.titles import OVER, Ground, Refusal, Revocation
from services.registry.problems import ReportNotFound, ReportRefused
from services.registry.service import titles
from services.registry.store.misconduct import Filed
from services.registry.store.tables import MisconductReporterRow, MisconductReportRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import EnterpriseId

_WAY_OUT: Final = "请核对举报编号"


@dataclass(frozen=True)
class Accusation:
    """What is reported about whom, and by whom: the last two are personal data."""

    uscc: str
    ground: Ground
    statement: str
    name: str
    contact: str


@dataclass(frozen=True)
class Finding:
    """A step of the investigation, with the words the reporter reads."""

    to: ReportState
    words: str | None = None
    document: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Case:
    filed: Filed
    reporter: MisconductReporterRow | None


async def file(tx: Tx, accusation: Accusation) -> str:
    """The receipt: the only way for the reporter to read on, kept here as a digest alone."""
    receipt = secrets.token_urlsafe(16)
    accused = await store.enterprises.find(tx, accusation.uscc)
    report_id = str(uuid4())
    await store.misconduct.add(
        tx,
        {
            "report_id": report_id,
            "receipt_digest": _digest(receipt),
            "uscc": accusation.uscc,
            "enterprise_id": accused.enterprise_id if accused else None,
            "ground": accusation.ground,
            "statement": accusation.statement,
            "state": ReportState.FILED,
            "version": 1,
            "filed_at": tx.now,
        },
        {"report_id": report_id, "name": accusation.name, "contact": accusation.contact},
    )
    return receipt


def _digest(receipt: str) -> str:
    return hashlib.sha256(receipt.encode()).hexdigest()


async def follow(tx: Tx, receipt: str) -> MisconductReportRow:
    """Raises ReportNotFound."""
    report = await store.misconduct.with_receipt(tx, _digest(receipt))
    if report is None:
        raise ReportNotFound("请核对回执码")
    return report


async def list_page(
    tx: Tx, caller: Caller, state: ReportState | None, after: tuple[datetime, str] | None, limit: int
) -> list[Filed]:
    """The oldest first; outside the city's view only those about enterprises of the caller's own district."""
    return await store.misconduct.page(tx, visible_district(caller), state, after, limit)


async def get(tx: Tx, caller: Caller, report_id: str) -> Case:
    filed = _read(caller, await store.misconduct.find(tx, report_id))
    return Case(filed, await store.misconduct.reporter(tx, report_id))


async def take(tx: Tx, caller: Caller, report_id: str, finding: Finding) -> Case:
    """One step, taken once. What is verified ends every title, for the ground reported, in the same commit."""
    report = await _locked(tx, caller, report_id)
    try:
        check_step(ReportState(report.state), finding.to, known=report.enterprise_id is not None)
    except Refusal as refusal:
        raise ReportRefused(str(refusal)) from refusal
    change_id = await _revoke(tx, caller, report, finding) if finding.to is ReportState.VERIFIED else None
    values = {"state": finding.to, "version": report.version + 1, "change_id": change_id}
    values |= {"words": finding.words, "document": finding.document, "decided_on": finding.decided_on}
    await store.misconduct.save(tx, report_id, values)
    tx.edited("misconduct report", {"state": report.state}, {"state": finding.to})
    return await get(tx, caller, report_id)


async def _revoke(tx: Tx, caller: Caller, report: MisconductReportRow, finding: Finding) -> str | None:
    """The change that ends what still runs; None where nothing does. Raises Forbidden, TitleRefused."""
    assert report.enterprise_id
    assert finding.document
    assert finding.decided_on
    enterprise_id = EnterpriseId(report.enterprise_id)
    held = await titles.hold(tx, [enterprise_id])  # what another officer just ended keeps the ground it ended for
    now = held.titles[enterprise_id]
    live = [title for title in now if title.status not in OVER and title.last_day >= finding.decided_on]
    titles.check_decides(caller, held.locked[enterprise_id].enterprise.district, live)
    if not live:
        return None
    oldest = min(live, key=lambda title: title.recognised_on)
    revocation = Revocation(
        oldest.title_id, Ground(report.ground), finding.document, finding.decided_on, every_tier=True
    )
    return (await titles.revoke_decided(tx, enterprise_id, [revocation])).change_id


async def disclose(tx: Tx, caller: Caller, report_id: str, reason: str) -> MisconductReporterRow:
    """Who reported, unmasked; who looked and why is kept in the same commit."""
    case = await get(tx, caller, report_id)
    _check_investigates(caller, case.filed)
    if case.reporter is None:
        raise ReportRefused("举报人信息已删除")
    await store.misconduct.add_disclosure(
        tx,
        {
            "disclosure_id": str(uuid4()),
            "report_id": report_id,
            "actor": caller.actor,
            "reason": reason,
            "disclosed_at": tx.now,
        },
    )
    return case.reporter


async def forget_reporter(tx: Tx, caller: Caller, report_id: str) -> None:
    """The case stays, who reported it goes. Doing it again changes nothing."""
    report = await _locked(tx, caller, report_id)
    if not caller.sees_city:
        raise Forbidden("举报人信息由市级经办人员删除")
    try:
        check_forgetting(ReportState(report.state))
    except Refusal as refusal:
        raise ReportRefused(str(refusal)) from refusal
    await store.misconduct.forget_reporter(tx, report_id)


async def _locked(tx: Tx, caller: Caller, report_id: str) -> MisconductReportRow:
    filed = _read(caller, await store.misconduct.lock(tx, report_id))
    _check_investigates(caller, filed)
    return filed.report


def _check_investigates(caller: Caller, filed: Filed) -> None:
    if not decide(caller, "report.investigate", Matter(district=filed.district)):
        raise Forbidden("您的角色不能核查举报；请由有权核查的人员办理")


def _read(caller: Caller, filed: Filed | None) -> Filed:
    """Of the caller's district. A report goes with its enterprise: who had it before sees it no more."""
    if filed is None or not decide(caller, "report.read", Matter(district=filed.district)):
        raise ReportNotFound(_WAY_OUT)
    return filed
