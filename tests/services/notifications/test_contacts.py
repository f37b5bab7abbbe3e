"""联系方式 over HTTP: given, proved with a code that really went there, masked, forgotten; receipts and the record."""

import asyncio
from typing import Any

import httpx
from standardwebhooks.webhooks import Webhook

from services.notifications import store
from services.notifications.domain.contacts import ADDED_A_DAY, TRIES
from services.notifications.domain.messages import Template, Words
from services.notifications.service.writing import say
from shared.testing import eventually
from tests.input.receivers import receipt
from tests.sink import sink
from tests.zone import RunningZone, key

ADDRESS = "Office.Zhang@Example.com"


def simulated(zone: RunningZone) -> Any:
    [gateway] = zone.zone.apps["notifications"].state.simulated
    return gateway


async def give(zone: RunningZone, uscc: str, channel: str, address: str, expected: int = 201) -> dict[str, Any]:
    person, body = zone.enterprise(uscc, "notifications"), {"channel": channel, "address": address}
    answer = await person.post(f"/v1/enterprises/{uscc}/contacts", json=body, headers=key())
    assert answer.status_code == expected, answer.text
    return dict(answer.json())


async def code_for(zone: RunningZone, address: str) -> str:
    """As it arrived there."""

    async def arrived() -> str | None:
        said = [one["subject"] for one in simulated(zone).taken.values() if one["to"] == address]
        return str(said[-1]).removeprefix("验证码 ") if said else None

    code = await eventually(arrived)
    assert code is not None
    return code


async def verify(zone: RunningZone, uscc: str, contact_id: str, code: str) -> httpx.Response:
    path = f"/v1/enterprises/{uscc}/contacts/{contact_id}/verification"
    return await zone.enterprise(uscc, "notifications").put(path, json={"code": code})


async def contacts(zone: RunningZone, uscc: str) -> list[dict[str, Any]]:
    answer = await zone.enterprise(uscc, "notifications").get(f"/v1/enterprises/{uscc}/contacts")
    return list(answer.json()["items"])


async def planned(zone: RunningZone, uscc: str, occasion: str = "case-1") -> None:
    """A message that leaves by each address it has."""
    async with zone.db("notifications").transaction() as tx:
        enterprise = await store.KNOWN.find(tx, uscc)
        assert enterprise is not None
        words = Words("申报已受理", "现处于“初审”环节。")
        await say(tx, [(enterprise.enterprise_id, occasion, Template.APPLICATION_ADVANCED, words)])


async def ended(zone: RunningZone, uscc: str) -> dict[str, Any]:
    person = zone.enterprise(uscc, "notifications")

    async def one() -> dict[str, Any] | None:
        found = (await person.get(f"/v1/enterprises/{uscc}/deliveries")).json()["items"]
        return found[0] if found and found[0]["is_final"] else None

    found = await eventually(one)
    assert found is not None
    return found


