"""What a message says. Values in, words out: no database, no clock.

A message about titles has two halves, the change (from the registry) and what it opens and closes (from benefits).
They come in either order; when benefits is away it goes out after five seconds with one half, and is completed later.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.notifications.domain.claims import claim_words
from services.notifications.domain.messages import Words
from services.notifications.domain.rights import right_words
from shared.events import (
    ApplicationAdvanced,
    ApplicationOccasion,
    ApplicationState,
    ApplicationStep,
    ChangeReason,
    ConsequenceRecorded,
    DutyDue,
    EnterpriseDeregistered,
    EnterpriseMerged,
    Item,
    TitlesChanged,
)
from shared.values import Certainty, Tier, yuan

__all__ = ["Words", "claim_words", "right_words"]
PATIENCE: Final = timedelta(seconds=5)
"""How long a change waits for what benefits makes of it."""
LONG_PATIENCE: Final = timedelta(seconds=60)
"""How long while benefits is telling and merely behind, as after an official list of thousands."""


class Template(StrEnum):
    TITLES_CHANGED = "titles_changed"
    DUTY_DUE = "duty_due"
    APPLICATION_ADVANCED = "application_advanced"
    CLAIM_ADVANCED = "claim_advanced"
    RIGHT_ADVANCED = "right_advanced"
    ENTERPRISE_MERGED = "enterprise_merged"
    ENTERPRISE_ABSORBED = "enterprise_absorbed"
    ENTERPRISE_DEREGISTERED = "enterprise_deregistered"
    MEASURE_MATCHED = "measure_matched"
    MEASURE_ENDED = "measure_ended"
    QUOTA_ADVANCED = "quota_advanced"
    CONSENT_GRANTED = "consent_granted"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    FINANCING_ADVANCED = "financing_advanced"
    FINANCING_ALL_IN = "financing_all_in"


def overdue(now: datetime, heard: datetime | None) -> datetime:
    """What was due by then waits no longer. `heard` is when benefits last told anything."""
    behind = heard is not None and now - heard < PATIENCE
    return now - (LONG_PATIENCE - PATIENCE) if behind else now


_HEADINGS: Final = {
    ChangeReason.RECOGNISED: "新认定称号",
    ChangeReason.RENEWED: "称号复核通过",
    ChangeReason.REVOKED: "称号被撤销",
    ChangeReason.EXPIRED: "称号有效期届满",
    ChangeReason.CONTINUED: "称号复核后续期生效",
    ChangeReason.REWOUND: "时钟回拨（演示）",
    ChangeReason.IMPORTED: "称号记录更新",
    ChangeReason.SUSPENDED: "称号暂停",
    ChangeReason.RESUMED: "称号恢复",
    ChangeReason.MERGED: "企业合并",
    ChangeReason.DEREGISTERED: "企业注销",
    ChangeReason.TAKEN_OVER: "合并后承继称号",
}
CERTAINTY: Final = {
    Certainty.NOMINAL: "{yuan} 元（名义金额）",
    Certainty.UPPER_BOUND: "最高 {yuan} 元",
    Certainty.LOWER_BOUND: "不低于 {yuan} 元",
    Certainty.RATE_UNSPECIFIED: "金额按有关政策核定",
    Certainty.NON_MONETARY: "",
}


def words(change: TitlesChanged, consequence: ConsequenceRecorded | None) -> Words:
    """The message in Chinese: the new tier, what it opens with amounts, what closes, what the next tier would open."""
    lines = [
        f"当前梯度：{change.current.tier.label}（此前：{change.previous.tier.label}）。",
        f"事由：{change.reason_text}。",
    ]
    if consequence is None:
        lines.append("可享受的政策正在核算，稍后在本消息中补充。")
    else:
        lines += _section("新开启", consequence.gained)
        lines += _section("关闭", consequence.lost)
        if consequence.ahead_tier is not None and change.current.tier is Tier.INNOVATIVE:
            lines += _section(f"达到下一梯度（{consequence.ahead_tier.label}）将开启", consequence.ahead)
    return Words(_heading(change), "\n".join(lines))


def _heading(change: TitlesChanged) -> str:
    before, after = change.previous.tier, change.current.tier
    if after.rank > before.rank:
        return f"贵企业现为{after.label}"
    if after.rank < before.rank:
        return f"{_HEADINGS[change.reason]}：贵企业现为{after.label}"
    return f"{_HEADINGS[change.reason]}：{'、'.join(_changed_titles(change)) or after.label}"


def _changed_titles(change: TitlesChanged) -> list[str]:
    """The names of the titles that are new or different, when the tier stays as it was.

    Where no title was touched, time made the change: the names of those whose tier counts no longer, else of those
    that count now and did not before.
    """
    before = {title.title_id: title for title in change.previous.titles}
    counted, counting = change.previous.counting, change.current.counting
    tiers = {title.tier for title in counting}
    changed = (
        [title for title in change.current.titles if title != before.get(title.title_id)]
        or [title for title in counted if title.tier not in tiers]
        or [title for title in counting if title not in counted]
    )
    return list(dict.fromkeys(title.tier.label for title in changed))


def _section(name: str, items: Sequence[Item]) -> list[str]:
    if not items:
        return []
    return [f"{name}：", *(f"·{_line(item)}" for item in items)]


def _line(item: Item) -> str:
    amount = CERTAINTY[item.certainty].format(yuan=grouped(item.amount_fen or 0))
    return f"{item.label}，{amount}" if amount else item.label


def grouped(fen: int) -> str:
    whole, _, cents = yuan(fen).partition(".")
    return f"{int(whole):,}.{cents}"


def delivered_items(heading: str) -> tuple[Item, ...]:
    """How the message appears in the consequence record."""
    return (Item(code="message", label=f"已发送消息：{heading}"),)


# ---- messages of one half -------------------------------------------------------------------------


def duty_words(duty: DutyDue) -> Words:
    """What is owed, by when, on which ground, and what follows otherwise."""
    text = f"请在 {duty.due_on} 前完成：{duty.label}。\n逾期后果：{duty.otherwise}。\n依据：{duty.basis}。"
    return Words(f"{duty.label}（{duty.due_on} 前）", text)


def merged_words(merger: EnterpriseMerged) -> Words:
    text = f"自 {merger.merged_on} 起，贵企业被{merger.survivor_name}吸收合并（{merger.document}），所持称号随之终止。"
    return Words(f"贵企业已被{merger.survivor_name}吸收合并", text)


def absorbed_words(merger: EnterpriseMerged) -> Words:
    text = (
        f"自 {merger.merged_on} 起，贵企业吸收合并{merger.name}（{merger.document}）。"
        "被合并企业的称号已终止；如需承继，请报告重大变化。其曾获首次认定的，贵企业不再视为首次认定。"
    )
    return Words(f"贵企业已吸收合并{merger.name}", text)


def deregistered_words(end: EnterpriseDeregistered) -> Words:
    text = f"贵企业已于 {end.deregistered_on} 注销（{end.document}），所持称号随之终止。"
    return Words("贵企业已注销，称号终止", text)


# ---- steps of an application ----------------------------------------------------------------------

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
