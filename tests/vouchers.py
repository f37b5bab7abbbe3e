"""Quotas and vouchers, in the verbs tests speak in; its firms are rows as the registry's facts would write them."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

import httpx

from services.benefits import store
from services.benefits.service import budgets, quotas, vouchers
from services.benefits.service.budgets import Stated
from services.benefits.service.vouchers import Order
from services.benefits.store.tables import BudgetRow, StandingRow
from shared.days import SHANGHAI
from shared.db import SYSTEM, Tx
from shared.events import EnterpriseMerged, Event, Standing, Title, open_envelope, seal
from shared.values import CITY, EnterpriseId, Tier
from tests.zone import BINJIANG, RunningZone, key, new_uscc

QUOTA, FUND = "innovation-voucher-quota", "service-voucher"
SAID: Final = Stated(0, "示例科创〔2026〕5号", "年度核定")


def title(on: date, tier: Tier = Tier.SPECIALISED, **more: Any) -> Title:
    """That counts from the beginning of the year before for three years."""
    return Title(
        title_id=str(uuid4()), tier=tier, number="示例号", authority="示例机关", document="示例文号",
        recognised_on=date(on.year - 1, 1, 1), valid_until=date(on.year + 1, 12, 31), first=True, **more,
    )  # fmt: skip


async def put_firm(tx: Tx, titles: Iterable[Title] | None = None, district: str = BINJIANG) -> str:
    """Its id; with a title unless told otherwise."""
    id_, uscc = str(uuid4()), new_uscc(district)
    known = {"enterprise_id": id_, "uscc": uscc, "name": f"示例{uscc[-6:]}有限公司", "district": district}
    await tx.insert(store.KNOWN.enterprise, [known | {"industry": "C39", "version": 1}])
    await tx.insert(store.KNOWN.uscc, [{"uscc": uscc, "enterprise_id": id_}])
    await hold(tx, id_, (title(tx.today),) if titles is None else titles)
    return id_


async def hold(tx: Tx, enterprise_id: str, titles: Iterable[Title]) -> None:
    """The titles the registry last told."""
    held = tuple(titles)
    standing = Standing(tier=Tier.SPECIALISED if held else Tier.NONE, on=tx.today, titles=held)
    row = StandingRow(enterprise_id=enterprise_id, standing=standing.model_dump_json(), titles_version=1)
    await store.entitlements.save_standings(tx, [row.model_dump()])


async def put_quota(tx: Tx, holder_id: str, fen: int) -> BudgetRow:
    """As an officer grants it."""
    said = Stated(fen, SAID.document, SAID.reason)
    return await budgets.opened(tx, QUOTA, tx.today.year, CITY, said, holder_id)


async def put_fund(tx: Tx, fen: int) -> BudgetRow:
    return await budgets.opened(tx, FUND, tx.today.year, CITY, Stated(fen, SAID.document, SAID.reason))


async def merge(tx: Tx, absorbed_id: str, survivor_id: str) -> None:
    """As the registry tells it."""
    gone, heir = await store.KNOWN.by_id(tx, absorbed_id), await store.KNOWN.by_id(tx, survivor_id)
    assert gone is not None
    assert heir is not None
    events = [merged(gone, heir, tx.now, tx.today)]
    await store.KNOWN.learn_merged(tx, events)
    await vouchers.on_enterprise_merged(tx, events)
    await quotas.on_enterprise_merged(tx, events)


def merged(gone: Any, heir: Any, at: datetime, on: date) -> Event:
    fact = EnterpriseMerged(
        enterprise_id=EnterpriseId(gone.enterprise_id), uscc=gone.uscc, enterprise_version=gone.version + 1,
        usccs=(gone.uscc,), name=gone.name, district=gone.district, industry=gone.industry, merged_on=on,
        document="示例合并文号", survivor_id=EnterpriseId(heir.enterprise_id), survivor_uscc=heir.uscc,
        survivor_name=heir.name,
    )  # fmt: skip
    _, body = seal("registry", fact, at, SYSTEM)
    return open_envelope(json.loads(body), EnterpriseMerged)


def order(fen: int, reference: str = "", code: str = QUOTA) -> Order:
    return Order(code, reference or str(uuid4()), "示例检测有限公司", "可靠性检测", fen)


def late(year: int) -> datetime:
    """A day after the year."""
    return datetime(year + 1, 1, 2, 10, tzinfo=SHANGHAI)


# ---- over HTTP -------------------------------------------------------------------------------------


def officer_of(zone: RunningZone, department: str = "KJ", district: str = CITY) -> httpx.AsyncClient:
    subject = f"officer-{department}-{district}"
    return zone.client("benefits", "officer", subject, district=district, department=department)


async def granted(zone: RunningZone, uscc: str, limit: str = "300000.00") -> dict[str, Any]:
    body = {"benefit_code": QUOTA, "limit": limit, "document": SAID.document, "reason": SAID.reason}
    answer = await officer_of(zone).post(f"/v1/enterprises/{uscc}/quotas", json=body, headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def reserve(zone: RunningZone, uscc: str, amount: str = "100.00", **more: Any) -> httpx.Response:
    body = {"benefit_code": QUOTA, "reference": str(uuid4()), "provider": "示例检测有限公司", "purpose": "可靠性检测"}
    asked = {**body, "amount": amount, **more}
    return await zone.enterprise(uscc, "benefits").post(f"/v1/enterprises/{uscc}/vouchers", json=asked, headers=key())
