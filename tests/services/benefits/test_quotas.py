"""Quotas and vouchers over HTTP: who grants, who uses, who settles, what everybody is told; on both databases."""

from services.benefits import store
from services.benefits.service import quotas
from shared.testing import eventually
from tests.funds import assert_agrees, stated
from tests.helping import let_in
from tests.vouchers import FUND, QUOTA, SAID, granted, officer_of, reserve
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def titled(zone: RunningZone) -> str:
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, "specialised"))["change_id"])
    return uscc


async def test_a_quota_is_granted_once_a_year_by_the_department_within_the_bound_of_the_clause(
    zone: RunningZone,
) -> None:
    uscc, bare = await titled(zone), await zone.register()
    await zone.settle()
    body = {"benefit_code": "05-9", "limit": "500000.00", "document": SAID.document, "reason": SAID.reason}

    async def grant(department: str = "KJ", firm: str = uscc, **more: str) -> tuple[int, str]:
        path = f"/v1/enterprises/{firm}/quotas"
        answer = await officer_of(zone, department).post(path, json=body | more, headers=key())
        return answer.status_code, answer.text

    strange, why = await grant("CZ")
    assert strange == 409, "not named by the clause"
    assert "额度由市科技局、市税务局、市经信局、各区、县（市）政府核定（条款05-9）" in why
    over, why = await grant(limit="500000.01")
    assert over == 409
    assert "条款05-9上限为每年500000.00元" in why
    assert (await grant(firm=bare))[0] == 409, "no title"
    assert (await grant(benefit_code=FUND))[0] == 409, "a fund is nobody's own"
    assert (await grant())[0] == 201
    assert (await grant())[0] == 409

    (quota,) = (await zone.enterprise(uscc, "benefits").get(f"/v1/enterprises/{uscc}/quotas")).json()["items"]
    assert (quota["year"], quota["remaining"], quota["clause"]) == (zone.today.year, "500000.00", "05-9")
    assert "按自然年度计" in quota["assumptions"][0]
    assert any("同一合同可分别预留" in one for one in quota["assumptions"])
    path = f"/v1/quotas/{quota['quota_id']}"
    limit = {"limit": "100.00", "document": "示例调整文号", "reason": "年中调整"}
    changing = officer_of(zone)
    assert (await changing.put(f"{path}/limit", json=limit)).status_code == 428
    assert (await reserve(zone, uscc, "100.01")).status_code == 201
    low = await changing.put(f"{path}/limit", json=limit, headers={"If-Match": '"v1"'})
    assert (low.status_code, low.json()["code"]) == (409, "QUOTA_REFUSED")
    assert "100.01元" in low.json()["detail"]
    high = await changing.put(f"{path}/limit", json=limit | {"limit": "500000.01"}, headers={"If-Match": '"v1"'})
    assert high.status_code == 409
    done = await changing.put(f"{path}/limit", json=limit | {"limit": "100.01"}, headers={"If-Match": '"v1"'})
    assert (done.status_code, done.json()["remaining"], done.headers["ETag"]) == (200, "0.00", '"v2"')
    versions = (await zone.enterprise(uscc, "benefits").get(f"{path}/versions")).json()["items"]
    assert [(one["version"], one["actor"]) for one in versions] == [(2, None), (1, None)]
    assert (await officer_of(zone, "JX", YUHANG).get(path)).status_code == 404
    assert (await zone.officer(service="benefits").get(f"/v1/budgets/{quota['quota_id']}")).status_code == 404
    await assert_agrees(zone.db("benefits"))


