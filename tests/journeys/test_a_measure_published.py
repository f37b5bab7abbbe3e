"""A version from the registry's title to the inbox: on its day, to each once, also in small steps and read again."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from services.benefits.service import publishing
from services.embedded import SERVICES
from shared.problems import Busy
from shared.rebuilding import rebuild
from shared.values import CITY
from tests.services.benefits.publishing import approve, award, draft, gone_through, rehearse, told_of
from tests.zone import RunningZone

CODE = "specialised-first-award"


def interrupt_the_second_chunk(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """After everything of it was written and before it is committed, once."""
    apply, chunks, interrupted = publishing._apply, count(1), []

    async def applied(*given: Any) -> dict[str, int]:
        done = await apply(*given)
        if next(chunks) == 2:
            interrupted.append(True)
            raise Busy("示例")
        return done

    monkeypatch.setattr(publishing, "_apply", applied)
    return interrupted


async def amounts(zone: RunningZone, uscc: str) -> tuple[str, str]:
    found = (await zone.entitlements(uscc))[CODE]
    return found["status"], found["amount"]


async def test_a_version_comes_into_force_on_its_day_and_everybody_is_told_once(
    zone: RunningZone, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = [await zone.register() for _ in range(5)]
    for uscc in holders:
        await zone.complete((await zone.recognise(uscc, "specialised"))["change_id"])
    more = award(
        CODE, "300000.00", id="02-3", label="首次认定奖励", audience={"fact": "first_title", "any_of": ["specialised"]}
    )
    version_id = (await draft(zone, more, CITY))["version_id"]
    report = (await rehearse(zone, version_id, CITY, budget="1000000.00"))["report"]
    assert (report["before"]["amount"], report["after"]["amount"]) == ("1000000.00", "1500000.00")
    assert (report["gaining"], report["over_budget"]) == ({"enterprises": 5, "amount": "500000.00"}, "500000.00")
    day = zone.today + timedelta(days=2)
    decided = (await approve(zone, version_id, CITY, on=day)).json()
    assert (decided["state"], decided["publications"]) == ("approved", [])
    assert await amounts(zone, holders[0]) == ("open", "200000.00")

    monkeypatch.setattr(publishing, "CHUNK", 2)
    interrupted = interrupt_the_second_chunk(monkeypatch)
    await zone.move_clock(timedelta(days=2))
    shown = await gone_through(zone, version_id, CITY)
    assert (shown["state"], shown["publications"][0]["matched"]) == ("in_force", 5)
    assert interrupted == [True]
    await told_once(zone, holders)

    for service in ("benefits", "notifications"):
        await rebuild(zone.db(service), SERVICES[service])
    await zone.settle()
    await told_once(zone, holders)
    late = await zone.register()
    await zone.complete((await zone.recognise(late, "specialised"))["change_id"])
    assert await amounts(zone, late) == ("open", "300000.00")


async def told_once(zone: RunningZone, holders: list[str]) -> None:
    for uscc in holders:
        assert await amounts(zone, uscc) == ("open", "300000.00")
        [told] = await told_of(zone, uscc)
        assert "300,000.00 元" in told["text"]
