"""Strict input: what is ambiguous is refused before a route sees it, the same on every database."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ConfigDict

from shared.problems import BadRequest, Problem, TooLarge, UnsupportedMedia, render

MAX_BODY: Final = 1024 * 1024
MAX_UPLOAD: Final = 10 * 1024 * 1024
MAX_DEPTH: Final = 32
MAX_DIGITS: Final = 32
_LIMITS: Final = {"multipart/form-data": MAX_UPLOAD, "application/x-www-form-urlencoded": 64 * 1024}
"""By media type, in bytes; every other body has MAX_BODY."""
_MEDIA: Final = {"application/json": "application/json", "multipart/form-data": "文件请用 multipart/form-data"}
_FORM: Final = {"application/x-www-form-urlencoded": "application/x-www-form-urlencoded"}
_ONE_CLICK: Final = {**_FORM, "multipart/form-data": "multipart/form-data"}
_BOUNDARY: Final = re.compile(rb'^multipart/form-data;.*boundary="?([^";]{8,})', re.IGNORECASE)
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([^\";\s]+)", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BRACKETS_OUTSIDE_STRINGS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|([\[\]{}])', re.DOTALL)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Body(BaseModel):
    """The base of every request body: unknown members and loose types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


class StrictInput:
    """ASGI layer: reads the body once, counting, checks it and hands it on whole."""

    def __init__(self, app: App, forms: Collection[str] = (), one_click: Collection[str] = ()) -> None:
        self._app = app
        self._media = {**dict.fromkeys(forms, _FORM), **dict.fromkeys(one_click, _ONE_CLICK)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        address = scope["path"].removeprefix(scope.get("root_path", ""))
        try:
            body = await _checked_body(scope, receive, self._media.get(address, _MEDIA))
        except Problem as problem:
            await render(problem, Request(scope))(scope, receive, send)
            return
        scope["body_digest"] = _digest(scope, body)
        handed_on = False

        async def hand_on() -> Message:
            nonlocal handed_on
            if handed_on:
                return await receive()
            handed_on = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, hand_on, send)


def _digest(scope: Scope, body: bytes) -> str:
    """Of what was sent: the boundary of a form is drawn anew each time and is no part of it."""
    if not body:
        return ""
    boundary = _BOUNDARY.search(dict(scope["headers"]).get(b"content-type", b""))
    return hashlib.sha256(body.replace(boundary[1], b"") if boundary else body).hexdigest()


async def _checked_body(scope: Scope, receive: Receive, media_types: Mapping[str, str]) -> bytes:
    headers = {name.lower(): value for name, value in scope["headers"]}
    for value in (scope.get("query_string", b""), scope["path"].encode("utf-8", "surrogatepass")):
        if b"%00" in value or b"\x00" in value:
            raise BadRequest("地址中含有不允许的字符")
    media = headers.get(b"content-type", b"").decode("latin-1")
    kind = media.split(";")[0].strip().lower()
    body = await _read(receive, _LIMITS.get(kind, MAX_BODY), headers)
    if not body:
        return body
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise UnsupportedMedia("请求体不接受压缩编码")
    if kind not in media_types:
        raise UnsupportedMedia("请使用 " + "；".join(media_types.values()))
    charset = _CHARSET.search(media)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise UnsupportedMedia("只接受 UTF-8")
    if kind in _CHECKS:
        _CHECKS[kind](body)
    return body


async def _read(receive: Receive, limit: int, headers: dict[bytes, bytes]) -> bytes:
    declared = headers.get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge(f"请求体不得超过 {limit // 1024} KiB")
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise BadRequest("请求中断")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"请求体不得超过 {limit // 1024} KiB")
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def check_json(body: bytes) -> None:
    """Raises BadRequest for JSON that two readers could understand differently, or that no database keeps."""
    if body.startswith(b"\xef\xbb\xbf"):
        raise BadRequest("JSON 不得带有 BOM")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadRequest("请求体不是有效的 UTF-8") from fault
    if _too_deep(text):
        raise BadRequest(f"JSON 嵌套不得超过 {MAX_DEPTH} 层")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_int=_short,
            parse_float=_short,
        )
    except (ValueError, RecursionError) as fault:
        detail = str(fault) if isinstance(fault, _Refused) else "请求体不是有效的 JSON"
        raise BadRequest(detail) from fault
    _check_strings(value)


def check_form(body: bytes) -> None:
    """Raises BadRequest for a form that two readers could understand differently: a name twice, what is no text."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError as fault:
        raise BadRequest("表单无法读取，请核对编码") from fault
    if len(dict(pairs)) != len(pairs):
        raise BadRequest("表单中有重复的参数")
    for name, value in pairs:
        _check_strings([name, value])


_CHECKS: Final[dict[str, Callable[[bytes], None]]] = {
    "application/json": check_json,
    "application/x-www-form-urlencoded": check_form,
}


class _Refused(ValueError):
    pass


def _too_deep(text: str) -> bool:
    """Counts brackets outside strings before parsing, so that depth costs no recursion."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKETS_OUTSIDE_STRINGS.finditer(text):
        if bracket[1]:
            depth += 1 if bracket[1] in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Refused("JSON 中有重复的成员名")
    return members


def _refuse_constant(_name: str) -> Any:
    raise _Refused("数字应为有限值")


def _short(digits: str) -> str:
    if len(digits) > MAX_DIGITS:
        raise _Refused(f"数字不得超过 {MAX_DIGITS} 位")
    return digits


def _check_strings(value: Any) -> None:
    match value:
        case str():
            if _CONTROL.search(value):
                raise BadRequest("文本中含有控制字符或残缺字符")
        case dict():
            for name, member in value.items():
                _check_strings(name)
                _check_strings(member)
        case list():
            for member in value:
                _check_strings(member)
