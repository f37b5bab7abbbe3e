"""The directory of providers, and vouchers spent there: benefits takes orders for whom it lists, and settles them."""

from typing import Any
from uuid import uuid4

import httpx

from tests.helping import let_in, named, provider_terms
from tests.vouchers import FUND, QUOTA, granted, officer_of
from tests.zone import YUHANG, RunningZone, key


async def with_quota(zone: RunningZone) -> str:
    """An enterprise with a title and a quota of innovation vouchers."""
    uscc = await zone.register()
    changed = await zone.recognise(uscc, "specialised")
    await zone.complete(changed["change_id"])
    await zone.settle()
    await granted(zone, uscc)
    return uscc


async def ordered(zone: RunningZone, uscc: str, provider_id: str | None, **more: Any) -> httpx.Response:
    body = {"benefit_code": QUOTA, "reference": str(uuid4()), "purpose": "可靠性检测", "amount": "800.00"}
    asked = body | {"provider_id": provider_id} | more
    return await zone.enterprise(uscc, "benefits").post(f"/v1/enterprises/{uscc}/vouchers", json=asked, headers=key())


async def test_a_voucher_is_spent_with_a_listed_provider_confirmed_settled_and_rated(zone: RunningZone) -> None:
    uscc, provider = await with_quota(zone), await let_in(zone)
    provider_id, app = provider["provider_id"], zone.enterprise(uscc, "notifications")
    assert "名录中没有" in (await ordered(zone, uscc, str(uuid4()))).json()["detail"]
    await zone.settle()  # benefits hears of the provider
    found = await app.get("/v1/providers", params={"voucher": QUOTA, "kind": "testing", "name": provider["name"][2:12]})
    assert [one["provider_id"] for one in found.json()["items"]] == [provider_id]
    assert "不一致" in (await ordered(zone, uscc, provider_id, provider="别家")).json()["detail"]
    assert (await ordered(zone, uscc, provider_id, benefit_code=FUND)).status_code == 409

    reference = str(uuid4())
    voucher = (await ordered(zone, uscc, provider_id, reference=reference)).json()
    assert (voucher["provider"], voucher["provider_id"]) == (provider["name"], provider_id)
    city, path = zone.officer(service="notifications"), f"/v1/providers/{provider_id}"
    renamed = provider_terms(name=provider["name"] + "（新）")
    changed = await city.put(path, json=renamed, headers={"If-Match": '"v1"'})
    assert changed.status_code == 200, changed.text
    body = {"step": "suspend", "reason": "资质到期"}
    suspended = await city.post(f"{path}/steps", json=body, headers=key() | {"If-Match": '"v2"'})
    assert suspended.json()["suspended"] is True
    await zone.settle()
    assert "暂停接单" in (await ordered(zone, uscc, provider_id)).json()["detail"]
    again = await ordered(zone, uscc, provider_id, reference=reference)  # what is under way is not lost
    assert again.json()["voucher_id"] == voucher["voucher_id"]
    assert provider_id not in str((await app.get("/v1/providers", params={"name": provider["name"][2:]})).json())

    used = {"amount": "765.00", "document": "示例验收单"}
    rating = f"/v1/enterprises/{uscc}/provider-uses/{voucher['voucher_id']}/ratings"
    assert (await app.post(rating, json={"rating": 5}, headers=key())).status_code == 404
    confirmed = f"/v1/vouchers/{voucher['voucher_id']}/consumptions"
    done = await zone.enterprise(uscc, "benefits").post(confirmed, json=used, headers=key())
    assert (done.status_code, done.json()["state"], done.json()["payable"]) == (201, "consumed", "765.00")
    await zone.settle()
    (told,) = await named(zone, uscc, "服务已完成")
    assert "765.00元（示例验收单）" in told["text"]
    (use,) = (await app.get(f"/v1/enterprises/{uscc}/provider-uses")).json()["items"]
    assert (use["used"], use["provider"], use["rating"]) == ("765.00", provider["name"], None)
    for verdict in (201, 409):
        answer = await app.post(rating, json={"rating": 5, "words": "报告及时"}, headers=key())
        assert answer.status_code == verdict, answer.text
    shown = (await app.get(path)).json()
    assert (shown["uses"], shown["ratings"], shown["rating"]) == (1, 1, "5.0")


async def test_without_the_directory_the_authority_settles_as_before(zone: RunningZone) -> None:
    uscc = await with_quota(zone)
    voucher = (await ordered(zone, uscc, None, provider="别家机构")).json()
    path, used = f"/v1/vouchers/{voucher['voucher_id']}/consumptions", {"amount": "1.00", "document": "示例"}
    assert (await zone.enterprise(uscc, "benefits").post(path, json=used, headers=key())).status_code == 403
    settled = await officer_of(zone, "JX").post(path, json=used, headers=key())
    assert settled.status_code == 201, settled.text
    await zone.settle()
    app = zone.enterprise(uscc, "notifications")
    assert (await app.get(f"/v1/enterprises/{uscc}/provider-uses")).json()["items"] == []


async def test_the_directory_is_the_citys_and_each_name_is_in_it_once(zone: RunningZone) -> None:
    provider = await let_in(zone, region="anhui", vouchers=["service-voucher"])
    city, there = zone.officer(service="notifications"), zone.officer(YUHANG, "notifications")
    path = f"/v1/providers/{provider['provider_id']}"
    twice = await city.post("/v1/providers", json=provider_terms(name=provider["name"].upper()), headers=key())
    assert (twice.status_code, twice.json()["code"]) == (409, "PROVIDER_REFUSED")
    assert (await there.post("/v1/providers", json=provider_terms(), headers=key())).status_code == 403
    assert (await there.put(path, json=provider_terms(), headers={"If-Match": "*"})).status_code == 403
    assert (await city.put(path, json=provider_terms())).status_code == 428
    other = await let_in(zone)
    taken = await city.put(path, json=provider_terms(name=other["name"]), headers={"If-Match": "*"})
    assert taken.status_code == 409
    spelled_longer = {"name": "\ufdfa" * 120}  # one letter, spelled with eighteen
    for bad in (
        {"region": "beijing"},
        {"services": []},
        {"services": [{"kind": "dancing", "text": "舞"}]},
        spelled_longer,
    ):
        assert (await city.post("/v1/providers", json=provider_terms(**bad), headers=key())).status_code == 422
    listed = (await there.get("/v1/providers", params={"region": "anhui", "voucher": "service-voucher"})).json()
    assert provider["provider_id"] in {one["provider_id"] for one in listed["items"]}
    assert (await there.get("/v1/providers", params={"suspended": True})).status_code == 403
    body = {"step": "resume", "reason": "示例"}
    resumed = await city.post(f"{path}/steps", json=body, headers=key() | {"If-Match": "*"})
    assert (resumed.status_code, resumed.json()["detail"]) == (409, "该机构正常服务，无需恢复")
