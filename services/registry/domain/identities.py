"""The rules of legal persons: renamed, under a new USCC, merged away, deregistered. Values in; a Refusal or nothing."""

from datetime import date
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Enterprise, Refusal, Titles
from shared.values import holds_titles


class IdentityKind(StrEnum):
    RENAMED = "renamed"
    NEW_USCC = "new_uscc"
    ABSORBED = "absorbed"
    """It absorbed another."""
    MERGED = "merged"
    """It was absorbed by another."""
    DEREGISTERED = "deregistered"


IDENTITY_LABELS: Final = {
    IdentityKind.RENAMED: "更名",
    IdentityKind.NEW_USCC: "换发统一社会信用代码",
    IdentityKind.ABSORBED: "吸收合并其他企业",
    IdentityKind.MERGED: "被合并",
    IdentityKind.DEREGISTERED: "注销",
}


ENDED: Final = "企业已于 {} 注销或被合并，不能再办理；请核对企业"


def check_alive(enterprise: Enterprise, on: date, today: date) -> None:
    """Whether something may happen to it on that day. Raises Refusal."""
    if on > today:
        raise Refusal("日期不能晚于今天；请在事情发生之后登记")
    check_not_ended(enterprise.ended_on)


def check_not_ended(ended_on: date | None) -> None:
    """Raises Refusal."""
    if ended_on is not None:
        raise Refusal(ENDED.format(ended_on))


def check_name(enterprise: Enterprise, name: str) -> None:
    if name == enterprise.name:
        raise Refusal("新名称与现名称相同；请核对")


def check_uscc(enterprise: Enterprise, uscc: str, titles: Titles) -> None:
    if uscc == enterprise.uscc:
        raise Refusal("新代码与现代码相同；请核对")
    if titles and not holds_titles(uscc):
        raise Refusal("个体工商户不是法人，不能持有称号；请核对新的统一社会信用代码")


def check_merger(survivor: Enterprise, absorbed: Enterprise, on: date, today: date) -> None:
    if survivor.enterprise_id == absorbed.enterprise_id:
        raise Refusal("企业不能与自身合并；请核对两个统一社会信用代码")
    for one in (survivor, absorbed):
        check_alive(one, on, today)
        if not holds_titles(one.uscc):
            raise Refusal("个体工商户不是法人，不能合并；请核对统一社会信用代码")
