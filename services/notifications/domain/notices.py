"""What a message says of a notice (通知公告)."""

from services.notifications.domain.messages import Words
from shared.events import NoticeMatched, NoticePublished


def notice_words(notice: NoticePublished, match: NoticeMatched) -> Words:
    """One entry for each enterprise and notice."""
    lines = [notice.text]
    if notice.deadline_on is not None:
        lines.append(f"截止日期：{notice.deadline_on}。")
    if match.reason:
        lines.append(f"为何与贵企业有关：{match.reason}。")
    lines.append(f"发布：{notice.issuer}。")
    return Words(f"通知：{notice.title}"[:200], "\n".join(lines))
