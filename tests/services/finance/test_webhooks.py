"""Webhooks: tested before enabled, signed, in a dense order, kept for the dead, told again, acknowledged."""

import httpx
import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from shared.testing import eventually
from tests.reported_loans import drawdown, report
from tests.services.finance.copying import Copy
from tests.services.finance.hooked import (
    enabled,
    failed_so_often,
    failed_until,
    get,
    hurry,
    institution,
    messages,
    passed_test,
    post,
    set_state,
    told,
    verified,
)
from tests.sink import Sink, hanging, sink, status
from tests.zone import RunningZone, key


async def test_nothing_is_told_before_a_test_has_passed_and_every_signature_verifies(zone: RunningZone) -> None:
    _, bank = await institution(zone)
    async with sink() as one:
        made = await post(bank, "", {"url": one.url})
        path, secret = made["endpoint_id"], made["secret"]
        assert (await set_state(bank, path, "enabled")).json()["code"] == "WEBHOOK_ENDPOINT_STATE"
        one.answers = [status(200, b'{"challenge": "another"}')]
        assert (await passed_test(bank, path))["tested_at"] is None
        assert (await passed_test(bank, path))["tested_at"]
        log = (await get(bank, f"/{path}/attempts"))["items"]
        assert [(line["is_test"], line["status"], line["failure"]) for line in log] == [
            (True, 200, None), (True, 200, "wrong_answer"),
        ]  # fmt: skip
        uscc = await zone.register()
        title_id = (await zone.recognise(uscc, "specialised"))["titles"][0]["title_id"]
        await zone.settle()
        assert messages(one) == [], "tested, not enabled"
        assert (await set_state(bank, path, "enabled")).status_code == 200
        await told(one, uscc, "upsert")
        assert all(verified(received, secret) for received in one.received)
        rotated = await post(bank, f"/{path}/secrets", {"overlap_hours": 1})
        await zone.revoke(title_id)
        await told(one, uscc, "remove")
        last = one.received[-1]
        assert verified(last, secret) == verified(last, rotated["secret"])
        with pytest.raises(WebhookVerificationError):
            verified(one.received[0], rotated["secret"])
        assert "secret" not in await get(bank, f"/{path}")
        await set_state(bank, path, "disabled")


async def test_a_receiver_that_fails_gets_the_same_message_again_and_nothing_overtakes_it(zone: RunningZone) -> None:
    _, bank = await institution(zone)
    async with sink() as one:
        made = await enabled(bank, one.url)
        endpoint_id = made["endpoint_id"]
        one.answers = [status(500), status(301, Location="http://127.0.0.1:1/"), status(429, Retry_After="60")]
        first, second = [await zone.register() for _ in range(2)]
        await zone.recognise(first, "specialised")
        await eventually(lambda: _arrived(one, 1))
        await zone.recognise(second, "specialised")
        await zone.settle()
        for times in (2, 3, 4):
            await hurry(zone, endpoint_id, times - 1)
            await eventually(lambda times=times: _arrived(one, times))
        await told(one, second, "upsert")
        tries = [received for received in one.received if received.json["type"] == "list.changed"]
        again = tries[:4]
        assert len({received.headers["webhook-id"] for received in again}) == 1
        assert {(message.json["sequence"], message.json["upto"]) for message in again} == {(1, tries[0].json["upto"])}
        assert messages(one)[-1]["sequence"] > 1
        log = (await get(bank, f"/{endpoint_id}/attempts", limit=1000))["items"]
        failures = [line["failure"] for line in log if line["sequence"] == 1]
        assert failures == [None, "busy", "redirect", "broken"]
        page = await get(bank, f"/{endpoint_id}/attempts", limit=2)
        rest = await get(bank, f"/{endpoint_id}/attempts", limit=2, cursor=page["next_cursor"])
        assert [line["attempt_id"] for line in page["items"] + rest["items"]] == [
            line["attempt_id"] for line in log[:4]
        ]
        await set_state(bank, endpoint_id, "disabled")


