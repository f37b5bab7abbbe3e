"""What a step of a person's right means for the enterprise. Nobody is named: the inbox is read by all its people."""

from collections.abc import Callable, Mapping
from typing import Final

from services.notifications.domain.messages import Words
from shared.events import RightAdvanced, RightState, RightStep


def right_words(told: RightAdvanced) -> Words | None:
    """None: of this step it is not told."""
    say = _STATES.get(told.state)
    return say(told) if say else None


def _what(told: RightAdvanced) -> str:
    return f"{told.label}（{told.office_label}）"


def _because(told: RightAdvanced) -> str:
    return f"理由：{told.reason.rstrip('。')}。\n" if told.reason else ""


def _reviewed(told: RightAdvanced) -> Words:
    again = "更正已收到" if told.step is RightStep.CORRECT else "申请已收到"
    return Words(f"{told.label}：{again}", f"{_what(told)}正在由条款所列部门审核，结果另行告知。")


def _granted(told: RightAdvanced) -> Words:
    follows = "随企业称号与任职存续；称号或任职变化时随之调整。"
    if told.step is RightStep.FOLLOW:
        return Words(f"{told.label}：期限调整", f"{_what(told)}按现有称号与任职，享有至 {told.ends_on}，{follows}")
    return Words(f"{told.label}：已授予", f"{_what(told)}按现有称号与任职，享有至 {told.ends_on}，{follows}")


def _returned(told: RightAdvanced) -> Words:
    fields = "、".join(one.label for one in told.to_mend)
    text = f"须更正：{fields}。\n{_because(told)}更正后提交即可，其他内容不必改动；也可撤回。"
    return Words(f"{told.label}被退回，请更正：{fields}", text)


def _suspended(told: RightAdvanced) -> Words:
    text = f"{_what(told)}自 {told.stopped_on} 起中止。\n{_because(told)}称号恢复后不自动恢复，请重新申请。"
    return Words(f"{told.label}：已中止", text)


def _refused(told: RightAdvanced) -> Words:
    return Words(f"{told.label}：不予授予", f"{_because(told)}有新的事实的，可重新申请。")


def _withdrawn(told: RightAdvanced) -> Words:
    return Words(f"{told.label}：已撤回或放弃", "如需办理，请重新申请。")


def _ended(told: RightAdvanced) -> Words:
    text = f"{_what(told)}自 {told.stopped_on} 起终止。\n{_because(told)}再次符合条件的，请重新申请。"
    return Words(f"{told.label}：已终止", text)


_STATES: Final[Mapping[RightState, Callable[[RightAdvanced], Words]]] = {
    RightState.REVIEW: _reviewed,
    RightState.RETURNED: _returned,
    RightState.GRANTED: _granted,
    RightState.SUSPENDED: _suspended,
    RightState.REFUSED: _refused,
    RightState.WITHDRAWN: _withdrawn,
    RightState.ENDED: _ended,
}
