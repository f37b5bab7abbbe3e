"""The demonstration city under monitoring: whoever no longer carries a title is on the list that officers read."""

from services.demo.city import draw
from tests.services.demo.test_recognition import as_loaded
from tests.services.registry.test_monitoring import look, monitored
from tests.zone import RunningZone


async def test_title_holders_that_fail_their_own_ruleset_appear_in_monitoring(empty_zone: RunningZone) -> None:
    """Those that have drifted since, and those that never met it on the day they were recognised."""
    zone, city = empty_zone, draw(200, seed=7, today=empty_zone.today)
    holders, failing = (await as_loaded(city, zone.db("registry"))).failing()
    await look(zone)
    page = await monitored(zone.officer(), kind="not_carried", limit=1_000)
    found = {one["uscc"] for one in page["items"]}
    drifting = {firm.uscc for firm in city if firm.drifting}
    assert failing
    assert drifting
    assert drifting | failing <= found <= holders
    assert page["not_carried"] == len(page["items"])
