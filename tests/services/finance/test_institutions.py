"""Institutions: let in by two officers, shut out by one at once; tokens, keys, quotas, purposes and use."""

import json
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from services.finance.domain.purposes import Purpose
from shared.scopes import SCOPES
from tests.architecture.routes import operations
from tests.input.firm import Firm
from tests.input.firms import request_of
from tests.services.finance.banks import (
    GROUND,
    admitted,
    application,
    bearing,
    new_key,
    officer,
    onboarded,
    public,
    step,
)
from tests.zone import RunningZone, key, new_uscc


@pytest.mark.parametrize("algorithm", ["ES256", "PS256", "EdDSA"])
async def test_a_bank_gets_a_token_with_any_jose_library_and_reads_what_it_may(
    zone: RunningZone, algorithm: str
) -> None:
    bank = await admitted(zone, algorithm)
    answer = await bank.ask({"client_id": bank.institution_id})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    given = answer.json()
    assert (given["token_type"], given["expires_in"]) == ("DPoP", 300)
    assert given["scope"] == "list:read list:match keys:write"
    listed = await bank.get("/v1/list?limit=1", given["access_token"])
    assert listed.status_code == 200, listed.text
    may = (await bank.get("/v1/institution", given["access_token"])).json()
    assert (may["state"], may["state_label"], may["warnings"]) == ("active", "已开通", [])
    assert [one["scope"] for one in may["grant"]["scopes"]] == given["scope"].split()
    assert may["grant"]["days_left"] == 364
    assert [one["left"] for one in may["quotas"]] == [600 - 2, 200_000 - 2]
    narrow = await bank.token("list:match")
    refused = await bank.get("/v1/list?limit=1", narrow)
    assert (refused.status_code, refused.json()["code"], refused.json()["scope"]) == (403, "SCOPE_MISSING", "list:read")
    wide = await bank.ask({"scope": "list:read loan:report"})
    assert (wide.status_code, wide.json()["error"]) == (400, "invalid_scope")


async def test_a_second_officer_agrees_and_nothing_is_open_before(zone: RunningZone) -> None:
    bank = await onboarded(zone)
    early = await bank.ask()
    assert (early.status_code, early.json()["error"]) == (401, "invalid_client")
    same = await step(zone, bank, "activations", by="first")
    assert (same.status_code, same.json()["code"]) == (409, "INSTITUTION_REFUSED")
    path = f"/v1/institutions/{bank.institution_id}"
    agreed = await officer(zone, "second").post(f"{path}/activations", json=GROUND, headers=key())
    assert agreed.status_code == 428
    stale = await officer(zone, "second").post(f"{path}/activations", json=GROUND, headers=key() | {"If-Match": '"v9"'})
    assert stale.status_code == 412
    assert (await step(zone, bank, "activations")).status_code == 201
    token = await bank.token()
    again = application(zone, licence_code=(await officer(zone).get(path)).json()["licence_code"])
    twin = await officer(zone).post("/v1/institutions", json=again, headers=key())
    assert (twin.status_code, twin.json()["code"]) == (409, "INSTITUTION_REFUSED")

    read = await officer(zone).get(path)
    change = {"scopes": ["list:read"], "valid_until": (zone.today + timedelta(days=10)).isoformat(), **GROUND}
    proposed = await officer(zone).patch(path, json=change, headers={"If-Match": read.headers["ETag"]})
    assert proposed.status_code == 200, proposed.text
    assert len(proposed.json()["grant"]["scopes"]) == 3
    assert (await bank.get("/v1/list?limit=1", token)).status_code == 200, "what is proposed is not in force"
    assert (await step(zone, bank, "activations")).status_code == 201
    lost = await bank.get("/v1/list?limit=1", token)
    assert lost.status_code == 403, "a narrower grant ends the wider tokens"
    narrow = await bank.token()
    may = (await bank.get("/v1/institution", narrow)).json()
    assert [(one["code"], one["days_left"]) for one in may["warnings"]] == [("GRANT_ENDS", 10)]
    soon = await officer(zone).get("/v1/institutions", params={"ending_within": 10, "limit": 1000})
    assert bank.institution_id in {one["institution_id"] for one in soon.json()["items"]}
    file = (await officer(zone).get(path)).json()
    assert [one["step"] for one in file["steps"]] == ["activate", "propose", "activate", "onboard"]
    assert {one["actor"] for one in file["steps"]} == {
        "officer:finance-desk-first",
        "officer:finance-desk-second",
    }


