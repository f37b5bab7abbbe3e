"""Two districts side by side: what each of them fills the zone with."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx

from services.benefits.service import growing
from services.benefits.store import portraits
from services.registry.service import monitoring
from shared.testing import eventually
from tests.applications import RESULT, at_city, at_notice, begin, officer, submit, taken
from tests.claims import claim
from tests.districts import DECISION, assign, created, diagnose, make_park, make_service_officer, move_in
from tests.holdings import new_entry
from tests.input.borrowers import make_bank_loan, make_loan
from tests.input.exchangers import make_exchange
from tests.input.firm import Firm
from tests.input.helped import make_help
from tests.input.holders import change_of, report_about
from tests.input.institutions import make_institution
from tests.input.payees import make_money
from tests.input.peopled import new_officer, reader_of
from tests.input.quota_holders import make_quota
from tests.input.receivers import make_delivery
from tests.input.seekers import make_financing
from tests.input.talents import make_right
from tests.input.wordings import make_wording
from tests.people import GROUND, acting, individual
from tests.products import enter, offered
from tests.proofs import PDF, bring, send
from tests.qualified import put_on_file
from tests.services.asking import LAND_YEAR
from tests.services.benefits.publishing import (
    approve,
    award,
    code_of,
    draft,
    draft_notice,
    gone_through,
    publish,
    rehearse,
)
from tests.services.registry.profiles import answering, make_profile
from tests.zone import RunningZone, key, new_uscc, person_of


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
    await make_institution(zone)
    await enter(zone)
    quota = await make_quota(zone, uscc)
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
        loan_id=await make_loan(zone, uscc, district),
        bank_loan_id=await make_bank_loan(zone, uscc),
        **await versioned(zone, district),
        **await claiming(zone, uscc),
        **quota,
        **await make_help(zone, uscc, quota["voucher_id"], district),
        **await make_right(zone, uscc),
        **await make_financing(zone, uscc),
        **await make_wording(zone, uscc),
        **await make_delivery(zone, uscc),
        **await exchanging(zone, uscc, district),
    )


async def versioned(zone: RunningZone, district: str) -> dict[str, str]:
    """Measures of the district's own, one of which hangs on what nobody knows; a notice; and a registration that no
    register confirmed."""
    unknown = {"fact": "contribution", "at_least": "50%"}
    await publish(zone, award(code_of(district), automatic=False, audience=unknown), district)
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
    notice_id = (await draft_notice(zone, district))["notice_id"]
    return {"version_id": version_id, "rehearsal_id": made["rehearsal_id"], "notice_id": notice_id}


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


async def exchanging(zone: RunningZone, uscc: str, district: str) -> dict[str, str]:
    """What it asks, posts, answers, needs and proposes; its posting is open in its district."""
    names = await make_exchange(zone, uscc, district)
    await created(zone.enterprise(uscc, "notifications"), f"/v1/postings/{names['posting_id']}/submissions", {})
    return names


async def one_step_away(zone: RunningZone, district: str) -> None:
    """A title holder that monitoring finds."""
    uscc = await zone.register(district=district)
    await zone.recognise(uscc, "innovative", zone.today - timedelta(days=30))
    await put_on_file(zone, uscc, answering(make_profile(), development_score=49))


async def looked_at(zone: RunningZone) -> None:
    """Until monitoring and matching have seen everybody as they are."""
    while await growing_left(zone):
        await growing.follow(zone.db("benefits"))
    await zone.settle()
    while (await zone.officer().get("/v1/monitoring")).json()["freshness"]["waiting"]:
        await monitoring.renew(zone.db("registry"))


async def growing_left(zone: RunningZone) -> bool:
    async with zone.db("benefits").reading() as tx:
        return bool(await portraits.waiting(tx, None))


async def come_into(zone: RunningZone, park_id: str, uscc: str) -> None:
    """The city lets an enterprise of one district into a park of another."""
    body = {"uscc": uscc, "from_on": zone.today.isoformat()}
    await taken_by(zone.officer(), f"/v1/parks/{park_id}/tenancies", body)


async def taken_by(client: httpx.AsyncClient, path: str, body: Any) -> None:
    answer = await client.post(path, json=body, headers=key() | {"If-Match": "*"})
    assert answer.status_code == 201, answer.text
