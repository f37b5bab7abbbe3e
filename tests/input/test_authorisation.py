"""Who may do what: every operation of the zone by every caller, in one table. An operation not in it fails."""

from dataclasses import replace
from typing import Any, Final

import httpx

from services.embedded import SERVICES
from services.finance.store import DEMONSTRATION_BANK
from tests.architecture.routes import operations
from tests.input.applicants import at_work, returned
from tests.input.firms import (
    Firm,
    make_applicant,
    make_firm,
    request_of,
    with_code,
    with_entry,
    with_places,
    with_reference,
)
from tests.input.verdicts import check_problem
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc, recognition

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
TABLE: Final = """
operation                                                 anon late own other bank stray here there city audit peer
POST   /registry/v1/enterprises                            401 401  403  403  403  403   201  403  201  403  403
GET    /registry/v1/enterprises                            401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/enterprises/{uscc}                     401 401  200  404  403  403   200  404  200  200  200
PATCH  /registry/v1/enterprises/{uscc}                     401 401  403  403  403  403   200  404  200  403  403
PUT    /registry/v1/enterprises/{uscc}/annual-figures/{year} 401 401 200 404  403  403   200  404  200  403  403
GET    /registry/v1/enterprises/{uscc}/profile            401 401 200 404 403 403 200 404 200 200 200
GET    /registry/v1/profile-questions                     401 401 200 200 200 200 200 200 200 200 200
PUT    /registry/v1/enterprises/{uscc}/answers/{question} 401 401 200 404 403 403 200 404 200 403 403
PUT    /registry/v1/enterprises/{uscc}/intellectual-property 401 401 200 404 403 403 200 404 200 403 403
PUT    /registry/v1/enterprises/{uscc}/tags/{list_name}   401 401 200 404 403 403 200 404 200 403 403
PUT    /registry/v1/enterprises/{uscc}/complete-sections/{section} 401 401 200 404 403 403 200 404 200 403 403
GET    /registry/v1/enterprises/{uscc}/size-class         401 401 200 404 403 403 200 404 200 200 200
GET    /registry/v1/size-rules                            401 401 200 200 200 200 200 200 200 200 200
POST   /registry/v1/enterprises/{uscc}/source-checks      401 401 202 404 403 403 202 404 202 403 403
GET    /registry/v1/enterprises/{uscc}/source-checks/{check_id} 401 401 200 404 403 403 200 404 200 200 200
POST   /registry/v1/enterprises/{uscc}/institutions       401 401 201 404 403 403 201 404 201 403 403
PUT    /registry/v1/enterprises/{uscc}/institutions/{institution_id} 401 401 200 404 403 403 200 404 200 403 403
DELETE /registry/v1/enterprises/{uscc}/institutions/{institution_id} 401 401 200 404 403 403 200 404 200 403 403
POST   /registry/v1/enterprises/{uscc}/credentials        401 401 201 404 403 403 201 404 201 403 403
PUT    /registry/v1/enterprises/{uscc}/credentials/{credential_id} 401 401 200 404 403 403 200 404 200 403 403
DELETE /registry/v1/enterprises/{uscc}/credentials/{credential_id} 401 401 200 404 403 403 200 404 200 403 403
POST   /registry/v1/enterprises/{uscc}/equity-rounds      401 401 201 404 403 403 201 404 201 403 403
PUT    /registry/v1/enterprises/{uscc}/equity-rounds/{round_id} 401 401 200 404 403 403 200 404 200 403 403
DELETE /registry/v1/enterprises/{uscc}/equity-rounds/{round_id} 401 401 200 404 403 403 200 404 200 403 403
POST   /registry/v1/enterprises/{uscc}/products           401 401 201 404 403 403 201 404 201 403 403
PUT    /registry/v1/enterprises/{uscc}/products/{product_id} 401 401 200 404 403 403 200 404 200 403 403
DELETE /registry/v1/enterprises/{uscc}/products/{product_id} 401 401 200 404 403 403 200 404 200 403 403
POST   /registry/v1/enterprises/{uscc}/contacts           401 401 201 404 403 403 201 404 201 403 403
PUT    /registry/v1/enterprises/{uscc}/contacts/{contact_id} 401 401 200 404 403 403 200 404 200 403 403
DELETE /registry/v1/enterprises/{uscc}/contacts/{contact_id} 401 401 200 404 403 403 200 404 200 403 403
POST   /registry/v1/enterprises/{uscc}/contacts/{contact_id}/disclosures 401 401 201 404 403 403 201 404 201 403 403
GET    /registry/v1/enterprises/{uscc}/contact-disclosures 401 401 200 404 403 403 200 404 200 200 200
GET    /registry/v1/code-lists                            401 401 200 200 200 200 200 200 200 200 200
GET    /registry/v1/code-lists/{list_name}                401 401 200 200 200 200 200 200 200 200 200
POST   /registry/v1/code-lists/{list_name}/codes          401 401 403 403 403 403 403 403 201 403 403
PATCH  /registry/v1/code-lists/{list_name}/codes/{code}   401 401 403 403 403 403 403 403 200 403 403
POST   /registry/v1/enterprises/{uscc}/titles              401 401  403  403  403  403   201  404  201  403  403
POST   /registry/v1/titles/{title_id}/renewals             401 401  403  403  403  403   201  404  201  403  403
POST   /registry/v1/titles/{title_id}/revocations          401 401  403  403  403  403   201  404  201  403  403
POST   /registry/v1/title-imports                          401 401  403  403  403  403   200  422  200  403  403
GET    /registry/v1/enterprises/{uscc}/title-changes       401 401  200  404  403  403   200  404  200  200  200
GET    /registry/v1/title-changes/{change_id}              401 401  200  404  403  403   200  404  200  200  200
POST   /registry/v1/enterprises/{uscc}/codes               401 401  201  404  403  403   403  403  403  403  403
POST   /registry/v1/code-scans                             201 401  201  201  201  201   201  201  201  403  403
GET    /registry/v1/code-keys                              200 401  200  200  200  200   200  200  200  200  200
GET    /registry/v1/enterprises/{uscc}/code-status         401 401  200  404  403  403   403  403  403  403  403
PUT    /registry/v1/enterprises/{uscc}/code-status         401 401  200  404  403  403   403  403  403  403  403
GET    /registry/v1/enterprises/{uscc}/code-scans          401 401  200  404  403  403   403  403  200  200  403
GET    /registry/v1/code-references/{reference}            401 401  403  403  403  403   403  403  403  403  200
POST   /registry/v1/enterprises/{uscc}/applications        401 401  201  404  403  403   403  403  403  403  403
GET    /registry/v1/enterprises/{uscc}/applications        401 401  200  404  403  403   200  404  200  200  200
GET    /registry/v1/applications/{application_id}          401 401  200  404  403  403   200  404  200  200  200
PATCH  /registry/v1/applications/{application_id}          401 401  200  404  403  403   403  403  403  403  403
POST   /registry/v1/applications/{application_id}/submissions 401 401 201 404 403  403   403  403  403  403  403
POST   /registry/v1/applications/{application_id}/withdrawals 401 401 201 404 403  403   403  403  403  403  403
POST   /registry/v1/applications/{application_id}/reviews  401 401  403  403  403  403   201  404  403  403  403
POST   /registry/v1/applications/{application_id}/site-visits 401 401 403 403 403  403   201  404  403  403  403
POST   /registry/v1/applications/{application_id}/objections 401 401 403 403  403  403   403  404  201  403  403
POST   /registry/v1/applications/{application_id}/recognitions 401 401 403 403 403 403   403  404  409  403  403
POST   /registry/v1/application-batches                    401 401  403  403  403  403   200  200  200  403  403
GET    /registry/v1/worklist                               401 401  403  403  403  403   200  200  200  403  403
GET    /registry/v1/quotas/{year}                          401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/quotas/{year}/{tier}                   401 401  403  403  403  403   200  200  200  200  403
PUT    /registry/v1/quotas/{year}/{tier}                   401 401  403  403  403  403   403  403  200  403  403
GET    /registry/v1/target-board                           200 401  200  200  200  200   200  200  200  200  200
GET    /registry/v1/targets/{year}                         401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/targets/{year}/{goal}/{district}       401 401  403  403  403  403   200  200  200  200  403
PUT    /registry/v1/targets/{year}/{goal}/{district}       401 401  403  403  403  403   403  403  200  403  403
GET    /registry/v1/targets/{year}/{goal}/{district}/versions 401 401 403 403 403 403 200 200 200 200 403
GET    /registry/v1/land-sales/{year}                      401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/land-sales/{year}/{district}           401 401  403  403  403  403   200  404  200  200  403
PUT    /registry/v1/land-sales/{year}/{district}           401 401  403  403  403  403   200  404  200  403  403
GET    /registry/v1/land-sales/{year}/{district}/versions  401 401  403  403  403  403   200  404  200  200  403
GET    /registry/v1/expiry-cliff                           401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/expiring-titles                        401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/coverage                               401 401  403  403  403  403   200  200  200  200  403
GET    /registry/v1/enterprises/{uscc}/management-diagnoses 401 401 200 404 403 403 200 404 200 200 200
POST   /registry/v1/enterprises/{uscc}/management-diagnoses 401 401 403 403 403 403 201 404 201 403 403
GET    /registry/v1/parks                                  401 401  403  403  403  403   200  200  200  200  403
POST   /registry/v1/parks                                  401 401  403  403  403  403   201  403  201  403  403
GET    /registry/v1/parks/{park_id}                        401 401  403  403  403  403   200  404  200  200  403
PATCH  /registry/v1/parks/{park_id}                        401 401  403  403  403  403   200  404  200  403  403
POST   /registry/v1/parks/{park_id}/decisions              401 401  403  403  403  403   403  404  201  403  403
GET    /registry/v1/parks/{park_id}/tenancies              401 401  403  403  403  403   200  404  200  200  403
POST   /registry/v1/parks/{park_id}/tenancies              401 401  403  403  403  403   201  404  201  403  403
PUT    /registry/v1/parks/{park_id}/tenancies/{tenancy_id}/departure 401 401 403 403 403 403 200 404 200 403 403
GET    /registry/v1/service-officers                       401 401  403  403  403  403   200  200  200  200  403
POST   /registry/v1/service-officers                       401 401  403  403  403  403   201  403  201  403  403
GET    /registry/v1/service-officers/{service_officer_id}/enterprises 401 401 403 403 403 403 200 404 200 200 403
GET    /registry/v1/enterprises/{uscc}/service-officer     401 401  200  404  403  403   200  404  200  200  200
PUT    /registry/v1/enterprises/{uscc}/service-officer     401 401  403  403  403  403   200  404  200  403  403
GET    /registry/v1/exports/enterprises.{form}             401 401  403  403  403  403   200  200  200  403  403
GET    /registry/v1/exports/target-board.{form}            401 401  403  403  403  403   200  200  200  403  403
GET    /registry/v1/exports/expiry-cliff.{form}            401 401  403  403  403  403   200  200  200  403  403
GET    /benefits/v1/policy-sets                            401 401  200  200  200  200   200  200  200  200  200
GET    /benefits/v1/tiers/{tier}/opens                     401 401  200  200  200  200   200  200  200  200  200
GET    /benefits/v1/enterprises/{uscc}/entitlements        401 401  200  404  403  403   200  404  200  200  200
GET    /benefits/v1/enterprises/{uscc}/outlook/{tier}      401 401  200  404  403  403   200  404  200  200  200
GET    /finance/v1/list                                    401 401  403  403  200  403   403  403  200  200  403
GET    /finance/v1/list/changes                            401 401  403  403  200  403   403  403  200  200  403
GET    /finance/v1/list/enterprises/{uscc}                 401 401  403  403  200  403   403  403  200  200  403
GET    /notifications/v1/enterprises/{uscc}/messages       401 401  200  404  403  403   403  403  403  200  403
PUT    /notifications/v1/enterprises/{uscc}/messages/{message_id}/read 401 401 200 404 403 403 403 403 403 403 403
GET    /*/internal/feed                                    401 401  403  403  403  403   403  403  403  403  200
GET    /*/internal/clock                                   401 401  403  403  403  403   403  403  403  403  200
PUT    /*/internal/clock                                   401 401  403  403  403  403   403  403  403  403  200
GET    /*/v1/parked-facts                                  401 401  403  403  403  403   403  403  200  403  200
POST   /*/v1/parked-facts/retry                            401 401  403  403  403  403   403  403  200  403  200
DELETE /*/v1/parked-facts/{number}                         401 401  403  403  403  403   403  403  404  403  404
GET    /*/livez                                            200 200  200  200  200  200   200  200  200  200  200
GET    /*/readyz                                           200 200  200  200  200  200   200  200  200  200  200
GET    /*/metrics                                          200 200  200  200  200  200   200  200  200  200  200
"""
"""
anon: no token · late: an expired one · own, other: the enterprise itself, another one · bank, stray: an institution
known to finance, an unknown one · here, there: an officer of the enterprise's district, of another one · city: of the
whole city · audit: an auditor · peer: a service of the zone. The city may recognise what is at notice: it is 409 until
the notice has ended.
"""


