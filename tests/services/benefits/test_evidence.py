"""Evidence, and the claims by application that rest on it, on both databases."""

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.claims import arrived, budgeted, claim, claimed, credit, officer, owner, paid, pay, take
from tests.proofs import PDF, bring, send
from tests.zone import BINJIANG, RunningZone, key

DOMESTIC, PROVINCIAL = "first-set-domestic", "first-set-provincial"


def industry(zone: RunningZone, department: str = "JX") -> httpx.AsyncClient:
    subject = f"verifier-{uuid4().hex[:8]}"
    return zone.client("benefits", "officer", subject, district=BINJIANG, department=department)


async def decide(
    client: httpx.AsyncClient, evidence_id: str, decision: str = "verified", **more: Any
) -> httpx.Response:
    body, headers = {"decision": decision, **more}, {**key(), "If-Match": "*"}
    return await client.post(f"/v1/evidence/{evidence_id}/decisions", json=body, headers=headers)


async def proven(zone: RunningZone, uscc: str, level: str = "domestic") -> str:
    evidence_id = str((await bring(zone, uscc, level)).json()["evidence_id"])
    assert (await decide(industry(zone), evidence_id)).status_code == 201
    return evidence_id


async def firm(zone: RunningZone) -> str:
    credit(zone)
    for code in (DOMESTIC, PROVINCIAL):
        await budgeted(zone, code)
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, "specialised"))["change_id"])
    return uscc


async def amount_of(zone: RunningZone, uscc: str, code: str) -> str | None:
    body = {"uscc": uscc, "measures": [code]}
    answer = await owner(zone, uscc).post("/v1/calculations", json=body)
    assert answer.status_code == 200, answer.text
    amount: str | None = answer.json()["results"][0]["amount"]
    return amount


async def test_verified_evidence_feeds_the_calculation_of_its_enterprise(zone: RunningZone) -> None:
    uscc = await firm(zone)
    evidence_id = (await bring(zone, uscc)).json()["evidence_id"]
    assert await amount_of(zone, uscc, DOMESTIC) is None, "stated is not proven"
    verified = await decide(industry(zone), evidence_id)
    assert verified.json()["state"] == "verified", verified.text
    assert await amount_of(zone, uscc, DOMESTIC) == "1000000.00"


async def test_an_officer_of_another_department_does_not_verify_it(zone: RunningZone) -> None:
    uscc = await firm(zone)
    evidence_id = (await bring(zone, uscc)).json()["evidence_id"]
    refused = await decide(industry(zone, "HB"), evidence_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "EVIDENCE_REFUSED")
    assert (await decide(officer(zone), evidence_id)).status_code == 409, "of no department"


async def test_a_number_is_brought_once_and_what_it_cannot_prove_is_refused(zone: RunningZone) -> None:
    uscc = await firm(zone)
    assert (await bring(zone, uscc, number="示例 7号")).status_code == 201
    assert (await bring(zone, uscc, number="示例７号")).json()["code"] == "EVIDENCE_REFUSED"
    assert (await bring(zone, uscc, facts={"technology_firm": True})).status_code == 409
    assert (await bring(zone, uscc, kind="no_such_kind")).status_code == 409


