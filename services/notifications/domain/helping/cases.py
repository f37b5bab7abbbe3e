"""A case on its way: written, agreed to by the enterprise, published; and taken back by either."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from services.notifications.domain.refusals import Refusal
from shared.values import Tier


class State(StrEnum):
    ASKED = "asked"
    """The enterprise has not said yet whether it agrees"""
    AGREED = "agreed"
    REFUSED = "refused"
    """It did not agree, or no longer does"""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """By its office"""

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES: Final = {
    State.ASKED: "待企业确认",
    State.AGREED: "企业已同意",
    State.REFUSED: "企业不同意",
    State.PUBLISHED: "已发布",
    State.WITHDRAWN: "已撤下",
}


class Step(StrEnum):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {Step.PUBLISH: "发布", Step.WITHDRAW: "撤下"}
_WHY_NOT: Final[Mapping[State, str]] = {
    State.ASKED: "企业尚未同意，不能发布",
    State.REFUSED: "企业不同意，不能发布；如改写内容，请更改后再次征求同意",
    State.PUBLISHED: "该案例已发布",
    State.WITHDRAWN: "该案例已撤下；如再次发布，请更改内容后再次征求同意",
}


def answered(state: State, agrees: bool) -> State:
    """What the enterprise says counts at once and always: who agreed may change its mind. Raises Refusal."""
    if state is State.WITHDRAWN:
        raise Refusal("该案例已撤下，无需确认")
    if not agrees:
        return State.REFUSED
    return state if state is State.PUBLISHED else State.AGREED


def after(state: State, step: Step) -> State:
    """Raises Refusal."""
    if step is Step.WITHDRAW:
        if state is State.WITHDRAWN:
            raise Refusal("该案例已撤下")
        return State.WITHDRAWN
    if state is not State.AGREED:
        raise Refusal(_WHY_NOT[state])
    return State.PUBLISHED


def check_reason(step: Step, reason: str | None) -> None:
    """Raises Refusal."""
    if step is Step.WITHDRAW and reason is None:
        raise Refusal("撤下须写明原因 reason")


_HONOURS: Final[Mapping[Tier, str]] = {Tier.LITTLE_GIANT: "国家级专精特新“小巨人”企业"}


def honour(tier: Tier) -> str | None:
    """表彰 (S3-2: 对认定的专精特新“小巨人”企业等予以表彰): shown while it holds the title."""
    return _HONOURS.get(tier)
