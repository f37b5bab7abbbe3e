"""The enterprise code by the API: shown, scanned once, suspended, accounted for."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import func, select

from services.registry.app import SERVICE
from services.registry.domain.codes import Code, Purpose
from services.registry.service import codes
from shared.clock import real_now
from shared.signing import KeyRing
from tests.zone import BINJIANG, YUHANG, RunningZone, key

BANK = {"institution": "demo-bank"}
CARD = ["name", "uscc", "district", "standing", "titles"]


def anybody(zone: RunningZone) -> httpx.AsyncClient:
    """Without a token."""
    client = zone.client("registry", "auditor")
    del client.headers["Authorization"]
    return client


def bank(zone: RunningZone) -> httpx.AsyncClient:
    return zone.client("registry", "institution", "clerk", **BANK)


def ring(zone: RunningZone) -> KeyRing:
    keys: KeyRing = zone.zone.apps["registry"].state.code_keys
    return keys


async def show(zone: RunningZone, uscc: str, purpose: str = "verification", **headers: str) -> httpx.Response:
    owner = zone.enterprise(uscc, "registry")
    return await owner.post(f"/v1/enterprises/{uscc}/codes", json={"purpose": purpose}, headers=key() | headers)


async def token(zone: RunningZone, uscc: str, purpose: str = "verification") -> str:
    answer = await show(zone, uscc, purpose)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


async def scan(client: httpx.AsyncClient, token: str, purpose: str = "verification") -> httpx.Response:
    return await client.post("/v1/code-scans", json={"token": token, "purpose": purpose}, headers=key())


async def switch(zone: RunningZone, uscc: str, status: str) -> httpx.Response:
    owner = zone.enterprise(uscc, "registry")
    return await owner.put(f"/v1/enterprises/{uscc}/code-status", json={"status": status})


async def ledger(zone: RunningZone, uscc: str, **params: Any) -> dict[str, Any]:
    answer = await zone.enterprise(uscc, "registry").get(f"/v1/enterprises/{uscc}/code-scans", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def code(answer: httpx.Response) -> tuple[int, str]:
    assert answer.json()["detail"], "a problem names the way out"
    return answer.status_code, answer.json()["code"]


# ---- shown ---------------------------------------------------------------------------------------


async def test_a_code_is_checked_offline_with_the_published_keys(zone: RunningZone) -> None:
    uscc = await zone.register()
    shown = (await show(zone, uscc, "finance")).json()
    published = await anybody(zone).get("/v1/code-keys")
    assert "max-age" in published.headers["Cache-Control"]
    found = jwt.decode(shown["token"], KeySet.import_key_set(published.json()), algorithms=["ES256"])
    jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": "zjtx-registry"},
        aud={"essential": True, "value": "finance"},
        exp={"essential": True},
    ).validate(found.claims)
    assert found.claims["exp"] - found.claims["iat"] <= 60
    assert found.claims["jti"] == shown["code_id"]
    for secret in (uscc, "示例", (await zone.profile(uscc))["enterprise_id"]):
        assert secret not in json.dumps(found.claims, ensure_ascii=False), "whose code it is, only a scan tells"


async def test_the_keys_of_codes_prove_nobody(zone: RunningZone) -> None:
    """A code's key is not in the key set of callers, so a stolen one opens no door."""
    published = (await anybody(zone).get("/v1/code-keys")).json()["keys"]
    assert all("d" not in one for one in published)
    claims = {"iss": "zjtx", "aud": "zjtx", "sub": "x", "kind": "auditor", "exp": real_now().timestamp() + 60}
    headers = {"Authorization": f"Bearer {ring(zone).sign(claims, 'at+jwt')}"}
    assert (await anybody(zone).get("/v1/enterprises", headers=headers)).status_code == 401


async def test_an_access_token_is_no_code(zone: RunningZone) -> None:
    access = zone.issuer.token("officer", "x", seconds=60, district=BINJIANG)
    assert code(await scan(anybody(zone), access)) == (422, "CODE_INVALID")


