"""Enterprises to ask about, and for every operation the request that succeeds for whoever may make it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from services.finance.store import DEMONSTRATION_BANK
from tests.consents import grant, wish
from tests.holdings import names_an_entry, new_entry, requests_of_profiles
from tests.input.applicants import applied, requests_of_applications
from tests.input.borrowers import make_bank_loan, make_loan, requests_of_loans
from tests.input.claimants import make_claiming, names_of, requests_of_claims
from tests.input.endpoints import make_endpoint, requests_of_endpoints
from tests.input.firm import Firm
from tests.input.holders import change_of, report_about, requests_of_holders
from tests.input.institutions import make_institution, requests_of_institutions
from tests.input.lists import csv_of
from tests.input.payees import make_money, requests_of_money
from tests.input.peopled import invitation_of, officer_id, reader_of, requests_of_people
from tests.input.places import make_places, requests_of_districts
from tests.input.quota_holders import make_quota, requests_of_quotas
from tests.input.seekers import FOR_ALL, make_financing, requests_of_financing
from tests.input.talents import make_right, requests_of_rights
from tests.people import individual
from tests.products import TERMS, offered
from tests.services.benefits.publishing import award, body, code_of, draft, rehearse
from tests.zone import BINJIANG, RunningZone, key, new_uscc, person_of, recognition


async def make_firm(zone: RunningZone, *, titled: bool = True, owned: bool = True) -> Firm:
    uscc = new_uscc()
    owner = {"owner": individual(person_of(uscc))} if owned else {}
    await zone.register(uscc, district=BINJIANG, **owner)
    if not titled:
        return Firm(uscc, "", "")
    changed = await zone.recognise(uscc, "innovative", on=zone.today - timedelta(days=1_060))
    return Firm(uscc, changed["titles"][0]["title_id"], changed["change_id"])


async def with_entry(zone: RunningZone, firm: Firm, path: str) -> Firm:
    """With an entry of its profile, where the address speaks of one."""
    if not names_an_entry(path):
        return firm
    return replace(firm, entry_id=await new_entry(zone, firm.uscc, path))


async def with_assessment(zone: RunningZone, firm: Firm) -> Firm:
    """It was judged once."""
    path = f"/v1/enterprises/{firm.uscc}/assessments"
    made = await zone.officer().post(path, json={"tier": "specialised"}, headers=key())
    assert made.status_code == 201, made.text
    return replace(firm, assessment_id=made.json()["assessment_id"])


async def with_questionnaire(zone: RunningZone, firm: Firm) -> Firm:
    """It began to judge itself."""
    path = f"/v1/enterprises/{firm.uscc}/questionnaires"
    begun = await zone.enterprise(firm.uscc, "registry").post(path, json={"tier": "specialised"}, headers=key())
    assert begun.status_code == 201, begun.text
    return replace(firm, questionnaire_id=begun.json()["questionnaire_id"])


async def with_calculation(zone: RunningZone, firm: Firm) -> Firm:
    """Somebody calculated for it, and kept the receipt."""
    await zone.settle()
    kept = await zone.officer(service="benefits").post(
        "/v1/calculation-receipts", json={"uscc": firm.uscc, "measures": ["02-2"]}, headers=key()
    )
    assert kept.status_code == 201, kept.text
    return replace(firm, receipt_id=kept.json()["receipt_id"])


async def with_money(zone: RunningZone, firm: Firm) -> Firm:
    """It has an account, an order that waits, and money that is asked back."""
    return replace(firm, money=await make_money(zone, firm.uscc))


async def with_loan(zone: RunningZone, firm: Firm) -> Firm:
    """It borrowed."""
    return replace(firm, loan_id=await make_loan(zone, firm.uscc))


async def with_bank_loan(zone: RunningZone, firm: Firm) -> Firm:
    """The demonstration bank reported a loan of its."""
    return replace(firm, bank_loan_id=await make_bank_loan(zone, firm.uscc))


async def with_version(zone: RunningZone, firm: Firm) -> Firm:
    """Its district has rehearsed a version of a measure."""
    version_id = (await draft(zone, award(code_of(BINJIANG)), BINJIANG))["version_id"]
    made = await rehearse(zone, version_id, BINJIANG)
    return replace(firm, version_id=version_id, rehearsal_id=made["rehearsal_id"])


async def with_claim(zone: RunningZone, firm: Firm) -> Firm:
    """It claims what a title of its gives."""
    changed = await zone.recognise(firm.uscc, "specialised")
    await zone.complete(changed["change_id"])
    return replace(firm, **names_of(await make_claiming(zone, firm.uscc)))


async def with_quota(zone: RunningZone, firm: Firm) -> Firm:
    """It has a quota, and a voucher of it."""
    return replace(firm, **await make_quota(zone, firm.uscc))


async def with_right(zone: RunningZone, firm: Firm) -> Firm:
    """It applied for somebody it recruits."""
    return replace(firm, **await make_right(zone, firm.uscc))


async def with_consent(zone: RunningZone, firm: Firm) -> Firm:
    """It lets the demonstration bank see its figures."""
    await zone.settle()
    return replace(firm, consent_id=(await grant(zone, firm.uscc))["consent_id"])


async def with_product(zone: RunningZone, firm: Firm) -> Firm:
    """There is a product of the demonstration bank."""
    return replace(firm, financial_product_id=await offered(zone, **FOR_ALL))


async def with_financing(zone: RunningZone, firm: Firm) -> Firm:
    """It asks the demonstration bank for money."""
    return replace(firm, **await make_financing(zone, firm.uscc))


async def with_code(zone: RunningZone, firm: Firm) -> Firm:
    """Shows a new code for it: one is scanned once."""
    owner = zone.enterprise(firm.uscc, "registry")
    path = f"/v1/enterprises/{firm.uscc}/codes"
    shown = await owner.post(path, json={"purpose": "verification"}, headers=key())
    assert shown.status_code == 201, shown.text
    return replace(firm, token=shown.json()["token"])


async def with_reference(zone: RunningZone, firm: Firm) -> Firm:
    """A bank scanned it."""
    firm = await with_code(zone, firm)
    bank = zone.client("registry", "institution", "clerk", institution=DEMONSTRATION_BANK)
    scan = await bank.post("/v1/code-scans", json={"token": firm.token, "purpose": "verification"}, headers=key())
    return replace(firm, reference=scan.json()["reference"])


async def with_places(zone: RunningZone, firm: Firm) -> Firm:
    return replace(firm, **await make_places(zone))


async def with_endpoint(zone: RunningZone, firm: Firm) -> Firm:
    """A bank opened an endpoint."""
    return replace(firm, endpoint_id=await make_endpoint(zone))


async def with_everything(zone: RunningZone, firm: Firm) -> Firm:
    """With one of everything that an address names and that only exists once somebody made it."""
    made_of = (with_reference, with_places, with_change, with_report, with_assessment, with_questionnaire)
    of_money = (with_money, with_claim, with_loan, with_bank_loan, with_quota, with_right)
    of_banks = (with_consent, with_product, with_financing, with_endpoint)
    for made in (*made_of, *of_banks, with_calculation, with_version, *of_money):
        firm = await made(zone, firm)
    return replace(firm, institution_id=await make_institution(zone))


async def peopled(zone: RunningZone, firm: Firm, path: str) -> Firm:
    """With what the address of an operation about people or officers names, new each time."""
    if "{person_id}" in path:
        firm = replace(firm, person_id=await reader_of(zone, firm.uscc))
    if "{invitation_id}" in path or path.endswith("/invitation-acceptances"):
        invitation_id, token = await invitation_of(zone, firm.uscc)
        firm = replace(firm, invitation_id=invitation_id, invitation=token)
    if "{officer_id}" in path:
        firm = replace(firm, officer_id=await officer_id(zone))
    return firm


async def with_change(zone: RunningZone, firm: Firm) -> Firm:
    """It reported a major change."""
    return replace(firm, major_change_id=await change_of(zone, firm.uscc))


async def with_report(zone: RunningZone, firm: Firm) -> Firm:
    """Somebody reported it."""
    report = await report_about(zone, firm.uscc)
    return replace(firm, report_id=report.report_id, receipt=report.receipt)


async def make_applicant(zone: RunningZone, path: str) -> Firm:
    uscc, application_id = await applied(zone, path)
    return Firm(uscc, "", "", application_id=application_id)


DECIDED: Final = {"authority": "示例机关", "document": "示例文号"}


def request_of(operation: str, zone: RunningZone, firm: Firm) -> dict[str, Any]:
    """What makes the operation succeed for whoever may do it."""
    today = zone.today.isoformat()
    good = {"uscc": new_uscc(), "name": "示例有限公司", "district": BINJIANG, "industry": "C39"}
    row = (
        "示例有限公司",
        new_uscc(),
        "滨江区",
        "C39",
        "创新型中小企业",
        uuid4().hex,
        "示例机关",
        "示例文号",
        "2026-01-05",
    )
    source = "benefits" if "/registry/" in operation else "registry"
    requests: dict[str, dict[str, Any]] = {
        "POST /registry/v1/enterprises": {"json": good},
        "PATCH /registry/v1/enterprises/{uscc}": {"json": {"staff": 7}, "headers": {"If-Match": "*"}},
        "PUT /registry/v1/enterprises/{uscc}/annual-figures/{year}": {
            "json": {"staff": 7, "revenue": "1.00"},
            "headers": {"If-Match": "*"},
        },
        "POST /registry/v1/enterprises/{uscc}/titles": {"json": recognition("innovative", zone.today)},
        "POST /registry/v1/titles/{title_id}/renewals": {"json": DECIDED | {"decided_on": today}},
        "POST /registry/v1/titles/{title_id}/revocations": {
            "json": {"ground": "unqualified", "document": "示例文号", "decided_on": today}
        },
        "POST /registry/v1/enterprises/{uscc}/codes": {"json": {"purpose": "verification"}},
        "POST /registry/v1/enterprises/{uscc}/assessments": {"json": {"tier": "specialised"}},
        "POST /registry/v1/enterprises/{uscc}/trial-assessments": {"json": {"tier": "specialised", "facts": {}}},
        "POST /registry/v1/enterprises/{uscc}/questionnaires": {"json": {"tier": "specialised"}},
        "PATCH /registry/v1/questionnaires/{questionnaire_id}": {
            "json": {"answers": {"ip_applied": "yes"}},
            "headers": {"If-Match": "*"},
        },
        "POST /registry/v1/questionnaires/{questionnaire_id}/assessments": {"headers": {"If-Match": "*"}},
        "POST /registry/v1/code-scans": {"json": {"token": firm.token, "purpose": "verification"}},
        "PUT /registry/v1/enterprises/{uscc}/code-status": {"json": {"status": "active"}},
        "POST /registry/v1/title-imports": {"files": {"file": ("名单.csv", csv_of(row))}},
    }
    looking = {"params": {"purpose": "loan"}}
    requests |= {
        "GET /registry/v1/enterprises/{uscc}/shared-data": {"params": {"parts": ["annual_figures"]}},
        "POST /finance/v1/enterprises/{uscc}/consents": {"json": wish(zone)},
        "GET /finance/v1/enterprises/{uscc}/product-matches": {"params": {"amount": "5000000.00", "months": 12}},
        "POST /finance/v1/products": {"json": TERMS},
        "PUT /finance/v1/products/{financial_product_id}": {"json": TERMS, "headers": {"If-Match": "*"}},
        "POST /finance/v1/products/{financial_product_id}/decisions": {
            "json": {"decision": "publish"},
            "headers": {"If-Match": "*"},
        },
        "POST /finance/v1/products/{financial_product_id}/withdrawals": {
            "json": {"reason": "示例"},
            "headers": {"If-Match": "*"},
        },
        "POST /finance/v1/enterprises/{uscc}/listing-steps": {
            "json": {"stage": "reform", "happened_on": today},
            "headers": {"If-Match": "*"},
        },
        "GET /finance/v1/consented-data/{consent_id}": looking,
        "GET /finance/v1/consented-data/code-references/{reference}": looking,
    }
    calculation: dict[str, Any] = {"uscc": firm.uscc, "measures": ["04-3"]}
    requests |= {
        "POST /benefits/v1/calculations": {"json": calculation},
        "POST /benefits/v1/calculation-receipts": {"json": calculation},
        "POST /benefits/v1/calculation-sweeps": {
            "json": calculation | {"sweep": {"fact": "platform_equipment", "low": "0", "high": "1.00"}}
        },
    }
    requests |= {
        "POST /finance/v1/list/comparisons": {"json": {"count": 0, "digest": "0" * 64}},
        "POST /finance/v1/list/matches": {"json": {"purpose": "示例用途", "usccs": [firm.uscc]}},
    }
    version = "/benefits/v1/measure-versions"
    yesterday = (zone.today - timedelta(days=1)).isoformat()
    coefficient = {"coefficient": "0.6", "from_on": today, "reason": "示例", "document": "示例文号"}
    requests |= {
        f"POST {version}": {"json": {"district": BINJIANG, **body(award(code_of(BINJIANG)))}},
        f"PUT {version}/{{version_id}}": {"json": body(award(code_of(BINJIANG))), "headers": {"If-Match": "*"}},
        f"POST {version}/{{version_id}}/rehearsals": {"json": {}},
        f"POST {version}/{{version_id}}/approvals": {
            "json": {"in_force_from": yesterday},
            "headers": {"If-Match": "*"},
        },
        f"POST {version}/{{version_id}}/withdrawals": {
            "json": {"reason": "示例", "document": "示例文号"},
            "headers": {"If-Match": '"v0"'},
        },
        "POST /benefits/v1/enterprises/{uscc}/contributions": {"json": coefficient},
    }
    requests |= requests_of_districts(zone.today, firm.uscc, firm.service_officer_id)
    requests |= requests_of_applications(zone.today, firm.application_id) | requests_of_profiles()
    requests |= requests_of_people(firm.uscc, firm.invitation)
    requests |= requests_of_holders(zone.today, firm.uscc) | requests_of_money(firm.name)
    requests |= requests_of_loans(zone.today, firm.uscc) | requests_of_quotas(firm.uscc)
    requests |= requests_of_institutions(zone)
    requests |= requests_of_financing(zone, firm.financial_product_id, firm.part_id)
    requests |= requests_of_claims(zone, firm.money.account_id)
    requests |= requests_of_rights(zone, firm.talent_id) | requests_of_endpoints()
    shared: dict[str, dict[str, Any]] = {
        "PUT /internal/clock": {"json": {"shift_seconds": 0}},
        "POST /v1/parked-facts/retry": {"json": {"source": source}},
        "DELETE /v1/parked-facts/{number}": {"params": {"source": source}},
    }
    method, path = operation.split()
    found = requests.get(operation) or shared.get(f"{method} /{path.split('/', 2)[2]}", {})
    return found | {"headers": key() | found.get("headers", {})}
