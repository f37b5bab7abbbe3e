"""Roles, walked along the route list: who only reads writes nothing anywhere, who was sent away is let in nowhere."""

from dataclasses import replace
from typing import Final

import httpx

from services.embedded import SERVICES
from shared.testing import eventually
from tests.architecture.routes import Operation, operations
from tests.holdings import BODIES, KEYS
from tests.input.applicants import returned
from tests.input.belongings import make_firm, with_code, with_entry, with_everything
from tests.input.firm import Firm
from tests.input.firms import peopled, request_of
from tests.input.test_authorisation import table
from tests.input.verdicts import nothing_written
from tests.people import acting, join, remove
from tests.zone import BINJIANG, RunningZone, key, person_of

_OF_PERSONS: Final = {f"GET /benefits/v1/enterprises/{{uscc}}/{noun}" for noun in ("talents", "talent-disclosures")}
FOR_OWNERS: Final = {
    "GET /registry/v1/enterprises/{uscc}/invitations",
    "GET /benefits/v1/enterprises/{uscc}/rights",
    "GET /benefits/v1/rights/{right_id}",
    *_OF_PERSONS,
}
"""What is read by owners only."""
_ENTERPRISE: Final = "/registry/v1/enterprises/{uscc}"
BY_FINANCE: Final = {
    f"POST {_ENTERPRISE}/codes",
    "POST /benefits/v1/calculation-receipts",
    "POST /benefits/v1/loans/{loan_id}/subsidies/{year}/receipts",
    "POST /benefits/v1/enterprises/{uscc}/claims",
    "PATCH /benefits/v1/claims/{claim_id}",
    *(f"POST /benefits/v1/claims/{{claim_id}}/{noun}" for noun in ("withdrawals", "appeals", "ratings")),
    "POST /finance/v1/enterprises/{uscc}/applications",
    *(f"POST /finance/v1/applications/{{financing_id}}/{noun}" for noun in ("supplements", "withdrawals")),
    "POST /benefits/v1/enterprises/{uscc}/vouchers",
    "POST /benefits/v1/vouchers/{voucher_id}/releases",
    "POST /benefits/v1/enterprises/{uscc}/evidence",
    "POST /benefits/v1/evidence/{evidence_id}/withdrawals",
    "PUT /benefits/v1/evidence/{evidence_id}/files/{sha256}",
    "POST /benefits/v1/enterprises/{uscc}/bank-accounts",
    "DELETE /benefits/v1/enterprises/{uscc}/bank-accounts/{account_id}",
    "POST /benefits/v1/enterprises/{uscc}/bank-accounts/{account_id}/checks",
    "POST /benefits/v1/enterprises/{uscc}/bank-accounts/{account_id}/disclosures",
    "PUT /notifications/v1/enterprises/{uscc}/notification-preferences",
    *(
        f"PUT /notifications/v1/enterprises/{{uscc}}/messages/{{message_id}}/{w}"
        for w in ("read", "read-up-to", "archived")
    ),
    "DELETE /notifications/v1/enterprises/{uscc}/messages/{message_id}/archived",
    "POST /notifications/v1/enterprises/{uscc}/contacts",
    "POST /notifications/v1/enterprises/{uscc}/contacts/{address_id}/codes",
    "PUT /notifications/v1/enterprises/{uscc}/contacts/{address_id}/verification",
    "DELETE /notifications/v1/enterprises/{uscc}/contacts/{address_id}",
    "POST /notifications/v1/enterprises/{uscc}/deliveries/{delivery_id}/redeliveries",
    "POST /notifications/v1/enterprises/{uscc}/registrations",
    "POST /notifications/v1/enterprises/{uscc}/registrations/{registration_id}/cancellations",
    "POST /notifications/v1/enterprises/{uscc}/registrations/{registration_id}/feedback",
    "POST /notifications/v1/enterprises/{uscc}/provider-uses/{voucher_id}/ratings",
    *(
        f"POST /notifications/v1/enterprises/{{uscc}}/{noun}"
        for noun in ("tickets", "postings", "talent-needs", "leads")
    ),
    *(f"POST /notifications/v1/tickets/{{ticket_id}}/{noun}" for noun in ("supplements", "closures", "ratings")),
    "PUT /notifications/v1/postings/{posting_id}",
    *(
        f"POST /notifications/v1/postings/{{posting_id}}/{noun}"
        for noun in ("submissions", "answers", "choices", "disclosures", "endings")
    ),
    "PUT /notifications/v1/posting-answers/{answer_id}",
    "POST /notifications/v1/posting-answers/{answer_id}/withdrawals",
    "PUT /notifications/v1/talent-needs/{need_id}",
    "POST /notifications/v1/talent-needs/{need_id}/endings",
    f"PUT {_ENTERPRISE}/annual-figures/{{year}}",
    f"PUT {_ENTERPRISE}/answers/{{question}}",
    f"PUT {_ENTERPRISE}/intellectual-property",
    f"PUT {_ENTERPRISE}/tags/{{list_name}}",
    f"PUT {_ENTERPRISE}/complete-sections/{{section}}",
    f"POST {_ENTERPRISE}/assessments",
    f"POST {_ENTERPRISE}/trial-assessments",
    f"POST {_ENTERPRISE}/source-checks",
    f"POST {_ENTERPRISE}/questionnaires",
    "PATCH /registry/v1/questionnaires/{questionnaire_id}",
    "POST /registry/v1/questionnaires/{questionnaire_id}/assessments",
    *(f"POST {_ENTERPRISE}/{section}" for section in BODIES),
    *(
        f"{method} {_ENTERPRISE}/{section}/{{{name}}}"
        for name, section in KEYS.items()
        for method in ("PUT", "DELETE")
        if section in BODIES
    ),
}
"""What a person of the finance role does: shows codes, reads messages, keeps the profile and has it judged. A new
route is a decision: it is written here."""


