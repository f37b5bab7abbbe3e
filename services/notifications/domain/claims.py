"""What a step of a claim means for the enterprise, and what it may or must do."""

from collections.abc import Callable, Mapping
from typing import Final

from services.notifications.domain.messages import Words
from shared.events import ClaimAdvanced, ClaimState
from shared.values import yuan


def claim_words(told: ClaimAdvanced) -> Words | None:
    """None: of this step it is not told."""
    say = _STATES.get(told.state) if told.step not in _SILENT else None
    return say(told) if say else None


_SILENT: Final = frozenset({"rate"})
"""Steps that change nothing for the enterprise"""


def _what(told: ClaimAdvanced) -> str:
    return f"“{told.label}”（{yuan(told.amount_fen)} 元）"


def _because(told: ClaimAdvanced) -> str:
    return f"理由：{told.reason.rstrip('。')}。\n" if told.reason else ""


def _until(told: ClaimAdvanced) -> str:
    return "" if told.due_on is None else f"兑付时限为 {told.due_on}。"


def _begun(told: ClaimAdvanced) -> Words | None:
    how = "已确认，免申即享" if told.automatic else "已提出"
    return Words(f"{told.label}{how}", f"{_what(told)}正在进行信用核查，通过后自动进入下一环节。{_until(told)}")


def _unfunded(told: ClaimAdvanced) -> Words:
    return Words(
        f"{told.label}待安排预算", f"{_what(told)}所需预算暂不足，未作预留；安排预算后继续办理，无须重新提出。"
    )


def _reviewed(told: ClaimAdvanced) -> Words:
    return Words(f"{told.label}进入审核", f"{_what(told)}信用核查通过，正在审核。{_until(told)}")


def _approving(told: ClaimAdvanced) -> Words | None:
    if told.step == "approve":
        return None  # one of several: the last tells
    return Words(f"{told.label}进入审批", f"{_what(told)}正在审批。{_until(told)}")


def _payable(told: ClaimAdvanced) -> Words:
    if told.step == "fail":
        return Words(f"{told.label}拨付未成", f"{_what(told)}银行未能付出，将重新办理。\n{_because(told)}")
    return Words(f"{told.label}审批通过", f"{_what(told)}审批通过，将拨付到贵企业确认的账户。{_until(told)}")


def _paid(told: ClaimAdvanced) -> Words:
    if told.step == "drop":
        return Words(f"{told.label}不予追回", f"{_what(told)}经复核不予追回。")
    return Words(f"{told.label}已拨付", f"{_what(told)}已拨付到账，请查收。欢迎对本次办理作出评价。")


def _returned(told: ClaimAdvanced) -> Words:
    fields = "、".join(one.label for one in told.to_mend)
    text = f"须更正：{fields}。\n{_because(told)}更正后提交即可，其他内容不必改动；也可撤回。"
    return Words(f"{told.label}被退回，请更正：{fields}", text)


def _held(told: ClaimAdvanced) -> Words:
    return Words(
        f"{told.label}暂缓办理", f"{_what(told)}暂缓办理。\n{_because(told)}如有异议或已改正，请与主管部门联系。"
    )


def _appealing(told: ClaimAdvanced) -> Words:
    return Words(f"{told.label}的申诉已受理", "将由此前未经办的人员复核，结果另行告知。")


def _refused(told: ClaimAdvanced) -> Words:
    then = "申诉已复核完毕。" if told.step == "dismiss" else "可在期限内申诉；有新的事实的，可重新提出。"
    return Words(f"{told.label}不予兑付", f"{_because(told)}{then}")


def _withdrawn(told: ClaimAdvanced) -> Words:
    return Words(f"{told.label}已撤回", "贵企业已撤回，不再办理。如需办理，请重新提出。")


def _void(told: ClaimAdvanced) -> Words:
    return Words(f"{told.label}已作废", _because(told))


def _clawback(told: ClaimAdvanced) -> Words:
    return Words(
        f"{told.label}拟追回", f"{_what(told)}已拨付，现拟追回。\n{_because(told)}决定作出前，请准备说明材料。"
    )


def _recovered(told: ClaimAdvanced) -> Words:
    return Words(f"{told.label}已追回", f"{_what(told)}已退回。")


_STATES: Final[Mapping[ClaimState, Callable[[ClaimAdvanced], Words | None]]] = {
    ClaimState.CREDIT_CHECK: _begun,
    ClaimState.UNFUNDED: _unfunded,
    ClaimState.REVIEW: _reviewed,
    ClaimState.APPROVAL: _approving,
    ClaimState.PAYABLE: _payable,
    ClaimState.PAID: _paid,
    ClaimState.RETURNED: _returned,
    ClaimState.HELD: _held,
    ClaimState.APPEAL: _appealing,
    ClaimState.REFUSED: _refused,
    ClaimState.WITHDRAWN: _withdrawn,
    ClaimState.VOID: _void,
    ClaimState.CLAWBACK: _clawback,
    ClaimState.RECOVERED: _recovered,
}
"""While the bank is at it there is nothing to tell."""
