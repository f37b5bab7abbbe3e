"""What an answer to an application for financing means for the enterprise, and what it may or must do."""

from collections.abc import Callable, Mapping
from typing import Final

from services.notifications.domain.messages import Words
from shared.events import FinancingAdvanced
from shared.values import yuan

_TIED: Final = "tied_ended"
_QUESTIONED: Final = "questioned"
_ENTERPRISE_SILENT: Final = "enterprise_silent"
_ANSWERS: Final = frozenset({"offer", "refuse", "expire"})


def financing_words(told: FinancingAdvanced) -> Words | None:
    """None: the enterprise did it itself, or it concerns the institution."""
    say = _STEPS.get(told.step)
    return say(told) if say else None


def all_in_words(told: FinancingAdvanced) -> Words | None:
    """With the last answer, where there is something to choose from."""
    answered = told.step in _ANSWERS or (told.step == "close" and told.reason == _TIED)
    if not answered or told.waiting or not told.offers:
        return None
    text = (
        f"贵企业的融资申请已全部有了结果，现有 {told.offers} 份报价可供选择。\n"
        "请比较贴息、担保和各项费用后的成本，在报价有效期内接受其中一份；接受后其余自动关闭。"
    )
    return Words("融资申请的报价已齐，请比较选择", text)


def _offered(told: FinancingAdvanced) -> Words:
    return Words(_heading(told, "已报价"), f"{_terms(told)}接受前可继续等待和比较其他机构的报价。")


def _replaced(told: FinancingAdvanced) -> Words:
    return Words(_heading(told, "更改了报价"), f"原报价已被取代。{_terms(told)}")


def _terms(told: FinancingAdvanced) -> str:
    offer = told.offer
    assert offer is not None, "the step made it"
    rate = "" if offer.rate is None else f"，年利率（费率）{offer.rate:f}%"
    return (
        f"产品：{told.product_name}。\n金额 {yuan(offer.amount_fen)} 元，期限 {offer.months} 个月{rate}。\n"
        f"报价有效期至 {offer.valid_until}（含当日）。"
    )


def _refused(told: FinancingAdvanced) -> Words:
    more = "" if told.words is None else f"\n说明：{told.words.rstrip('。')}。"
    text = f"产品：{told.product_name}。\n原因：{told.reason_label}。{more}\n{_OTHERS}"
    return Words(_heading(told, "不予办理"), text)


def _expired(told: FinancingAdvanced) -> Words:
    whose = "贵企业未在期限内补充资料" if told.reason == _ENTERPRISE_SILENT else "该机构未在期限内答复"
    text = f"产品：{told.product_name}。\n{whose}（最后一天为 {told.answer_by}），该部分申请已终止。\n{_OTHERS}"
    return Words(_heading(told, "的申请逾期终止"), text)


def _lapsed(told: FinancingAdvanced) -> Words:
    offer = told.offer
    assert offer is not None, "what lapses was offered"
    text = f"产品：{told.product_name}。\n报价的有效期至 {offer.valid_until}，未被接受，已失效。\n{_OTHERS}"
    return Words(_heading(told, "的报价已过期"), text)


def _questioned(told: FinancingAdvanced) -> Words:
    text = (
        f"产品：{told.product_name}。\n需要补充：{(told.words or '').rstrip('。')}。\n"
        f"请在 {told.answer_by} 前（含当日）补充，逾期该部分申请终止；补充后机构重新计算答复时限。"
    )
    return Words(_heading(told, "要求补充资料"), text)


def _reminded(told: FinancingAdvanced) -> Words | None:
    """Only where it is the enterprise that has not answered."""
    if told.state != _QUESTIONED:
        return None
    text = (
        f"产品：{told.product_name}。\n机构要求补充的资料尚未收到。\n"
        f"请在 {told.answer_by} 前（含当日）补充，逾期该部分申请终止；也可撤回。"
    )
    return Words(_heading(told, "仍在等待补充资料"), text)


def _closed(told: FinancingAdvanced) -> Words | None:
    """That another was accepted the enterprise knows."""
    if told.reason != _TIED:
        return None
    return Words(_heading(told, "的申请已关闭"), f"产品：{told.product_name}。\n原因：{told.reason_label}。\n{_OTHERS}")


def _heading(told: FinancingAdvanced, what: str) -> str:
    return f"{told.institution_name}{what}"[:200]


_OTHERS: Final = "其他部分不受影响；如需继续融资，可向其他机构或产品另行申请。"
_STEPS: Final[Mapping[str, Callable[[FinancingAdvanced], Words | None]]] = {
    "offer": _offered,
    "replace": _replaced,
    "refuse": _refused,
    "expire": _expired,
    "lapse": _lapsed,
    "question": _questioned,
    "remind": _reminded,
    "close": _closed,
}