async def test_an_address_is_proved_used_and_forgotten_and_shown_to_nobody(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    given = await give(zone, uscc, "email", ADDRESS)
    address, mine = "Office.Zhang@example.com", given["contact_id"]
    assert (given["address"], given["state"], given["secret"]) == ("O***@example.com", "pending", None)
    code = await code_for(zone, address)

    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    said = (await verify(zone, uscc, mine, wrong)).json()
    assert (said["accepted"], said["tries_left"]) == (False, TRIES - 1)
    said = (await verify(zone, uscc, mine, code)).json()
    assert (said["accepted"], said["contact"]["state"]) == (True, "verified")
    assert (await verify(zone, uscc, mine, code)).json()["code"] == "CONTACT_VERIFIED"

    await planned(zone, uscc)
    sent = await ended(zone, uscc)
    assert (sent["state"], sent["uscc"]) == ("delivered", uscc)
    path = f"/v1/enterprises/{uscc}/deliveries/{sent['delivery_id']}"
    looked = await zone.officer(service="notifications").get(path)
    assert [(one["kind"], one["verdict"]) for one in looked.json()["attempts"]] == [
        ("send", "accepted"),
        ("receipt", "delivered"),
    ]
    person = zone.enterprise(uscc, "notifications")
    again = await person.post(f"{path}/redeliveries", headers=key())
    assert (again.status_code, again.json()["code"]) == (409, "DELIVERY_NOT_REPEATABLE")

    row = await zone.rows("notifications", "contact")
    assert address not in repr(row), "sealed"
    assert (await person.delete(f"/v1/enterprises/{uscc}/contacts/{mine}")).status_code == 204
    assert await contacts(zone, uscc) == []
    [left] = [one for one in await zone.rows("notifications", "contact") if one["contact_id"] == mine]
    personal = ("address_sealed", "mark", "masked", "secret_sealed", "code_sealed")
    assert [left[name] for name in personal] == [None] * len(personal)
    before = (await person.get(f"/v1/enterprises/{uscc}/deliveries")).json()["items"]
    await planned(zone, uscc, "case-2")
    after = (await person.get(f"/v1/enterprises/{uscc}/deliveries")).json()["items"]
    assert [one["delivery_id"] for one in after] == [one["delivery_id"] for one in before], "nothing is planned for it"


async def test_a_code_is_guessed_five_times_and_another_is_not_had_at_once(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    given = await give(zone, uscc, "sms", "+86 138-0571-0001")
    assert given["address"] == "138****0001"
    mine, person = given["contact_id"], zone.enterprise(uscc, "notifications")
    async with zone.db("notifications").reading() as tx:
        contact = await store.contacts.find(tx, mine)
    assert contact is not None
    code = zone.zone.apps["notifications"].state.deliveries.seal.opened(str(contact.code_sealed))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for left in reversed(range(TRIES)):
        assert (await verify(zone, uscc, mine, wrong)).json()["tries_left"] == left
    for last in (wrong, code):
        assert (await verify(zone, uscc, mine, last)).json()["code"] == "CODE_OUTDATED"
    soon = await person.post(f"/v1/enterprises/{uscc}/contacts/{mine}/codes", headers=key())
    assert soon.json()["code"] == "CODE_TOO_SOON"


async def test_of_many_given_at_once_ten_are_taken_a_day(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    person = zone.enterprise(uscc, "notifications")
    given = [
        person.post(
            f"/v1/enterprises/{uscc}/contacts",
            json={"channel": "email", "address": f"office{number}@example.com"},
            headers=key(),
        )
        for number in range(ADDED_A_DAY + 4)
    ]
    answers = [answer.status_code for answer in await asyncio.gather(*given)]
    assert (answers.count(201), len(set(answers))) == (ADDED_A_DAY, 2)


NO_ADDRESSES = (
    ("email", "somebody@nowhere"),
    ("email", "a@b.com\r\nBcc: c@d.com"),
    ("email", '"x y"@example.com'),
    ("sms", "23800001234"),
    ("wechat", "短"),
    ("webhook", "http://10.0.0.1/x"),
    ("webhook", "https://user:secret@example.com/"),
)


async def test_what_is_no_address_is_refused_without_repeating_it(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    for channel, address in NO_ADDRESSES:
        refused = await give(zone, uscc, channel, address, expected=422)
        assert refused["code"] in ("ADDRESS_INVALID", "VALIDATION_FAILED")
        assert address not in str(refused)


async def test_a_system_of_the_enterprise_answers_a_challenge_and_is_then_told_with_a_signature(
    zone: RunningZone,
) -> None:
    uscc = await zone.register()
    await zone.settle()
    async with sink() as system:
        given = await give(zone, uscc, "webhook", system.url)
        assert given["address"].endswith("/***"), "its path may be a secret"

        async def verified() -> bool:
            return [one["state"] for one in await contacts(zone, uscc)] == ["verified"]

        await eventually(verified)
        await planned(zone, uscc)
        sent = await ended(zone, uscc)
    assert sent["state"] == "delivered"
    told = system.received[-1]
    Webhook(given["secret"]).verify(told.body, told.headers)
    assert told.headers["webhook-id"] == f"{sent['delivery_id']}.1"
    assert told.json["message_ids"] == sent["message_ids"]


async def test_a_receipt_is_signed_and_of_something_that_was_sent(zone: RunningZone) -> None:
    """Wrong: 401. Of nothing we know, or of another gateway: 404. Twice: as once."""
    uscc = await zone.register()
    await zone.settle()
    anyone, path = zone.client("notifications", "auditor"), "/v1/gateways/{}/receipts"
    del anyone.headers["Authorization"]
    mine = (await give(zone, uscc, "wechat", "openid-9008"))["contact_id"]
    async with zone.db("notifications").transaction() as tx:
        contact = await store.contacts.find(tx, mine)
        assert contact is not None
        await store.contacts.change(tx, mine, state="verified", verified_at=tx.now)
    await planned(zone, uscc)
    officer = zone.officer(service="notifications")

    async def sent() -> str | None:
        found = (await officer.get(f"/v1/enterprises/{uscc}/deliveries", params={"state": "sent"})).json()["items"]
        return f"{found[0]['delivery_id']}.1" if found else None

    reference = await eventually(sent)
    assert reference is not None
    good = receipt(zone, reference, "delivered")
    forged = good | {"content": good["content"].replace(b"delivered", b"bounced")}
    for provider, asked, expected in (
        ("wechat", forged, (401, "RECEIPT_UNSIGNED")),
        ("nobody", good, (404, "GATEWAY_UNKNOWN")),
        ("webhooks", good, (404, "GATEWAY_UNKNOWN")),
        ("phone", good, (404, "REFERENCE_UNKNOWN")),
        ("wechat", receipt(zone, "nothing", "delivered"), (404, "REFERENCE_UNKNOWN")),
        ("wechat", receipt(zone, f"{reference}9", "delivered"), (404, "REFERENCE_UNKNOWN")),
    ):
        answer = await anyone.post(path.format(provider), **asked)
        assert (answer.status_code, answer.json()["code"]) == expected
    for _ in range(2):
        assert (await anyone.post(path.format("wechat"), **good)).status_code == 204
    assert (await ended(zone, uscc))["state"] == "delivered"
    metrics = (await officer.get("http://zone/notifications/metrics")).text
    assert 'zjtx_deliveries_ended{channel="wechat",state="delivered"}' in metrics
    assert "zjtx_deliveries_oldest_seconds" in metrics
