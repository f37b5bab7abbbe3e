"""What an institution may not see tells itself in no other way: not in a count, an order, an ETag, an error or a 404.

How long the answers take is measured, not tested: `make bench CASE=side-channels`.
"""

from typing import Any, Final

import httpx

from tests.consents import CONTACT, another_bank, grant, known
from tests.products import TERMS, enter
from tests.services.finance.copying import Copy
from tests.zone import RunningZone, key, new_uscc

XIHU: Final = "330106"
OF_THE_REQUEST: Final = {"x-request-id", "x-correlation-id", "ratelimit", "x-jws-signature", "content-length"}
"""What differs between any two answers. A signature is drawn anew; the length is that of the body."""
NOTHING: Final = "00000000-0000-4000-8000-000000000000"


def seen(answer: httpx.Response, *named: str) -> tuple[int, dict[str, str], bytes]:
    """All there is to see of an answer, but for the request's own ids and the name it asked for."""
    headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}
    body = answer.content.replace(answer.headers["x-request-id"].encode(), b"<request>")
    for name in named:
        body = body.replace(name.encode(), b"<name>")
    return answer.status_code, headers, body


async def test_another_s_and_none_look_alike_byte_for_byte(zone: RunningZone) -> None:
    uscc = await known(zone)
    consent_id = (await grant(zone, uscc))["consent_id"]
    product_id = (await enter(zone))["product_id"]
    other = await another_bank(zone)
    stranger, nobody = zone.enterprise(await known(zone), "finance"), new_uscc()
    asked: list[tuple[httpx.AsyncClient, str, str, str]] = [
        *(
            (client, path, consent_id, NOTHING)
            for client in (other, stranger)
            for path in ("/v1/consents/{}", "/v1/consents/{}/text", "/v1/consents/{}/queries")
        ),
        (other, "/v1/consented-data/{}?purpose=loan", consent_id, NOTHING),
        (other, "/v1/products/{}", product_id, NOTHING),
        (other, "/v1/products/{}/versions", product_id, NOTHING),
        (stranger, "/v1/products/{}", product_id, NOTHING),
        (stranger, "/v1/enterprises/{}/consents", uscc, nobody),
        (other, "/v1/list/enterprises/{}", uscc, nobody),  # registered, and not on the list
    ]
    for client, path, another_s, none in asked:
        theirs, nothing = await client.get(path.format(another_s)), await client.get(path.format(none))
        assert nothing.status_code == 404, (path, nothing.text)
        assert seen(theirs, another_s) == seen(nothing, none), path

    for method, path, body in (
        ("PUT", "/v1/products/{}", TERMS | {"name": "示例改名"}),
        ("POST", "/v1/products/{}/withdrawals", {"reason": "示例原因"}),
    ):
        answers = [
            await other.request(method, path.format(name), json=body, headers=key() | {"If-Match": "*"})
            for name in (product_id, NOTHING)
        ]
        assert answers[1].status_code == 404, (path, answers[1].text)
        assert seen(answers[0], product_id) == seen(answers[1], NOTHING), path
    matched = await other.post("/v1/list/matches", json={"usccs": [uscc, nobody], "purpose": "marketing"})
    assert matched.json()["items"] == [{"uscc": one, "listed": False, "entry": None} for one in (uscc, nobody)]


async def everything(bank: httpx.AsyncClient, unlisted: str) -> dict[str, Any]:
    """What a bank can ask about a district: lines, their order, counts, ETags, changes, digest, errors."""
    found: dict[str, Any] = {}
    of_district = f"district={XIHU}"
    for query in (of_district, f"{of_district}&limit=1", f"{of_district}&holds=specialised", f"{of_district}&limit=0"):
        found[query] = seen(await bank.get(f"/v1/list?{query}"))
    for query in ("revenue=42000000.00", "sort=revenue", "contact=finance", "staff=86"):
        answer = await bank.get(f"/v1/list?{of_district}&{query}")
        assert answer.status_code == 422, "no hidden field is a filter or an order"
        found[query] = seen(answer)
    tag = found[of_district][1]["etag"]
    found["unchanged"] = seen(await bank.get(f"/v1/list?{of_district}", headers={"If-None-Match": tag}))
    assert found["unchanged"][0] == 304
    for path in ("/changes?limit=1000", "/digest", f"/changes?{of_district}", f"/digest?{of_district}"):
        found[path] = seen(await bank.get(f"/v1/list{path}"))
    status = (await bank.get(f"/v1/list/status?{of_district}")).json()
    found["status"] = {name: value for name, value in status.items() if name != "followed_at"}
    for path in ("/v1/consents", "/v1/own-products", "/v1/products", f"/v1/list/enterprises/{unlisted}"):
        found[path] = seen(await bank.get(path), unlisted)
    file = await bank.get("/v1/list/files/jsonl", params={"district": XIHU})
    found["file"] = file.content, file.headers["repr-digest"]
    copy = Copy(bank, {"district": XIHU})
    await copy.take(1)
    found["walk"] = copy.lines, copy.cursor, copy.digest()
    return found


async def test_hidden_fields_change_no_filter_order_count_etag_or_error(zone: RunningZone) -> None:
    """Two worlds that differ in nothing but what the bank may not see are one world to it."""
    one, two, unlisted = [await zone.register(district=XIHU) for _ in range(3)]
    for uscc in (one, two):
        await zone.recognise(uscc, "specialised")
    await another_bank(zone)
    bank = zone.bank()
    await zone.settle()
    before = await everything(bank, unlisted)

    for uscc, revenue in ((one, "1.00"), (two, "99000000.00"), (unlisted, "5.00")):
        own = zone.enterprise(uscc, "registry")
        figures = {"staff": 86, "revenue": revenue, "net_profit": "-120000.00"}
        path = f"/v1/enterprises/{uscc}/annual-figures/2025"
        assert (await own.put(path, json=figures, headers={"If-Match": "*"})).status_code == 200
        assert (await own.post(f"/v1/enterprises/{uscc}/contacts", json=CONTACT, headers=key())).status_code == 201
        await grant(zone, uscc, institution_id="other-bank")
    other = zone.client("finance", "institution", "other-clerk", institution="other-bank")
    unpublished = TERMS | {"name": "尚未公布的产品"}
    assert (await other.post("/v1/products", json=unpublished, headers=key())).status_code == 201
    await zone.settle()

    after = await everything(bank, unlisted)
    for asked, answer in before.items():
        assert after[asked] == answer, asked
