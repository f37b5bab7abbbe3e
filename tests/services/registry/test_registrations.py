"""An enterprise registers itself: with the token that names it, as the register of businesses bears it out, once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.registry.domain.registrations import Entry, Standing
from services.registry.service import confirmations
from services.registry.sources.simulated import SimulatedRegister
from tests.people import acting, join, people, person, remove, someone
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc, own_business

PATH = "/v1/me/enterprises"


def wanted(uscc: str, **more: Any) -> dict[str, Any]:
    owner = {"name": "欧阳示例", "phone": "13800001234"}
    name = f"示例自立{uscc[-6:]}有限公司"
    return {"uscc": uscc, "name": name, "district": BINJIANG, "industry": "C39", "owner": owner, **more}


async def register(zone: RunningZone, uscc: str, subject: str, **more: Any) -> httpx.Response:
    return await acting(zone, uscc, subject).post(PATH, json=wanted(uscc, **more), headers=key())


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


@pytest.fixture
async def business_register(zone: RunningZone) -> AsyncIterator[SimulatedRegister]:
    """That of the zone, as it was afterwards."""
    there: SimulatedRegister = zone.zone.apps["registry"].state.business_register
    yield there
    there.away, there.seconds = False, 0.0
    there.entries.clear()


async def test_an_enterprise_registers_itself_and_its_person_is_the_first_owner(zone: RunningZone) -> None:
    uscc, subject = new_uscc(), someone()
    answer = await register(zone, uscc, subject)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/registry/v1/enterprises/{uscc}"
    body = answer.json()
    assert (body["enterprise"]["uscc"], body["enterprise"]["version"]) == (uscc, 1)
    assert (body["owner"]["role"], body["owner"]["name"]) == ("owner", "欧阳*")
    assert (body["checked"], body["words"]) == (True, "市场监管登记的名称与状态已核对")
    assert [one["person_id"] for one in await people(zone, uscc, subject)] == [body["owner"]["person_id"]]
    firms = (await person(zone, subject).get("/v1/me")).json()["enterprises"]
    assert [(one["uscc"], one["role"]) for one in firms] == [(uscc, "owner")]
    await zone.settle()
    for service, path in (("benefits", "entitlements"), ("notifications", "messages")):
        seen = await acting(zone, uscc, subject, service).get(f"/v1/enterprises/{uscc}/{path}")
        assert seen.status_code == 200, "the others know it, and whom it is"
    assert (await acting(zone, uscc, someone()).get(f"/v1/enterprises/{uscc}")).json()["code"] == "NOT_APPOINTED"


async def test_the_officers_of_its_district_see_it_and_how_it_came(zone: RunningZone) -> None:
    uscc = new_uscc(YUHANG)
    made = await register(zone, uscc, someone())
    assert made.status_code == 201, "a district that is not the code's: the code stays when the enterprise moves"
    name, at = made.json()["enterprise"]["name"], f"/v1/enterprises/{uscc}"
    listed = (await zone.officer(BINJIANG).get("/v1/enterprises", params={"name": name})).json()["items"]
    assert [one["uscc"] for one in listed] == [uscc]
    owner = await zone.officer(BINJIANG).get(f"{at}/people/{made.json()['owner']['person_id']}")
    (change,) = owner.json()["changes"]
    assert (change["step"], change["by"], change["reason"]) == ("register", "enterprise", made.json()["words"])
    assert (await zone.officer(YUHANG).get(at)).status_code == 404


async def test_nobody_registers_another_enterprise_whether_it_is_there_or_not(zone: RunningZone) -> None:
    there, nowhere = await zone.register(), new_uscc()
    for other in (there, nowhere):
        client = acting(zone, new_uscc(), someone())
        refused = await client.post(PATH, json=wanted(other), headers=key())
        assert code(refused) == (403, "FORBIDDEN")
        assert refused.json()["detail"].startswith("只能登记您登录时所代表的企业")
        nobody = await person(zone, someone()).post(PATH, json=wanted(other), headers=key())
        assert nobody.json()["detail"] == refused.json()["detail"], "a person's token names no enterprise"
    assert (await zone.officer().get(f"/v1/enterprises/{nowhere}")).status_code == 404


@pytest.mark.parametrize("role", ["finance", "reader"])
async def test_a_lesser_role_makes_nobody_an_owner(zone: RunningZone, role: str) -> None:
    uscc = new_uscc()
    client = zone.client("registry", "enterprise", someone(), uscc=uscc, roles=role)
    assert code(await client.post(PATH, json=wanted(uscc), headers=key())) == (403, "FORBIDDEN")


async def test_a_token_that_brings_no_role_registers_as_every_token_of_production(zone: RunningZone) -> None:
    uscc, subject = new_uscc(), someone()
    client = zone.client("registry", "enterprise", subject, uscc=uscc, roles="")
    assert (await client.get(f"/v1/enterprises/{uscc}")).json()["code"] == "NOT_APPOINTED"
    assert (await client.post(PATH, json=wanted(uscc), headers=key())).status_code == 201
    assert (await client.get(f"/v1/enterprises/{uscc}")).status_code == 200, "now the registry says who it is"


async def test_who_comes_second_is_told_that_it_is_taken_and_not_by_whom(zone: RunningZone) -> None:
    uscc, owner, second = new_uscc(), someone(), someone()
    first = await register(zone, uscc, owner)
    late = await register(zone, uscc, second)
    assert code(late) == (409, "USCC_TAKEN")
    for secret in (owner, first.json()["owner"]["person_id"], first.json()["enterprise"]["name"], "欧"):
        assert secret not in late.text
    removed, person_id = await join(zone, uscc, owner, "owner")
    assert (await remove(zone, uscc, owner, person_id)).status_code == 204
    assert code(await register(zone, uscc, removed)) == (409, "USCC_TAKEN"), "nobody comes back in by registering"
    assert len(await people(zone, uscc, owner)) == 1


async def test_of_many_at_once_one_registers(zone: RunningZone) -> None:
    uscc = new_uscc()
    answers = await asyncio.gather(*(register(zone, uscc, someone()) for _ in range(8)))
    assert Counter(one.status_code for one in answers)[201] == 1
    assert {code(one)[1] for one in answers if one.status_code != 201} <= {"USCC_TAKEN", "BUSY"}


async def test_the_same_key_registers_once_and_answers_the_same(zone: RunningZone) -> None:
    uscc, once = new_uscc(), key()
    client = acting(zone, uscc, someone())
    first = await client.post(PATH, json=wanted(uscc), headers=once)
    again = await client.post(PATH, json=wanted(uscc), headers=once)
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


async def test_a_code_that_was_ever_an_enterprises_is_not_free(zone: RunningZone) -> None:
    moved, merged, heir = [await zone.register() for _ in range(3)]
    proof = {"document": "示例登记文书", "changed_on": (zone.today - timedelta(days=1)).isoformat()}
    for path, body in (
        (f"/v1/enterprises/{moved}/credit-codes", {"uscc": new_uscc()}),
        (f"/v1/enterprises/{heir}/mergers", {"absorbed_uscc": merged}),
    ):
        done = await zone.officer().post(path, json=proof | body, headers=key())
        assert done.status_code == 201, done.text
    assert code(await register(zone, moved, someone())) == (409, "USCC_TAKEN")
    ended = await register(zone, merged, someone())
    assert code(ended) == (409, "USCC_TAKEN")
    assert "已注销或被合并" in ended.json()["detail"]


async def test_what_the_register_of_businesses_denies_is_not_registered(
    zone: RunningZone, business_register: SimulatedRegister
) -> None:
    gone, renamed, unknown = (new_uscc() for _ in range(3))
    business_register.entries[gone] = Entry(wanted(gone)["name"], Standing.STRUCK_OFF)
    business_register.entries[renamed] = Entry("示例真名有限公司", Standing.ACTIVE)
    for uscc, more, words in (
        (gone, {}, "已注销"),
        (renamed, {}, "名称与市场监管登记的不一致"),
        (unknown, {"name": "随便写写"}, "没有该统一社会信用代码的登记"),
    ):
        refused = await register(zone, uscc, someone(), **more)
        assert code(refused) == (409, "REGISTRATION_REFUSED")
        assert words in refused.json()["detail"]
        assert "真名" not in refused.text
        assert (await zone.officer().get(f"/v1/enterprises/{uscc}")).status_code == 404
    assert (await register(zone, renamed, someone(), name="示例真名有限公司")).status_code == 201


async def test_while_the_register_is_away_or_slow_it_goes_ahead_unchecked_and_says_so(
    zone: RunningZone, business_register: SimulatedRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirmations, "PATIENCE_SECONDS", 0.1)
    for away, seconds in ((True, 0.0), (False, 30.0)):
        business_register.away, business_register.seconds = away, seconds
        uscc = new_uscc()
        made = (await register(zone, uscc, someone())).json()
        assert (made["checked"], made["words"]) == (False, "市场监管部门未能答复，名称与登记状态待核")
        path = f"/v1/enterprises/{uscc}/people/{made['owner']['person_id']}"
        (change,) = (await zone.client("registry", "auditor").get(path)).json()["changes"]
        assert change["reason"] == made["words"]


async def test_nobody_waits_while_the_register_thinks(zone: RunningZone, business_register: SimulatedRegister) -> None:
    """It is asked before the transaction: on one file of SQLite a second writer would stand behind it."""
    business_register.seconds = 1.0
    slow = asyncio.create_task(register(zone, new_uscc(), someone()))
    await asyncio.sleep(0.2)
    await zone.register()
    assert not slow.done()
    assert (await slow).status_code == 201


async def test_a_business_that_is_its_owner_registers_too(zone: RunningZone) -> None:
    uscc, subject = own_business(), someone()
    assert (await register(zone, uscc, subject, name="示例五金店")).status_code == 201
    body = {"tier": "innovative"}
    refused = await acting(zone, uscc, subject).post(f"/v1/enterprises/{uscc}/applications", json=body, headers=key())
    assert code(refused) == (409, "APPLICATION_REFUSED")
