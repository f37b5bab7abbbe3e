"""The changes of the list, in finance's own dense sequence."""

from datetime import timedelta
from typing import Any

from tests.services.finance.copying import Copy
from tests.zone import RunningZone


async def changes(zone: RunningZone, cursor: str | None = None, **params: Any) -> dict[str, Any]:
    asked = {**params, **({"cursor": cursor} if cursor else {})}
    answer = await zone.bank().get("/v1/list/changes", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_the_numbers_are_dense_and_the_ops_say_what_to_do(empty_zone: RunningZone) -> None:
    zone = empty_zone
    one, two = await zone.register(), await zone.register()
    first = await zone.recognise(one, "innovative", zone.today - timedelta(days=5))
    await zone.recognise(two, "innovative")
    await zone.recognise(one, "specialised")
    await zone.settle()
    assert [row["number"] for row in await zone.rows("finance", "list_change")] == [1, 2, 3]
    everything = await changes(zone)
    assert (everything["head"], everything["upto"]) == (3, 3)
    assert [(item["uscc"], item["number"], item["op"]) for item in everything["items"]] == [
        (two, 2, "upsert"),
        (one, 3, "upsert"),
    ]
    assert everything["items"][1]["entry"]["tier"] == "specialised"

    await zone.revoke(first["titles"][0]["title_id"])
    profile = await zone.profile(one)
    await zone.revoke(profile["titles"][1]["title_id"])
    await zone.settle()
    later = await changes(zone, everything["cursor"])
    (removal,) = later["items"]
    assert (removal["number"], removal["op"], removal["uscc"], removal["entry"]) == (5, "remove", one, None)
    assert "被撤销" in removal["reason"]
    assert (await changes(zone, later["cursor"]))["items"] == []


async def test_whoever_does_every_change_holds_the_same_list(empty_zone: RunningZone) -> None:
    zone = empty_zone
    usccs = [await zone.register() for _ in range(4)]
    copy, recognised = Copy(zone.bank()), set()
    for uscc in (*usccs, usccs[0]):
        change = await zone.recognise(uscc, "specialised" if uscc in recognised else "innovative")
        recognised.add(uscc)
        if uscc == usccs[2]:
            await zone.revoke(change["titles"][0]["title_id"])
        await zone.settle()
        await copy.follow(limit=1)
    listed = (await zone.bank().get("/v1/list")).json()["items"]
    assert copy.lines == {item["enterprise_id"]: item for item in listed}
    assert {item["uscc"] for item in copy.removed} == {usccs[2]}


async def test_a_corrected_name_reaches_the_bank_at_once(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    await zone.settle()
    before = await changes(zone)
    path = f"/v1/enterprises/{uscc}"
    answer = await zone.officer().patch(path, json={"name": "示例改名有限公司"}, headers={"If-Match": "*"})
    assert answer.status_code == 200
    await zone.officer().patch(path, json={"staff": 7}, headers={"If-Match": "*"})
    await zone.settle()
    (item,) = (await changes(zone, before["cursor"]))["items"]
    assert (item["number"], item["entry"]["name"]) == (2, "示例改名有限公司")
    assert (await changes(zone))["head"] == 2, "what no bank sees is no change of the list"
