"""What addresses about quotas, vouchers and earmarks name, and the requests that succeed for whoever may make them."""

from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.service import vouchers
from shared.db import Tx
from shared.values import Tier
from tests.funds import within
from tests.vouchers import QUOTA, SAID, hold, order, put_quota, title
from tests.zone import BINJIANG, RunningZone

ADDRESSED: Final = ("{voucher_id}", "/{uscc}/vouchers")
_ANY_VERSION: Final = {"headers": {"If-Match": "*"}}
_HEADER: Final = "统一社会信用代码,所在区县,年度,市县留成（元）"


async def make_quota(zone: RunningZone, uscc: str) -> dict[str, str]:
    """A quota of the enterprise, and a voucher of it; it holds a title for it, or is told here to hold one."""
    await zone.settle()

    async def made(tx: Tx) -> dict[str, str]:
        enterprise = await store.KNOWN.find(tx, uscc)
        assert enterprise is not None
        if await store.entitlements.open_for(tx, enterprise.enterprise_id, QUOTA) is None:
            await hold(tx, enterprise.enterprise_id, (title(tx.today, Tier.SPECIALISED),))
        quota = await put_quota(tx, enterprise.enterprise_id, 1_000_000)
        voucher = await vouchers.reserve(tx, enterprise.enterprise_id, order(100))
        return {"quota_id": quota.budget_id, "voucher_id": voucher.voucher_id}

    return await within(zone.db("benefits"), made)


def requests_of_quotas(uscc: str) -> dict[str, dict[str, Any]]:
    said = {"limit": "10000.00", "document": SAID.document, "reason": SAID.reason}
    figure = {"uscc": uscc, "district": BINJIANG, "year": 2020, "amount": "1.00"}
    content = f"{_HEADER}\n{uscc},滨江区,2020,1.00".encode()
    wanted = {
        "benefit_code": QUOTA,
        "reference": str(uuid4()),
        "provider": "示例机构",
        "purpose": "示例",
        "amount": "1.00",
    }
    return {
        "POST /benefits/v1/enterprises/{uscc}/quotas": {"json": {"benefit_code": QUOTA, **said}},
        "PUT /benefits/v1/quotas/{quota_id}/limit": {"json": said, **_ANY_VERSION},
        "POST /benefits/v1/enterprises/{uscc}/vouchers": {"json": wanted | {"amount": "1.00"}},
        "POST /benefits/v1/vouchers/{voucher_id}/consumptions": {"json": {"amount": "1.00", "document": "示例"}},
        "POST /benefits/v1/vouchers/{voucher_id}/releases": {"json": {"reason": "示例理由"}},
        "POST /benefits/v1/retained-revenue-imports": {"files": {"file": ("留成.csv", content)}},
        "POST /benefits/v1/retained-revenue-statements": {"json": {"items": [figure]}},
        "POST /benefits/v1/districts/{district}/earmarks": {"json": {"year": 2020, "document": "示例文号"}},
    }
