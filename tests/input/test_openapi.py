"""The four OpenAPI documents keep their word, whatever is sent: schemathesis over HTTP, the same examples every run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from services.embedded import SERVICES
from services.finance.store import DEMONSTRATION_BANK
from shared.callers import Kind
from shared.streams import EventStream
from tests.architecture.routes import Operation, operations
from tests.input.serving import ServedZone, served_zone
from tests.people import individual
from tests.zone import key, recognition, sqlite_copies

SEED = 20_261_124
EXAMPLES = 2
"""Random ones per operation, beside every boundary the document itself names (the coverage phase)."""
EXAMPLE_USCC = "91330108MAXB0012XH"
"""The one of the documents' examples: it is registered, so that examples reach further than 404."""
CALLERS: dict[Kind, dict[str, str]] = {
    "officer": {"district": "330100"},
    "enterprise": {"uscc": EXAMPLE_USCC},
    "institution": {"institution": DEMONSTRATION_BANK},
    "auditor": {},
    "service": {},
}
"""In order of preference: an operation is asked by the first kind it admits."""
CHECKS = {
    # No JSON Schema can say what a check digit is, so documents let through codes that are none.
    "positive_data_acceptance": {"enabled": False},
    # Starlette's Allow header names the methods of one route, not of every route at the address.
    "allow_header_conformance": {"enabled": False},
    # 428 is the answer to a missing If-Match (RFC 6585).
    "missing_required_header": {"expected-statuses": ["400", "401", "428"]},
}
SOURCES: dict[str, dict[str, Any]] = {"finance": {"extra-data-sources": {"responses": False}}}
"""Ids that finance's answers name are not tried: an officer would revoke the bank that asks what follows."""
UNLIKE_OTHERS = {
    # `DELETE /v1/parked-facts/retry` is another operation's address, `/{number}`, with a bad number: 422 is right.
    "retry_parked_facts": {"unsupported_method": {"enabled": False}},
    # It succeeds: who drops a key drops the tokens it was given before, so that what follows is refused.
    "replace_own_keys": {"missing_required_header": {"enabled": False}},
    # It succeeds: what follows under the same key is a retry, which is given the kept answer whatever it leaves out.
    "withdraw_evidence": {
        "missing_required_header": {"enabled": False},
        "negative_data_rejection": {"enabled": False},
    },
    **{
        step: {"missing_required_header": {"enabled": False}, "negative_data_rejection": {"enabled": False}}
        for step in ("step_activity", "step_provider", "step_case", "publish_notice")
    },
    "finish_questionnaire": {
        "missing_required_header": {"enabled": False},
        "negative_data_rejection": {"enabled": False},
    },
}
"""Checks of single operations"""


@pytest.fixture(scope="module")
def served(sqlite_templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedZone]:
    folder = tmp_path_factory.mktemp("served")
    with served_zone(folder, sqlite_copies(sqlite_templates, folder)) as zone:
        _put_the_example_in(zone)
        yield zone


def _put_the_example_in(zone: ServedZone) -> None:
    token = zone.issuer.token("officer", "test", seconds=600, district="330100")
    with httpx.Client(base_url=f"{zone.url}/registry/v1", headers={"Authorization": f"Bearer {token}"}) as officer:
        body = {"uscc": EXAMPLE_USCC, "name": "示例传感技术有限公司", "district": "330108", "industry": "C39"}
        owner = {"owner": individual("fuzz")}  # or the first one appointed at random would lock the enterprise out
        officer.post("/enterprises", json=body | owner, headers=key()).raise_for_status()
        title = recognition("innovative", zone.zone.clock.today())
        officer.post(f"/enterprises/{EXAMPLE_USCC}/titles", json=title, headers=key()).raise_for_status()


def asked_as(zone: ServedZone, operation: Operation) -> dict[str, Any]:
    """The configuration of one operation: a token of a kind it admits (the public: of any), and a key if needed."""
    kind = next(kind for kind in CALLERS if kind in operation.kinds or operation.kinds == {"public"})
    token = zone.issuer.token(kind, "fuzz", seconds=3600, **CALLERS[kind])
    config: dict[str, Any] = {
        "include-operation-id": str(operation.route.unique_id),
        "headers": {"Authorization": f"Bearer {token}"},
    }
    if checks := UNLIKE_OTHERS.get(operation.route.name or ""):
        config["checks"] = checks
    return config


@pytest.mark.parametrize("service", SERVICES)
def test_no_input_makes_a_service_break_its_own_document(served: ServedZone, service: str) -> None:
    """The floor's own operations are the same in all four: registry's stand for them."""
    print(f"seed {SEED}")
    everything, sources = operations(service, served.zone.apps[service]), SOURCES.get(service, {})
    streams = [one for one in everything if one.route.response_class is EventStream]
    own = [one for one in everything if one not in streams]
    floor = [one for one in own if service != "registry" and _of_the_floor(one)]
    config = schemathesis.Config.from_dict(
        {
            "seed": SEED,
            "base-url": f"{served.url}/{service}",
            "checks": CHECKS,
            "generation": {
                "mode": "all",
                "max-examples": EXAMPLES,
                "deterministic": True,
                "no-shrink": True,
                "database": "none",
            },
            "phases": {
                "examples": sources,
                "coverage": {"unexpected-methods": ["DELETE", "QUERY"]} | sources,
                "fuzzing": sources,
                "stateful": {"enabled": False},
            },
            "operations": [
                # A stream ends when its client hangs up, which schemathesis does not: see test_following.
                *({"include-operation-id": one.route.unique_id, "enabled": False} for one in (*floor, *streams)),
                *(asked_as(served, one) for one in own if one.kinds and one not in floor),
            ],
        }
    )
    schema = schemathesis.openapi.from_url(f"{served.url}/{service}/openapi.json", config=config)
    asked, broken = 0, []
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished():
                asked += len(event.recorder.interactions)
                broken += [_words(event, check) for checks in event.recorder.checks.values() for check in checks]
            case events.NonFatalError():
                broken.append(str(event.value))
            case events.FatalError():
                raise event.exception
    assert list(dict.fromkeys(filter(None, broken))) == []
    print(f"{service}: {asked} asked of {len(own) - len(floor)} operations")
    assert asked >= 20 * (len(own) - len(floor)), "hardly anything was asked"


def _of_the_floor(operation: Operation) -> bool:
    return str(operation.route.path).startswith(("/internal", "/v1/parked-facts", "/livez", "/readyz", "/metrics"))


def _words(event: events.ScenarioFinished, check: Any) -> str | None:
    if check.failure_info is None:
        return None
    failure = check.failure_info.failure
    return f"{event.recorder.label}: {failure.title}: {failure.message}\n{check.failure_info.code_sample[:400]}"