async def _arrived(one: Sink, times: int) -> bool:
    return len(messages(one)) >= times


async def test_a_dead_endpoint_is_paused_and_catches_up_completely(zone: RunningZone) -> None:
    _, bank = await institution(zone)
    async with sink() as one:
        copy = Copy(bank)
        await copy.take()
        made = await enabled(bank, one.url, changes_cursor=copy.cursor)
        endpoint_id = made["endpoint_id"]
        one.otherwise = status(500)
        uscc = await zone.register()
        await zone.recognise(uscc, "specialised")
        await hurry(zone, endpoint_id, 1)
        await eventually(lambda: _arrived(one, 2))
        await failed_until(zone, endpoint_id, 2, 9)
        await hurry(zone, endpoint_id, 9)

        async def paused() -> bool:
            return (await get(bank, f"/{endpoint_id}"))["state"] == "paused"

        await eventually(paused)
        others = [await zone.register() for _ in range(3)]
        for other in others:
            await zone.recognise(other, "innovative")
        await zone.settle()
        calls = len(one.received)
        one.otherwise = status(200)
        assert (await set_state(bank, endpoint_id, "enabled")).status_code == 200
        await told(one, others[-1], "upsert")
        assert len(one.received) > calls
        seen = {message["sequence"]: message for message in messages(one)}
        assert sorted(seen) == list(range(1, len(seen) + 1)), "dense"
        for _, message in sorted(seen.items()):
            copy.apply(message)
        await copy.follow()
        assert (await copy.compare())["verdict"] == "equal"
        one.answers = [status(410)]
        await zone.recognise(others[0], "specialised")

        async def disabled() -> bool:
            return (await get(bank, f"/{endpoint_id}"))["state"] == "disabled"

        await eventually(disabled)
        assert (await set_state(bank, endpoint_id, "enabled")).status_code == 409, "it must pass a test again"


async def test_a_removal_is_owed_as_the_message_that_arrives_says_it(zone: RunningZone) -> None:
    """One firm comes back and one goes while their message is on its way."""
    _, bank = await institution(zone)
    async with sink() as one:
        back, gone = [await zone.register() for _ in range(2)]
        titles = {uscc: (await zone.recognise(uscc, "specialised"))["titles"][0]["title_id"] for uscc in (back, gone)}
        await zone.settle()
        endpoint_id = (await enabled(bank, one.url))["endpoint_id"]
        await zone.settle()
        one.otherwise = status(500)
        await zone.revoke(titles[back])
        await failed_so_often(zone, endpoint_id, 1)
        [owed] = (await get(bank, f"/{endpoint_id}/removals", open=True))["items"]
        await zone.recognise(back, "specialised")
        await zone.settle()
        one.otherwise = status(200)
        await hurry(zone, endpoint_id, 1)
        await told(one, back, "upsert")
        assert owed["number"] not in await _owed(bank, endpoint_id)
        one.otherwise = status(500)
        changed = await zone.recognise(gone, "innovative")
        await failed_so_often(zone, endpoint_id, 1)
        for title_id in (titles[gone], next(t["title_id"] for t in changed["titles"] if t["tier"] == "innovative")):
            await zone.revoke(title_id)
        await zone.settle()
        assert await _owed(bank, endpoint_id) == []
        one.otherwise = status(200)
        await hurry(zone, endpoint_id, 1)
        await told(one, gone, "remove")
        said = [item["number"] for item in messages(one)[-1]["items"] if item["op"] == "remove"]
        assert set(said) <= set(await _owed(bank, endpoint_id))
        await set_state(bank, endpoint_id, "disabled")


async def _owed(bank: httpx.AsyncClient, endpoint_id: str) -> list[int]:
    return [one["number"] for one in (await get(bank, f"/{endpoint_id}/removals", open=True))["items"]]


