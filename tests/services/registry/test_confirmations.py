"""A registration the market regulator did not confirm waits where officers see it, and is asked about every day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.registry.domain.confirmations import UNANSWERED, Outcome, Standing
from services.registry.domain.registrations import Entry
from services.registry.domain.registrations import Standing as InBusiness
from services.registry.service import confirmations
from services.registry.service.confirmations import Asked
from services.registry.sources.simulated import SimulatedRegister
from shared.clock import Clock
from tests.people import acting, someone
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc

NAME = "示例待核有限公司"


# ---- what an answer makes of it -------------------------------------------------------------------


def test_a_register_that_is_away_takes_nothing_back() -> None:
    denied = Asked(None).outcome(NAME)
    assert denied == Outcome(Standing.CONTRADICTED, "市场监管部门没有该统一社会信用代码的登记")
    assert Asked(away=True).outcome(NAME).standing is Standing.AWAITING
    assert Asked(away=True).outcome(NAME, denied) == denied


@pytest.mark.parametrize(
    ("entry", "standing", "words"),
    [
        (Entry(NAME, InBusiness.ACTIVE), Standing.CONFIRMED, "市场监管登记的名称与状态已核对"),
        (Entry("示例真名有限公司", InBusiness.ACTIVE), Standing.CONTRADICTED, "名称与市场监管登记的不一致"),
        (Entry(NAME, InBusiness.STRUCK_OFF), Standing.CONTRADICTED, "市场监管登记显示该企业已注销"),
        (Entry(NAME, InBusiness.REVOKED), Standing.CONTRADICTED, "市场监管登记显示该企业已被吊销营业执照"),
    ],
)
def test_an_answer_settles_it_either_way_whatever_was_said_before(entry: Entry, standing: Standing, words: str) -> None:
    assert Asked(entry).outcome(NAME) == Asked(entry).outcome(NAME, UNANSWERED) == Outcome(standing, words)


# ---- over HTTP ------------------------------------------------------------------------------------


async def unconfirmed(zone: RunningZone, register: SimulatedRegister, district: str, name: str = NAME) -> str:
    uscc = new_uscc(district)
    body = {"uscc": uscc, "name": name, "district": district, "industry": "C39"}
    register.away = True
    made = await acting(zone, uscc, someone()).post(
        "/v1/me/enterprises", json=body | {"owner": {"name": "欧阳示例", "phone": "13800001234"}}, headers=key()
    )
    register.away = False
    assert made.status_code == 201, made.text
    return uscc


async def listed(client: httpx.AsyncClient, **query: str) -> dict[str, dict[str, Any]]:
    answer = await client.get("/v1/registration-confirmations", params={"limit": "1000", **query})
    assert answer.status_code == 200, answer.text
    return {one["uscc"]: one for one in answer.json()["items"]}


async def ask_again(zone: RunningZone, register: SimulatedRegister, days: int) -> None:
    """As the job does some days from now; the clock of the others stays."""
    later = Clock()
    later.move(zone.zone.clock.shift + timedelta(days=days), later.now())
    db = replace(zone.db("registry"), clock=later)
    await confirmations.ask_again(db, register)
    await db.close()


async def test_officers_see_what_awaits_confirmation_in_their_own_district(zone: RunningZone) -> None:
    register: SimulatedRegister = zone.zone.apps["registry"].state.business_register
    here, there = [await unconfirmed(zone, register, district) for district in (BINJIANG, YUHANG)]
    line = (await listed(zone.officer(BINJIANG)))[here]
    assert (line["name"], line["district_name"], line["times_asked"]) == (NAME, "滨江区", 1)
    assert (line["standing"], line["standing_label"]) == ("awaiting", "待市场监管部门答复")
    assert there not in await listed(zone.officer(BINJIANG), district=YUHANG), "whatever the filter says"
    assert {here, there} <= set(await listed(zone.officer()))
    assert here not in await listed(zone.officer(), standing="contradicted")
    assert (await zone.enterprise(here, "registry").get("/v1/registration-confirmations")).status_code == 403


async def test_the_register_is_asked_again_every_day_until_it_bears_it_out(zone: RunningZone) -> None:
    register: SimulatedRegister = zone.zone.apps["registry"].state.business_register
    right, wrong = [await unconfirmed(zone, register, BINJIANG) for _ in range(2)]
    register.entries[wrong] = Entry("示例真名有限公司", InBusiness.ACTIVE)
    await ask_again(zone, register, 0)
    assert (await listed(zone.officer()))[right]["times_asked"] == 1, "not twice a day"
    await ask_again(zone, register, 1)
    open_ = await listed(zone.officer())
    assert right not in open_
    assert (open_[wrong]["standing"], open_[wrong]["words"]) == ("contradicted", "名称与市场监管登记的不一致")
    confirmed = (await listed(zone.officer(), standing="confirmed"))[right]
    assert (confirmed["times_asked"], confirmed["words"]) == (2, "市场监管登记的名称与状态已核对")
    del register.entries[wrong]
    await ask_again(zone, register, 2)
    assert wrong in await listed(zone.officer(), standing="confirmed"), "its books were late"
