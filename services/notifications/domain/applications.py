"""What a step of an application for a title means for whoever applied."""

from collections.abc import Callable, Mapping
from typing import Final

from services.notifications.domain.messages import Words
from shared.events import ApplicationAdvanced, ApplicationOccasion, ApplicationState, ApplicationStep

_ASKED: Final = {ApplicationOccasion.NEW: "申报", ApplicationOccasion.RENEWAL: "复核申请"}
_AGAIN: Final = {
    ApplicationOccasion.NEW: "仍符合条件的，可在更正问题后重新申报。",
    ApplicationOccasion.RENEWAL: "仍符合条件的，可在更正问题后重新申请复核。",
}
_IN_THE_END: Final = "公示期满且无异议的，予以认定并另行告知。"


def application_words(told: ApplicationAdvanced) -> Words | None:
    """What a step means for the enterprise, and what it may or must do; None: of this step it is not told here."""
    say = _STEPS.get(told.step)
    return say(told) if say else None


def _application(told: ApplicationAdvanced) -> str:
    return f"{told.tier.label}{_ASKED[told.occasion]}"


def _submitted(told: ApplicationAdvanced) -> Words:
    return Words(f"{_application(told)}已提交", _at_desk(told))


def _accepted(told: ApplicationAdvanced) -> Words:
    return Words(f"{_application(told)}已受理", _at_desk(told))


def _approved(told: ApplicationAdvanced) -> Words:
    return _APPROVED.get(told.state, _passed_on)(told)


def _passed_on(told: ApplicationAdvanced) -> Words:
    return Words(f"{_application(told)}审核通过，进入{told.state_label}", _at_desk(told))


def _at_notice(told: ApplicationAdvanced) -> Words:
    return Words(f"{_application(told)}进入公示", f"{_notice(told)}{_IN_THE_END}")


def _returned(told: ApplicationAdvanced) -> Words:
    fields = "、".join(one.label for one in told.to_mend)
    text = f"须更正：{fields}。\n退回理由：{_sentence(told.reason)}\n{_mend_by(told)}其他内容不必改动，也可撤回。"
    return Words(f"{_application(told)}被退回，请更正：{fields}", text)


def _mend_by(told: ApplicationAdvanced) -> str:
    """No rule sets a day; where one is set, it is said."""
    if told.due_on is None:
        return "请更正后重新提交，提交后回到原审核环节。"
    return f"请在 {told.due_on} 前更正并重新提交，提交后回到原审核环节。"


def _refused(told: ApplicationAdvanced) -> Words:
    return Words(f"{_application(told)}未通过", f"理由：{_sentence(told.reason)}\n{_AGAIN[told.occasion]}")


def _objected(told: ApplicationAdvanced) -> Words:
    text = f"公示期间收到异议，正在核查。{_until(told)}\n核查结果将另行告知，请配合提供材料。"
    return Words(f"{_application(told)}在公示中收到异议", text)


def _upheld(told: ApplicationAdvanced) -> Words:
    text = f"公示期间的异议经核查成立。\n理由：{_sentence(told.reason)}\n{_AGAIN[told.occasion]}"
    return Words(f"{_application(told)}未通过：公示异议成立", text)


def _dismissed(told: ApplicationAdvanced) -> Words:
    text = f"公示期间的异议经核查不成立，不影响本次公示。{_notice(told)}公示期满后依程序办理，结果另行告知。"
    return Words(f"{_application(told)}的公示异议不成立", text)


def _withdrawn(told: ApplicationAdvanced) -> Words:
    """By the enterprise, or with a reason by itself: it is no legal person any more."""
    text = _sentence(told.reason) if told.reason else "贵企业已撤回此申请，不再审核。如需办理，请重新申报。"
    return Words(f"{_application(told)}已撤回", text)


def _sentence(words: str | None) -> str:
    return f"{(words or '').rstrip('。')}。"


def _at_desk(told: ApplicationAdvanced) -> str:
    return f"现处于“{told.state_label}”环节。{_until(told)}"


def _until(told: ApplicationAdvanced) -> str:
    return "" if told.due_on is None else f"本环节办理期限为 {told.due_on}。"


def _notice(told: ApplicationAdvanced) -> str:
    notice = told.notice
    assert notice is not None, "at notice there is one"
    hedge = "（节假日安排尚未公布，以公布后为准）" if notice.provisional else ""
    return f"公示期为 {notice.first_day} 至 {notice.last_day}{hedge}。"


_APPROVED: Final[Mapping[ApplicationState, Callable[[ApplicationAdvanced], Words]]] = {
    ApplicationState.NOTICE: _at_notice,
}
_STEPS: Final[Mapping[ApplicationStep, Callable[[ApplicationAdvanced], Words]]] = {
    ApplicationStep.SUBMIT: _submitted,
    ApplicationStep.WITHDRAW: _withdrawn,
    ApplicationStep.ACCEPT: _accepted,
    ApplicationStep.APPROVE: _approved,
    ApplicationStep.RETURN: _returned,
    ApplicationStep.REFUSE: _refused,
    ApplicationStep.OBJECT: _objected,
    ApplicationStep.UPHOLD: _upheld,
    ApplicationStep.DISMISS: _dismissed,
}
"""The steps that tell. A visit was made at the enterprise itself; the message about titles tells the recognition."""