@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        ("image/svg+xml", "image/svg+xml", b"<?xml"),
        ("image/png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/png;q=0.5, application/json;q=0.1", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("*/*", "application/json", b"{"),
    ],
)
async def test_a_code_has_the_form_that_is_accepted(zone: RunningZone, accept: str, media: str, begins: bytes) -> None:
    uscc = await zone.register()
    answer = await show(zone, uscc, Accept=accept)
    assert (answer.status_code, answer.headers["content-type"]) == (201, media)
    assert answer.content.startswith(begins)
    assert uscc.encode() not in answer.content


async def test_a_form_there_is_not_is_refused_and_no_code_made(zone: RunningZone) -> None:
    uscc = await zone.register()
    before = await zone.count("registry", "code")
    assert code(await show(zone, uscc, Accept="application/pdf")) == (406, "NOT_ACCEPTABLE")
    assert await zone.count("registry", "code") == before


async def test_only_its_owner_shows_a_code(zone: RunningZone) -> None:
    uscc, other = await zone.register(), await zone.register()
    path, body = f"/v1/enterprises/{uscc}/codes", {"purpose": "verification"}
    stranger = await zone.enterprise(other, "registry").post(path, json=body, headers=key())
    assert code(stranger) == (404, "ENTERPRISE_NOT_FOUND")
    assert (await zone.officer().post(path, json=body, headers=key())).status_code == 403


