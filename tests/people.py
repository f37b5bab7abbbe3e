"""People of an enterprise, in the verbs tests speak in."""

from typing import Any
from uuid import uuid4

import httpx

from tests.zone import RunningZone, key

GROUND = {"document": "示例授权书", "reason": "示例理由"}


def someone() -> str:
    """A subject nobody had before."""
    return f"person-{uuid4().hex[:12]}"


def individual(subject: str) -> dict[str, str]:
    return {"subject": subject, "name": "欧阳示例", "phone": "13800001234"}


def acting(zone: RunningZone, uscc: str, subject: str, service: str = "registry") -> httpx.AsyncClient:
    """With the token the identity provider gives a person for that enterprise."""
    return zone.client(service, "enterprise", subject, uscc=uscc)


def person(zone: RunningZone, subject: str) -> httpx.AsyncClient:
    """Logged in, for nobody yet."""
    return zone.client("registry", "person", subject)


async def appoint(zone: RunningZone, uscc: str, subject: str, **more: Any) -> httpx.Response:
    body = {**individual(subject), **GROUND, **more}
    return await zone.officer().post(f"/v1/enterprises/{uscc}/owners", json=body, headers=key())


async def owned(zone: RunningZone) -> tuple[str, str]:
    """USCC and owner of a new enterprise."""
    subject = someone()
    return await zone.register(owner=individual(subject)), subject


async def invite(zone: RunningZone, uscc: str, owner: str, role: str = "finance") -> httpx.Response:
    path = f"/v1/enterprises/{uscc}/invitations"
    return await acting(zone, uscc, owner).post(path, json={"role": role}, headers=key())


async def accept(zone: RunningZone, token: str, subject: str) -> httpx.Response:
    body = {"token": token, "name": "示例乙", "phone": "13900005678"}
    return await person(zone, subject).post("/v1/invitation-acceptances", json=body, headers=key())


async def join(zone: RunningZone, uscc: str, owner: str, role: str = "finance", subject: str = "") -> tuple[str, str]:
    """Subject and person_id of somebody who was invited and came."""
    subject = subject or someone()
    invited = await invite(zone, uscc, owner, role)
    assert invited.status_code == 201, invited.text
    accepted = await accept(zone, invited.json()["token"], subject)
    assert accepted.status_code == 201, accepted.text
    return subject, str(accepted.json()["person"]["person_id"])


async def remove(zone: RunningZone, uscc: str, owner: str, person_id: str) -> httpx.Response:
    return await acting(zone, uscc, owner).delete(f"/v1/enterprises/{uscc}/people/{person_id}")


async def people(zone: RunningZone, uscc: str, owner: str, **params: Any) -> list[dict[str, Any]]:
    answer = await acting(zone, uscc, owner).get(f"/v1/enterprises/{uscc}/people", params=params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def id_of(zone: RunningZone, uscc: str, owner: str) -> str:
    """The person_id of the only owner."""
    (found,) = [one for one in await people(zone, uscc, owner) if one["role"] == "owner"]
    return str(found["person_id"])
