"""专属工具箱: where providers may come from, and the vouchers they take."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from services.notifications.domain.refusals import Refusal
from shared.values import spelled


class Region(StrEnum):
    """沪苏浙皖: innovation vouchers are good in all four (05-10: 支持科技创新券在长三角区域通用通兑)."""

    SHANGHAI = "shanghai"
    JIANGSU = "jiangsu"
    ZHEJIANG = "zhejiang"
    ANHUI = "anhui"

    @property
    def label(self) -> str:
        return _REGIONS[self]


_REGIONS: Final = {
    Region.SHANGHAI: "上海市",
    Region.JIANGSU: "江苏省",
    Region.ZHEJIANG: "浙江省",
    Region.ANHUI: "安徽省",
}


class Voucher(StrEnum):
    """By the code of the benefit in benefits, which reserves and settles them."""

    INNOVATION = "innovation-voucher-quota"
    """科技创新券 (05-9)"""
    SERVICE = "service-voucher"
    """服务券 (S2-3)"""

    @property
    def label(self) -> str:
        return _VOUCHERS[self]


_VOUCHERS: Final = {Voucher.INNOVATION: "科技创新券", Voucher.SERVICE: "服务券"}


class Step(StrEnum):
    SUSPEND = "suspend"
    RESUME = "resume"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {Step.SUSPEND: "暂停", Step.RESUME: "恢复"}


def after(suspended: bool, step: Step) -> bool:
    """Whether it is suspended then. Raises Refusal."""
    wanted = step is Step.SUSPEND
    if suspended is wanted:
        raise Refusal("该机构已暂停服务" if wanted else "该机构正常服务，无需恢复")
    return wanted


_LONGEST_KEY: Final = 400


def name_key(name: str) -> str:
    """The one spelling under which a provider is in the directory once. Raises Refusal: some letters spell longer."""
    key = spelled(name)
    if len(key) > _LONGEST_KEY:
        raise Refusal("机构名称过长；请填写登记的名称")
    return key


def check_kinds(kinds: Collection[str], known: Collection[str]) -> None:
    """Raises Refusal."""
    if set(kinds) - set(known):
        raise Refusal("有没有的服务种类；种类见 GET /notifications/v1/activity-kinds")


def mean(stars: int, ratings: int) -> str | None:
    """One decimal, half up; None before the first."""
    if not ratings:
        return None
    return str((Decimal(stars) / Decimal(ratings)).quantize(Decimal("0.1"), ROUND_HALF_UP))
