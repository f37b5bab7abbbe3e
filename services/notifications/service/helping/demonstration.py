"""What the demonstration city has of 政策帮享, brought in by this service's own functions as an officer."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from services.notifications import store
from services.notifications.domain.helping.activities import Step
from services.notifications.domain.helping.cases import State
from services.notifications.help_kinds import DemonstrationActivity, DemonstrationProvider, demonstration, kind_of
from services.notifications.service.helping import activities, providers
from services.notifications.store.tables import CaseRow
from shared.callers import Caller
from shared.days import SHANGHAI
from shared.db import Database, Tx
from shared.events import Origin
from shared.values import CITY

ORIGIN: Final = Origin(actor="system:demonstration-city", correlation_id="demonstration-city")
_ANY: Final = "*"
_NINE: Final = time(9)
_PHONE: Final = "0571-00000000"
"""A number nobody has."""
_HIGHER: Final = {"fact": "title", "any_of": ["specialised", "hidden_champion", "little_giant"]}


async def demonstrate(db: Database) -> None:
    """Safe to run again: what is there stays as it is."""
    async with db.transaction(ORIGIN) as tx:
        if await store.activities.any_there(tx):
            return
        for one in demonstration().activities:
            office = _officer(one.district)
            entered = await activities.enter(tx, office, _entry(tx, one))
            await activities.take(tx, office, entered.row.activity_id, _ANY, Step.OPEN, None)
        for provider in demonstration().providers:
            await providers.let_in(tx, _officer(CITY), _terms(provider))


async def publish_cases(db: Database, models: Sequence[tuple[str, str]]) -> None:
    """Of enterprises, each by id and district: in this city they have agreed. Seen once this service knows them."""
    async with db.transaction(ORIGIN) as tx:
        for (enterprise_id, district), one in zip(models, demonstration().cases, strict=False):
            row = CaseRow(
                case_id=str(uuid5(NAMESPACE_URL, f"demonstration/{one.title}")),
                enterprise_id=enterprise_id,
                district=district,
                title=one.title,
                text=one.text,
                organiser="示例市经信局",
                state=State.PUBLISHED,
                edition=1,
                asked_at=tx.now,
                answered_at=tx.now,
                answered_by=ORIGIN.actor,
                published_at=tx.now,
            )
            await store.cases.add_new(tx, row)


def _officer(district: str) -> Caller:
    return Caller("officer", "demonstration-city", district=district, roles=("approver", "reviewer"))


def _entry(tx: Tx, one: DemonstrationActivity) -> Mapping[str, Any]:
    """Begins at nine in the morning, and closes the evening before."""
    starts_at = None
    if one.days is not None:
        starts_at = datetime.combine(tx.today + timedelta(days=one.days), _NINE, SHANGHAI)
    return {
        "kind": one.kind,
        "audience_group": one.group,
        "title": one.title,
        "text": one.text,
        "audience": one.audience,
        "condition": _HIGHER if one.higher else None,
        "online": one.online,
        "place": one.place,
        "starts_at": starts_at,
        "ends_at": starts_at and starts_at + timedelta(hours=one.hours),
        "closes_at": starts_at and starts_at - timedelta(hours=15),
        "capacity": one.capacity,
        "organiser": "示例主办单位",
        "contact": _PHONE,
    }


def _terms(one: DemonstrationProvider) -> Mapping[str, Any]:
    return {
        "name": one.name,
        "region": one.region,
        "text": one.text,
        "services": [{"kind": kind, "text": f"{kind_of(kind).label}，按项目报价"} for kind in one.kinds],
        "vouchers": list(one.vouchers),
        "contact": _PHONE,
        "document": "示例服务机构遴选〔2026〕1号",
    }
