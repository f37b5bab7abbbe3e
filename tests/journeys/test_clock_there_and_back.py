"""The clock three years on and back again: what everybody shows is what the titles give for the day, both times."""

from datetime import date, timedelta
from typing import Any

from services.registry.service import titles
from shared.testing import eventually
from tests.zone import RunningZone

YEARS = timedelta(days=3 * 366)


async def listed(zone: RunningZone, **params: Any) -> list[dict[str, Any]]:
    answer = await zone.bank().get("/v1/list", params={"limit": 100, **params})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def award_of(zone: RunningZone, uscc: str) -> str:
    return str((await zone.entitlements(uscc))["specialised-first-award"]["status"])


async def told_for(zone: RunningZone, day: date) -> list[dict[str, Any]]:
    """The list, once it is that of the day; a process that follows the clock may be a second behind."""

    async def told() -> list[dict[str, Any]] | None:
        await titles.expire(zone.db("registry"))
        await zone.settle()
        lines = await listed(zone)
        return lines if zone.today == day and lines == await listed(zone, as_of=day.isoformat()) else None

    lines = await eventually(told)
    assert lines is not None
    return lines


async def test_the_list_is_that_of_the_day_wherever_the_clock_goes(zone: RunningZone) -> None:
    under_higher, renewed, alone = [await zone.register() for _ in range(3)]
    long_ago = zone.today - timedelta(days=1000)
    await zone.recognise(under_higher, "specialised", long_ago)
    await zone.recognise(under_higher, "little_giant", zone.today, valid_until=(zone.today + 2 * YEARS).isoformat())
    held = await zone.recognise(renewed, "innovative", long_ago)
    await zone.renew(held["titles"][0]["title_id"])
    await zone.recognise(alone, "specialised", long_ago)
    await zone.settle()
    at_first = await listed(zone)
    assert len(at_first) == 3
    assert await award_of(zone, under_higher) == "open"

    for by, on_list, award in ((YEARS, 2, "closed"), (-YEARS, 3, "open")):
        day = zone.today + by
        await zone.move_clock(by)
        today = await told_for(zone, day)
        assert len(today) == on_list
        assert await award_of(zone, under_higher) == award
    assert today == at_first
    headings = {one["heading"] for one in await zone.inbox(under_higher)}
    assert {"称号有效期届满：省级专精特新中小企业", "时钟回拨（演示）：省级专精特新中小企业"} <= headings
