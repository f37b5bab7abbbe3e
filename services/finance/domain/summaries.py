"""概要: what waits, and at whose desk."""

from enum import StrEnum
from typing import Final

ENDING_DAYS: Final = 30
"""A grant that ends within so many days is to be renewed, or let end."""


class Desk(StrEnum):
    PRODUCTS = "products"
    GRANTS = "grants"
    ENDING = "ending"
    REMOVALS = "removals"
    APPLICATIONS = "applications"
    LOANS = "loans"
    LISTINGS = "listings"

    @property
    def label(self) -> str:
        return DESK_LABELS[self]


DESK_LABELS: Final = {
    Desk.PRODUCTS: "待审核的产品",
    Desk.GRANTS: "待第二人批准的机构授权",
    Desk.ENDING: f"{ENDING_DAYS}天内到期的机构授权",
    Desk.REMOVALS: "机构逾期未确认的移出",
    Desk.APPLICATIONS: "已过催办期、机构仍未答复的融资申请",
    Desk.LOANS: "逾期的贷款",
    Desk.LISTINGS: "已同意注册、待上市的企业",
}