def table() -> dict[str, dict[str, int]]:
    header, *lines = (line.split() for line in TABLE.strip().splitlines())
    rows: dict[str, dict[str, int]] = {}
    for method, path, *verdicts in lines:
        for service in SERVICES:
            name = f"{method} {path.replace('*', service)}"
            rows[name] = dict(zip(header[1:], map(int, verdicts), strict=True))
    return rows


OTHER: Final = new_uscc(YUHANG)


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
    read = await with_places(embedded, await with_reference(embedded, read))
    clients = {service: callers(embedded, service, read) for service in SERVICES}
    wrong = []
    for operation, row in expected.items():
        method, path = operation.split()
        service = path.split("/")[1]
        for column, verdict in row.items():
            changes = method == "POST" and verdict < 300 and "{" in path and column != "own"
            firm = read
            if "/applications" in path and method == "POST" and column in ("own", "here", "city"):
                firm = await make_applicant(embedded, path)
            elif changes:
                firm = await make_firm(embedded, titled=not path.endswith("/titles"))
            if path.endswith("/code-scans") and verdict == 201:
                firm = await with_code(embedded, firm)
            firm = firm.beside(read)
            if verdict < 300:
                firm = await with_entry(embedded, firm, path)
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
    firm = await with_places(zone, await with_reference(zone, firm))
    nothing = Firm(new_uscc(), *[NOBODY] * 3, "", *[NOBODY] * 5)
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
