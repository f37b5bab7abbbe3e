"""Coverage over HTTP: research institutions and management diagnoses of the holders of 省级以上."""

from datetime import timedelta
from typing import Any

from tests.districts import diagnose
from tests.holdings import BODIES
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def covered(zone: RunningZone, cover: str, district: str | None, days_ago: int = 0) -> dict[str, Any]:
    officer = zone.officer(district) if district else zone.officer()
    day = (zone.today - timedelta(days=days_ago)).isoformat()
    items = (await officer.get("/v1/coverage", params={"as_of": day})).json()["items"]
    return dict(next(one for one in items if one["cover"] == cover)["total"])


async def test_an_institution_of_the_city_or_above_covers_and_nothing_said_is_unknown(empty_zone: RunningZone) -> None:
    zone, since = empty_zone, empty_zone.today - timedelta(days=100)
    usccs = [await zone.register(district=BINJIANG) for _ in range(5)]
    for uscc in usccs:
        await zone.recognise(uscc, "specialised", since)
    earlier, later = ((zone.today - timedelta(days=days)).isoformat() for days in (200, 10))
    institutions = [{"level": "city"}, {"level": "nation", "recognised_on": later}, {"level": "below_city"}]
    for uscc, more in zip(usccs, institutions, strict=False):
        body = BODIES["institutions"] | {"recognised_on": earlier} | more
        path = f"/v1/enterprises/{uscc}/institutions"
        assert (await zone.enterprise(uscc, "registry").post(path, json=body, headers=key())).status_code == 201
    complete = f"/v1/enterprises/{usccs[3]}/complete-sections/institutions"
    assert (await zone.enterprise(usccs[3], "registry").put(complete, headers={"If-Match": "*"})).status_code < 300
    now = await covered(zone, "research", BINJIANG)
    assert (now["holders"], now["covered"], now["missing"], now["unknown"]) == (5, 2, 3, 1)
    assert now["percent"] == "40.00"
    assert (await covered(zone, "research", BINJIANG, days_ago=11))["covered"] == 1
    assert (await covered(zone, "research", YUHANG))["holders"] == 0


async def test_a_diagnosis_counts_from_its_day_for_holders_of_provincial_titles(empty_zone: RunningZone) -> None:
    zone, since = empty_zone, empty_zone.today - timedelta(days=100)
    usccs = [await zone.register(district=BINJIANG) for _ in range(3)]
    for uscc, tier in zip(usccs, ("specialised", "little_giant", "innovative"), strict=True):
        await zone.recognise(uscc, tier, since)
    await zone.recognise(await zone.register(district=YUHANG), "specialised", since)
    for uscc in usccs[1:]:
        await diagnose(zone, uscc, zone.today - timedelta(days=10))
    await diagnose(zone, usccs[1])

    async def shown(district: str | None, days_ago: int = 0) -> tuple[int, int, str | None]:
        total = await covered(zone, "diagnosis", district, days_ago)
        return total["holders"], total["covered"], total["percent"]

    assert await shown(BINJIANG) == (2, 1, "50.00")
    assert await shown(None) == (3, 1, "33.33")
    assert await shown(BINJIANG, 11) == (2, 0, "0.00")
    assert await shown(BINJIANG, 101) == (0, 0, None)
    listed = (
        await zone.enterprise(usccs[1], "registry").get(f"/v1/enterprises/{usccs[1]}/management-diagnoses")
    ).json()
    assert [one["diagnosed_on"] for one in listed["items"]] == [
        zone.today.isoformat(), (zone.today - timedelta(days=10)).isoformat(),
    ]  # fmt: skip


async def test_a_diagnosis_of_tomorrow_is_refused(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    body = {"diagnosed_on": (zone.today + timedelta(days=1)).isoformat(), "provider": "示例"}
    path = f"/v1/enterprises/{uscc}/management-diagnoses"
    answer = await zone.officer(BINJIANG).post(path, json=body, headers=key())
    assert (answer.status_code, answer.json()["code"]) == (409, "DIAGNOSIS_REFUSED")
