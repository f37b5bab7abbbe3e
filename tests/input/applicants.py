"""Applications for the table of who may do what: far enough on their way for the step that is asked."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, Final

from shared.working_days.published import calendar
from tests.applications import at_notice, begin, officer, set_quota, submit, taken
from tests.zone import BINJIANG, RunningZone

_ADDRESS: Final = "/registry/v1/applications/{application_id}"


async def at_work(zone: RunningZone) -> None:
    """On a working day, when a notice opens the day it is decided on; with a quota."""
    while not calendar().is_working(zone.today):
        await zone.move_clock(timedelta(days=1))
    assert (await set_quota(zone, 1_000)).status_code == 200


async def applied(zone: RunningZone, path: str) -> tuple[str, str]:
    """USCC and id of an application that waits for the step at this address."""
    return await _WAITING[path.split("/")[-1]](zone)


async def _unregistered(zone: RunningZone) -> tuple[str, str]:
    return await zone.register(district=BINJIANG), ""


async def _drafted(zone: RunningZone) -> tuple[str, str]:
    uscc = await zone.register(district=BINJIANG)
    return uscc, await begin(zone, uscc)


async def _at_district(zone: RunningZone) -> tuple[str, str]:
    uscc, application_id = await submit(zone)
    await taken(officer(zone, "somebody", BINJIANG), application_id, "reviews", {"step": "accept"})
    return uscc, application_id


_WAITING: Final[dict[str, Callable[[RunningZone], Awaitable[tuple[str, str]]]]] = {
    "applications": _unregistered,
    "submissions": _drafted,
    "withdrawals": submit,
    "reviews": submit,
    "site-visits": _at_district,
    "objections": at_notice,
    "recognitions": at_notice,
}


async def returned(zone: RunningZone, uscc: str) -> str:
    """The id of an application that its enterprise may mend and officers may read."""
    application_id = await begin(zone, uscc)
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    body = {"step": "return", "words": "示例", "mend": ["statement"]}
    await taken(officer(zone, "somebody", BINJIANG), application_id, "reviews", body)
    return application_id


def requests_of_applications(today: date, application_id: str) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, by its name."""
    day, any_version = today.isoformat(), {"If-Match": "*"}
    bodies: dict[str, Any] = {
        "submissions": None,
        "withdrawals": {},
        "reviews": {"step": "accept"},
        "site-visits": {"visited_on": day, "words": "示例"},
        "objections": {"raised_on": day, "raised_by": "示例", "contact": "13800001234", "words": "示例"},
        "recognitions": {"number": "示例", "authority": "示例机关", "document": "示例文号", "recognised_on": day},
    }
    steps = {f"POST {_ADDRESS}/{noun}": {"json": body, "headers": any_version} for noun, body in bodies.items()}
    return steps | {
        "POST /registry/v1/enterprises/{uscc}/applications": {"json": {"tier": "specialised"}},
        f"PATCH {_ADDRESS}": {"json": {"statement": "示例"}, "headers": any_version},
        "POST /registry/v1/application-batches": {
            "json": {"step": "accept", "applications": [{"application_id": application_id}]}
        },
        "PUT /registry/v1/quotas/{year}/{tier}": {
            "json": {"places": 1_000, "document": "示例文号"},
            "headers": any_version,
        },
    }
