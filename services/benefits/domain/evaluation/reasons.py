"""应享未享: why an enterprise that is eligible was not paid. One reason each, looked up."""

from enum import StrEnum
from typing import Final

from services.benefits.domain.claims import State


class Reason(StrEnum):
    NOT_TOLD = "not_told"
    UNREAD = "unread"
    NO_ACCOUNT = "no_account"
    NOT_CLAIMED = "not_claimed"
    UNFUNDED = "unfunded"
    RETURNED = "returned"
    HELD = "held"
    UNDER_WAY = "under_way"
    TO_BE_PAID = "to_be_paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    RECOVERED = "recovered"
    PAID_OTHERWISE = "paid_otherwise"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def way_out(self) -> str:
        """Who has to do what next."""
        return _WAYS_OUT[self]


_LABELS: Final = {
    Reason.NOT_TOLD: "尚未告知",
    Reason.UNREAD: "已告知，尚未阅读",
    Reason.NO_ACCOUNT: "已阅读，未申领，没有核验通过的收款账户",
    Reason.NOT_CLAIMED: "已阅读，尚未申领",
    Reason.UNFUNDED: "已申领，待安排预算",
    Reason.RETURNED: "已退回，待企业更正",
    Reason.HELD: "暂缓办理",
    Reason.UNDER_WAY: "审核审批中",
    Reason.TO_BE_PAID: "审批通过，待到账",
    Reason.REFUSED: "不予兑付",
    Reason.WITHDRAWN: "企业已撤回",
    Reason.VOID: "已作废，该事项由另一申请办理",
    Reason.RECOVERED: "已兑付后追回",
    Reason.PAID_OTHERWISE: "评估期之外已兑付",
}
_WAYS_OUT: Final = {
    Reason.NOT_TOLD: "请由服务专员或区、县（市）主动告知企业",
    Reason.UNREAD: "请提醒企业查看专区消息",
    Reason.NO_ACCOUNT: "请企业先登记收款账户，核验后即可申领",
    Reason.NOT_CLAIMED: "请提醒企业申领；需要材料的，见条款说明",
    Reason.UNFUNDED: "请出资方安排或追加预算",
    Reason.RETURNED: "请企业按退回意见更正",
    Reason.HELD: "请审核人员核实后恢复或作出决定",
    Reason.UNDER_WAY: "请审核、审批人员按期办理",
    Reason.TO_BE_PAID: "请支付人放行，或等待银行结果",
    Reason.REFUSED: "企业可在期限内申诉",
    Reason.WITHDRAWN: "企业可重新提出",
    Reason.VOID: "不需办理",
    Reason.RECOVERED: "不需办理",
    Reason.PAID_OTHERWISE: "不需办理",
}
_OF_CLAIM: Final = {
    State.UNFUNDED: Reason.UNFUNDED,
    State.CREDIT_CHECK: Reason.UNDER_WAY,
    State.REVIEW: Reason.UNDER_WAY,
    State.APPROVAL: Reason.UNDER_WAY,
    State.APPEAL: Reason.UNDER_WAY,
    State.PAYABLE: Reason.TO_BE_PAID,
    State.PAYING: Reason.TO_BE_PAID,
    State.RETURNED: Reason.RETURNED,
    State.HELD: Reason.HELD,
    State.REFUSED: Reason.REFUSED,
    State.WITHDRAWN: Reason.WITHDRAWN,
    State.VOID: Reason.VOID,
    State.RECOVERED: Reason.RECOVERED,
    State.PAID: Reason.PAID_OTHERWISE,
    State.CLAWBACK: Reason.PAID_OTHERWISE,
}
_BEFORE: Final = {
    (False, False): Reason.NOT_TOLD,
    (False, True): Reason.NOT_TOLD,
    (True, False): Reason.UNREAD,
    (True, True): Reason.NOT_CLAIMED,
}
"""Before there is a claim: by told and read"""
_ACCOUNTLESS: Final = {Reason.NOT_CLAIMED: Reason.NO_ACCOUNT}


def reason(claim: State | None, *, told: bool, read: bool, account: bool) -> Reason:
    """Of an enterprise that was not paid; `claim`: where its newest claim lies, `account`: it has a verified one."""
    if claim is not None:
        return _OF_CLAIM[claim]
    found = _BEFORE[told, read]
    return found if account else _ACCOUNTLESS.get(found, found)
