"""Two districts side by side: what each of them fills the zone with, and how each list is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

import httpx

from services.registry.service import monitoring
from shared.testing import eventually
from tests.applications import RESULT, at_city, at_notice, begin, officer, submit, taken
from tests.claims import claim
from tests.districts import DECISION, assign, created, diagnose, make_park, make_service_officer, move_in
from tests.holdings import new_entry
from tests.input.firms import Firm
from tests.input.holders import change_of, report_about
from tests.input.payees import make_money
from tests.input.peopled import new_officer, reader_of
from tests.people import GROUND, acting, individual
from tests.products import enter, offered
from tests.proofs import PDF, bring, send
from tests.qualified import put_on_file
from tests.services.benefits.publishing import approve, award, code_of, draft, gone_through, rehearse
from tests.services.registry.profiles import answering, make_profile
from tests.zone import BEGUN, RunningZone, key, new_uscc, person_of

LAND_YEAR: Final = 2020
BEFORE_OFFERED: Final = "2025-12-31"
"""The catalogue is published and grows with each arrival here: a day on which nothing of it is on offer"""


@dataclass(frozen=True)
class Ask:
    """How an operation is asked by an officer.

    `lists`: it answers about many enterprises, so the city's answer must change when a district comes to the zone;
    otherwise its answer is about one object of the officer's own district, or about nobody.
    `params`: beside `limit`, `cursor` and `district`, which are tried where the document has them.
    `also`: further filters, each asked for on its own.
    """

    lists: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[Mapping[str, Any], ...] = ()


LIST: Final = Ask(lists=True)
OWN: Final = Ask()
_YEAR: Final = {"year": LAND_YEAR}
_NAMED: Final = Ask(lists=True, also=({"name": "示"}, {"name": "示例"}, {"name": "有限公司"}))
ASKED: Final[dict[str, Ask]] = {
    "GET /registry/v1/enterprises": _NAMED,
    "GET /registry/v1/enterprises/{uscc}": OWN,
    "GET /registry/v1/enterprises/{uscc}/profile": OWN,
    "GET /registry/v1/enterprises/{uscc}/size-class": OWN,
    "GET /registry/v1/enterprises/{uscc}/source-checks/{check_id}": OWN,
    "GET /registry/v1/enterprises/{uscc}/contact-disclosures": OWN,
    "GET /registry/v1/profile-questions": OWN,
    "GET /registry/v1/size-rules": OWN,
    "GET /registry/v1/code-lists": OWN,
    "GET /registry/v1/code-lists/{list_name}": OWN,
    "GET /registry/v1/enterprises/{uscc}/title-changes": OWN,
    "GET /registry/v1/title-changes/{change_id}": OWN,
    "GET /registry/v1/enterprises/{uscc}/applications": OWN,
    "GET /registry/v1/applications/{application_id}": OWN,
    "GET /registry/v1/worklist": Ask(lists=True, params={"seat": "district"}, also=({"seat": "city"},)),
    "GET /registry/v1/enterprises/{uscc}/assessments": OWN,
    "GET /registry/v1/assessments/{assessment_id}": OWN,
    "GET /registry/v1/assessments/{assessment_id}/verification": OWN,
    "GET /registry/v1/enterprises/{uscc}/next-step": OWN,
    "GET /registry/v1/enterprises/{uscc}/summary": OWN,
    "GET /registry/v1/enterprises/{uscc}/duties": OWN,
    "GET /registry/v1/duties": Ask(lists=True, also=({"kind": "major_change"}, {"state": "open"})),
    "GET /registry/v1/enterprises/{uscc}/identity-changes": OWN,
    "GET /registry/v1/enterprises/{uscc}/major-changes": OWN,
    "GET /registry/v1/misconduct-reports": Ask(lists=True, also=({"state": "filed"},)),
    "GET /registry/v1/misconduct-reports/{report_id}": OWN,
    "GET /registry/v1/monitoring": Ask(lists=True, also=({"kind": "one_step"}, {"tier": "specialised"})),
    "GET /registry/v1/enterprises/{uscc}/people": OWN,
    "GET /registry/v1/enterprises/{uscc}/people/{person_id}": OWN,
    "GET /registry/v1/me": OWN,
    "GET /registry/v1/officers": LIST,
    "GET /registry/v1/officers/{officer_id}": OWN,
    "GET /registry/v1/rulesets": OWN,
    "GET /registry/v1/rulesets/{ruleset}": OWN,
    "GET /registry/v1/public/code-tables": OWN,
    "GET /registry/v1/public/code-tables/{table}": OWN,
    "GET /registry/v1/public/enterprises/{uscc}/titles": OWN,
    "GET /registry/v1/public/notices": LIST,
    "GET /registry/v1/public/titles": _NAMED,
    "GET /registry/v1/quotas/{year}": LIST,
    "GET /registry/v1/quotas/{year}/{tier}": LIST,
    "GET /registry/v1/code-keys": OWN,
    "GET /registry/v1/enterprises/{uscc}/code-scans": OWN,
    "GET /registry/v1/target-board": Ask(lists=True, params=_YEAR),
    "GET /registry/v1/targets/{year}": LIST,
    "GET /registry/v1/targets/{year}/{goal}/{district}": OWN,
    "GET /registry/v1/targets/{year}/{goal}/{district}/versions": OWN,
    "GET /registry/v1/land-sales/{year}": LIST,
    "GET /registry/v1/land-sales/{year}/{district}": OWN,
    "GET /registry/v1/land-sales/{year}/{district}/versions": OWN,
    "GET /registry/v1/expiry-cliff": LIST,
    "GET /registry/v1/expiring-titles": LIST,
    "GET /registry/v1/coverage": LIST,
    "GET /registry/v1/enterprises/{uscc}/management-diagnoses": OWN,
    "GET /registry/v1/parks": LIST,
    "GET /registry/v1/parks/{park_id}": LIST,
    "GET /registry/v1/parks/{park_id}/tenancies": LIST,
    "GET /registry/v1/service-officers": LIST,
    "GET /registry/v1/service-officers/{service_officer_id}/enterprises": OWN,
    "GET /registry/v1/enterprises/{uscc}/service-officer": OWN,
    "GET /registry/v1/exports/enterprises.{form}": LIST,
    "GET /registry/v1/exports/target-board.{form}": Ask(lists=True, params=_YEAR),
    "GET /registry/v1/exports/expiry-cliff.{form}": LIST,
    "GET /benefits/v1/policy-sets": OWN,
    "GET /benefits/v1/facts": OWN,
    "GET /benefits/v1/evidence-kinds": OWN,
    "GET /benefits/v1/measures": LIST,
    "GET /benefits/v1/measures/{measure}": OWN,
    "GET /benefits/v1/calculation-receipts/{receipt_id}": OWN,
    "GET /benefits/v1/calculation-receipts/{receipt_id}/verification": OWN,
    "GET /benefits/v1/tiers/{tier}/opens": OWN,
    "GET /benefits/v1/enterprises/{uscc}/entitlements": OWN,
    "GET /benefits/v1/enterprises/{uscc}/allowances": OWN,
    "GET /benefits/v1/enterprises/{uscc}/claims": OWN,
    "GET /benefits/v1/claims/{claim_id}": OWN,
    "GET /benefits/v1/claim-worklist": Ask(lists=True, also=({"state": "approval"},)),
    "GET /benefits/v1/enterprises/{uscc}/evidence": OWN,
    "GET /benefits/v1/evidence/{evidence_id}": OWN,
    "GET /benefits/v1/evidence/{evidence_id}/files/{sha256}": OWN,
    "GET /benefits/v1/evidence-worklist": LIST,
    "GET /benefits/v1/enterprises/{uscc}/outlook/{tier}": OWN,
    "GET /benefits/v1/enterprises/{uscc}/contributions": OWN,
    "GET /benefits/v1/measure-versions": LIST,
    "GET /benefits/v1/measure-versions/{version_id}": OWN,
    "GET /benefits/v1/rehearsals/{rehearsal_id}": OWN,
    "GET /registry/v1/registration-confirmations": LIST,
    "GET /benefits/v1/budgets": LIST,
    "GET /benefits/v1/budgets/{budget_id}": OWN,
    "GET /benefits/v1/budgets/{budget_id}/versions": OWN,
    "GET /benefits/v1/ledger/verification": OWN,
    "GET /benefits/v1/enterprises/{uscc}/bank-accounts": OWN,
    "GET /benefits/v1/enterprises/{uscc}/bank-account-disclosures": OWN,
    "GET /benefits/v1/payment-orders": LIST,
    "GET /benefits/v1/payment-orders/{order_id}": OWN,
    "GET /benefits/v1/payment-notices": Ask(lists=True, params={"month": str(BEGUN)[:7]}),
    "GET /finance/v1/list": LIST,
    "GET /finance/v1/list/changes": Ask(lists=True, params={"after": 0}),
    "GET /finance/v1/list/enterprises/{uscc}": OWN,
    "GET /finance/v1/products": LIST,
    "GET /finance/v1/products/{financial_product_id}": OWN,
    "GET /finance/v1/products/{financial_product_id}/versions": OWN,
    "GET /finance/v1/product-worklist": LIST,
    "GET /finance/v1/enterprises/{uscc}/product-matches": Ask(
        params={"amount": "5000000.00", "months": 12, "on": BEFORE_OFFERED}
    ),
    **{f"GET /{service}/v1/parked-facts": OWN for service in ("registry", "benefits", "finance", "notifications")},
}
"""Every GET an officer may call. A new one is written here: what it lists, `arrive` must bring."""

BOARD: Final = {"GET /registry/v1/exports/target-board.{form}", "GET /registry/v1/targets/{year}"}
"""The published board in other forms. What is asked without login is for all anyway."""


async def arrive(zone: RunningZone, district: str) -> Firm:
    """A district with one of everything it keeps to itself; the firm is one of its own."""
    own, city, long_ago = zone.officer(district), zone.officer(), zone.today - timedelta(days=1_000)
    uscc = await zone.register(district=district)
    await created(city, f"/v1/enterprises/{uscc}/owners", individual(person_of(uscc)) | GROUND)
    held = await zone.recognise(uscc, "innovative", long_ago)
    changed = await zone.recognise(uscc, "specialised", long_ago)
    park_id = await make_park(zone, district)
    await move_in(zone, park_id, uscc, district=district)
    decision = DECISION | {"decided_on": zone.today.isoformat()}
    await taken_by(city, f"/v1/parks/{park_id}/decisions", decision)
    service_officer_id = await make_service_officer(zone, district)
    assert (await assign(own, uscc, service_officer_id)).status_code == 200
    await diagnose(zone, uscc, district=district)
    for path, client, more in (
        (f"/v1/land-sales/{LAND_YEAR}/{district}", own, {"until_on": f"{LAND_YEAR}-09-30"}),
        (f"/v1/targets/{LAND_YEAR}/specialised/{district}", city, {}),
    ):
        body = {"value": 860, "document": "示例文号"} | more
        assert (await client.put(path, json=body, headers={"If-Match": "*"})).status_code == 200
    await submit(zone, district=district)
    _, recommended = await at_city(zone, district=district)
    await taken(officer(zone, "city-desk"), recommended, "reviews", {"step": "approve"} | RESULT)
    await at_notice(zone, district=district)
    application_id = await begin(zone, uscc, "little_giant")
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    check_id = await new_entry(zone, uscc, "{check_id}")

    async def answered() -> bool:
        check = await own.get(f"/v1/enterprises/{uscc}/source-checks/{check_id}")
        return check.json()["answered_at"] is not None

    await eventually(answered, seconds=20)
    await zone.settle()
    await zone.complete(changed["change_id"])
    await one_step_away(zone, district)
    proof = {"document": "示例文号", "changed_on": zone.today.isoformat()}
    await taken_by(own, f"/v1/enterprises/{uscc}/renames", {"name": f"示例{uscc[-8:]}新名有限公司"} | proof)
    judged = await created(own, f"/v1/enterprises/{uscc}/assessments", {"tier": "specialised"})
    appointed = await created(city, "/v1/officers", new_officer() | {"district": district})
    report = await report_about(zone, uscc)
    await enter(zone)
    calculated = await created(zone.officer(district, "benefits"), "/v1/calculation-receipts", {"uscc": uscc})
    return Firm(
        uscc,
        held["titles"][0]["title_id"],
        changed["change_id"],
        application_id=application_id,
        park_id=park_id,
        service_officer_id=service_officer_id,
        entry_id=check_id,
        person_id=await reader_of(zone, uscc),
        officer_id=appointed["officer_id"],
        assessment_id=judged["assessment_id"],
        major_change_id=await change_of(zone, uscc),
        report_id=report.report_id,
        receipt=report.receipt,
        receipt_id=calculated["receipt_id"],
        financial_product_id=await offered(zone),
        money=await make_money(zone, uscc, district),
        **await versioned(zone, district),
        **await claiming(zone, uscc),
    )


async def versioned(zone: RunningZone, district: str) -> dict[str, str]:
    """A measure of the district's own that it rehearsed, and a registration that no register confirmed."""
    version_id = (await draft(zone, award(code_of(district)), district))["version_id"]
    made = await rehearse(zone, version_id, district)
    assert (await approve(zone, version_id, district)).status_code == 201
    await gone_through(zone, version_id, district)
    register = zone.zone.apps["registry"].state.business_register
    register.away = True
    uscc = new_uscc(district)
    body = {"uscc": uscc, "name": f"示例自立{uscc[-6:]}有限公司", "district": district, "industry": "C39"}
    owner = {"owner": {"name": "欧阳示例", "phone": "13800001234"}}
    await created(acting(zone, uscc, f"person-{uscc}"), "/v1/me/enterprises", body | owner)
    register.away = False
    return {"version_id": version_id, "rehearsal_id": made["rehearsal_id"]}


