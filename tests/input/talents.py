"""What addresses about people's rights name, and the requests that succeed for whoever may make them."""

from typing import Any, Final

from tests.rights import CHANNEL, applied, named, new_id_number
from tests.zone import RunningZone

ADDRESSED: Final = ("{talent_id}", "{right_id}")
_ANY_VERSION: Final = {"headers": {"If-Match": "*"}}


async def make_right(zone: RunningZone, uscc: str) -> dict[str, str]:
    """Somebody it recruits, for whom it applied; it holds a title for it."""
    await zone.settle()
    talent = await named(zone, uscc, "recruit")
    right = await applied(zone, uscc, talent["talent_id"], CHANNEL)
    ids = {"talent_id": talent["talent_id"], "tenure_id": talent["tenures"][0]["tenure_id"]}
    return {**ids, "right_id": right["right_id"]}


def requests_of_rights(zone: RunningZone, talent_id: str) -> dict[str, dict[str, Any]]:
    today = zone.today.isoformat()
    tenure = {"office": "employee", "since_on": today}
    talents = "/benefits/v1/enterprises/{uscc}/talents"
    person = {"name": "示例", "id_kind": "resident", "id_number": new_id_number(), "tenure": tenure}
    return {
        f"POST {talents}": {"json": person},
        f"POST {talents}/{{talent_id}}/tenures": {"json": tenure},
        f"POST {talents}/{{talent_id}}/tenures/{{tenure_id}}/ends": {"json": {"until_on": today}},
        f"POST {talents}/{{talent_id}}/disclosures": {"json": {"reason": "核对任职证明"}},
        "POST /benefits/v1/enterprises/{uscc}/rights": {"json": {"talent_id": talent_id, "benefit_code": CHANNEL}},
        "PATCH /benefits/v1/rights/{right_id}": {"json": {"statement": "示例说明"}, **_ANY_VERSION},
        "POST /benefits/v1/rights/{right_id}/withdrawals": {"json": {}, **_ANY_VERSION},
        "POST /benefits/v1/rights/{right_id}/reviews": {"json": {"step": "grant"}, **_ANY_VERSION},
    }
