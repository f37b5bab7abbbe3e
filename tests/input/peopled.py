"""People and officers for the table of who may do what."""

from typing import Any, Final
from uuid import uuid4

from tests.people import GROUND, individual, invite, join, someone
from tests.zone import BINJIANG, RunningZone, key, person_of

OFFICER: Final = {"name": "示例", "district": BINJIANG, "department": "JX", "roles": ["reviewer"]}


def new_officer() -> dict[str, Any]:
    return {"subject": f"officer-{uuid4().hex[:12]}", "active_from": "2026-01-01", **OFFICER, **GROUND}


async def reader_of(zone: RunningZone, uscc: str) -> str:
    """The person_id of a new reader of a firm that has its owner."""
    return (await join(zone, uscc, person_of(uscc), "reader"))[1]


async def invitation_of(zone: RunningZone, uscc: str) -> tuple[str, str]:
    """Id and token of a new invitation."""
    invited = await invite(zone, uscc, person_of(uscc))
    assert invited.status_code == 201, invited.text
    return invited.json()["invitation_id"], invited.json()["token"]


async def officer_id(zone: RunningZone) -> str:
    made = await zone.officer().post("/v1/officers", json=new_officer(), headers=key())
    assert made.status_code == 201, made.text
    return str(made.json()["officer_id"])


def requests_of_people(uscc: str, invitation: str) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, by its name."""
    any_version = {"If-Match": "*"}
    people, office = "/registry/v1/enterprises/{uscc}", "/registry/v1/officers"
    return {
        f"POST {people}/owners": {"json": {**individual(someone()), **GROUND}},
        f"PATCH {people}/people/{{person_id}}": {"json": {"role": "finance"}, "headers": any_version},
        f"POST {people}/people/{{person_id}}/disclosures": {"json": {"reason": "示例"}},
        f"POST {people}/invitations": {"json": {"role": "reader"}},
        "POST /registry/v1/me/tokens": {"json": {"uscc": uscc}},
        "POST /registry/v1/me/enterprises": {
            "json": {
                "uscc": uscc,
                "name": "示例有限公司",
                "district": BINJIANG,
                "industry": "C39",
                "owner": {"name": "示例", "phone": "13800001234"},
            }
        },
        "POST /registry/v1/invitation-acceptances": {
            "json": {"token": invitation or "示例", "name": "示例", "phone": "13800001234"}
        },
        f"POST {office}": {"json": new_officer()},
        f"PATCH {office}/{{officer_id}}": {"json": {"roles": ["approver"], **GROUND}, "headers": any_version},
        f"POST {office}/{{officer_id}}/dismissals": {"json": GROUND},
    }
