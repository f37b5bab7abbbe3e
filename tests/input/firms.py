"""For every operation the request that succeeds for whoever may make it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from tests.consents import wish
from tests.holdings import requests_of_profiles
from tests.input.applicants import applied, requests_of_applications
from tests.input.borrowers import requests_of_loans
from tests.input.claimants import requests_of_claims
from tests.input.endpoints import requests_of_endpoints
from tests.input.exchangers import requests_of_exchange
from tests.input.firm import Firm
from tests.input.helped import requests_of_help
from tests.input.holders import requests_of_holders
from tests.input.institutions import requests_of_institutions
from tests.input.lists import csv_of
from tests.input.payees import requests_of_money
from tests.input.peopled import invitation_of, officer_id, reader_of, requests_of_people
from tests.input.places import requests_of_districts
from tests.input.quota_holders import requests_of_quotas
from tests.input.receivers import requests_of_receivers
from tests.input.seekers import requests_of_financing
from tests.input.talents import requests_of_rights
from tests.input.wordings import requests_of_attention
from tests.products import TERMS
from tests.services.benefits.publishing import award, body, code_of, notice
from tests.zone import BINJIANG, RunningZone, key, new_uscc, recognition


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
        "GET /notifications/v1/enterprises/{uscc}/message-events": {"params": {"follow": "false"}},
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
        "POST /benefits/v1/notices": {"json": notice(BINJIANG)},
        "POST /benefits/v1/notices/{notice_id}/publications": {"headers": {"If-Match": '"v0"'}},
        "POST /benefits/v1/notices/{notice_id}/withdrawals": {
            "json": {"reason": "示例"},
            "headers": {"If-Match": '"v0"'},
        },
        "POST /benefits/v1/audience-previews": {"json": {"audience": {"fact": "staff", "at_least": 20}}},
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
    requests |= requests_of_help(zone, firm.open_activity_id, firm.registration_id)
    requests |= requests_of_rights(zone, firm.talent_id) | requests_of_endpoints()
    requests |= requests_of_attention(firm.opt_out)
    requests |= requests_of_receivers(zone, firm.delivery_id)
    requests |= requests_of_exchange(zone)
    shared: dict[str, dict[str, Any]] = {
        "PUT /internal/clock": {"json": {"shift_seconds": 0}},
        "POST /v1/parked-facts/retry": {"json": {"source": source}},
        "DELETE /v1/parked-facts/{number}": {"params": {"source": source}},
    }
    method, path = operation.split()
    found = requests.get(operation) or shared.get(f"{method} /{path.split('/', 2)[2]}", {})
    return found | {"headers": key() | found.get("headers", {})}
