"""Whoever keeps a copy of the list can prove that it is the list, or is told where it is not."""

import base64
import csv
import hashlib
import io
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from jwcrypto.jwk import JWKSet
from jwcrypto.jws import JWS, InvalidJWSSignature
from sqlalchemy import select, update

from services.finance.store import DEMONSTRATION_BANK
from services.finance.store.tables import FLOOR
from shared.events import EnterpriseUpdated
from shared.feed.numbering import Feed
from tests.services.finance.copying import Copy, line_hash
from tests.zone import RunningZone, new_uscc


async def some(zone: RunningZone, count: int, **more: Any) -> list[str]:
    usccs = [await zone.register(**more) for _ in range(count)]
    for at, uscc in enumerate(usccs):
        await zone.recognise(uscc, ("innovative", "specialised")[at % 2], zone.today - timedelta(days=9))
    await zone.settle()
    return usccs


async def assert_equal(*copies: Copy) -> None:
    for copy in copies:
        await copy.follow()
        proof = await copy.get("/digest")
        assert (proof["count"], proof["digest"]) == (len(copy.lines), copy.digest())
        assert {name: one["digest"] for name, one in proof["buckets"].items()} == copy.buckets()
        assert (await copy.compare())["verdict"] == "equal"


async def test_copies_taken_while_the_list_moves_are_proved_equal(empty_zone: RunningZone) -> None:
    """Whole and under filters; a page newer than its cursor included, and removals by every way off the list."""
    zone = empty_zone
    one, two, three, four, five, six = await some(zone, 6)
    whole = Copy(zone.bank())
    top = Copy(zone.bank(), {"tier": "specialised"})
    held = Copy(zone.bank(), {"holds": "innovative", "district": "330108"})
    following = [await copy.take_page(2) for copy in (whole, held)]
    await top.take()
    assert {line["uscc"] for line in top.lines.values()} == {two, four, six}

    title = (await zone.profile(two))["titles"][0]["title_id"]
    await zone.recognise(two, "little_giant")  # leaves the filter of `top`
    await zone.recognise(one, "specialised")  # enters it, stays in `held`
    await zone.revoke((await zone.profile(three))["titles"][0]["title_id"])  # off the list
    moved = {"district": "330110"}
    path = f"/v1/enterprises/{five}"
    assert (await zone.officer().patch(path, json=moved, headers={"If-Match": "*"})).status_code == 200
    await zone.settle()
    for copy, cursor in zip((whole, held), following, strict=True):
        while cursor:
            cursor = await copy.take_page(2, cursor)
    behind = await whole.compare()
    assert (behind["verdict"], behind["behind"]) == ("behind", 4)
    await assert_equal(whole, top, held)
    assert {item["uscc"] for item in top.removed} == {two}, "who was never in the filter is not removed from it"
    assert "筛选条件" in top.removed[0]["reason"]
    assert {item["uscc"] for item in held.removed} == {three, five}

    await zone.revoke(title)  # its tier stays, a title less
    await zone.recognise(new := await zone.register(), "specialised")
    await zone.settle()
    await assert_equal(whole, top, held)
    assert new in {line["uscc"] for line in top.lines.values()}

    # ---- a copy that is wrong is told where, step by step, and what to do ----
    first, second, *_ = sorted(whole.lines)
    lost = whole.lines.pop(first)
    whole.lines[second] = {**whole.lines[second], "name": "示例被改有限公司"}
    surplus = f"{second[:2]}ffffff-0000-4000-8000-000000000000"
    whole.lines[surplus] = {**lost, "enterprise_id": surplus}
    assert (await whole.compare())["verdict"] == "different"
    told = await whole.compare(buckets=whole.buckets())
    assert told["differing_buckets"] == sorted({first[:2], second[:2]})
    assert told["repairs"] == []
    told = await whole.compare(lines={name: whole.hashes(name) for name in told["differing_buckets"]})
    assert sorted((one["op"], one["enterprise_id"]) for one in told["repairs"]) == [
        ("remove", surplus), ("upsert", first), ("upsert", second),
    ]  # fmt: skip
    for one in told["repairs"]:
        whole.lines.pop(one["enterprise_id"], None)
        whole.lines |= {one["enterprise_id"]: one["entry"]} if one["entry"] else {}
    await assert_equal(whole)

    # ---- the state of the list, and of a copy ----
    old = whole.cursor
    await zone.recognise(three, "innovative")
    await zone.settle()
    status = await whole.get("/status", changes_cursor=old)
    assert status["yours"]["behind"] == status["head"] - status["yours"]["number"] == 1
    assert status["yours"]["waiting_since"] == status["changed_at"]
    assert status["count"] == sum(status["by_tier"].values()) == len(whole.lines) + 1
    fresh = await whole.get("/status", changes_cursor=status["cursor"])
    assert (fresh["yours"]["behind"], fresh["yours"]["waiting_since"]) == (0, None)