async def test_suspension_and_revocation_work_at_the_next_request(zone: RunningZone) -> None:
    bank = await admitted(zone)
    token = await bank.token()
    paths = ("/v1/list?limit=1", "/v1/list/digest", "/v1/institution", "/v1/institution/usage")
    for path in paths:
        assert (await bank.get(path, token)).status_code == 200
    assert (await step(zone, bank, "suspensions")).status_code == 201
    for path in paths:
        assert (await bank.get(path, token)).status_code == 403, path
    assert (await bank.ask()).status_code == 401
    same = await step(zone, bank, "activations", by="second")
    assert same.status_code == 409, "who suspended does not let in again"
    assert (await step(zone, bank, "activations", by="first")).status_code == 201
    assert (await bank.get("/v1/list?limit=1", token)).status_code == 403, "the tokens of before stay dead"
    fresh = await bank.token()
    assert (await bank.get("/v1/list?limit=1", fresh)).status_code == 200
    assert (await step(zone, bank, "revocations")).status_code == 201
    refused = await bank.get("/v1/institution", fresh)
    assert (refused.status_code, refused.json()["code"]) == (403, "INSTITUTION_NOT_ADMITTED")
    assert "已撤销" in refused.json()["detail"]
    assert (await step(zone, bank, "activations", by="first")).status_code == 409


async def test_a_suspended_institution_is_refused_on_every_route_that_admits_one(zone: RunningZone) -> None:
    """Whether the route looks by itself or is looked after; a new one is walked without being written here."""
    bank = await admitted(zone, scopes=list(SCOPES))
    token = await bank.token()
    uscc = new_uscc()
    nobodys = {one.name: "nobody-s" for one in fields(Firm) if one.default == ""}
    firm = Firm(uscc, "", "", **nobodys)
    walk = [
        one
        for one in operations("finance", zone.zone.apps["finance"])
        if "institution" in one.kinds and "public" not in one.kinds
    ]
    assert len(walk) >= 9
    assert (await step(zone, bank, "suspensions")).status_code == 201
    for one in walk:
        path = firm.address(str(one.route.path))
        asked = request_of(str(one), zone, firm)
        headers = bank.with_token(one.method, path, token) | asked.pop("headers", {})
        answer = await bank.http.request(one.method, path, headers=headers, **asked)
        assert (answer.status_code, answer.json()["code"]) in (
            (403, "FORBIDDEN"),
            (403, "INSTITUTION_NOT_ADMITTED"),
        ), f"{one}: {answer.text}"


async def test_a_bank_rotates_its_keys_without_a_gap_and_an_officer_does_not_do_it_alone(zone: RunningZone) -> None:
    bank = await admitted(zone)
    token, later = await bank.token(), new_key("EdDSA")
    both = {"keys": [{"jwk": public(bank.own)}, {"jwk": public(later)}]}
    assert (await bank.put("/v1/institution/keys", token, both)).status_code == 428
    read = await bank.get("/v1/institution", token)
    put = await bank.put("/v1/institution/keys", token, both, **{"If-Match": read.headers["ETag"]})
    assert put.status_code == 200, put.text
    assert (await bank.get("/v1/institution", token)).status_code == 200, "adding a key ends nothing"
    stale = await bank.put("/v1/institution/keys", token, both, **{"If-Match": read.headers["ETag"]})
    assert stale.status_code == 412
    old, bank.own, bank.algorithm = bank.own, later, "EdDSA"
    fresh = await bank.token()
    only = await bank.put("/v1/institution/keys", fresh, {"keys": [{"jwk": public(later)}]}, **{"If-Match": "*"})
    assert only.status_code == 200
    assert (await bank.get("/v1/institution", token)).status_code == 403, "who drops a key drops its tokens"
    bank.own, bank.algorithm = old, "ES256"
    assert (await bank.ask()).status_code == 401

    path = f"/v1/institutions/{bank.institution_id}/keys"
    by_officer = {"keys": [{"jwk": public(old)}], **GROUND}
    refused = await officer(zone).put(path, json=by_officer, headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["code"]) == (409, "INSTITUTION_REFUSED")
    assert (await step(zone, bank, "suspensions")).status_code == 201
    assert (await officer(zone).put(path, json=by_officer, headers={"If-Match": "*"})).status_code == 200
    assert (await step(zone, bank, "activations", by="first")).status_code == 409
    assert (await step(zone, bank, "activations", by="third")).status_code == 201
    assert (await bank.ask()).status_code == 200


BAD_KEYS: dict[str, Any] = {
    "a private key": lambda one: json.loads(one.export_private()),
    "a shared secret": lambda _: {"kty": "oct", "kid": "x", "k": "AAAA"},
    "no kid": lambda one: {name: value for name, value in public(one).items() if name != "kid"},
    "another curve": lambda _: {"kty": "EC", "kid": "x", "crv": "P-384", "x": "AA", "y": "AA"},
    "a point that is none": lambda one: public(one) | {"x": public(one)["y"]},
    "nothing": lambda _: {},
}


