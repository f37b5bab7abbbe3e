"""What addresses about 政策帮享 name, and the requests that succeed for whoever may make them."""

from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.store.tables import ProviderUseRow
from tests.helping import (
    ATTENDEE,
    WRITTEN,
    agree,
    desk,
    entry,
    let_in,
    opened,
    provider_terms,
    register,
    step_case,
    write,
)
from tests.zone import BINJIANG, RunningZone, key

_ANY_VERSION: Final = {"headers": {"If-Match": "*"}}


async def make_help(zone: RunningZone, uscc: str, voucher_id: str, district: str = BINJIANG) -> dict[str, str]:
    """It was at something its district offered, and may come to another; its case is published; it was served."""
    await zone.settle()
    activity_id = await opened(zone, district, days=None)
    registration_id = str((await register(zone, uscc, activity_id)).json()["registration_id"])
    there = {"registration_ids": [registration_id]}
    attended = await desk(zone, district).post(f"/v1/activities/{activity_id}/attendances", json=there, headers=key())
    assert attended.status_code == 201, attended.text
    case_id = await write(zone, uscc, district)
    assert (await agree(zone, uscc, case_id)).status_code == 200
    assert (await step_case(zone, case_id, "publish", district)).status_code == 201
    provider_id = str((await let_in(zone))["provider_id"])
    async with zone.db("notifications").transaction() as tx:
        enterprise = await store.KNOWN.find(tx, uscc)
        assert enterprise is not None
        use = ProviderUseRow(
            voucher_id=voucher_id, provider_id=provider_id, enterprise_id=enterprise.enterprise_id, provider="示例机构",
            purpose="示例", used_fen=100, document="示例验收单", settled_on=tx.today, settled_at=tx.now,
        )  # fmt: skip
        await store.providers.add_uses(tx, [use])
    return {
        "activity_id": activity_id,
        "open_activity_id": await opened(zone, district, days=None),
        "registration_id": registration_id,
        "case_id": case_id,
        "provider_id": provider_id,
    }


def requests_of_help(zone: RunningZone, open_activity_id: str, registration_id: str) -> dict[str, dict[str, Any]]:
    own, activity = "/notifications/v1/enterprises/{uscc}", "/notifications/v1/activities/{activity_id}"
    provider, case = "/notifications/v1/providers/{provider_id}", "/notifications/v1/cases/{case_id}"
    rating = {"rating": 5, "words": "示例"}
    return {
        "POST /notifications/v1/activities": {"json": entry(zone)},
        f"PUT {activity}": {"json": entry(zone, days=None), **_ANY_VERSION},
        f"POST {activity}/steps": {"json": {"step": "close"}, **_ANY_VERSION},
        f"POST {activity}/attendances": {"json": {"registration_ids": [registration_id or str(uuid4())]}},
        f"POST {activity}/registrations/{{registration_id}}/disclosures": {"json": {"reason": "示例理由"}},
        f"POST {own}/registrations": {"json": {"activity_id": open_activity_id or str(uuid4()), **ATTENDEE}},
        f"POST {own}/registrations/{{registration_id}}/feedback": {"json": rating},
        f"POST {own}/provider-uses/{{voucher_id}}/ratings": {"json": rating},
        "POST /notifications/v1/providers": {"json": provider_terms()},
        f"PUT {provider}": {"json": provider_terms(), **_ANY_VERSION},
        f"POST {provider}/steps": {"json": {"step": "suspend", "reason": "示例理由"}, **_ANY_VERSION},
        f"POST {own}/cases": {"json": WRITTEN},
        f"PUT {case}": {"json": WRITTEN, **_ANY_VERSION},
        f"POST {case}/steps": {"json": {"step": "withdraw", "reason": "示例理由"}, **_ANY_VERSION},
        f"PUT {own}/cases/{{case_id}}/consent": {"json": {"agrees": False, "edition": 1}},
    }
