"""What the districts of the demonstration city keep: drawn plausibly, marked as invented, loaded as officers would."""

from collections import Counter

from services.demo.arranging import arrange_places
from services.demo.city import draw
from services.demo.loading import load
from services.demo.places import Places, draw_places
from shared.values import DISTRICTS, PROVINCIAL_AND_ABOVE
from tests.services.demo.sample import TODAY, city
from tests.zone import RunningZone


def places() -> Places:
    return draw_places(city().firms, 7, TODAY)


def test_the_same_seed_draws_the_same_places() -> None:
    assert places() == places()
    assert places() != draw_places(city().firms, 8, TODAY)


def test_every_district_has_targets_land_parks_and_service_officers() -> None:
    drawn = places()
    for year in (TODAY.year - 1, TODAY.year):
        assert {district for y, _, district in drawn.targets if y == year} == set(DISTRICTS)
        assert {district for y, district in drawn.land if y == year} == set(DISTRICTS)
        land = sum(mu for (y, _), mu in drawn.land.items() if y == year)
        assert 9_000 < land < 12_000
    assert {park.district for park in drawn.parks} == set(DISTRICTS)
    assert {officer.district for officer in drawn.service_officers} == set(DISTRICTS)


def test_a_firm_is_in_one_park_and_has_one_officer_of_its_own_district() -> None:
    drawn, where = places(), {firm.uscc: firm.district for firm in city()}
    for owners in (drawn.parks, drawn.service_officers):
        usccs = [uscc for owner in owners for uscc in owner.usccs]
        assert Counter(usccs).most_common(1)[0][1] == 1
        assert all(where[uscc] == owner.district for owner in owners for uscc in owner.usccs)


def test_all_provincial_holders_are_served_and_most_of_them_diagnosed() -> None:
    drawn = places()
    holders = {firm.uscc for firm in city() if firm.tier_on(TODAY) in PROVINCIAL_AND_ABOVE}
    assert holders <= {uscc for officer in drawn.service_officers for uscc in officer.usccs}
    assert set(drawn.diagnoses) <= holders
    assert 0.78 < len(drawn.diagnoses) / len(holders) < 0.94
    assert all(day <= TODAY for day in drawn.diagnoses.values())


def test_nothing_drawn_can_be_taken_for_something_real() -> None:
    drawn = places()
    assert all("示例" in park.name for park in drawn.parks)
    assert all("示例" in officer.name and "示例" in officer.department for officer in drawn.service_officers)


async def test_what_is_drawn_arrives_through_the_registry(empty_zone: RunningZone) -> None:
    zone = empty_zone
    firms = draw(300, 7, zone.today).firms
    async for _ in load(zone.db("registry"), firms):
        pass
    drawn = draw_places(firms, 7, zone.today)
    await arrange_places(zone.db("registry"), drawn)
    officer = zone.officer()
    board = (await officer.get("/v1/target-board", params={"year": zone.today.year})).json()["goals"]
    for goal in board:
        assert goal["city"]["target"] == sum(one["target"] for one in goal["districts"])
        assert {one["rank"] for one in goal["districts"]} >= {1}
        assert goal["city"]["projected"] >= goal["city"]["actual"] > 0
    parks = (await officer.get("/v1/parks", params={"limit": 1000})).json()["items"]
    assert len(parks) == len(drawn.parks)
    assert sum(park["enterprises"] for park in parks) == sum(len(park.usccs) for park in drawn.parks)
    assert {park["name"] for park in parks if park["honours"]} == {park.name for park in drawn.parks if park.honoured}
    coverage = {one["cover"]: one for one in (await officer.get("/v1/coverage")).json()["items"]}
    assert coverage["diagnosis"]["total"]["covered"] == len(drawn.diagnoses)
    assert coverage["research"]["total"]["covered"] > 0
    listed = (await officer.get("/v1/service-officers", params={"limit": 1000})).json()["items"]
    assert sum(one["enterprises"] for one in listed) == sum(len(one.usccs) for one in drawn.service_officers)
