"""What a message about a measure says: for whom it is and why, what it is worth, until when; and that it ended."""

from collections.abc import Callable, Mapping
from typing import Final

from services.notifications.domain.messages import CERTAINTY, Words, grouped
from shared.events import EntitlementClosed, MatchOccasion, MeasureMatched, MeasurePublished

_HEADINGS: Final[Mapping[MatchOccasion, Callable[[MeasurePublished], str]]] = {
    MatchOccasion.PUBLISHED: lambda one: "新政策适用于贵企业" if one.number == 1 else "政策已更新",
    MatchOccasion.REGISTERED: lambda _: "现行政策适用于贵企业",
    MatchOccasion.CHANGED: lambda _: "贵企业现已符合政策条件",
}


def matched_words(measure: MeasurePublished, match: MeasureMatched) -> Words:
    """One entry for each enterprise and version."""
    heading = f"{_HEADINGS[match.occasion](measure)}：{measure.label}"
    lines = [
        measure.plain,
        f"为何与贵企业有关：{match.reason}。",
        *_changed(match),
        f"可得：{_worth(measure, match)}。",
        _how(match),
        _until(measure, match),
        f"依据：{measure.basis}（{measure.issuer}，自 {measure.since} 起施行）。咨询：{measure.contact}。",
    ]
    return Words(heading[:200], "\n".join(lines))


def _worth(measure: MeasurePublished, match: MeasureMatched) -> str:
    if match.amount_fen is None:
        return measure.formula or measure.label
    return CERTAINTY[match.certainty].format(yuan=grouped(match.amount_fen)) or measure.formula


def _changed(match: MeasureMatched) -> list[str]:
    said = "；".join(f"{one.label}由{one.before}变为{one.after}" for one in match.changed)
    return [f"发生的变化：{said}。"] if said else []


def _how(match: MeasureMatched) -> str:
    if match.opened:
        return "已为贵企业开启，免申即享。"
    lacking = "、".join(match.missing)
    return f"需要申请；尚缺：{lacking}。" if lacking else "需要申请；所需材料见政策计算。"


def _until(measure: MeasurePublished, match: MeasureMatched) -> str:
    window = f"申领期限：{measure.claim_window}。" if measure.claim_window else ""
    if match.until_on is None:
        return window or "原文未规定期限，以停止施行的通知为准。"
    return f"{window}所凭称号有效至 {match.until_on}。"


def closed_words(lost: EntitlementClosed) -> Words:
    text = f"自 {lost.closed_on} 起不再享受。\n原因：{lost.reason}。\n此前已经兑付的不受影响。"
    return Words(f"政策资格关闭：{lost.label}"[:200], text)
