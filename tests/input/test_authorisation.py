"""Who may do what: every operation of the zone by every caller, in one table. An operation not in it fails."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import httpx

from services.embedded import SERVICES
from services.finance.store import DEMONSTRATION_BANK
from tests.architecture.routes import operations
from tests.input import claimants, quota_holders, receivers, talents
from tests.input.applicants import at_work, returned
from tests.input.belongings import (
    make_firm,
    with_change,
    with_claim,
    with_code,
    with_delivery,
    with_entry,
    with_everything,
    with_financing,
    with_loan,
    with_money,
    with_quota,
    with_report,
    with_right,
)
from tests.input.firm import Firm
from tests.input.firms import make_applicant, peopled, request_of
from tests.input.payees import ADDRESSED, Money
from tests.input.peopled import reader_of
from tests.input.verdicts import check_problem
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc, recognition

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
OPERATIONS: Final = Path(__file__).with_name("operations.txt")
"""
anon: no token · late: an expired one · own, other: the enterprise itself, another one · bank, stray: an institution
known to finance, an unknown one · here, there: an officer of the enterprise's district, of another one · city: of the
whole city · audit: an auditor · peer: a service of the zone. The city may recognise what is at notice: it is 409 until
the notice has ended. The owner has accepted, and cannot leave as the last; a title that is not suspended is not
resumed, no firm merges with itself, a version that was rehearsed is not edited, nor in force from yesterday, and who
reported it is kept while the case is open: 409. It is withdrawn at the version that was read: 412.
The token endpoint is asked for another grant: 400. Who onboarded an institution does not agree to it, and one that is
not let in is not suspended: 409; the demonstration's bank keeps its keys: 412. The bank that is asked for financing has
offered nothing and asked for nothing more: 409.
Roles: test_roles.py.
"""


def table() -> dict[str, dict[str, int]]:
    header, *lines = (line.split() for line in OPERATIONS.read_text().splitlines())
    rows: dict[str, dict[str, int]] = {}
    for method, path, *verdicts in lines:
        for service in SERVICES:
            name = f"{method} {path.replace('*', service)}"
            rows[name] = dict(zip(header[1:], map(int, verdicts), strict=True))
    return rows


OTHER: Final = new_uscc(YUHANG)
OF_HOLDERS: Final = ("{title_id}", "major", "annual-update", "{talent_id}")
"""In the address of what only the holder of a title is asked; every recognition is told to all four services."""


def callers(zone: RunningZone, service: str, firm: Firm) -> dict[str, httpx.AsyncClient]:
    """By column, for a service and the firm it is about."""
    anonymous, late = zone.client(service, "auditor"), zone.client(service, "auditor")
    del anonymous.headers["Authorization"]
    late.headers["Authorization"] = f"Bearer {zone.issuer.token('service', 'late', seconds=-60)}"
    return {
        "anon": anonymous,
        "late": late,
        "own": zone.enterprise(firm.uscc, service),
        "other": zone.enterprise(OTHER, service),
        "bank": zone.client(service, "institution", "clerk", institution=DEMONSTRATION_BANK),
        "stray": zone.client(service, "institution", "clerk", institution="nobody-knows-it"),
        "here": zone.officer(BINJIANG, service),
        "there": zone.officer(YUHANG, service),
        "city": zone.officer(service=service),
        "audit": zone.client(service, "auditor"),
        "peer": zone.client(service, "service", "benefits"),
    }


async def test_every_operation_answers_every_caller_as_the_table_says(embedded: RunningZone) -> None:
    await at_work(embedded)
    found = {str(one) for service, app in embedded.zone.apps.items() for one in operations(service, app)}
    expected = table()
    assert found == set(expected), "an operation without a line in the table, or a line without an operation"

    await embedded.register(OTHER, district=YUHANG)
    read = await make_firm(embedded)
    await embedded.settle()
    await embedded.complete(read.change_id)
    (message,) = await embedded.inbox(read.uscc)
    application_id = await returned(embedded, read.uscc)
    read = replace(read, message_id=message["message_id"], application_id=application_id)
    read = await with_everything(embedded, replace(read, person_id=NOBODY, invitation_id=NOBODY, officer_id=NOBODY))
    clients = {service: callers(embedded, service, read) for service in SERVICES}
    wrong = []
    for operation, row in expected.items():
        method, path = operation.split()
        service = path.split("/")[1]
        for column, verdict in row.items():
            changes = method == "POST" and verdict < 300 and "{" in path and column != "own"
            firm = read
            if (
                service == "registry"
                and "/applications" in path
                and method == "POST"
                and column in ("own", "here", "city")
            ):
                firm = await make_applicant(embedded, path)
            elif changes:
                firm = await make_firm(
                    embedded, titled=any(word in path for word in OF_HOLDERS), owned=not path.endswith("/owners")
                )
            if changes and service == "benefits":
                await embedded.settle()  # it hears of the firm
            if path.endswith("/code-scans") and verdict == 201:
                firm = await with_code(embedded, firm)
            firm = firm.beside(read)
            if verdict < 300:
                firm = await with_entry(embedded, firm, path)
            if verdict < 300 or path.endswith("-acceptances"):
                firm = await peopled(embedded, firm, path)
            if changes and "{major_change_id}" in path:
                firm = await with_change(embedded, firm)
            if changes and any(id_ in path for id_ in ADDRESSED):
                firm = await with_money(embedded, firm)
            if changes and "{loan_id}" in path:
                firm = await with_loan(embedded, firm)
            if changes and any(id_ in path for id_ in claimants.ADDRESSED):
                firm = await with_claim(embedded, firm)
            if changes and any(id_ in path for id_ in quota_holders.ADDRESSED):
                firm = await with_quota(embedded, firm)
            if changes and any(id_ in path for id_ in talents.ADDRESSED):
                firm = await with_right(embedded, firm)
            if (changes and receivers.ADDRESSED in path) or ("{provider}" in path and verdict < 300):
                firm = await with_delivery(embedded, firm)
            if changes and "{part_id}" in path:
                firm = await with_financing(embedded, firm)
            if changes and "{report_id}" in path:
                firm = await with_report(embedded, firm)
            asked = request_of(operation, embedded, firm)
            address = firm.address(path.removeprefix(f"/{service}"))
            asker = embedded.enterprise(firm.uscc, service) if column == "own" else clients[service][column]
            answer = await asker.request(method, address, **asked)
            if answer.status_code != verdict:
                wrong.append(f"{operation} by {column}: {answer.status_code}, not {verdict}: {answer.text[:200]}")
            elif verdict >= 400:
                check_problem(answer, verdict)
    assert wrong == []


async def test_a_district_decides_innovative_titles_only(embedded: RunningZone) -> None:
    uscc = await embedded.register(district=BINJIANG)
    path, own = f"/v1/enterprises/{uscc}/titles", embedded.officer(BINJIANG)
    for tier in ("specialised", "hidden_champion", "little_giant"):
        answer = await own.post(path, json=recognition(tier, embedded.today), headers=key())
        check_problem(answer, 403)
    moved = await own.patch(f"/v1/enterprises/{uscc}", json={"district": YUHANG}, headers={"If-Match": "*"})
    check_problem(moved, 403)


async def test_a_district_lists_its_own_enterprises_whatever_it_filters(embedded: RunningZone) -> None:
    here, there = await embedded.register(district=BINJIANG), await embedded.register(district=YUHANG)
    officer = embedded.officer(BINJIANG)
    for params, expected in (({}, [here]), ({"district": BINJIANG}, [here]), ({"district": YUHANG}, [])):
        items = (await officer.get("/v1/enterprises", params=params)).json()["items"]
        assert [item["uscc"] for item in items] == expected
    everything = (await embedded.officer().get("/v1/enterprises")).json()["items"]
    assert {item["uscc"] for item in everything} == {here, there}


async def test_what_is_not_yours_looks_exactly_like_what_does_not_exist(embedded: RunningZone) -> None:
    zone, firm = embedded, await make_firm(embedded)
    await zone.settle()
    await zone.complete(firm.change_id)
    (message,) = await zone.inbox(firm.uscc)
    application_id = await returned(zone, firm.uscc)
    firm = replace(firm, message_id=message["message_id"], application_id=application_id)
    firm = replace(firm, person_id=await reader_of(zone, firm.uscc), invitation_id=NOBODY)
    firm = await with_everything(zone, firm)
    ids = [field.name for field in fields(Firm) if field.name not in ("uscc", "token", "invitation", "money", "sha256")]
    nothing = Firm(new_uscc(), **dict.fromkeys(ids, NOBODY), money=Money(*[NOBODY] * 4))
    await zone.register(OTHER, district=YUHANG)
    compared = 0
    for operation, row in table().items():
        method, path = operation.split()
        service = path.split("/")[1]
        for column, client in (("other", zone.enterprise(OTHER, service)), ("there", zone.officer(YUHANG, service))):
            if row[column] != 404 or operation not in {
                str(one) for one in operations(service, zone.zone.apps[service])
            }:
                continue
            asked = request_of(operation, zone, firm)
            theirs, none = [
                await client.request(method, one.address(path.removeprefix(f"/{service}")), **asked)
                for one in (firm, nothing)
            ]
            assert _seen(theirs) == _seen(none), f"{operation} by {column}"
            compared += 1
    assert compared >= 12


def _seen(answer: httpx.Response) -> tuple[int, dict[str, Any], dict[str, str]]:
    """All of an answer but what names the request itself."""
    body = {name: value for name, value in answer.json().items() if name not in ("instance", "request_id")}
    ids = ("x-request-id", "x-correlation-id")
    return answer.status_code, body, {name: value for name, value in answer.headers.items() if name not in ids}
