"""通知公告: the life of a notice, drafted, published and withdrawn."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class NoticeState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    NoticeState.DRAFT: "草稿",
    NoticeState.PUBLISHED: "已发布",
    NoticeState.WITHDRAWN: "已撤回",
}
_S = NoticeState
_AFTER: Final[Mapping[NoticeState, Mapping[NoticeState, str]]] = {
    _S.PUBLISHED: {_S.WITHDRAWN: "已撤回的通知不能再发布；请另起草", _S.PUBLISHED: "该通知已经发布"},
    _S.WITHDRAWN: {_S.WITHDRAWN: "该通知已经撤回"},
}
"""What stands in the way of becoming this, by what it is"""


class NoticeStepRefused(ValueError):
    """The words say why."""


def becoming(wanted: NoticeState, now: NoticeState) -> NoticeState:
    """Raises NoticeStepRefused."""
    if (why := _AFTER[wanted].get(now)) is not None:
        raise NoticeStepRefused(why)
    return wanted
