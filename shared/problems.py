"""Problems (RFC 9457): what is wrong, in the domain's words, and the way out. One handler renders them all.

Problem
├── BadRequest 400       the request cannot be read
├── Unauthenticated 401  nobody we know
├── Forbidden 403        known, but not for this kind of caller
├── NotFound 404         not there, or not yours: nobody can tell which
├── Conflict 409         the state of the zone says no
├── Gone 410             it was there; start over from the beginning
├── PreconditionFailed 412 · PreconditionRequired 428
├── Unprocessable 422    readable, but the content cannot be
└── Unavailable 503      try again soon
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

log = logging.getLogger(__name__)
MEDIA_TYPE: Final = "application/problem+json"


class Problem(Exception):
    """Raised anywhere, rendered once; a subclass says its status, stable code and Chinese title."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL_ERROR"
    title: ClassVar[str] = "服务内部错误"
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, detail: str = "", **members: Any) -> None:
        super().__init__(detail or self.title)
        self.detail, self.members = detail, members


class BadRequest(Problem):
    status, code, title = 400, "BAD_REQUEST", "请求无法读取"


class Unauthenticated(Problem):
    status, code, title = 401, "UNAUTHENTICATED", "需要登录"
    headers: ClassVar = {"WWW-Authenticate": "Bearer"}


class Forbidden(Problem):
    status, code, title = 403, "FORBIDDEN", "无权办理此事"


class NotAppointed(Forbidden):
    code, title = "NOT_APPOINTED", "没有授权或任职"


class NotFound(Problem):
    status, code, title = 404, "NOT_FOUND", "没有找到"


class MethodNotAllowed(Problem):
    status, code, title = 405, "METHOD_NOT_ALLOWED", "此地址不支持这一方法"


class Conflict(Problem):
    status, code, title = 409, "CONFLICT", "与现有状态冲突"


class Gone(Problem):
    status, code, title = 410, "GONE", "此位置已不可继续"


class PreconditionFailed(Problem):
    status, code, title = 412, "PRECONDITION_FAILED", "内容已被他人修改"


class TooLarge(Problem):
    status, code, title = 413, "CONTENT_TOO_LARGE", "内容过大"
    headers: ClassVar = {"Connection": "close"}
    """What follows is not read: the connection cannot be used again."""


class UnsupportedMedia(Problem):
    status, code, title = 415, "UNSUPPORTED_MEDIA_TYPE", "不支持的内容类型"


class Unprocessable(Problem):
    status, code, title = 422, "VALIDATION_FAILED", "请求参数校验失败"


class PreconditionRequired(Problem):
    status, code, title = 428, "PRECONDITION_REQUIRED", "缺少 If-Match"


class Unavailable(Problem):
    status, code, title = 503, "UNAVAILABLE", "服务暂不可用"
    headers: ClassVar = {"Retry-After": "1"}


class Busy(Conflict):
    code, title = "BUSY", "同一对象正在被办理"
    headers: ClassVar = {"Retry-After": "1"}


class FieldProblem(BaseModel):
    pointer: str
    """JSON Pointer to the member, e.g. #/district"""
    code: str
    detail: str


class RowProblem(BaseModel):
    """What is wrong in one row of an uploaded list; the header is row 1."""

    row: int
    column: str | None
    reason: str