async def claiming(zone: RunningZone, uscc: str) -> dict[str, str]:
    """A claim at somebody's desk, and evidence with a file that waits to be verified."""
    made = await claim(zone, uscc)
    assert made.status_code == 201, made.text
    brought = await bring(zone, uscc)
    assert brought.status_code == 201, brought.text
    evidence_id = brought.json()["evidence_id"]
    assert (await send(zone.enterprise(uscc, "benefits"), evidence_id, PDF)).status_code == 200
    names = {"claim_id": made.json()["claim_id"], "evidence_id": evidence_id}
    return {**names, "sha256": sha256(PDF).hexdigest()}


async def one_step_away(zone: RunningZone, district: str) -> None:
    """A title holder that monitoring finds."""
    uscc = await zone.register(district=district)
    await zone.recognise(uscc, "innovative", zone.today - timedelta(days=30))
    await put_on_file(zone, uscc, answering(make_profile(), development_score=49))


async def looked_at(zone: RunningZone) -> None:
    """Until monitoring has seen everybody as they are."""
    while (await zone.officer().get("/v1/monitoring")).json()["freshness"]["waiting"]:
        await monitoring.renew(zone.db("registry"))


async def come_into(zone: RunningZone, park_id: str, uscc: str) -> None:
    """The city lets an enterprise of one district into a park of another."""
    body = {"uscc": uscc, "from_on": zone.today.isoformat()}
    await taken_by(zone.officer(), f"/v1/parks/{park_id}/tenancies", body)


async def taken_by(client: httpx.AsyncClient, path: str, body: Any) -> None:
    answer = await client.post(path, json=body, headers=key() | {"If-Match": "*"})
    assert answer.status_code == 201, answer.text
