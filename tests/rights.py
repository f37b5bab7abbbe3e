"""People's rights, in the verbs tests speak in."""

import random
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from shared.values import CITY
from tests.claims import owner
from tests.zone import BINJIANG, RunningZone, key

CLASS_D, HOUSING, CHANNEL = "class-d-talent", "talent-housing", "talent-green-channel"
PROOFS = {
    CLASS_D: ("office_proof", {"office": "chairman"}),
    HOUSING: ("scarce_talent_proof", {"scarce_talent": True}),
    CHANNEL: ("recruitment_agreement", {"being_recruited": True}),
}


def new_id_number() -> str:
    """A resident's number nobody was given: of a place code that was never assigned."""
    dice = random.SystemRandom()
    body = f"9999991970{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}{dice.randrange(1_000):03d}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def decider(zone: RunningZone, department: str = "RC", district: str = BINJIANG) -> httpx.AsyncClient:
    subject = f"decider-{uuid4().hex[:8]}"
    return zone.client("benefits", "officer", subject, district=district, department=department)


async def little_giant(zone: RunningZone, tier: str = "little_giant") -> tuple[str, str]:
    """USCC of a new enterprise that holds the title, and the title_id."""
    uscc = await zone.register()
    change = await zone.recognise(uscc, tier, zone.today - timedelta(days=400))
    await zone.complete(change["change_id"])
    return uscc, change["titles"][0]["title_id"]


async def name(
    zone: RunningZone, uscc: str, office: str = "chairman", id_number: str = "", **tenure: Any
) -> httpx.Response:
    since = (zone.today - timedelta(days=300)).isoformat()
    body = {
        "name": "欧阳示例",
        "id_kind": "resident",
        "id_number": id_number or new_id_number(),
        "tenure": {"office": office, "since_on": since, **tenure},
    }
    return await owner(zone, uscc).post(f"/v1/enterprises/{uscc}/talents", json=body, headers=key())


async def named(zone: RunningZone, uscc: str, office: str = "chairman", **more: Any) -> dict[str, Any]:
    answer = await name(zone, uscc, office, **more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def proof(zone: RunningZone, uscc: str, talent_id: str, code: str = CLASS_D, verified: bool = True) -> str:
    kind, facts = PROOFS[code]
    body = {
        "kind": kind,
        "issuer": "示例机关",
        "number": f"示例{uuid4().hex[:8]}",
        "issued_on": zone.today.isoformat(),
        "ref": talent_id,
        "person": facts,
    }
    answer = await owner(zone, uscc).post(f"/v1/enterprises/{uscc}/evidence", json=body, headers=key())
    assert answer.status_code == 201, answer.text
    evidence_id = str(answer.json()["evidence_id"])
    if verified:
        path, headers = f"/v1/evidence/{evidence_id}/decisions", {**key(), "If-Match": "*"}
        decided = await decider(zone, district=CITY).post(path, json={"decision": "verified"}, headers=headers)
        assert decided.status_code == 201, decided.text
    return evidence_id


async def apply(zone: RunningZone, uscc: str, talent_id: str, code: str = CLASS_D, **more: Any) -> httpx.Response:
    body = {"talent_id": talent_id, "benefit_code": code, **more}
    return await owner(zone, uscc).post(f"/v1/enterprises/{uscc}/rights", json=body, headers=key())


async def applied(zone: RunningZone, uscc: str, talent_id: str, code: str = CLASS_D) -> dict[str, Any]:
    await proof(zone, uscc, talent_id, code)
    answer = await apply(zone, uscc, talent_id, code)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def review(client: httpx.AsyncClient, right_id: str, step: str = "grant", **more: Any) -> httpx.Response:
    headers = {**key(), "If-Match": "*"}
    return await client.post(f"/v1/rights/{right_id}/reviews", json={"step": step, **more}, headers=headers)


async def granted(zone: RunningZone, uscc: str, talent_id: str, code: str = CLASS_D) -> dict[str, Any]:
    right_id = (await applied(zone, uscc, talent_id, code))["right_id"]
    answer = await review(decider(zone), right_id)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def read(zone: RunningZone, uscc: str, right_id: str) -> dict[str, Any]:
    answer = await owner(zone, uscc).get(f"/v1/rights/{right_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def end_tenure(zone: RunningZone, uscc: str, talent: dict[str, Any], until_on: str) -> httpx.Response:
    tenure_id = talent["tenures"][0]["tenure_id"]
    path = f"/v1/enterprises/{uscc}/talents/{talent['talent_id']}/tenures/{tenure_id}/ends"
    return await owner(zone, uscc).post(path, json={"until_on": until_on}, headers=key())
