"""What addresses about financing name: an application that the demonstration bank was asked."""

from typing import Any, TypedDict

from tests.financing import applied, form, terms
from tests.products import offered
from tests.zone import RunningZone

FOR_ALL: dict[str, Any] = {"limits": {"none": "10000000.00"}}
"""Terms of a product that serves whoever has no title, too"""


class Financing(TypedDict):
    financing_id: str
    part_id: str


async def make_financing(zone: RunningZone, uscc: str) -> Financing:
    await zone.settle()
    sent = await applied(zone, uscc, [await offered(zone, **FOR_ALL)])
    return {"financing_id": sent["application_id"], "part_id": sent["parts"][0]["part_id"]}


def requests_of_financing(zone: RunningZone, product_id: str, part_id: str) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, where the bank has offered or asked for something."""
    one, part = "POST /finance/v1/applications/{financing_id}", "POST /finance/v1/application-parts/{part_id}"
    return {
        "POST /finance/v1/enterprises/{uscc}/applications": {"json": form([product_id])},
        f"{one}/acceptances": {"json": {"part_id": part_id, "offer_number": 1}, "headers": {"If-Match": "*"}},
        f"{one}/supplements": {"json": {"part_id": part_id, "words": "示例"}},
        f"{one}/withdrawals": {"json": {}},
        f"{part}/questions": {"json": {"words": "示例"}},
        f"{part}/offers": {"json": terms(zone)},
        f"{part}/refusals": {"json": {"reason": "credit"}},
    }
