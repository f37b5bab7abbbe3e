"""Which stages of a measure are counted here, by the way enterprises come to it. Others are unknown, not zero."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.benefits.domain.evaluation.funnel import STAGES, Stage
from services.benefits.domain.formulas import Fund, Quota
from services.benefits.domain.measures import Category, Measure
from services.benefits.domain.rights import is_right


class Way(StrEnum):
    CLAIM = "claim"
    VOUCHER = "voucher"
    RIGHT = "right"
    NOTHING = "nothing"
    """Nobody asks for it here"""


_TELLING: Final = frozenset({Stage.ELIGIBLE, Stage.TOLD, Stage.READ})
_STAGES: Final = {
    Way.CLAIM: frozenset(Stage),
    Way.VOUCHER: frozenset(Stage),
    Way.RIGHT: frozenset(Stage) - {Stage.PAID},
    Way.NOTHING: _TELLING,
}
_WORDS: Final = {
    Way.CLAIM: "本条款经申领、审批后由银行支付。",
    Way.VOUCHER: "本条款以用券方式使用：已申领、已审批按预留计（含其后释放或到期的），已兑付按实际使用计。",
    Way.RIGHT: "本条款以人才权利方式办理：已申领按申请计，已审批按授予计；不支付资金，不计已兑付。",
    Way.NOTHING: "本条款不在本系统申领，只评估到已阅读；其后环节不计，不等于没有企业享受。",
}
_UNKNOWN: Final = "应享须看企业的贷款、项目等具体事项，不能预先得知，所以不计应享、已告知、已阅读及其占比。"


@dataclass(frozen=True, slots=True)
class Counted:
    """The stages that are, and a sentence for whoever reads it."""

    stages: frozenset[Stage]
    words: str

    @property
    def whole(self) -> bool:
        return self.stages == frozenset(STAGES)


def way_of(measure: Measure, *, vouchers: bool = True) -> Way:
    """`vouchers`: they are reserved under the measure's policy set."""
    if measure.category.pays:
        return Way.CLAIM
    if isinstance(measure.formula, Quota | Fund):
        return Way.VOUCHER if vouchers else Way.NOTHING
    return Way.RIGHT if is_right(measure) else Way.NOTHING


def counted(measure: Measure, way: Way) -> Counted:
    """For whom a measure is is known of what opens with titles and of what was matched with enterprises when it was
    published. An interest subsidy is for loans, and how much of which is computed only when it is asked for."""
    foreseen = measure.automatic or measure.enacted is not None
    if foreseen and measure.category is not Category.INTEREST_SUBSIDY:
        return Counted(_STAGES[way], _WORDS[way])
    return Counted(_STAGES[way] - _TELLING, _WORDS[way] + _UNKNOWN)
