"""Pages by signed keyset cursor: never an offset, never an empty success for a cursor that cannot be served."""

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from shared.problems import BadRequest, Gone, NotFound

T = TypeVar("T")
log = logging.getLogger(__name__)
MAX_PAGE: Final = 1_000


class PageQuery(BaseModel):
    """The query of a list; a subclass adds its filters. Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=100, ge=1, le=MAX_PAGE, description="每页条数")
    cursor: str | None = Field(default=None, max_length=600, description="上一页返回的 next_cursor")

    def filters(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude={"limit", "cursor"}, exclude_none=True)


class InvalidCursor(BadRequest):
    code, title = "INVALID_CURSOR", "游标无效"


class CursorOutdated(Gone):
    code, title = "CURSOR_OUTDATED", "游标已过期"


class Cursors:
    """Writes and reads cursors bound to a list, a party, its filters and an epoch."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def write(self, name: str, party: str, filters: dict[str, Any], key: str, epoch: str = "") -> str:
        payload = json.dumps([name, _digest(party), _digest(filters), epoch, key], ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(self._sign(payload) + payload).rstrip(b"=").decode()

    def read(self, cursor: str | None, name: str, party: str, filters: dict[str, Any], epoch: str = "") -> str | None:
        """The key to go on after; None for the first page.

        Raises InvalidCursor (altered, or of other filters), NotFound (another party's), CursorOutdated (epoch).
        """
        if cursor is None:
            return None
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            signature, payload = raw[:16], raw[16:]
            if not hmac.compare_digest(signature, self._sign(payload)):
                raise ValueError("signature")
            of_list, of_party, of_filters, of_epoch, key = json.loads(payload)
        except ValueError as fault:
            log.warning("cursor refused: not one we signed")
            raise InvalidCursor("请原样使用上一页返回的 next_cursor，或从第一页重新开始") from fault
        if of_party != _digest(party):
            log.warning("cursor refused: another party's")
            raise NotFound("请从第一页重新开始")
        if of_list != name or of_filters != _digest(filters):
            log.warning("cursor refused: of another list or other filters")
            raise InvalidCursor("筛选条件已改变，请从第一页重新开始")
        if of_epoch != epoch:
            log.warning("cursor refused: of another history")
            raise CursorOutdated("数据已重建，请从第一页重新开始")
        return str(key)

    def _sign(self, payload: bytes) -> bytes:
        return hmac.digest(self._secret, payload, "sha256")[:16]


_CANONICAL: Final = json.JSONEncoder(sort_keys=True).encode
"""Made once: json.dumps would make it anew for each cursor"""


def _digest(value: Any) -> str:
    return hashlib.sha256(_CANONICAL(value).encode()).hexdigest()[:16]


def place(key: str | None, read: Callable[[str], T]) -> tuple[T, str] | None:
    """Where a page begins in a list by two columns, the second an id; from a cursor we signed."""
    if key is None:
        return None
    first, _, id_ = key.partition(" ")
    return read(first), id_
