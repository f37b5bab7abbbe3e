"""The corpus against a running zone, on both databases: the same verdict, a problem document, nothing written."""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import httpx
import pytest

from tests.input.corpus import (
    ACCEPTED,
    ADDRESSES,
    CODES,
    DAYS,
    FIGURES,
    GOOD,
    NAMES,
    NUMBERS,
    Member,
    whole_bodies,
)
from tests.input.verdicts import check_problem, differences, nothing_written
from tests.zone import BINJIANG, RunningZone, key, new_uscc, recognition

JSON = {"Content-Type": "application/json"}


def body(members: dict[str, Any], case: Member) -> bytes:
    """The members as JSON, one of them replaced by the case's own text."""
    pairs = {name: json.dumps(value, ensure_ascii=False) for name, value in members.items()} | {case.member: case.json}
    return ("{" + ", ".join(f'"{name}": {text}' for name, text in pairs.items()) + "}").encode("utf-8", "surrogatepass")


async def verdicts(
    zone: RunningZone, cases: Sequence[Member], ask: Callable[[Member], Awaitable[httpx.Response]]
) -> list[str]:
    """What went otherwise than the corpus says; the refusals together must leave every table as it was."""
    wrong: list[str] = []
    await zone.settle()
    async with nothing_written(zone):
        for case in cases:
            if case.verdict >= 400:
                text = case.json.strip('"')
                answer = await ask(case)
                wrong += differences(case.case, answer, case.verdict, *([text] if len(text) > 5 else []))
    for case in cases:
        if case.verdict < 400:
            answer = await ask(case)
            if answer.status_code != case.verdict:
                wrong.append(f"{case.case}: {answer.status_code} {answer.text[:300]}")
    return wrong


@pytest.mark.parametrize("cases", [NUMBERS, NAMES, CODES], ids=["numbers", "names", "codes"])
async def test_a_registration_is_judged_as_the_corpus_says(zone: RunningZone, cases: Sequence[Member]) -> None:
    officer = zone.officer()

    async def register(case: Member) -> httpx.Response:
        content = body({"uscc": new_uscc(), **GOOD}, case)
        answer = await officer.post("/v1/enterprises", content=content, headers=key() | JSON)
        if answer.status_code == ACCEPTED:
            sent = json.loads(case.json) if case.back is ... else case.back
            assert answer.json()[case.member] == sent, f"{case.case}: comes back as {answer.json()[case.member]!r}"
            again = await officer.get(f"/v1/enterprises/{answer.json()['uscc']}")
            assert again.json()[case.member] == sent, f"{case.case}: is kept as {again.json()[case.member]!r}"
        return answer

    assert await verdicts(zone, cases, register) == []


async def test_a_recognition_is_judged_as_the_corpus_says(zone: RunningZone) -> None:
    officer = zone.officer()
    usccs = {case.case: await zone.register() for case in DAYS}

    async def recognise(case: Member) -> httpx.Response:
        content = body({**recognition("innovative", zone.today)}, case)
        path = f"/v1/enterprises/{usccs[case.case]}/titles"
        return await officer.post(path, content=content, headers=key() | JSON)

    assert await verdicts(zone, DAYS, recognise) == []


async def test_annual_figures_are_judged_as_the_corpus_says(zone: RunningZone) -> None:
    officer, uscc = zone.officer(), await zone.register()
    path = f"/v1/enterprises/{uscc}/annual-figures/2020"

    async def report(case: Member) -> httpx.Response:
        content = body({"staff": 86, "revenue": "36000000.00"}, case)
        return await officer.put(path, content=content, headers=JSON | {"If-Match": "*"})

    assert await verdicts(zone, FIGURES, report) == []


async def test_a_whole_body_is_judged_as_the_corpus_says(zone: RunningZone) -> None:
    officer = zone.officer()
    good = json.dumps({"uscc": new_uscc(), **GOOD}, ensure_ascii=False).encode()
    await zone.settle()
    bomb = gzip.compress(b'"' + b"0" * 50_000_000 + b'"')
    wrong: list[str] = []
    async with nothing_written(zone):
        for case in whole_bodies(good, bomb):
            headers = key() | ({"Content-Type": case.media} if case.media else {})
            headers |= {"Content-Encoding": case.encoding} if case.encoding else {}
            answer = await officer.post("/v1/enterprises", content=case.body, headers=headers)
            wrong += differences(case.case, answer, case.verdict, "zhaoyao", "little_giant")
    assert wrong == []