ACCOUNTED_FOR: Final = {
    *("export_enterprises", "export_board", "export_cliff"),
    *("export_evaluation", "export_missed", "export_budget"),
    *("download_list", "match_list", "export_figures", "export_participants", "export_catalogue"),
}
"""What is read and leaves a row in the audit trail, since much leaves at once; by operationId."""

READ_BY_POST: Final = {
    "POST /finance/v1/list/comparisons",
    "POST /finance/v1/list/matches",
    "POST /benefits/v1/audience-previews",
}
"""Questions too long for an address"""


def walk(zone: RunningZone, kind: str) -> list[Operation]:
    found = [one for service, app in zone.zone.apps.items() for one in operations(service, app) if kind in one.kinds]
    assert len(found) >= 20, "a walk that finds nothing would let every rule pass"
    return found


def appointed_only(operation: Operation) -> bool:
    """Not what anybody may ask who logged in, or who did not."""
    return operation.kinds.isdisjoint({"public", "person"})


async def ask(zone: RunningZone, operation: Operation, firm: Firm, subject: str) -> httpx.Response:
    client = acting(zone, firm.uscc, subject, operation.service)
    address = firm.address(str(operation.route.path))
    return await client.request(operation.method, address, **request_of(str(operation), zone, firm))


async def whole(zone: RunningZone) -> Firm:
    """A firm with everything that an address of an enterprise names."""
    firm = await make_firm(zone)
    await zone.complete(firm.change_id)
    (message,) = await zone.inbox(firm.uscc)
    firm = replace(firm, message_id=message["message_id"], application_id=await returned(zone, firm.uscc))
    firm = await peopled(zone, firm, "{person_id}{invitation_id}{officer_id}")
    firm = await with_everything(zone, await with_entry(zone, firm, "{check_id}"))
    await answered(zone, firm)
    return await with_code(zone, firm)


async def answered(zone: RunningZone, firm: Firm) -> None:
    """The authorities answer a check some time after it was asked for: not while a test looks for what is written."""

    async def done() -> bool:
        check = await zone.officer().get(f"/v1/enterprises/{firm.uscc}/source-checks/{firm.entry_id}")
        return check.json()["answered_at"] is not None

    await eventually(done, seconds=20)


async def test_a_reader_reads_what_the_owner_reads_and_writes_nothing_anywhere(embedded: RunningZone) -> None:
    zone, verdicts = embedded, table()
    firm = await whole(zone)
    reader, _ = await join(zone, firm.uscc, person_of(firm.uscc), "reader")
    await zone.settle()
    asked = [one for one in walk(zone, "enterprise") if appointed_only(one)]
    async with nothing_written(zone, SERVICES):
        answers = {str(one): await ask(zone, one, firm, reader) for one in asked}
    expected = {
        str(one): verdicts[str(one)]["own"] if one.method == "GET" and str(one) not in FOR_OWNERS else 403
        for one in asked
    }
    assert {name: answer.status_code for name, answer in answers.items()} == expected


