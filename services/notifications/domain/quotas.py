"""What happened to a quota, as its holder reads it."""

from collections.abc import Callable, Mapping
from typing import Final

from services.notifications.domain.messages import Words
from shared.events import QuotaAdvanced, QuotaStep
from shared.values import yuan


def quota_words(told: QuotaAdvanced) -> Words:
    heading, first = _SAYS[told.step](told)
    why = f"依据：{told.reason.rstrip('。')}。\n" if told.reason else ""
    state = (
        f"{told.year}年度核定{yuan(told.granted_fen)}元，已预留{yuan(told.reserved_fen)}元，"
        f"已使用{yuan(told.used_fen)}元，还可预留{yuan(told.remaining_fen)}元。"
    )
    until = f"最后可用日期为 {told.usable_until}，当年未用完的不结转。条款：{told.basis}。"
    return Words(heading[:200], f"{first}\n{why}{state}{until}")


def _granted(told: QuotaAdvanced) -> tuple[str, str]:
    return f"{told.year}年度额度已核定：{told.label}", "与服务机构签订合同后，可凭合同或订单编号预留。"


def _changed(told: QuotaAdvanced) -> tuple[str, str]:
    return f"{told.year}年度额度已调整：{told.label}", "已预留和已使用的不受影响。"


def _inherited(told: QuotaAdvanced) -> tuple[str, str]:
    return f"已承继被合并企业的额度：{told.label}", "同一法人当年合计不超过条款上限，超出的部分不承继。"


def _lapsing(told: QuotaAdvanced) -> tuple[str, str]:
    return f"{told.year}年度额度将到期：{told.label}", "如有需要，请在年度结束前预留并办理使用。"


_SAYS: Final[Mapping[QuotaStep, Callable[[QuotaAdvanced], tuple[str, str]]]] = {
    QuotaStep.GRANTED: _granted,
    QuotaStep.CHANGED: _changed,
    QuotaStep.INHERITED: _inherited,
    QuotaStep.LAPSING: _lapsing,
}
