"""Coverage of research institutions and management diagnoses, and the diagnoses themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry import plans, store
from services.registry.domain.coverage import Cover, Covered
from services.registry.plans import AskedCover
from services.registry.problems import DiagnosisRefused
from services.registry.service import enterprises
from services.registry.store.tables import DiagnosisRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import visible_district
from shared.values import EnterpriseId


@dataclass(frozen=True)
class Coverage:
    as_of: date
    asked: Mapping[Cover, AskedCover]
    covered: Mapping[Cover, Sequence[Covered]]
    """By district"""


async def show(tx: Tx, caller: Caller, as_of: date | None, district: str | None) -> Coverage:
    """Of the holders of 省级以上 whom the caller may see."""
    day, visible = as_of or tx.today, visible_district(caller, district)
    covered = {
        Cover.RESEARCH: await store.coverage.researching(tx, day, visible),
        Cover.DIAGNOSIS: await store.coverage.diagnosed(tx, day, visible),
    }
    return Coverage(day, plans.plan(day).coverage, covered)


async def record_diagnosis(tx: Tx, caller: Caller, uscc: str, diagnosed_on: date, provider: str) -> DiagnosisRow:
    enterprise = await enterprises.get(tx, caller, uscc, "enterprise.write")
    if diagnosed_on > tx.today:
        raise DiagnosisRefused("诊断日期不能晚于今天")
    done = {EnterpriseId(enterprise.enterprise_id): (diagnosed_on, provider)}
    return DiagnosisRow(**(await record_diagnoses(tx, done, caller.actor))[0])


async def record_diagnoses(tx: Tx, done: Mapping[EnterpriseId, tuple[date, str]], actor: str) -> list[dict[str, Any]]:
    """One of each enterprise, with its day and who made it."""
    rows = [
        {
            "diagnosis_id": str(uuid4()),
            "enterprise_id": enterprise_id,
            "diagnosed_on": day,
            "provider": provider,
            "recorded_at": tx.now,
            "actor": actor,
        }
        for enterprise_id, (day, provider) in done.items()
    ]
    await store.coverage.add_diagnoses(tx, rows)
    return rows


async def diagnoses(tx: Tx, caller: Caller, uscc: str) -> Sequence[DiagnosisRow]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    return await store.coverage.diagnoses(tx, enterprise.enterprise_id)
