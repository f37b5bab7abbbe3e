"""Answers a client may keep: an ETag of what they say, and 304 while that is still what it has (RFC 9110, 13.1.2)."""

import hashlib
from typing import Any, Final

from fastapi import Request, Response
from pydantic import BaseModel

_TAG: Final = {"schema": {"type": "string"}, "description": "随 If-None-Match 带回，内容未变时答 304"}
NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"headers": {"ETag": _TAG}},
    304: {"description": "内容与 If-None-Match 中的 ETag 相同，未变"},
}
"""The `responses=` of a route that answers so."""


def answer(request: Request, body: BaseModel, cache_control: str) -> Response:
    """The body, or 304 without it when the client has the same already."""
    content = body.model_dump_json().encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": cache_control}
    if has(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def has(request: Request, tag: str) -> bool:
    """Whether the client says that it has what the tag stands for.

    Weakly compared, as the RFC wants it here: a proxy may have weakened the tag on its way.
    """
    kept = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    return tag.removeprefix("W/") in kept or "*" in kept