async def test_an_enterprise_has_five_codes_at_a_time_and_a_used_one_makes_room(zone: RunningZone) -> None:
    uscc = await zone.register()
    answers = await asyncio.gather(*(show(zone, uscc) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [409] * 3
    assert {code(answer)[1] for answer in answers if answer.status_code == 409} == {"TOO_MANY_CODES"}
    shown = next(answer for answer in answers if answer.status_code == 201)
    assert (await scan(anybody(zone), shown.json()["token"])).status_code == 201
    assert (await show(zone, uscc)).status_code == 201


# ---- scanned -------------------------------------------------------------------------------------


async def test_what_a_scanner_sees_depends_on_who_scans(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await zone.recognise(uscc, "specialised")
    path = f"/v1/enterprises/{uscc}/annual-figures/{zone.today.year - 1}"
    figures = {"staff": 80, "revenue": "36000000.00"}
    assert (await zone.officer().put(path, json=figures, headers={"If-Match": "*"})).status_code == 200
    scanners = {
        "nobody": anybody(zone),
        "partner": zone.enterprise(await zone.register(), "registry"),
        "bank": bank(zone),
        "here": zone.officer(BINJIANG),
        "there": zone.officer(YUHANG),
        "city": zone.officer(),
    }
    seen = {}
    for name, scanner in scanners.items():
        answer = await scan(scanner, await token(zone, uscc))
        assert answer.status_code == 201, answer.text
        seen[name] = answer.json()
    views = {name: one["view"] for name, one in seen.items()}
    assert views == dict.fromkeys(("nobody", "partner", "there"), "public") | {"bank": "bank"} | dict.fromkeys(
        ("here", "city"), "officer"
    )
    for one in seen.values():
        face = one["enterprise"]
        assert (face["uscc"], face["district_name"], one["status"]) == (uscc, "滨江区", "active")
        assert (face["standing"]["tier"], face["standing"]["label"]) == ("specialised", "省级专精特新中小企业")
        assert set(face["titles"][0]) == {"tier", "label", "number", "recognised_on", "valid_until"}
    assert {name for name, one in seen.items() if one["figures"] is not None} == {"here", "city"}
    assert {name for name, one in seen.items() if one["reference"] is not None} == {"bank"}
    assert seen["here"]["figures"][0]["revenue"] == "36000000.00"


async def test_what_is_shown_is_as_of_the_scan_not_of_the_code(zone: RunningZone) -> None:
    uscc = await zone.register()
    held = await zone.recognise(uscc, "little_giant")
    shown = await token(zone, uscc)
    await zone.revoke(held["titles"][0]["title_id"])
    face = (await scan(anybody(zone), shown)).json()["enterprise"]
    assert (face["standing"]["tier"], face["titles"]) == ("none", [])


async def test_of_a_hundred_scans_of_one_code_one_succeeds(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    shown, client = await token(zone, uscc), anybody(zone)
    answers = await asyncio.gather(*(scan(client, shown) for _ in range(100)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 99
    assert {code(answer) for answer in answers if answer.status_code == 409} == {(409, "CODE_USED")}
    assert await zone.count("registry", "code_scan") == 1


async def test_a_scan_that_is_repeated_with_its_key_is_answered_again(zone: RunningZone) -> None:
    uscc = await zone.register()
    body, once = {"token": await token(zone, uscc), "purpose": "verification"}, key()
    first, again = [await anybody(zone).post("/v1/code-scans", json=body, headers=once) for _ in range(2)]
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len((await ledger(zone, uscc))["items"]) == 1


@pytest.mark.parametrize("at", [0.1, 0.4, 0.6, 0.9, 0.99])
async def test_an_altered_code_is_refused_and_the_true_one_still_good(zone: RunningZone, at: float) -> None:
    uscc = await zone.register()
    shown = await token(zone, uscc)
    place = int(len(shown) * at)
    altered = shown[:place] + ("A" if shown[place] != "A" else "B") + shown[place + 1 :]
    assert code(await scan(anybody(zone), altered)) == (422, "CODE_INVALID")
    assert (await scan(anybody(zone), shown)).status_code == 201


async def test_a_code_that_ended_is_told_apart_from_one_that_was_used(zone: RunningZone) -> None:
    past = Code.new("of-a-minute-ago", Purpose.VERIFICATION, real_now() - timedelta(seconds=61))
    signed = ring(zone).sign(past.claims(codes.ISSUER), codes.TYP)
    assert code(await scan(anybody(zone), signed)) == (410, "CODE_EXPIRED")


async def test_a_signed_code_nobody_was_shown_is_no_code(zone: RunningZone) -> None:
    """The registry was restored to before it, say."""
    unknown = Code.new("never-shown", Purpose.VERIFICATION, real_now())
    signed = ring(zone).sign(unknown.claims(codes.ISSUER), codes.TYP)
    assert code(await scan(anybody(zone), signed)) == (422, "CODE_INVALID")


async def test_a_code_for_another_purpose_is_refused_and_stays_good_for_its_own(zone: RunningZone) -> None:
    uscc = await zone.register()
    shown = await token(zone, uscc, "finance")
    mismatch = (409, "CODE_PURPOSE_MISMATCH")
    assert code(await scan(bank(zone), shown, "verification")) == mismatch
    assert code(await scan(anybody(zone), shown, "finance")) == mismatch
    assert code(await scan(zone.officer(), shown, "government_service")) == mismatch
    assert (await scan(bank(zone), shown, "finance")).status_code == 201


async def test_a_stale_login_is_refused_rather_than_taken_for_the_public(zone: RunningZone) -> None:
    uscc = await zone.register()
    shown, client = await token(zone, uscc), anybody(zone)
    client.headers["Authorization"] = f"Bearer {zone.issuer.token('officer', 'x', seconds=-60, district=BINJIANG)}"
    assert code(await scan(client, shown)) == (401, "UNAUTHENTICATED")


async def test_moving_the_clock_of_the_zone_neither_ends_nor_revives_a_code(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    shown = await token(zone, uscc)
    await zone.move_clock(timedelta(days=4 * 365))
    face = (await scan(anybody(zone), shown)).json()["enterprise"]
    assert face["standing"]["tier"] == "none", "what is shown is of the zone's day"
    shown = await token(zone, uscc)
    await codes.forget_old(zone.db("registry"))
    await zone.move_clock(timedelta(days=-5 * 365))
    assert (await scan(anybody(zone), shown)).status_code == 201


async def test_codes_are_forgotten_an_hour_after_their_end_and_the_ledger_kept(empty_zone: RunningZone) -> None:
    zone = empty_zone
    assert codes.forget_old in {job.run for job in SERVICE.jobs}
    uscc = await zone.register()
    assert (await scan(anybody(zone), await token(zone, uscc))).status_code == 201
    await token(zone, uscc)
    table = zone.db("registry").floor.outbox.metadata.tables["code"]
    async with zone.db("registry").transaction() as tx:
        old = real_now() - timedelta(hours=1, seconds=1)
        await tx.execute(table.update().where(table.c.used_at.is_not(None)).values(expires_at=old))
    await codes.forget_old(zone.db("registry"))
    async with zone.db("registry").reading() as tx:
        assert (await tx.execute(select(func.count()).select_from(table))).scalar_one() == 1
    assert len((await ledger(zone, uscc))["items"]) == 1
