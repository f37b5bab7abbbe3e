"""The OpenAPI document of a service says what the service answers."""

from typing import Any

from fastapi import FastAPI

from shared.problems import MEDIA_TYPE


def declare(app: FastAPI) -> None:
    """A problem is `application/problem+json` and nothing else: FastAPI declares `application/json` beside it."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        for operations in document["paths"].values():
            for operation in operations.values():
                for response in operation["responses"].values():
                    if MEDIA_TYPE in response.get("content", {}):
                        response["content"].pop("application/json", None)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to adjust the document