class ProblemDocument(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    instance: str | None = None
    request_id: str | None = None
    resync: str | None = None
    """Where a copy that cannot go on from its cursor is taken anew"""
    errors: list[FieldProblem | RowProblem] | None = None


def problems(*classes: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: the problems it can answer with, beside the common ones.

    A route's entry for a status replaces the common one, so the common problems of that status are named again.
    """
    by_status: dict[int | str, list[type[Problem]]] = {cls.status: [] for cls in classes}
    for cls in dict.fromkeys((*COMMON, *classes)):
        if cls.status in by_status:
            by_status[cls.status].append(cls)
    return {
        status: {
            "model": ProblemDocument,
            "description": "；".join(dict.fromkeys(cls.title for cls in members)),
            "content": {
                MEDIA_TYPE: {
                    "examples": {cls.code: {"value": document(cls(), "/example")} for cls in members},
                    "schema": {"$ref": "#/components/schemas/ProblemDocument"},
                }
            },
        }
        for status, members in by_status.items()
    }


COMMON: Final[tuple[type[Problem], ...]] = (
    BadRequest,
    Unauthenticated,
    Forbidden,
    NotAppointed,
    NotFound,
    Busy,
    TooLarge,
    UnsupportedMedia,
    Unprocessable,
    Unavailable,
)
"""What any operation may answer with: the edge, the identity and the database speak on every route."""


def document(problem: Problem, instance: str, request_id: str | None = None) -> dict[str, Any]:
    members = {
        "type": f"/problems/{problem.code.lower().replace('_', '-')}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail or None,
        "instance": instance,
        "request_id": request_id,
        **problem.members,
    }
    return {name: value for name, value in members.items() if value is not None}


def render(problem: Problem, request: Request, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(
        document(problem, quote(request.url.path), request.scope.get("request_id")),
        problem.status,
        {"Cache-Control": "no-store", **problem.headers, **(headers or {})},
        MEDIA_TYPE,
    )


_MESSAGES: Final = {
    "missing": "缺少此项",
    "extra_forbidden": "有不认识的项，请核对名称",
    "string_too_long": "内容过长",
    "too_long": "内容过长",
    "string_too_short": "不能为空",
    "string_type": "应为字符串",
    "string_pattern_mismatch": "格式不符",
    "string_unicode": "不是有效的文本",
    "enum": "不在可选值之内",
    "literal_error": "不在可选值之内",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数字过大",
    "int_from_float": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "date_type": "日期应写作 YYYY-MM-DD",
    "model_attributes_type": "应为 JSON 对象",
    "less_than_equal": "不得大于 {le}",
    "greater_than_equal": "不得小于 {ge}",
}
"""Plain words for the faults people meet most; the rest keep the rule's own message."""


def field_problem(error: Mapping[str, Any]) -> dict[str, str]:
    """Of a fault pydantic found, whose place begins with where it was looked for."""
    message = _MESSAGES.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    known = error["loc"][1:-1] if error["type"] == "extra_forbidden" else error["loc"][1:]
    return {
        "pointer": "/".join(("#", *map(str, known))),  # of names we know: an unknown one is the caller's text
        "code": error["type"],
        "detail": message.format(**error.get("ctx", {})) if error["type"] in _MESSAGES else message,
    }


_BY_STATUS: Final[dict[int, type[Problem]]] = {
    cls.status: cls
    for cls in (BadRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, TooLarge, UnsupportedMedia)
}
_BY_SQLSTATE: Final[dict[str, type[Problem]]] = {
    "55P03": Busy,  # lock_timeout
    "40P01": Busy,  # deadlock
    "40001": Busy,  # serialization
    "23505": Busy,  # unique: another writer was first; asked again, the service says what is taken
    "08": Unavailable,  # two characters are a class: connection lost, refused, or closed in the middle
    "53": Unavailable,  # out of connections, memory or disk
    "57": Unavailable,  # cancelled by a time-out, shutting down, crashed, starting up
}


def database_problem(fault: BaseException) -> Problem | None:
    """The problem a failed database call means for the caller, or None when it is a fault of ours."""
    if isinstance(fault, PoolTimeout | ConnectionError | TimeoutError | asyncio.TimeoutError):
        return Unavailable("数据库暂时不可用，请稍后重试")
    if not isinstance(fault, DBAPIError):
        return None
    state = getattr(fault.orig, "sqlstate", None) or ""
    cls = _BY_SQLSTATE.get(state) or _BY_SQLSTATE.get(state[:2])
    if cls is None and (fault.connection_invalidated or "database is locked" in str(fault.orig)):
        cls = Unavailable
    return cls("请稍后重试") if cls else None


def install(app: Starlette) -> None:
    """Every way a request can fail ends in one of these four lines."""

    async def on_problem(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, Problem)
        return render(fault, request)

    async def on_invalid(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, RequestValidationError)
        if any(error["type"] == "json_invalid" for error in fault.errors()):
            return render(BadRequest("请求体不是有效的 JSON"), request)
        errors = [field_problem(error) for error in fault.errors()]
        return render(Unprocessable("请按 errors 逐项更正后重试", errors=errors), request)

    async def on_http(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, HTTPException)
        if fault.status_code in _BY_STATUS:
            return render(_BY_STATUS[fault.status_code](), request, fault.headers)
        raise fault  # the framework raises no other status; a new one deserves its own words

    async def on_fault(request: Request, fault: Exception) -> Response:
        problem = database_problem(fault)
        if problem is None:
            log.error("unexpected fault", exc_info=fault)
            problem = Problem("问题已记录，请携带 request_id 联系运维")
        return render(problem, request)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(DBAPIError, on_fault)
    app.add_exception_handler(PoolTimeout, on_fault)
    app.add_exception_handler(OSError, on_fault)
    app.add_exception_handler(Exception, on_fault)