async def test_a_voucher_goes_from_the_enterprise_to_the_authority_and_the_account_shows_it(zone: RunningZone) -> None:
    uscc = await titled(zone)
    owner = zone.enterprise(uscc, "benefits")

    async def account() -> dict[str, str | None]:
        items = (await owner.get(f"/v1/enterprises/{uscc}/allowances")).json()["items"]
        one = next(one for one in items if one["benefit_code"] == QUOTA)
        assert (one["state_label"], one["last_day"]) == ("可使用", f"{zone.today.year}-12-31")
        return {name: one[name] for name in ("state", "granted", "reserved", "used", "remaining")}

    assert (await account())["granted"] is None, "nobody granted it yet: the bound of the clause is shown"
    await granted(zone, uscc)
    same = {"reference": "示例合同一", "amount": "80000.00"}
    made = await reserve(zone, uscc, **same)
    again = await reserve(zone, uscc, **same)
    assert (made.status_code, again.status_code) == (201, 201)
    voucher_id = made.json()["voucher_id"]
    assert again.json()["voucher_id"] == voucher_id
    assert await account() == {
        "state": "open", "granted": "300000.00", "reserved": "80000.00", "used": "0.00", "remaining": "220000.00",
    }  # fmt: skip

    path = f"/v1/vouchers/{voucher_id}"
    used = {"amount": "76500.00", "document": "示例验收单"}
    assert (await owner.post(f"{path}/consumptions", json=used, headers=key())).status_code == 403
    strange = await officer_of(zone, "CZ").post(f"{path}/consumptions", json=used, headers=key())
    assert strange.status_code == 409
    assert "用券由市科技局、市税务局、市经信局、各区、县（市）政府核定（条款05-9）" in strange.json()["detail"]
    assert (await officer_of(zone, "JX", YUHANG).get(path)).status_code == 404
    local = officer_of(zone, "JX", BINJIANG)
    for _ in range(2):  # under another key: the same settlement is the same
        done = await local.post(f"{path}/consumptions", json=used, headers=key())
        assert (done.status_code, done.json()["state"], done.json()["payable"]) == (201, "consumed", "76500.00")
    assert done.json()["payee"] == "unstated"
    assert (await account())["remaining"] == "223500.00"
    assert (await account())["used"] == "76500.00"
    story = (await owner.get(path)).json()["history"]
    assert [(one["step"], one["amount"], one["actor"]) for one in story] == [
        ("reserve", "80000.00", None),
        ("consume", "76500.00", None),
    ]
    assert (await local.get(path)).json()["history"][1]["actor"] == "officer:officer-JX-330108"

    directory = zone.client("benefits", "service", "finance")
    provider_id = (await let_in(zone))["provider_id"]
    await zone.settle()
    listed = {"benefit_code": QUOTA, "reference": "名录订单二", "provider_id": provider_id, "purpose": "设计"}
    by_peer = await directory.post(f"/v1/enterprises/{uscc}/vouchers", json=listed | {"amount": "1.00"}, headers=key())
    assert by_peer.status_code == 201, by_peer.text
    cancelled = f"/v1/vouchers/{by_peer.json()['voucher_id']}/releases"
    for _ in range(2):
        assert (await directory.post(cancelled, json={"reason": "取消"}, headers=key())).json()["state"] == "released"
    pages, cursor = [], None
    while True:
        params = {"limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = (await owner.get(f"/v1/enterprises/{uscc}/vouchers", params=params)).json()
        pages += [one["reference"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert pages == ["名录订单二", "示例合同一"]
    await assert_agrees(zone.db("benefits"))


async def test_the_fund_says_first_come_and_a_year_below_the_floor_is_flagged_with_its_clause(
    zone: RunningZone,
) -> None:
    uscc, year = await titled(zone), zone.today.year
    path, owner = f"/v1/voucher-funds/{year}", zone.enterprise(uscc, "benefits")
    before = (await owner.get(path)).json()
    assert "先到先得" in before["allocation"]
    assert (before["below_floor"], before["set_aside"]) == (True, None)
    assert (await reserve(zone, uscc, benefit_code=FUND)).status_code == 409
    body = stated(999_999_999, benefit_code=FUND, year=year, issuer="330100")
    opened = await zone.officer(service="benefits").post("/v1/budgets", json=body, headers=key())
    assert opened.status_code == 201, opened.text
    low = (await owner.get(path)).json()
    assert low["flag"] == "已安排9999999.99元，低于条款S2-3规定的每年不少于10000000.00元"
    assert (await reserve(zone, uscc, "5.00", benefit_code=FUND)).status_code == 201
    assert (await owner.get(path)).json()["reserved"] != "0.00"
    put = f"/v1/budgets/{opened.json()['budget_id']}/limit"
    raised = await zone.officer(service="benefits").put(put, json=stated(1_000_000_000), headers={"If-Match": "*"})
    assert raised.status_code == 200
    assert (await owner.get(path)).json()["flag"] is None


async def test_whoever_has_a_quota_is_told_of_it_and_once_before_it_lapses(zone: RunningZone) -> None:
    uscc = await titled(zone)
    quota = await granted(zone, uscc)
    db = zone.db("benefits")
    async with db.transaction() as tx:  # the job tells of it in December; what it does is the same on any day
        for row in await store.vouchers.unwarned(tx, zone.today.year, 1_000):
            await quotas.warn(tx, row)
    async with db.reading() as tx:
        assert quota["quota_id"] not in [
            row.budget_id for row in await store.vouchers.unwarned(tx, zone.today.year, 1_000)
        ]

    async def told() -> list[str] | None:
        headings = [one["heading"] for one in await zone.inbox(uscc) if "额度" in one["heading"]]
        return headings if len(headings) == 2 else None

    assert await eventually(told, seconds=20) == [
        "2026年度额度将到期：科技创新券额度提高",
        "2026年度额度已核定：科技创新券额度提高",
    ]
