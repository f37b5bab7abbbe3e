"""Several decisions on one enterprise at the same moment: one after the other, each knowing the one before."""

import asyncio
from typing import Any

from tests.zone import RunningZone, key, recognition

TIERS = ("little_giant", "innovative", "specialised", "hidden_champion")


async def decided(zone: RunningZone, uscc: str, tier: str) -> dict[str, Any]:
    """As a client does it: told that the enterprise is busy, it asks again."""
    officer, body = zone.officer(), recognition(tier, zone.today)
    while (answer := await officer.post(f"/v1/enterprises/{uscc}/titles", json=body, headers=key())).is_error:
        assert answer.json()["code"] == "BUSY", answer.text
    return dict(answer.json())


async def newest_change(zone: RunningZone, uscc: str) -> dict[str, Any]:
    answer = await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes", params={"limit": 1})
    return dict(answer.json()["items"][0])


async def test_decisions_at_the_same_moment_are_all_in_the_record(zone: RunningZone) -> None:
    for _ in range(3):
        uscc = await zone.register()
        answers = await asyncio.gather(*(decided(zone, uscc, tier) for tier in TIERS))
        for answer in answers:
            await zone.complete(answer["change_id"])
        profile = await zone.profile(uscc)
        assert {title["tier"] for title in profile["titles"]} == set(TIERS)
        assert profile["standing"]["tier"] == "little_giant"
        assert (await newest_change(zone, uscc))["current_tier"] == "little_giant", "the last fact carries every title"
        entry = await zone.on_list(uscc)
        assert entry is not None
        assert {title["tier"] for title in entry["titles"]} == set(TIERS)
