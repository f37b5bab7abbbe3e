"""The quota of the city: how many it may recommend in a year and tier, also when many are recommended at once."""

import asyncio
from collections import Counter

from tests.applications import at_city, officer, set_quota, take
from tests.services.registry.test_reviews import APPROVE, batch, code
from tests.zone import BINJIANG, RunningZone


async def test_the_city_recommends_no_more_than_its_quota_also_when_many_are_recommended_at_once(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    ids = [(await at_city(zone))[1] for _ in range(6)]
    city = officer(zone, "city")
    missing = await take(city, ids[0], "reviews", APPROVE)
    assert code(missing) == (409, "APPLICATION_REFUSED")
    assert "尚未录入" in missing.json()["detail"]
    assert (await set_quota(zone, 2)).status_code == 200
    answers = await asyncio.gather(*(take(city, one, "reviews", APPROVE) for one in ids))
    assert Counter(one.status_code for one in answers) == {201: 2, 409: 4}
    quota = (await zone.officer().get(f"/v1/quotas/{zone.today.year}/specialised")).json()
    assert (quota["places"], quota["used"]) == (2, 2)
    assert code(await set_quota(zone, 1)) == (409, "QUOTA_REFUSED")
    assert (await set_quota(zone, 3)).status_code == 200
    report = await batch(city, "approve", [{"application_id": one} for one in ids])
    assert (report["asked"], report["advanced"]) == (6, 1), "one place more, one of the four that waited"


async def test_a_quota_is_entered_by_the_city_with_the_version_it_read(empty_zone: RunningZone) -> None:
    zone = empty_zone
    city, path = zone.officer(), f"/v1/quotas/{zone.today.year}/little_giant"
    unset = await city.get(path)
    assert (unset.json()["version"], unset.headers["ETag"]) == (0, '"v0"')
    body = {"places": 5, "document": "示例名额文号"}
    assert code(await city.put(path, json=body)) == (428, "PRECONDITION_REQUIRED")
    assert (await city.put(path, json=body, headers={"If-Match": '"v0"'})).status_code == 200
    assert code(await city.put(path, json=body, headers={"If-Match": '"v0"'})) == (412, "PRECONDITION_FAILED")
    assert code(await zone.officer(BINJIANG).put(path, json=body, headers={"If-Match": "*"})) == (403, "FORBIDDEN")
    none = await city.put(f"/v1/quotas/{zone.today.year}/innovative", json=body, headers={"If-Match": "*"})
    assert code(none) == (422, "VALIDATION_FAILED")
    listed = (await zone.client("registry", "auditor").get(f"/v1/quotas/{zone.today.year}")).json()["items"]
    assert [(one["tier"], one["places"]) for one in listed] == [
        ("specialised", 0),
        ("hidden_champion", 0),
        ("little_giant", 5),
    ]
