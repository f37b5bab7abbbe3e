"""The next step over HTTP: what lacks, what it is worth, and an answer while benefits is away."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from shared.days import add_years
from shared.peers import PATIENCE_SECONDS
from tests.applications import CONTENT, begin
from tests.peers import asking
from tests.qualified import qualified
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc


async def ask(zone: RunningZone, uscc: str, **params: str) -> dict[str, Any]:
    answer = await zone.enterprise(uscc, "registry").get(f"/v1/enterprises/{uscc}/next-step", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def report(zone: RunningZone, uscc: str, **figures: str) -> None:
    path = f"/v1/enterprises/{uscc}/annual-figures/{zone.today.year - 1}"
    body = {"staff": 120, "revenue": "88000000.00", **figures}
    assert (await zone.officer().put(path, json=body, headers={"If-Match": "*"})).status_code == 200


@asynccontextmanager
async def answering(answer: bytes | None) -> AsyncIterator[str]:
    """A server that says this to everybody, or takes the call and says nothing."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is None:
            await reader.read()  # until the caller gives up
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_the_next_rung_is_asked_of_the_law_and_its_worth_of_benefits(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    await report(zone, uscc, total_assets="100000000.00", total_debt="81250000.00")
    await zone.settle()
    step = await ask(zone, uscc)
    assert (step["present_tier"], step["tier"], step["plan"]["ruleset"]) == (
        "innovative",
        "specialised",
        "MIIT-2026-02",
    )
    lacks = {one["code"]: one for one in step["plan"]["lacks"]}
    assert lacks["debt_ratio"]["changes"] == ["上年度资产负债率：现为81.25%，需≤80%"]
    assert (lacks["debt_ratio"]["verdict"], lacks["rd"]["verdict"]) == ("unmet", "unknown")
    assert all(one["evidence"] for one in lacks.values())
    assert {one["code"] for one in step["plan"]["fewest"]} <= set(lacks)
    assert step["plan"]["enough"]
    own = zone.enterprise(uscc, "benefits")
    outlook = (await own.get(f"/v1/enterprises/{uscc}/outlook/specialised")).json()
    assert step["worth"]["status"] == "available"
    assert step["worth"]["opens"] == outlook["opens"]
    assert step["worth"]["nominal"] == "200000.00"
    assert "200000.00元" in step["worth"]["words"]


async def test_any_tier_may_be_named_and_the_ladder_ends_with_the_little_giant(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "little_giant")
    ended = await ask(zone, uscc)
    assert (ended["present_tier"], ended["tier"], ended["plan"], ended["worth"]) == ("little_giant", None, None, None)
    champion = await ask(zone, uscc, tier="hidden_champion")
    assert champion["plan"]["ruleset"] == "ZJ-HIDDEN-CHAMPION-2026"
    renewal = await ask(zone, uscc, tier="little_giant", occasion="renewal")
    codes = {one["code"] for one in renewal["plan"]["lacks"]}
    assert "development_score_renewal" in codes
    assert "revenue_growth" not in codes, "not asked of a renewal"


@pytest.mark.parametrize("answer", [b'{"opens": "no list"}', b"no json"], ids=["another shape", "no JSON"])
async def test_an_answer_that_cannot_be_used_is_no_answer(zone: RunningZone, answer: bytes) -> None:
    uscc = await zone.register()
    async with answering(answer) as url, asking(zone, "registry", "benefits", url):
        step = await ask(zone, uscc)
    assert (step["worth"]["status"], step["worth"]["nominal"]) == ("unavailable", None)


async def test_while_benefits_is_away_the_plan_says_so_and_still_answers(zone: RunningZone) -> None:
    uscc = await zone.register()
    async with asking(zone, "registry", "benefits", "http://127.0.0.1:9"):
        step = await ask(zone, uscc)
    assert step["plan"]["fewest"]
    assert step["worth"] == {
        "status": "unavailable",
        "words": "政策服务暂时没有回应，开启的政策与金额请稍后再看；所差条件不受影响",
        "nominal": None,
        "opens": [],
    }


async def test_a_slow_peer_is_not_waited_for_and_holds_no_connection(zone: RunningZone) -> None:
    """More people wait at once than the pool has connections: what they would hold, others could not use."""
    uscc = await zone.register()
    waiting = zone.zone.apps["registry"].state.settings.pool_size * 6
    async with answering(None) as url, asking(zone, "registry", "benefits", url):
        started = time.monotonic()
        steps = await asyncio.gather(*(ask(zone, uscc) for _ in range(waiting)))
        took = time.monotonic() - started
    assert {step["worth"]["status"] for step in steps} == {"unavailable"}
    assert took < 4 * PATIENCE_SECONDS, "they would have lined up for connections, six times"


async def test_a_plan_is_for_those_who_may_read_the_enterprise(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    path = f"/v1/enterprises/{uscc}/next-step"
    assert (await zone.officer(BINJIANG).get(path)).status_code == 200
    for stranger in (zone.officer(YUHANG), zone.enterprise(new_uscc(), "registry")):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")


async def test_while_a_ban_runs_nothing_says_that_one_may_apply(zone: RunningZone) -> None:
    uscc = await zone.register()
    title = await zone.recognise(uscc, "innovative")
    before = await ask(zone, uscc)
    assert before["may_apply_from"] is None
    await zone.revoke(title["titles"][0]["title_id"], ground="fraud")

    first = add_years(zone.today, 3)
    words = f"称号曾因数据造假被撤销，至 {first - timedelta(days=1)}（含当日）不得申报；自 {first} 起可以再申报"
    owner = zone.enterprise(uscc, "registry")
    step = await ask(zone, uscc)
    assert (step["may_apply_from"], step["words"].split("。")[0]) == (str(first), words)
    assert "可以申报" not in step["words"].removeprefix(words)
    vetoes = {one["code"]: one["verdict"] for one in step["plan"]["lacks"] if one["role"] == "veto"}
    assert vetoes["fraud"] == "unmet"
    summary = (await owner.get(f"/v1/enterprises/{uscc}/summary")).json()
    made = await owner.post(f"/v1/enterprises/{uscc}/assessments", json={"tier": "innovative"}, headers=key())
    read = await zone.officer().get(f"/v1/assessments/{made.json()['assessment_id']}")
    for said in (summary, made.json(), read.json()):
        assert (said["may_not_apply"], said["may_apply_from"]) == (words, str(first))
    refused = await owner.post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"} | CONTENT, headers=key()
    )
    assert (refused.status_code, refused.json()["detail"]) == (409, words)


async def test_who_could_not_begin_an_application_is_not_told_to_apply(zone: RunningZone) -> None:
    """The same rule as the refusal's; but of a draft, which is the enterprise's alone, officers read nothing."""
    uscc = await qualified(zone, "innovative")
    open_ = "已符合创新型中小企业的认定标准，可以申报"
    assert (await ask(zone, uscc))["words"] == open_
    await begin(zone, uscc, "innovative")
    owner, officer = zone.enterprise(uscc, "registry"), zone.officer()
    path = f"/v1/enterprises/{uscc}/next-step"
    assert "可以申报" not in (step := (await owner.get(path)).json())["words"]
    assert step["words"].startswith("已有一件创新型中小企业的申请在办")
    assert (await officer.get(path)).json()["words"] == open_
    proof = {"document": "示例注销文书", "changed_on": zone.today.isoformat()}
    gone = await officer.post(f"/v1/enterprises/{uscc}/deregistrations", json=proof, headers=key())
    assert gone.status_code == 201, gone.text
    ended = f"企业已于 {zone.today} 注销或被合并，不能再办理；请核对企业"
    assert (await officer.get(path)).json()["words"] == f"{ended}。已符合创新型中小企业的认定标准"
    summary = (await officer.get(f"/v1/enterprises/{uscc}/summary")).json()
    assert (summary["may_not_apply"], summary["next_tier"]) == (ended, None)
