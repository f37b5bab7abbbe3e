"""Reminders over time: before the last day, once for each lead, and not of what is done."""

from datetime import timedelta

from services.notifications.service.deadlines import recall
from services.registry.service.duties import come_due
from shared.days import add_years
from shared.testing import eventually
from tests.zone import RunningZone


async def reminders(zone: RunningZone, uscc: str) -> list[str]:
    """The headings, the oldest first."""
    await zone.settle()
    await recall(zone.db("notifications"))
    return [one["heading"] for one in reversed(await zone.inbox(uscc)) if one["heading"].count("还有")]


async def waiting(zone: RunningZone, uscc: str) -> int:
    """On the app's home."""
    home = await zone.enterprise(uscc, "notifications").get(f"/v1/enterprises/{uscc}/summary")
    return len(home.json()["waiting"])


async def opened(zone: RunningZone) -> bool:
    """The daily round found both."""
    await come_due(zone.db("registry"))
    return await zone.count("registry", "duty") == 2


async def test_a_renewal_is_recalled_until_it_is_done(empty_zone: RunningZone) -> None:
    zone = empty_zone
    renewing, idle = await zone.register(), await zone.register()
    held_since = add_years(zone.today + timedelta(days=32), -3)  # tomorrow the last day is in thirty days
    held = {uscc: await zone.recognise(uscc, "innovative", held_since) for uscc in (renewing, idle)}
    await zone.move_clock(timedelta(days=1))
    await eventually(lambda: opened(zone), seconds=20)
    assert await reminders(zone, idle) == []
    told = [one["heading"] for one in await zone.inbox(idle)]
    assert any("前）" in heading for heading in told), "the duty itself was told"

    await zone.move_clock(timedelta(days=16))
    for uscc in (renewing, idle):
        (heading,) = await reminders(zone, uscc)
        assert "还有 14 天" in heading
    assert len(await reminders(zone, idle)) == 1, "looked at again it says nothing new"
    await zone.renew(held[renewing]["titles"][0]["title_id"])

    await zone.move_clock(timedelta(days=12))  # a day late: nobody looked on the third day before
    assert len(await reminders(zone, renewing)) == 1, "what is done is not recalled"
    assert (await waiting(zone, renewing), await waiting(zone, idle)) == (0, 1)
    late = await reminders(zone, idle)
    assert [("还有 2 天" in heading) for heading in late] == [False, True]
    await zone.move_clock(timedelta(days=5))
    assert len(await reminders(zone, idle)) == 2
    rows = await zone.rows("notifications", "deadline")
    assert {row["kind"] for row in rows} == {"duty"}
    assert all(row["recall_on"] is None for row in rows)
    assert sum(row["closed_at"] is not None for row in rows) == 1