async def test_an_etag_tells_what_is_seen_and_nothing_else(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await some(zone, 1)
    bank, here = zone.bank(), {"district": "330108"}
    first = await bank.get("/v1/list", params=here)
    tag = {"If-None-Match": first.headers["ETag"]}
    same = await bank.get("/v1/list", params=here, headers=tag)
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    await zone.recognise(await zone.register(district="330110"), "innovative")
    await zone.settle()
    assert (await bank.get("/v1/list", params=here, headers=tag)).status_code == 304, (
        "another district is not seen here"
    )
    assert (await bank.get("/v1/list", headers=tag)).status_code == 200
    auditor = await zone.client("finance", "auditor", "somebody").get("/v1/list", params=here)
    assert auditor.headers["ETag"] == first.headers["ETag"], "of the lines alone, not of who asks"


def name_in(path: str) -> str:
    return "changes_cursor" if path == "/status" else "cursor"


async def test_a_cursor_of_an_undone_history_is_gone_and_says_where_to_begin(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await some(zone, 2)
    copy = Copy(zone.bank())
    await copy.take(1)
    page = (await zone.bank().get("/v1/list", params={"limit": 1})).json()["next_cursor"]

    async def refused(path: str, cursor: str, client: httpx.AsyncClient | None = None) -> tuple[int, str]:
        answer = await (client or zone.bank()).get(f"/v1/list{path}", params={name_in(path): cursor})
        return answer.status_code, answer.json()["code"]

    for path in ("/changes", "/status"):
        assert await refused(path, copy.cursor[:-2] + "AA") == (400, "INVALID_CURSOR")
        other = await zone.bank().get(f"/v1/list{path}", params={name_in(path): copy.cursor, "tier": "specialised"})
        assert (other.status_code, other.json()["code"]) == (400, "INVALID_CURSOR"), "of another question"
        assert await refused(path, page) == (400, "INVALID_CURSOR"), "of a page, not of changes"
        stranger = zone.client("finance", "auditor", "somebody")
        assert await refused(path, copy.cursor, stranger) == (404, "NOT_FOUND")
    colleague = zone.client("finance", "institution", "another clerk", institution=DEMONSTRATION_BANK)
    assert (await colleague.get("/v1/list/changes", params={"cursor": copy.cursor})).status_code == 200

    async with zone.db("finance").transaction() as tx:  # a backup without the last change, then another change
        changes = FLOOR.outbox.metadata.tables["list_change"]
        head = FLOOR.outbox.metadata.tables["list_head"]
        last = (await tx.execute(select(head.c.head))).scalar_one()
        await tx.execute(update(changes).where(changes.c.number == last).values(cause_id="another"))
    answer = await zone.bank().get("/v1/list/changes", params={"cursor": copy.cursor})
    assert (answer.status_code, answer.json()["code"]) == (410, "LIST_CHANGES_OUTDATED")
    assert answer.json()["resync"] == "/finance/v1/list"
    async with zone.db("finance").transaction() as tx:
        await tx.execute(update(changes).where(changes.c.number == last).values(number=last + 9))
        await tx.execute(update(head).values(head=last - 1))
    assert await refused("/changes", copy.cursor) == (410, "LIST_CHANGES_OUTDATED"), "beyond the head"
    await copy.take()
    await Feed(zone.db("finance")).new_epoch()
    assert await refused("/changes", copy.cursor) == (410, "LIST_CHANGES_OUTDATED")
    assert await refused("", page) == (410, "CURSOR_OUTDATED")
    body = {"cursor": copy.cursor, "count": 0, "digest": "0" * 64}
    assert (await zone.bank().post("/v1/list/comparisons", json=body)).status_code == 410


async def test_pages_changes_and_files_are_checked_by_another_library(zone: RunningZone) -> None:
    await some(zone, 1, name="=HYPERLINK(1)示例有限公司")
    keys = JWKSet.from_json((await zone.client("finance", "auditor").get("/v1/list-keys")).text)

    def check(answer: httpx.Response, content: bytes) -> None:
        token = answer.headers["X-JWS-Signature"]
        header, _, signature = token.split(".")
        kid = json.loads(base64.urlsafe_b64decode(header + "=="))["kid"]
        payload = base64.urlsafe_b64encode(content).rstrip(b"=").decode()
        seal = JWS()
        seal.deserialize(f"{header}.{payload}.{signature}")
        seal.verify(keys.get_key(kid))

    for path in ("", "?limit=1", "?as_of=2026-11-23", "/changes"):
        for _ in range(2):
            answer = await zone.bank().get(f"/v1/list{path}")
            check(answer, answer.content)
        with pytest.raises(InvalidJWSSignature):
            check(answer, answer.content.replace(b"items", b"Items"))

    for form in ("csv", "jsonl"):
        file = await zone.bank().get(f"/v1/list/files/{form}")
        assert (
            file.headers["Repr-Digest"]
            == f"sha-256=:{base64.b64encode(hashlib.sha256(file.content).digest()).decode()}:"
        )
        statement = JWS()
        statement.deserialize(file.headers["X-List-Statement"])
        statement.verify(keys.get_key(statement.jose_header["kid"]))
        said = json.loads(statement.payload)
        assert said["sha256"] == hashlib.sha256(file.content).hexdigest()
        assert said["rows"] == int(file.headers["X-List-Rows"])
    lines = {json.loads(one)["enterprise_id"]: one for one in file.text.splitlines()}
    assert all(line_hash(json.loads(one)) == hashlib.sha256(one.encode()).hexdigest() for one in lines.values())
    copy = Copy(zone.bank(), lines={id_: json.loads(one) for id_, one in lines.items()})
    copy.cursor = file.headers["X-List-Cursor"]
    await copy.follow()
    assert (await copy.compare())["verdict"] == "equal"
    table = list(csv.reader(io.StringIO((await zone.bank().get("/v1/list/files/csv")).text.removeprefix("\ufeff"))))
    assert table[0][:3] == ["企业编号", "企业名称", "统一社会信用代码"]
    assert len(table) == len(lines) + 1
    names = {row[1] for row in table}
    assert "'=HYPERLINK(1)示例有限公司" in names, "no spreadsheet takes a name for a formula"


async def give_code(zone: RunningZone, uscc: str) -> str:
    """A new code for a firm: a fact of the registry."""
    known, later = await zone.on_list(uscc), new_uscc()
    assert known is not None
    kept = {name: known[name] for name in ("enterprise_id", "name", "district", "industry")}
    async with zone.db("registry").transaction() as tx:
        tx.emit(EnterpriseUpdated(uscc=later, enterprise_version=9, usccs=(uscc, later), **kept))
    await zone.settle()
    return later


async def test_customers_are_matched_in_order_by_any_code_they_ever_had(zone: RunningZone) -> None:
    listed, unlisted, unknown = (await some(zone, 1))[0], await zone.register(), new_uscc()
    later = await give_code(zone, listed)
    asked = [unknown, listed.lower(), unlisted, listed, later]
    body = {"purpose": "存量客户贷后管理", "usccs": asked}
    answer = await zone.bank().post("/v1/list/matches", json=body)
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert [item["uscc"] for item in items] == [unknown, listed, unlisted, listed, later]
    assert [item["listed"] for item in items] == [False, True, False, True, True]
    assert items[1]["entry"] == await zone.on_list(listed)
    assert {json.dumps({**item, "uscc": ""}) for item in (items[0], items[2])} == {
        '{"uscc": "", "listed": false, "entry": null}'
    }, "not on the list and not known at all look alike"
    rows = [row for row in await zone.rows("finance", "audit") if row["operation"] == "match_list"]
    about = json.loads(rows[-1]["object"])
    assert (about["purpose"], about["asked"], about["found"]) == ("存量客户贷后管理", 5, 3)
    for wrong in (
        {"usccs": asked},
        {**body, "usccs": []},
        {**body, "usccs": ["91330108MAXB0012X0"]},
        {**body, "more": 1},
    ):
        assert (await zone.bank().post("/v1/list/matches", json=wrong)).status_code == 422
    too_many = {**body, "usccs": [listed] * 5_001}
    assert (await zone.bank().post("/v1/list/matches", json=too_many)).status_code == 422