async def test_finance_does_money_matters_and_reads(embedded: RunningZone) -> None:
    zone, verdicts = embedded, table()
    firm = await whole(zone)
    finance, _ = await join(zone, firm.uscc, person_of(firm.uscc), "finance")
    await zone.settle()
    asked = [one for one in walk(zone, "enterprise") if appointed_only(one)]
    assert {str(one) for one in asked} >= BY_FINANCE
    assert {str(one) for one in asked} >= FOR_OWNERS
    wrong = []
    for one in asked:
        may = str(one) in BY_FINANCE or (one.method == "GET" and str(one) not in FOR_OWNERS)
        named = await with_entry(zone, firm, str(one)) if may else firm
        answer = await ask(zone, one, named, finance)
        if answer.status_code != (verdicts[str(one)]["own"] if may else 403):
            wrong.append(f"{one}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []


async def test_who_was_removed_or_never_came_is_refused_everywhere(embedded: RunningZone) -> None:
    zone = embedded
    firm = await whole(zone)
    removed, person_id = await join(zone, firm.uscc, person_of(firm.uscc), "owner")
    assert (await remove(zone, firm.uscc, person_of(firm.uscc), person_id)).status_code == 204
    await zone.settle()
    asked = [one for one in walk(zone, "enterprise") if appointed_only(one)]  # elsewhere they are anybody
    async with nothing_written(zone, SERVICES):
        for subject in (removed, "nobody"):
            said = {str(one): (await ask(zone, one, firm, subject)).json()["code"] for one in asked}
            assert set(said.values()) == {"NOT_APPOINTED"}, said


async def test_a_watching_officer_reads_and_writes_nothing_anywhere(embedded: RunningZone) -> None:
    zone, verdicts = embedded, table()
    firm = await whole(zone)
    asked = [one for one in walk(zone, "officer") if appointed_only(one)]
    expected = {str(one): verdicts[str(one)]["city"] if _reads(one) else 403 for one in asked}
    watcher = {name: zone.client(name, "officer", "watcher", district="330100", roles="auditor") for name in SERVICES}
    async with nothing_written(zone, SERVICES, except_for=("audit", "audit_head")):
        said = {str(one): await _by(watcher[one.service], zone, one, firm) for one in asked}
    rows = [row for service in SERVICES for row in await zone.rows(service, "audit")]
    assert {row["operation"] for row in rows if row["actor"] == "officer:watcher"} == ACCOUNTED_FOR
    refused = {f"GET /{name}/v1/parked-facts" for name in SERVICES} | _OF_PERSONS
    assert said == expected | dict.fromkeys(refused & set(expected), 403)


def _reads(operation: Operation) -> bool:
    return operation.method == "GET" or str(operation) in READ_BY_POST


async def test_a_dismissed_officer_is_refused_everywhere(embedded: RunningZone) -> None:
    zone = embedded
    firm = await whole(zone)
    subject = f"officer-{firm.officer_id[:8]}"
    body = {
        "subject": subject, "name": "示例", "district": BINJIANG, "department": "JX", "roles": ["reviewer", "approver"],
        "active_from": "2026-01-01", "document": "示例", "reason": "示例",
    }  # fmt: skip
    made = (await zone.officer().post("/v1/officers", json=body, headers=key())).json()
    ground = {"document": "示例", "reason": "示例"}
    path = f"/v1/officers/{made['officer_id']}/dismissals"
    assert (await zone.officer().post(path, json=ground, headers=key())).status_code == 201
    await zone.settle()
    gone = {name: zone.client(name, "officer", subject, district=BINJIANG) for name in SERVICES}
    asked = [one for one in walk(zone, "officer") if appointed_only(one)]  # elsewhere it is anybody
    async with nothing_written(zone, SERVICES):
        for one in asked:
            address = firm.address(str(one.route.path))
            request = request_of(str(one), zone, firm)
            answer = await gone[one.service].request(one.method, address, **request)
            assert (answer.status_code, answer.json()["code"]) == (403, "NOT_APPOINTED"), str(one)


async def _by(client: httpx.AsyncClient, zone: RunningZone, operation: Operation, firm: Firm) -> int:
    address = firm.address(str(operation.route.path))
    answer = await client.request(operation.method, address, **request_of(str(operation), zone, firm))
    return answer.status_code
