"""Code lists: what the data brings, what the city edits, and what that does to what was chosen before."""

from services.registry import profile_data
from services.registry.domain.criteria import comparisons
from services.registry.rulesets import standards
from services.registry.service.profiles import TAGGED
from shared.values import Tier
from tests.input.holdings import ANY_VERSION
from tests.services.registry.test_profiles import at, code
from tests.zone import BINJIANG, RunningZone, key

TIERS = {tier.value for tier in Tier}


def kinds_asked() -> set[str]:
    """Every kind of credential a ruleset asks for."""
    conditions = [
        *(criterion.test for one in standards() for criterion in (*one.vetoes, *one.gates, *one.direct)),
        *(band.test for one in standards() for indicator in one.indicators for band in indicator.bands),
    ]
    return {kind for one in conditions for test in comparisons(one) for kind in test.asked.kinds} - TIERS


def test_every_credential_a_ruleset_asks_for_can_be_chosen() -> None:
    assert kinds_asked() <= set(profile_data.code_lists()["credential-kinds"].codes)


def test_the_lists_say_how_sure_they_are() -> None:
    lists = profile_data.code_lists()
    assert set(TAGGED) <= {name for name, one in lists.items() if one.tags}
    assert len(lists["ten-industries"].codes) == 10
    assert "把握低" in lists["ten-industries"].basis
    assert "把握低" in lists["new-scenes"].basis


async def test_the_city_renames_adds_and_ends_a_code(empty_zone: RunningZone) -> None:
    zone = empty_zone
    city, path = zone.officer(), "/v1/code-lists/ten-industries"
    renamed = await city.patch(
        f"{path}/codes/shu", json={"label": "数字产业", "basis": "示例文件"}, headers={"If-Match": '"v1"'}
    )
    assert (renamed.status_code, renamed.json()["version"]) == (200, 2)
    stale = await city.patch(f"{path}/codes/shu", json={"label": "数字"}, headers={"If-Match": '"v1"'})
    assert code(stale) == (412, "PRECONDITION_FAILED")
    new = {"code": "low_altitude", "label": "低空经济", "valid_from": "2026-01-01", "basis": "示例依据"}
    assert (await city.post(f"{path}/codes", json=new, headers=key())).status_code == 201
    assert code(await city.post(f"{path}/codes", json=new, headers=key())) == (409, "CODE_ENTRY_TAKEN")
    codes = (await city.get(path)).json()["codes"]
    assert [(one["code"], one["label"]) for one in (codes[0], codes[-1])] == [
        ("shu", "数字产业"),
        ("low_altitude", "低空经济"),
    ]

    uscc = await zone.register()
    own, tags = zone.enterprise(uscc, "registry"), at(uscc, "tags", "ten-industries")
    assert (await own.put(tags, json={"codes": ["shu", "low_altitude"]}, headers=ANY_VERSION)).status_code == 200
    ended = await city.patch(f"{path}/codes/shu", json={"valid_until": "2026-01-31"}, headers=ANY_VERSION)
    assert ended.status_code == 200, ended.text
    kept = await own.put(tags, json={"codes": ["shu"]}, headers=ANY_VERSION)
    assert [one["code"] for one in kept.json()["items"]] == ["shu"], "who has it keeps it"
    other = await zone.register()
    refused = await zone.enterprise(other, "registry").put(
        at(other, "tags", "ten-industries"), json={"codes": ["shu"]}, headers=ANY_VERSION
    )
    assert code(refused) == (422, "PROFILE_REFUSED")


async def test_an_end_before_the_beginning_is_refused(zone: RunningZone) -> None:
    path = "/v1/code-lists/new-scenes/codes/green"
    answer = await zone.officer().patch(path, json={"valid_until": "2022-02-28"}, headers=ANY_VERSION)
    assert code(answer) == (422, "PROFILE_REFUSED")


async def test_a_district_reads_and_does_not_edit(zone: RunningZone) -> None:
    officer, path = zone.officer(BINJIANG), "/v1/code-lists/six-basics"
    assert len((await officer.get(path)).json()["codes"]) == 6
    answer = await officer.patch(f"{path}/codes/parts", json={"label": "零部件"}, headers=ANY_VERSION)
    assert code(answer) == (403, "FORBIDDEN")
    assert code(await officer.get("/v1/code-lists/no-such-list")) == (404, "CODE_LIST_NOT_FOUND")
