"""Queries about reports of misconduct, and apart from them who reported."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlmodel import col

from services.registry.domain.incidents import Misdeed
from services.registry.domain.misconduct import ReportState
from services.registry.domain.titles import Ground
from services.registry.store import identities
from services.registry.store.enterprises import IN_CHUNK
from services.registry.store.tables import (
    EnterpriseRow,
    MisconductDisclosureRow,
    MisconductReporterRow,
    MisconductReportRow,
)
from shared.db import Tx
from shared.values import EnterpriseId


@dataclass(frozen=True)
class Filed:
    """A report with the district its enterprise lies in now; None where it is about nobody registered."""

    report: MisconductReportRow
    district: str | None


def _filed() -> "Select[MisconductReportRow, str]":
    here = col(EnterpriseRow.enterprise_id) == col(MisconductReportRow.enterprise_id)
    return select(MisconductReportRow, col(EnterpriseRow.district)).outerjoin(EnterpriseRow, here)


async def add(tx: Tx, report: Mapping[str, Any], reporter: Mapping[str, Any]) -> None:
    await tx.insert(MisconductReportRow, [report])
    await tx.insert(MisconductReporterRow, [reporter])


async def find(tx: Tx, report_id: str) -> Filed | None:
    """As it is now, what this transaction wrote included."""
    question = _filed().where(col(MisconductReportRow.report_id) == report_id)
    row = (await tx.execute(question.execution_options(populate_existing=True))).one_or_none()
    return Filed(row.MisconductReportRow, row.district) if row else None


async def lock(tx: Tx, report_id: str) -> Filed | None:
    question = _filed().where(col(MisconductReportRow.report_id) == report_id)
    row = (await tx.execute(question.with_for_update(of=MisconductReportRow))).one_or_none()
    return Filed(row.MisconductReportRow, row.district) if row else None


async def with_receipt(tx: Tx, digest: str) -> MisconductReportRow | None:
    question = select(MisconductReportRow).where(col(MisconductReportRow.receipt_digest) == digest)
    return (await tx.execute(question)).scalar_one_or_none()


async def save(tx: Tx, report_id: str, values: Mapping[str, Any]) -> None:
    here = col(MisconductReportRow.report_id) == report_id
    await tx.execute(update(MisconductReportRow).where(here).values(**values))


async def reporter(tx: Tx, report_id: str) -> MisconductReporterRow | None:
    """None once it was deleted."""
    question = select(MisconductReporterRow).where(col(MisconductReporterRow.report_id) == report_id)
    return (await tx.execute(question)).scalar_one_or_none()


async def forget_reporter(tx: Tx, report_id: str) -> None:
    await tx.execute(delete(MisconductReporterRow).where(col(MisconductReporterRow.report_id) == report_id))


async def add_disclosure(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(MisconductDisclosureRow, [row])


async def verified(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, list[Misdeed]]:
    """What was verified of each of these, and of whoever they absorbed; of most it is nothing."""
    found: dict[EnterpriseId, list[Misdeed]] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        heirs = await identities.heirs(tx, wanted[start : start + IN_CHUNK])
        question = (
            select(
                col(MisconductReportRow.enterprise_id),
                col(MisconductReportRow.decided_on),
                col(MisconductReportRow.ground),
            )
            .where(col(MisconductReportRow.state) == ReportState.VERIFIED)
            .where(tx.among(col(MisconductReportRow.enterprise_id), sorted(heirs)))
        )
        for row in await tx.execute(question):
            for heir in heirs[EnterpriseId(row.enterprise_id)]:
                found.setdefault(heir, []).append(Misdeed(row.decided_on, Ground(row.ground)))
    return found


async def page(
    tx: Tx, district: str | None, state: str | None, after: tuple[datetime, str] | None, limit: int
) -> list[Filed]:
    """The oldest first. No district: the city, which sees also those about nobody registered."""
    at, id_ = col(MisconductReportRow.filed_at), col(MisconductReportRow.report_id)
    question = _filed()
    if district is not None:
        question = question.where(col(EnterpriseRow.district) == district)
    if state is not None:
        question = question.where(col(MisconductReportRow.state) == state)
    if after is not None:
        question = question.where(or_(at > after[0], (at == after[0]) & (id_ > after[1])))
    return [
        Filed(row.MisconductReportRow, row.district)
        for row in await tx.execute(question.order_by(at, id_).limit(limit))
    ]
