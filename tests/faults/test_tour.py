"""The tour tells the same story in both modes."""

import asyncio

from tests.faults.processes import ServedZone


async def test_the_tour_succeeds_against_processes(zone: ServedZone) -> None:
    tour = await asyncio.to_thread(zone.zjtx, "tour", "--rounds", "1")
    assert tour.returncode == 0, tour.stdout + tour.stderr
    for said in ("贵企业现为国家级专精特新", "称号被撤销", "国家级专精特新“小巨人”企业, 3 title(s)", "1 recognitions"):
        assert said in tour.stdout
    assert "not on the list" not in tour.stdout
