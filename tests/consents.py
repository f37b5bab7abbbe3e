"""Consents, as tests give them."""

from typing import Any, Final

import httpx

from services.finance.consent_texts import consent_text
from services.finance.store import DEMONSTRATION_BANK
from tests.institutions import let_in
from tests.zone import RunningZone, key

CONTACT: Final = {"role": "finance", "name": "欧阳示例", "phone": "13800001234", "email": "cw@example.com"}
FIGURES: Final = {"staff": 86, "revenue": "42000000.00", "net_profit": "-120000.00"}


async def known(zone: RunningZone) -> str:
    """An enterprise with a contact and figures, that finance has heard of."""
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    added = await own.post(f"/v1/enterprises/{uscc}/contacts", json=CONTACT, headers=key())
    assert added.status_code == 201, added.text
    path = f"/v1/enterprises/{uscc}/annual-figures/2025"
    assert (await own.put(path, json=FIGURES, headers={"If-Match": "*"})).status_code == 200
    await zone.settle()
    return uscc


def wish(zone: RunningZone, **more: Any) -> dict[str, Any]:
    return {
        "institution_id": DEMONSTRATION_BANK,
        "purpose": "loan",
        "items": ["annual_figures", "assessments"],
        "text_digest": consent_text(zone.today).digest,
        **more,
    }


async def grant(zone: RunningZone, uscc: str, **more: Any) -> dict[str, Any]:
    path = f"/v1/enterprises/{uscc}/consents"
    answer = await zone.enterprise(uscc, "finance").post(path, json=wish(zone, **more), headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def withdraw(zone: RunningZone, uscc: str, consent_id: str) -> httpx.Response:
    return await zone.enterprise(uscc, "finance").put(f"/v1/consents/{consent_id}/withdrawal")


async def another_bank(zone: RunningZone, institution_id: str = "other-bank") -> httpx.AsyncClient:
    """Let in like the demonstration's."""
    await let_in(zone.db("finance"), institution_id)
    return zone.client("finance", "institution", "other-clerk", institution=institution_id)


async def look(
    zone: RunningZone, named: str, *, bank: httpx.AsyncClient | None = None, **params: Any
) -> httpx.Response:
    """Under a consent, by its id; or `code-references/…`."""
    return await (bank or zone.bank()).get(f"/v1/consented-data/{named}", params={"purpose": "loan", **params})


async def record(zone: RunningZone, uscc: str, consent_id: str, **params: Any) -> dict[str, Any]:
    """The queries made under it, as the enterprise reads them."""
    answer = await zone.enterprise(uscc, "finance").get(f"/v1/consents/{consent_id}/queries", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