@pytest.mark.parametrize("fault", [*BAD_KEYS, "a short RSA key"])
async def test_a_key_that_is_weak_private_or_none_is_refused(zone: RunningZone, fault: str) -> None:
    from jwcrypto.jwk import JWK

    short = public(JWK.generate(kty="RSA", size=1024, kid="short")) if fault == "a short RSA key" else None
    jwk = short or BAD_KEYS[fault](new_key())
    body = application(zone, keys=[{"jwk": jwk}])
    answer = await officer(zone).post("/v1/institutions", json=body, headers=key())
    assert (answer.status_code, answer.json()["code"]) == (422, "KEYS_REFUSED")


async def test_a_quota_is_said_in_headers_and_ends_with_429_until_its_window_does(zone: RunningZone) -> None:
    bank = await admitted(zone, per_day=4)
    token = await bank.token()
    left = []
    for path in ("/v1/list?limit=1", "/v1/institution", "/v1/list/enterprises/91330108MAXB0012XH", "/v1/institution"):
        answer = await bank.get(path, token)
        left.append(answer.headers["RateLimit"].partition(', "day";')[2].partition(";")[0])
        assert answer.headers["RateLimit-Policy"] == '"minute";q=600;w=60, "day";q=4;w=86400'
    assert left == ["r=3", "r=2", "r=1", "r=0"], "a refused or unknown thing counts, too"
    over = await bank.get("/v1/list?limit=1", token)
    assert (over.status_code, over.json()["code"]) == (429, "QUOTA_EXCEEDED")
    assert over.json()["violated_policies"] == ["day"]
    assert 0 < int(over.headers["Retry-After"]) <= 86_400
    assert '"day";r=0;t=' in over.headers["RateLimit"]


async def test_use_is_recorded_by_operation_and_purpose_and_each_sees_its_own(zone: RunningZone) -> None:
    bank, other = await admitted(zone), await admitted(zone)
    token = await bank.token()
    for purpose in (Purpose.PRE_LOAN, Purpose.PRE_LOAN, Purpose.RECONCILIATION):
        assert (await bank.get("/v1/list?limit=1", token, **{"X-Purpose": purpose})).status_code == 200
    assert (await bank.get("/v1/list?limit=1", token)).status_code == 200
    strange = await bank.get("/v1/list?limit=1", token, **{"X-Purpose": "curiosity"})
    assert (strange.status_code, strange.json()["code"]) == (400, "PURPOSE_MISSING")
    await zone.zone.apps["finance"].state.gate.write(zone.db("finance"))
    use = (await bank.get("/v1/institution/usage", token)).json()
    found = {(one["operation"], one["purpose"]): one["calls"] for one in use["items"]}
    assert found == {("read_list", "pre_loan"): 2, ("read_list", "reconciliation"): 1, ("read_list", "testing"): 1}
    assert use["calls"] == 4
    assert {one["purpose_label"] for one in use["items"]} == {"贷前调查", "名单同步与核对", "联调测试"}
    assert (await other.get("/v1/institution/usage", await other.token())).json()["items"] == []
    by_officer = await officer(zone).get(f"/v1/institutions/{bank.institution_id}/usage")
    assert by_officer.json()["calls"] >= 4


async def test_on_trial_an_institution_reads_public_facts_a_few_times(zone: RunningZone) -> None:
    bank = await admitted(zone, trial=True, scopes=["list:read", "loan:report"])
    token = await bank.token()
    may = (await bank.get("/v1/institution", token)).json()
    assert (may["state"], [one["scope"] for one in may["grant"]["scopes"]]) == ("trial", ["list:read"])
    assert [one["quota"] for one in may["quotas"]] == [60, 5_000]


async def test_what_a_bank_needs_to_begin_is_published(zone: RunningZone) -> None:
    bank = await admitted(zone)
    meta = (await bank.http.get("/.well-known/oauth-authorization-server")).json()
    assert meta["issuer"] == f"{bank.origin}/finance"
    assert meta["token_endpoint"] == f"{bank.origin}/finance/v1/oauth/token"
    assert meta["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    keys = (await bank.http.get("/.well-known/jwks.json")).json()["keys"]
    token = await bank.token()
    assert [one["kty"] for one in keys] == ["EC"]
    assert all("d" not in one for one in keys)
    whole = await bearing(zone, token).get("/v1/institution")
    assert whole.status_code == 401, "the token alone is useless"
