"""The OpenAPI document of a service says what the service asks for and what it answers."""

from typing import Any, Final

from fastapi import FastAPI

from shared.problems import MEDIA_TYPE

DEMANDED_HEADERS: Final = {"Idempotency-Key", "If-Match"}
"""Optional in the code only so that a missing one is refused with a code of its own (400, 428)."""


def declare(app: FastAPI) -> None:
    """Corrects what FastAPI cannot know, in the document that it keeps: doing it again changes nothing."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        for operations in document["paths"].values():
            for operation in operations.values():
                for parameter in operation.get("parameters", []):
                    _demand(parameter)
                for response in operation["responses"].values():
                    _keep_problem_documents_apart(response)
        shapes = document["components"]["schemas"]
        for shape in shapes.values():
            for example in shape.get("examples", []):
                _restore_nulls(example, shape, shapes)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to adjust the document


def _demand(parameter: dict[str, Any]) -> None:
    if parameter["name"] in DEMANDED_HEADERS:
        parameter["required"] = True
        text_or_nothing = parameter["schema"].pop("anyOf", [{}])
        parameter["schema"].update(text_or_nothing[0])


def _keep_problem_documents_apart(response: dict[str, Any]) -> None:
    """A problem is `application/problem+json` and nothing else: FastAPI declares what the route answers beside it."""
    if MEDIA_TYPE in response.get("content", {}):
        response["content"] = {MEDIA_TYPE: response["content"][MEDIA_TYPE]}


def _restore_nulls(example: Any, shape: dict[str, Any], shapes: dict[str, Any]) -> None:
    """FastAPI drops every null of an example, and with it members that the shape requires."""
    for one in (shape, *shape.get("anyOf", [])):
        known = shapes[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        if isinstance(example, list):
            for item in example:
                _restore_nulls(item, known.get("items", {}), shapes)
        elif isinstance(example, dict):
            example |= {name: example.get(name) for name in known.get("required", [])}
            for name, member in known.get("properties", {}).items():
                _restore_nulls(example.get(name), member, shapes)
