"""What holds for every route of every service, read from the built apps."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel

from shared.edge import ONCE_PROBLEMS, unmasking
from shared.events import PUBLISHES, fact_type, open_envelope
from shared.idempotency import IdempotentRoute
from shared.problems import COMMON
from tests.architecture.routes import OPEN, PUBLIC, Operation, build, for_each, operations, routes

APPS: dict[str, FastAPI] = build()
ALL = [operation for service, app in APPS.items() for operation in operations(service, app)]
GUARDED = [operation for operation in ALL if operation.route.path not in OPEN]
SAFE_TO_REPEAT = {
    "retry_parked_facts",
    "exchange_token",
    "try_assessment",
    "calculate",
    "sweep",
    "compare_list",
    "match_list",
    "preview_audience",
    "issue_token",
    "take_receipt",
}
"""POST that creates nothing and moves no money: what was retried with success is parked no longer; a token is no answer
to keep for the next time; what if is kept nowhere; a copy is compared, firms are matched and audiences counted as often
as one likes; an assertion is good once by itself; a receipt says the same however often it comes."""
every_operation = for_each(ALL)
every_guarded_operation = for_each(GUARDED)


def test_the_walk_sees_every_route_of_the_tree() -> None:
    """A walk that finds nothing would let every rule below pass."""
    for service, app in APPS.items():
        assert len([one for one in ALL if one.service == service]) >= 8
        documented = {(path, method.upper()) for path, methods in app.openapi()["paths"].items() for method in methods}
        assert documented == {(one.route.path, one.method) for one in ALL if one.service == service}


@pytest.mark.parametrize("service", APPS)
def test_no_route_is_open_but_those_of_health_and_documentation(service: str) -> None:
    open_routes = {
        route.path
        for route in routes(APPS[service])
        if not (isinstance(route.original_route, APIRoute) and route.include_in_schema)
    }
    assert open_routes <= OPEN, "a route outside the document has no caller to name"


@every_guarded_operation
def test_every_operation_says_who_may_call_it(operation: Operation) -> None:
    assert operation.kinds, "needs caller_of(…)"
    assert {"HTTPBearer": []} in operation.document["security"]


@every_guarded_operation
def test_without_login_is_open_what_was_decided_and_its_document_says_so(operation: Operation) -> None:
    assert ("public" in operation.kinds) is (str(operation) in PUBLIC)
    assert ({} in operation.document["security"]) is (str(operation) in PUBLIC), "needs WITHOUT_LOGIN"


OF_THE_INSTITUTION_ITSELF = {"read_own_institution", "read_own_usage"}
"""What every token of an institution may ask: what it may do, and what it used"""


@every_guarded_operation
def test_what_an_institution_asks_of_finance_names_the_scope_its_token_needs(operation: Operation) -> None:
    if operation.service == "finance" and "institution" in operation.kinds and "public" not in operation.kinds:
        assert (operation.scope is None) is (operation.route.name in OF_THE_INSTITUTION_ITSELF)


@every_operation
def test_every_operation_has_a_summary(operation: Operation) -> None:
    assert operation.document["summary"] != operation.route.name.replace("_", " ").title(), "needs summary=…"


@every_operation
def test_every_operation_says_what_it_answers(operation: Operation) -> None:
    """A response model also keeps decimals from turning into floats."""
    [good] = [status for status in operation.document["responses"] if status.startswith("2")]
    contents = operation.document["responses"][good].get("content", {})
    if good == "204":
        assert not contents
    else:
        assert contents
        assert all(content.get("schema") for content in contents.values())


@every_operation
def test_every_request_body_comes_with_an_example(operation: Operation) -> None:
    for media_type, content in (operation.body or {}).items():
        if media_type == "multipart/form-data":  # a file: its description says what is in it
            fields = _resolved(operation, content["schema"])["properties"].values()
            assert all(field.get("description") for field in fields)
        else:
            assert _examples(operation, content)


@every_operation
def test_every_answer_comes_with_an_example(operation: Operation) -> None:
    for status, response in operation.document["responses"].items():
        for form, content in response.get("content", {}).items() if status.startswith("2") else ():
            examples = _examples(operation, content)
            assert examples
            if (model := operation.route.response_model) and form == "application/json":
                assert [
                    model.model_validate(one).model_dump(mode="json", exclude_unset=True) for one in examples
                ] == examples


@every_operation
def test_every_parameter_of_an_address_comes_with_an_example(operation: Operation) -> None:
    parameters = [one for one in operation.document.get("parameters", []) if one["in"] == "path"]
    assert len(parameters) == str(operation.route.path).count("{")
    assert all(parameter["schema"].get("examples") for parameter in parameters)


@every_operation
def test_every_example_fits_its_shape(operation: Operation) -> None:
    """Those of shapes inside shapes too: a subclass would inherit the example of another."""
    answer, body = operation.route.response_model, operation.route.body_field
    for model in {*_models(answer), *_models(body.field_info.annotation if body else None)}:
        for example in dict(model.model_config.get("json_schema_extra") or {}).get("examples", []):
            model.model_validate_json(json.dumps(example))
            assert set(example) <= set(model.model_fields)


@pytest.mark.parametrize("service", APPS)
def test_the_example_of_a_feed_is_a_fact_that_somebody_publishes(service: str) -> None:
    published = {fact_type(source, fact): fact for source, facts in PUBLISHES.items() for fact in facts}
    [content] = APPS[service].openapi()["paths"]["/internal/feed"]["get"]["responses"]["200"]["content"].values()
    for envelope in content["example"]:
        event = open_envelope(envelope, published[envelope["type"]])
        assert event.fact.model_dump(mode="json") == envelope["data"]


@every_operation
def test_a_header_the_code_insists_on_is_required_in_the_document(operation: Operation) -> None:
    demanded = {"IDEMPOTENCY_KEY_MISSING": "Idempotency-Key", "PRECONDITION_REQUIRED": "If-Match"}
    required = {one["name"] for one in operation.document.get("parameters", []) if one["in"] == "header"}
    assert required == {header for code, header in demanded.items() if code in operation.codes}
    assert all(one["required"] for one in operation.document.get("parameters", []) if one["in"] == "header")


def _resolved(operation: Operation, schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = APPS[operation.service].openapi()["components"]["schemas"][schema["$ref"].split("/")[-1]]
    return found


def _examples(operation: Operation, content: dict[str, Any]) -> list[Any]:
    """An example stands with the answer, or with its shape."""
    if "example" in content:
        return [content["example"]]
    return list(_resolved(operation, content["schema"]).get("examples", []))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The shapes in an annotation, and those in their fields."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation)
    for part in get_args(annotation):
        yield from _models(part)


@every_guarded_operation
def test_every_operation_declares_the_common_problems_and_keeps_them_beside_its_own(operation: Operation) -> None:
    assert operation.codes >= {problem.code for problem in COMMON}


@every_guarded_operation
def test_every_error_is_a_problem_document(operation: Operation) -> None:
    for status, response in operation.document["responses"].items():
        if not status.startswith(("2", "304")):
            assert set(response["content"]) == {"application/problem+json"}, status


@every_guarded_operation
def test_what_runs_once_keeps_its_answer_and_declares_the_problems_of_keys(operation: Operation) -> None:
    if operation.once:
        assert isinstance(operation.route.original_route, IdempotentRoute), "its answer would not be kept"
        assert operation.codes >= {problem.code for problem in ONCE_PROBLEMS}
        assert any(parameter["name"] == "Idempotency-Key" for parameter in operation.document["parameters"])
    else:
        assert not operation.codes & {problem.code for problem in ONCE_PROBLEMS}


@every_guarded_operation
def test_what_discloses_personal_data_asks_why_and_has_its_answer_kept_nowhere(operation: Operation) -> None:
    assert (unmasking in operation.calls) is str(operation).endswith("/disclosures")
    if unmasking in operation.calls:
        assert operation.writes
        assert not operation.once
        body = operation.route.body_field
        assert body
        assert "reason" in body.field_info.annotation.model_fields


@every_operation
def test_what_creates_or_moves_money_runs_once_and_what_reads_does_not_write(operation: Operation) -> None:
    if operation.method == "POST" and operation.route.name not in SAFE_TO_REPEAT and unmasking not in operation.calls:
        assert operation.once
    if operation.method == "GET":
        assert not operation.writes


def test_exceptions_that_are_no_longer_used_go() -> None:
    assert {one.route.name for one in ALL} >= SAFE_TO_REPEAT | OF_THE_INSTITUTION_ITSELF
    assert {route.path for app in APPS.values() for route in routes(app)} >= OPEN
    assert {str(operation) for operation in ALL} >= PUBLIC


def test_every_operation_has_an_id_of_its_own() -> None:
    ids = Counter(operation.document["operationId"] for operation in ALL)
    assert [name for name, times in ids.items() if times > 1] == []
    assert all(operation.document["operationId"].startswith(f"{operation.service}_") for operation in ALL)


@every_guarded_operation
def test_addresses_are_plural_nouns_in_kebab_case_under_a_version(operation: Operation) -> None:
    assert operation.route.path is not None
    words = [part for part in operation.route.path.split("/")[1:] if not part.startswith("{")]
    assert words[0] in ("v1", "internal", ".well-known")
    assert all(word == word.lower() and "_" not in word for word in words)