async def test_an_address_is_judged_as_the_corpus_says(zone: RunningZone) -> None:
    await zone.settle()
    callers = {
        "registry": zone.officer(),
        "benefits": zone.officer(service="benefits"),
        "finance": zone.bank(),
        "notifications": zone.client("notifications", "auditor"),
    }
    wrong: list[str] = []
    async with nothing_written(zone, callers):
        for case in ADDRESSES:
            url = f"http://zone{case.path[3:]}" if case.path.startswith("/..") else case.path
            answer = await callers[case.service].get(url)
            wrong += differences(case.case, answer, case.verdict, "zhaoyao", "onload", "passwd")
    assert wrong == []


async def test_a_cursor_serves_only_the_party_the_filters_and_the_epoch_it_was_made_for(zone: RunningZone) -> None:
    for _ in range(3):
        await zone.register(district=BINJIANG)
    officer, other = zone.officer(), zone.officer(BINJIANG)
    cursor = (await officer.get("/v1/enterprises", params={"limit": 1})).json()["next_cursor"]
    older = zone.zone.runtime.cursors.write(
        "enterprises", "officer:officer-330100", {}, "x", epoch="before the restore"
    )
    altered = cursor[:-6] + ("A" if cursor[-6] != "A" else "B") + cursor[-5:]

    await zone.settle()

    async def follow(caller: httpx.AsyncClient, cursor: str, **filters: str) -> httpx.Response:
        return await caller.get("/v1/enterprises", params={"limit": 1, "cursor": cursor, **filters})

    async with nothing_written(zone):
        assert (await follow(officer, cursor)).status_code == 200
        check_problem(await follow(officer, altered), 400)
        check_problem(await follow(officer, cursor, district=BINJIANG), 400)
        check_problem(await follow(other, cursor), 404)
        check_problem(await follow(officer, older), 410)


async def test_headers_are_judged_before_anything_is_done(zone: RunningZone) -> None:
    officer, uscc = zone.officer(), await zone.register()
    new = {"uscc": new_uscc(), **GOOD}
    one = key()
    expired = zone.issuer.token("officer", "test", seconds=-60, district="330100")
    deep = "eyJhIjo" + "W" * 60_000
    stripped = ".".join(zone.issuer.token("officer", "test", seconds=60, district="330100").split(".")[:2]) + "."
    await zone.settle()
    async with nothing_written(zone):
        check_problem(await officer.post("/v1/enterprises", json=new), 400)
        check_problem(await officer.post("/v1/enterprises", json=new, headers={"Idempotency-Key": ""}), 400)
        check_problem(await officer.post("/v1/enterprises", json=new, headers={"Idempotency-Key": "k" * 10_000}), 422)
        check_problem(await officer.patch(f"/v1/enterprises/{uscc}", json={"staff": 1}), 428)
        for tag in ('"v99"', 'W/"v1"', "v1", "'; --"):
            answer = await officer.patch(f"/v1/enterprises/{uscc}", json={"staff": 1}, headers={"If-Match": tag})
            check_problem(answer, 412, "v99")
        for token in (expired, "zhaoyao", f"{deep}.{deep}.x", stripped, "a.b.c", "eyJhbGciOiJub25lIn0.e30."):
            headers = one | {"Authorization": f"Bearer {token}"}
            check_problem(await officer.post("/v1/enterprises", json=new, headers=headers), 401, "zhaoyao")
        for sent in (b"a b", b"x" * 10_000, b"<svg>", b"\xe9"):
            answer = await officer.get("/v2", headers={b"X-Request-Id": sent, b"X-Correlation-Id": sent})
            check_problem(answer, 404)
            assert sent.decode("latin-1") not in (answer.headers["x-request-id"], answer.headers["x-correlation-id"])
    assert (await officer.post("/v1/enterprises", json=new, headers=one)).status_code == ACCEPTED
    await zone.settle()
    async with nothing_written(zone):
        reused = await officer.post("/v1/enterprises", json=new | {"name": "另一家"}, headers=one)
        check_problem(reused, 422, "另一家")
        check_problem(await officer.post("/v1/enterprises", json=new, headers=key()), 409, str(new["uscc"]))


async def test_one_of_many_simultaneous_registrations_wins_and_the_others_are_told_why(zone: RunningZone) -> None:
    officer, new = zone.officer(), {"uscc": new_uscc(), **GOOD}
    answers = await asyncio.gather(*(officer.post("/v1/enterprises", json=new, headers=key()) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    for answer in answers:
        if answer.status_code == 409:
            check_problem(answer, 409)
    found = await zone.rows("registry", "enterprise")
    assert [row["uscc"] for row in found].count(new["uscc"]) == 1