async def test_evidence_is_there_for_its_owner_and_its_district_only(zone: RunningZone) -> None:
    uscc, other = await firm(zone), await firm(zone)
    evidence_id = (await bring(zone, uscc)).json()["evidence_id"]
    for stranger in (owner(zone, other), officer(zone, district="330110")):
        answer = await stranger.get(f"/v1/evidence/{evidence_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "EVIDENCE_NOT_FOUND")
    assert (await owner(zone, uscc).get(f"/v1/evidence/{evidence_id}")).status_code == 200


async def test_an_application_names_its_evidence_and_waits_until_it_is_verified(zone: RunningZone) -> None:
    uscc = await firm(zone)
    bare = await claim(zone, uscc, benefit_code=DOMESTIC, product={"ref": "传感器", "first_set_level": "domestic"})
    assert (bare.status_code, bare.json()["code"]) == (409, "CLAIM_REFUSED")
    evidence_id = (await bring(zone, uscc)).json()["evidence_id"]
    more = {"benefit_code": DOMESTIC, "product": {"ref": "传感器"}, "evidence": [evidence_id]}
    made = await claimed(zone, uscc, "review", **more)
    assert (made["amount"], made["occasion"], made["approvals_needed"]) == ("1000000.00", "传感器", 2)
    reviewer = officer(zone)
    assert (await take(reviewer, made["claim_id"], "accept")).status_code == 409
    await decide(industry(zone), evidence_id)
    accepted = await take(reviewer, made["claim_id"], "accept")
    assert accepted.json()["state"] == "approval", accepted.text
    assert (await take(reviewer, made["claim_id"], "approve")).status_code == 409, "one person, one desk"


def of_product(level: str) -> dict[str, Any]:
    return {"product": {"first_set_level": level}}


def of_factory(*ratings: str) -> dict[str, Any]:
    return {"kind": "factory_rating_notice", "ref": None, "product": {}, "facts": {"factory_rating": list(ratings)}}


@pytest.mark.parametrize(
    ("lower", "higher", "about", "difference"),
    [
        (("first-set-provincial", of_product("provincial")), (DOMESTIC, of_product("domestic")), "传感器", "500000.00"),
        (
            ("smart-factory", of_factory("smart_factory")),
            ("lead-factory", of_factory("smart_factory", "lead_factory")),
            None,
            "3000000.00",
        ),
    ],
    ids=["first set", "factory"],
)
async def test_an_upgrade_pays_the_difference_to_what_was_received(
    zone: RunningZone,
    lower: tuple[str, dict[str, Any]],
    higher: tuple[str, dict[str, Any]],
    about: str | None,
    difference: str,
) -> None:
    uscc = await firm(zone)
    of = {} if about is None else {"product": {"ref": about}}

    async def brought(evidence: dict[str, Any]) -> str:
        found = await bring(zone, uscc, **evidence)
        assert found.status_code == 201, found.text
        assert (await decide(industry(zone), found.json()["evidence_id"])).status_code == 201
        return str(found.json()["evidence_id"])

    for code in (lower[0], higher[0]):
        await budgeted(zone, code)
    first = await brought(lower[1])
    made = await claimed(zone, uscc, "review", benefit_code=lower[0], evidence=[first], **of)
    upgraded = await brought(higher[1])
    while_open = await claim(zone, uscc, benefit_code=higher[0], evidence=[upgraded], **of)
    assert while_open.json()["code"] == "CLAIM_REFUSED"
    await take(officer(zone), made["claim_id"], "accept")
    for _ in range(made["approvals_needed"]):
        await take(officer(zone), made["claim_id"], "approve")
    assert (await pay(officer(zone), made["claim_id"])).status_code == 201
    await paid(zone, made["claim_id"])
    due = await claim(zone, uscc, benefit_code=higher[0], **of)
    assert (due.status_code, due.json()["amount"]) == (201, difference), due.text


async def test_without_a_budget_nothing_is_reserved_until_there_is_one(zone: RunningZone) -> None:
    uscc = await firm(zone)
    evidence = await bring(
        zone, uscc, kind="listing_notice", ref=None, product={}, facts={"listed_on": "sse"}, issuer="示例交易所"
    )
    assert evidence.status_code == 201, evidence.text
    more = {"benefit_code": "listing-award", "evidence": [evidence.json()["evidence_id"]]}
    made = await claimed(zone, uscc, "unfunded", **more)
    assert (await take(officer(zone), made["claim_id"], "fund")).status_code == 409
    await budgeted(zone, "listing-award")
    assert (await take(officer(zone), made["claim_id"], "fund")).status_code == 201
    await arrived(zone, made["claim_id"], "review")


# ---- files -----------------------------------------------------------------------------------------


def ofd() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("OFD.xml", "<ofd:OFD/>")
    return made.getvalue()


async def test_a_file_is_kept_by_its_bytes_and_shown_to_whom_it_concerns(zone: RunningZone) -> None:
    uscc, other = await firm(zone), await firm(zone)
    evidence_id = (await bring(zone, uscc)).json()["evidence_id"]
    for content, media in ((PDF, "application/pdf"), (ofd(), "application/ofd")):
        for _ in range(2):
            kept = await send(owner(zone, uscc), evidence_id, content)
            assert kept.status_code == 200, kept.text
        digest = sha256(content).hexdigest()
        assert [one["media_type"] for one in kept.json()["files"] if one["sha256"] == digest] == [media]
        path = f"/v1/evidence/{evidence_id}/files/{digest}"
        for reader in (owner(zone, uscc), officer(zone)):
            answer = await reader.get(path)
            assert (answer.content, answer.headers["content-type"]) == (content, media)
            assert "passwd" not in answer.headers["content-disposition"]
        for stranger in (owner(zone, other), officer(zone, district="330110")):
            assert (await stranger.get(path)).json()["code"] == "EVIDENCE_NOT_FOUND"


async def test_a_broken_or_foreign_upload_leaves_nothing(zone: RunningZone) -> None:
    uscc, other = await firm(zone), await firm(zone)
    evidence_id = (await bring(zone, uscc)).json()["evidence_id"]
    folder = Path(zone.zone.apps["benefits"].state.files.folder)
    before = sorted(folder.rglob("*")) if folder.exists() else []
    broken = await send(owner(zone, uscc), evidence_id, PDF[:-1], sha256(PDF).hexdigest())
    disguised = await send(owner(zone, uscc), evidence_id, b"MZ\x90 not a document")
    foreign = await send(owner(zone, other), evidence_id, PDF)
    large = await send(owner(zone, uscc), evidence_id, b"%PDF-" + b"x" * 10_000_000)
    assert [one.status_code for one in (broken, disguised, foreign, large)] == [409, 409, 404, 413]
    await decide(industry(zone), evidence_id)
    late = await send(owner(zone, uscc), evidence_id, PDF)
    assert late.status_code == 409, "decided on already"
    assert (sorted(folder.rglob("*")) if folder.exists() else []) == before
    assert (await owner(zone, uscc).get(f"/v1/evidence/{evidence_id}")).json()["files"] == []