async def test_who_hangs_delays_nobody_else(zone: RunningZone) -> None:
    _, slow = await institution(zone)
    _, quick = await institution(zone)
    async with sink() as hung, sink() as one:
        made = [await enabled(slow, hung.url), await enabled(quick, one.url)]
        hung.otherwise = hanging
        uscc = await zone.register()
        title_id = (await zone.recognise(uscc, "specialised"))["titles"][0]["title_id"]
        await eventually(lambda: _arrived(hung, 1))
        await told(one, uscc, "upsert")
        await zone.revoke(title_id)
        await told(one, uscc, "remove")
        assert len(messages(hung)) == 1, "one at a time"
        for client, endpoint in zip((slow, quick), made, strict=True):
            await set_state(client, endpoint["endpoint_id"], "disabled")


async def test_what_was_told_is_told_again_as_it_is_now_and_removals_are_acknowledged(zone: RunningZone) -> None:
    id_, bank = await institution(zone)
    async with sink() as one:
        endpoint_id = (await enabled(bank, one.url))["endpoint_id"]
        uscc = await zone.register()
        title_id = (await zone.recognise(uscc, "specialised"))["titles"][0]["title_id"]
        await told(one, uscc, "upsert")
        [lent] = await report(zone, drawdown(uscc), bank=bank)
        await zone.revoke(title_id)
        await told(one, uscc, "remove")
        by_sequence = {message["sequence"]: message for message in messages(one)}
        listed = next(
            sequence
            for sequence, message in by_sequence.items()
            if any((item["uscc"], item["op"]) == (uscc, "upsert") for item in message["items"])
        )
        before = len(messages(one))
        await post(bank, f"/{endpoint_id}/deliveries/{listed}/redeliveries", expected=202)
        await eventually(lambda: _arrived(one, before + 1))
        again = next(message for message in messages(one)[before:] if message["sequence"] == listed)
        assert all(item["entry"] is None for item in again["items"] if item["uscc"] == uscc), "no longer told"
        replayed = await post(bank, f"/{endpoint_id}/replays", {"from_sequence": 1}, expected=202)
        await eventually(lambda: _arrived(one, before + 1 + replayed["deliveries"]))
        assert [message["sequence"] for message in messages(one)[before + 1 :]][: replayed["deliveries"]] == list(
            range(1, replayed["upto_sequence"] + 1)
        )
        unknown = await bank.post(f"/v1/webhook-endpoints/{endpoint_id}/deliveries/99999/redeliveries", headers=key())
        assert (unknown.status_code, unknown.json()["code"]) == (404, "WEBHOOK_DELIVERY_NOT_FOUND")
        number = next(item["number"] for item in by_sequence[max(by_sequence)]["items"] if item["op"] == "remove")
        owed = (await get(bank, f"/{endpoint_id}/removals", open=True))["items"]
        loans = {one["number"]: one["loans"] for one in owed}
        assert [loan["loan_id"] for loan in loans[number]] == [lent["loan_id"]], "which of its loans it concerns"
        assert {one["due_on"] for one in owed} == {"2026-11-26"}, "two working days after Tuesday 24 November"
        board = (await zone.officer(service="finance").get("/v1/webhook-board")).json()["items"]
        mine = next(line for line in board if line["institution_id"] == id_)
        assert (mine["open_removals"], mine["overdue_removals"], mine["due_on"]) == (len(owed), 0, "2026-11-26")
        metrics = (await bank.get("/metrics")).text
        assert 'zjtx_webhook_endpoints{state="enabled"}' in metrics
        assert "zjtx_webhook_removals_overdue 0.0" in metrics
        numbers = [one["number"] for one in owed]
        done = await post(bank, f"/{endpoint_id}/acknowledgements", {"numbers": [*numbers, 2**40]})
        assert (len(done["items"]), done["unknown"]) == (len(owed), [2**40])
        assert (await get(bank, f"/{endpoint_id}/removals", open=True))["items"] == []
        _, stranger = await institution(zone)
        assert (await stranger.get(f"/v1/webhook-endpoints/{endpoint_id}")).status_code == 404
        await set_state(bank, endpoint_id, "disabled")
