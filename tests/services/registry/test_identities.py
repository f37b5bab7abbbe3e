"""One legal person, one history: what becomes of it is found under every code it ever had, in every service."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.applications import begin, submit
from tests.input.lists import csv_of
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc, recognition

DAY = timedelta(days=1)


async def record(zone: RunningZone, of: str, noun: str, officer: Any = None, ago: int = 0, **more: Any) -> Any:
    body = {"document": "示例登记文书", "changed_on": (zone.today - ago * DAY).isoformat(), **more}
    return await (officer or zone.officer()).post(f"/v1/enterprises/{of}/{noun}", json=body, headers=key())


def taken(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_new_name_reaches_the_list_and_is_to_be_reported(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "specialised", zone.today - 100 * DAY)
    renamed = taken(await record(zone, uscc, "renames", ago=10, name="示例新名有限公司"))
    assert renamed["name"] == "示例新名有限公司"
    await zone.settle()
    entry = await zone.on_list(uscc)
    assert entry is not None
    assert entry["name"] == "示例新名有限公司"
    duties = (await zone.officer().get(f"/v1/enterprises/{uscc}/duties")).json()["items"]
    assert [(one["kind"], one["state"]) for one in duties] == [("major_change", "open")]
    assert any("更名" in one["heading"] for one in await zone.inbox(uscc))
    body = {"kind": "rename", "occurred_on": (zone.today - 9 * DAY).isoformat(), "statement": "示例"}
    path = f"/v1/enterprises/{uscc}/major-changes"
    reported = taken(await zone.enterprise(uscc, "registry").post(path, json=body, headers=key()))
    assert reported["occurred_on"] == (zone.today - 10 * DAY).isoformat(), "the one that was noticed, not a second"
    duties = (await zone.officer().get(f"/v1/enterprises/{uscc}/duties")).json()["items"]
    assert [one["state"] for one in duties] == ["fulfilled"]


async def test_every_code_it_ever_had_finds_it_everywhere_and_opens_it_to_its_people(zone: RunningZone) -> None:
    old, new = await zone.register(), new_uscc()
    change = await zone.recognise(old, "specialised")
    taken(await record(zone, old, "credit-codes", uscc=new))
    await zone.complete(change["change_id"])
    await zone.settle()
    for code in (old, new):
        assert (await zone.profile(code))["uscc"] == new
        entry = await zone.on_list(code)
        assert entry is not None
        assert (entry["uscc"], entry["former_usccs"]) == (new, [old])
        assert len(await zone.entitlements(code)) == 3
        assert await zone.inbox(code) != []
        assert (await zone.enterprise(old, "registry").get(f"/v1/enterprises/{code}")).status_code == 200
    history = (await zone.officer().get(f"/v1/enterprises/{new}/identity-changes")).json()["items"]
    assert [(one["kind"], one["before"], one["after"]) for one in history] == [("new_uscc", old, new)]


async def test_a_code_of_somebody_else_is_not_given_and_a_title_holder_becomes_no_sole_trader(
    zone: RunningZone,
) -> None:
    uscc, other = await zone.register(), await zone.register()
    await zone.recognise(uscc, "innovative")
    assert (await record(zone, uscc, "credit-codes", uscc=other)).json()["code"] == "USCC_TAKEN"
    refused = await record(zone, uscc, "credit-codes", uscc="92330106MAY2KX9P1H")
    assert refused.json()["code"] == "IDENTITY_REFUSED"
    assert (await record(zone, uscc, "credit-codes", uscc=uscc)).json()["code"] == "IDENTITY_REFUSED"


async def test_a_merger_ends_the_titles_of_the_absorbed_and_spends_its_first_times(zone: RunningZone) -> None:
    survivor, absorbed = await zone.register(), await zone.register(district=YUHANG)
    await zone.recognise(survivor, "innovative", zone.today - 90 * DAY)
    await zone.recognise(absorbed, "specialised", zone.today - 300 * DAY)
    merged = taken(await record(zone, survivor, "mergers", ago=5, absorbed_uscc=absorbed))
    assert (merged["uscc"], merged["ending"], merged["ended_on"]) == (
        absorbed,
        "merged",
        (zone.today - 5 * DAY).isoformat(),
    )
    change = await zone.complete(merged["change_id"])
    assert (change["reason"], change["current_tier"]) == ("merged", "none")
    await zone.settle()
    assert {title["status"] for title in (await zone.profile(absorbed))["titles"]} == {"ended"}
    assert {one["status"] for one in (await zone.entitlements(absorbed)).values()} == {"closed"}
    for code in (survivor, absorbed):
        entry = await zone.on_list(code)
        assert entry is not None, "the code of the absorbed leads to who goes on"
        assert entry["uscc"] == survivor
    assert any("吸收合并" in one["heading"] for one in await zone.inbox(absorbed))
    assert any("已吸收合并" in one["heading"] for one in await zone.inbox(survivor))

    path = f"/v1/enterprises/{survivor}/outlook/specialised"
    opens = (await zone.enterprise(survivor, "benefits").get(path)).json()["opens"]
    assert "specialised-first-award" not in {one["benefit_code"] for one in opens}, "no second award is promised"
    recognised = await zone.recognise(survivor, "specialised")
    (title,) = [one for one in recognised["titles"] if one["tier"] == "specialised"]
    assert title["first"] is False
    await zone.complete(recognised["change_id"])
    assert "specialised-first-award" not in await zone.entitlements(survivor)
    foreign = await zone.enterprise(absorbed, "registry").get(f"/v1/enterprises/{survivor}")
    assert foreign.status_code == 404, "the people of the absorbed are not those of the survivor"


async def test_the_survivor_takes_over_a_title_when_an_officer_says_so(zone: RunningZone) -> None:
    survivor, absorbed = await zone.register(), await zone.register()
    old = (await zone.recognise(absorbed, "specialised", zone.today - 300 * DAY))["titles"][0]
    await zone.recognise(survivor, "innovative", zone.today - 90 * DAY)
    taken(await record(zone, survivor, "mergers", ago=5, absorbed_uscc=absorbed))
    path = f"/v1/enterprises/{survivor}/major-changes"
    body = {"kind": "merger", "occurred_on": (zone.today - 5 * DAY).isoformat(), "statement": "示例"}
    reported = taken(await zone.enterprise(survivor, "registry").post(path, json=body, headers=key()))
    decision = {"outcome": "kept", "document": "示例承继文号", "decided_on": zone.today.isoformat()}
    address = f"/v1/major-changes/{reported['major_change_id']}/reviews"
    strange = await zone.officer().post(address, json={**decision, "take_over": ["elsewhere"]}, headers=key())
    assert strange.json()["code"] == "MAJOR_CHANGE_REFUSED"
    kept = taken(await zone.officer().post(address, json={**decision, "take_over": [old["title_id"]]}, headers=key()))
    change = await zone.complete(kept["change_id"])
    assert (change["reason"], change["current_tier"]) == ("taken_over", "specialised")
    title = next(one for one in (await zone.profile(survivor))["titles"] if one["tier"] == "specialised")
    assert (title["number"], title["valid_until"]) == (old["number"], old["valid_until"]), "the term is unchanged"
    assert (title["recognised_on"], title["first"]) == ((zone.today - 5 * DAY).isoformat(), False)
    entitlements = await zone.entitlements(survivor)
    assert {code for code, one in entitlements.items() if one["status"] == "open"} == {
        "innovation-voucher-quota",
        "listing-candidate",
    }


async def test_what_is_found_later_about_the_absorbed_reaches_whoever_goes_on(zone: RunningZone) -> None:
    """An older title recorded after the merger spends the first time; a revocation after it bans the survivor."""
    survivor, absorbed = await zone.register(), await zone.register()
    held = (await zone.recognise(absorbed, "innovative", zone.today - 300 * DAY))["titles"][0]
    taken(await record(zone, survivor, "mergers", ago=5, absorbed_uscc=absorbed))
    recognised = await zone.recognise(survivor, "little_giant", zone.today - 2 * DAY)
    assert recognised["titles"][0]["first"] is True
    older = recognition("little_giant", zone.today - 200 * DAY)
    taken(await zone.officer().post(f"/v1/enterprises/{absorbed}/titles", json=older, headers=key()))
    assert [title["first"] for title in (await zone.profile(survivor))["titles"]] == [False]
    changes = (await zone.officer().get(f"/v1/enterprises/{survivor}/title-changes")).json()["items"]
    await zone.complete(changes[0]["change_id"])
    assert (await zone.entitlements(survivor))["little-giant-first-award"]["status"] == "closed"
    later = recognition("specialised", zone.today)
    refused = await zone.officer().post(f"/v1/enterprises/{absorbed}/titles", json=later, headers=key())
    assert refused.json()["code"] == "TITLE_REFUSED", "there is nobody to recognise any more"
    await zone.revoke(held["title_id"], zone.today - 50 * DAY, ground="tax_evasion")
    applied = await zone.enterprise(survivor, "registry").post(
        f"/v1/enterprises/{survivor}/applications", json={"tier": "innovative"}, headers=key()
    )
    assert "偷漏税" in applied.json()["detail"]


async def test_a_list_that_names_the_absorbed_and_the_survivor_gives_the_first_time_to_the_elder(
    zone: RunningZone,
) -> None:
    survivor, absorbed = await zone.register(), await zone.register()
    taken(await record(zone, survivor, "mergers", ago=5, absorbed_uscc=absorbed))
    rows = [
        (
            "示例有限公司",
            uscc,
            "滨江区",
            "C39",
            "省级专精特新",
            uscc,
            "示例机关",
            "示例文号",
            str(on),
        )
        for uscc, on in ((survivor, zone.today - 2 * DAY), (absorbed, zone.today - 200 * DAY))
    ]
    files = {"file": ("名单.csv", csv_of(*rows))}
    answer = await zone.officer().post("/v1/title-imports", files=files, headers=key())
    assert (answer.status_code, answer.json()["recorded"]) == (200, 2), answer.text
    assert [title["first"] for title in (await zone.profile(survivor))["titles"]] == [False]
    (ended,) = (await zone.profile(absorbed))["titles"]
    assert (ended["first"], ended["status"]) == (True, "ended")
    await zone.settle()
    awards = [(await zone.entitlements(uscc)).get("specialised-first-award") for uscc in (survivor, absorbed)]
    assert [one and one["status"] for one in awards] in ([None, None], ["closed", None])


async def test_a_deregistered_enterprise_holds_nothing_and_is_promised_nothing(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "little_giant", zone.today - 100 * DAY)
    ended = taken(await record(zone, uscc, "deregistrations"))
    assert (ended["ending"], ended["ended_on"]) == ("deregistered", zone.today.isoformat())
    await zone.complete(ended["change_id"])
    await zone.settle()
    assert await zone.on_list(uscc) is None
    outlook = await zone.enterprise(uscc, "benefits").get(f"/v1/enterprises/{uscc}/outlook/little_giant")
    assert outlook.json()["opens"] == []
    assert any("已注销" in one["heading"] for one in await zone.inbox(uscc))
    for noun, more in (
        ("deregistrations", {}),
        ("renames", {"name": "示例二"}),
        ("credit-codes", {"uscc": new_uscc()}),
    ):
        assert (await record(zone, uscc, noun, **more)).json()["code"] == "IDENTITY_REFUSED"
    applied = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key()
    )
    assert applied.json()["code"] == "APPLICATION_REFUSED"


@pytest.mark.parametrize("noun", ["mergers", "deregistrations"])
async def test_a_district_does_not_end_what_it_could_not_have_decided(zone: RunningZone, noun: str) -> None:
    uscc, other = await zone.register(district=BINJIANG), await zone.register(district=BINJIANG)
    await zone.recognise(uscc, "little_giant")
    address, more = {"mergers": (other, {"absorbed_uscc": uscc}), "deregistrations": (uscc, {})}[noun]
    assert (await record(zone, address, noun, zone.officer(BINJIANG), **more)).status_code == 403
    assert (await zone.profile(uscc))["ended_on"] is None
    taken(await record(zone, other, "deregistrations", zone.officer(BINJIANG)))


async def test_mergers_that_make_no_sense_are_refused(zone: RunningZone) -> None:
    one, two, far = await zone.register(), await zone.register(), await zone.register(district=YUHANG)
    assert (await record(zone, one, "mergers", absorbed_uscc=one)).json()["code"] == "IDENTITY_REFUSED"
    assert (await record(zone, one, "mergers", absorbed_uscc=new_uscc())).json()["code"] == "ENTERPRISE_NOT_FOUND"
    hidden = await record(zone, one, "mergers", zone.officer(BINJIANG), absorbed_uscc=far)
    assert hidden.json()["code"] == "ENTERPRISE_NOT_FOUND"
    assert (await record(zone, one, "mergers", ago=-1, absorbed_uscc=two)).json()["code"] == "IDENTITY_REFUSED"
    taken(await record(zone, one, "mergers", absorbed_uscc=two))
    assert (await record(zone, far, "mergers", absorbed_uscc=two)).json()["code"] == "IDENTITY_REFUSED"


@pytest.mark.parametrize("ends", ["mergers", "deregistrations"])
async def test_open_applications_end_with_their_enterprise(zone: RunningZone, ends: str) -> None:
    uscc, submitted = await submit(zone)
    draft = await begin(zone, uscc, "innovative")
    if ends == "mergers":
        taken(await record(zone, await zone.register(), ends, absorbed_uscc=uscc))
    else:
        taken(await record(zone, uscc, ends))
    for application_id in (draft, submitted):
        answer = await zone.enterprise(uscc, "registry").get(f"/v1/applications/{application_id}")
        assert answer.json()["state"] == "withdrawn"
        last = answer.json()["history"][-1]
        assert (last["step"], "申请随之终结（示例登记文书）" in last["words"]) == ("withdraw", True)
    await zone.settle()
    (told,) = (one for one in await zone.inbox(uscc) if "已撤回" in one["heading"])  # the draft was told to nobody
    assert "申请随之终结（示例登记文书）" in told["text"]
