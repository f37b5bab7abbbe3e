"""One key, one effect, one answer."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.registry.service.official_lists import HEADERS
from shared.idempotency import forget_old_keys
from tests.conftest import NewDatabases
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc, running_zone


@pytest.fixture
async def zone(databases: NewDatabases, tmp_path: Path) -> AsyncIterator[RunningZone]:
    async with running_zone(tmp_path, databases(), "memory://") as zone:
        yield zone


def body(uscc: str) -> dict[str, Any]:
    return {"uscc": uscc, "name": "示例公司", "district": BINJIANG, "industry": "C39"}


async def test_a_key_answers_the_same_again_and_does_nothing_again(zone: RunningZone) -> None:
    officer, one = zone.officer(), key()
    sent = body(new_uscc())
    first = await officer.post("/v1/enterprises", json=sent, headers=one)
    again = await officer.post("/v1/enterprises", json=sent, headers=one)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    for name in ("ETag", "Location", "Content-Type"):
        assert again.headers[name] == first.headers[name]

    other = await officer.post("/v1/enterprises", json=body(new_uscc()), headers=one)
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    missing = await officer.post("/v1/enterprises", json=body(new_uscc()))
    assert (missing.status_code, missing.json()["code"]) == (400, "IDEMPOTENCY_KEY_MISSING")
    assert await zone.count("registry", "enterprise") == 1

    taken = await zone.client("registry", "officer", "another", district=BINJIANG).post(
        "/v1/enterprises", json=sent, headers=one
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "USCC_TAKEN"), "another caller's key is another key"
    assert "Idempotent-Replayed" not in taken.headers


async def test_ten_at_once_have_one_effect_and_one_answer(zone: RunningZone) -> None:
    officer, one, sent = zone.officer(), key(), body(new_uscc())
    answers = await asyncio.gather(*(officer.post("/v1/enterprises", json=sent, headers=one) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 9
    assert await zone.count("registry", "enterprise") == await zone.count("registry", "outbox") == 1


async def test_what_was_refused_may_be_tried_again_with_the_same_key(zone: RunningZone) -> None:
    officer, one = zone.officer(), key()
    uscc = new_uscc()
    title = {
        "tier": "innovative", "number": "示例-1", "authority": "示例机关", "document": "示例文号",
        "recognised_on": zone.today.isoformat(),
    }  # fmt: skip
    path = f"/v1/enterprises/{uscc}/titles"
    assert (await officer.post(path, json=title, headers=one)).status_code == 404
    await zone.register(uscc)
    assert (await officer.post(path, json=title, headers=one)).status_code == 201


async def test_keys_are_kept_400_days(zone: RunningZone) -> None:
    await zone.register()
    db = zone.db("registry")
    for days, kept in ((399, 1), (2, 0)):
        db.clock.shift += timedelta(days=days)
        await forget_old_keys(db)
        assert await zone.count("registry", "idempotency") == kept
    db.clock.shift = timedelta()


async def test_a_form_sent_again_is_the_same_request_whatever_its_boundary(zone: RunningZone) -> None:
    officer, one = zone.officer(), key()
    lists = [(",".join(HEADERS) + end).encode() for end in ("\n", "\r\n")]

    async def upload(content: bytes, boundary: str) -> Any:
        form = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="l.csv"\r\n\r\n'.encode()
        media = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        body = form + content + f"\r\n--{boundary}--\r\n".encode()
        return await officer.post("/v1/title-imports", params={"dry_run": True}, content=body, headers=media | one)

    first = await upload(lists[0], "first-boundary-of-a-form")
    again = await upload(lists[0], "second-boundary-of-a-form")
    other = await upload(lists[1], "second-boundary-of-a-form")
    assert (first.status_code, again.content) == (200, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"


async def test_whoever_was_moved_to_another_district_is_not_answered_from_memory(zone: RunningZone) -> None:
    one, sent = key(), body(new_uscc())
    here = zone.client("registry", "officer", "same-person", district=BINJIANG)
    there = zone.client("registry", "officer", "same-person", district=YUHANG)
    assert (await here.post("/v1/enterprises", json=sent, headers=one)).status_code == 201
    refused = await there.post("/v1/enterprises", json=sent, headers=one)
    assert (refused.status_code, refused.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
