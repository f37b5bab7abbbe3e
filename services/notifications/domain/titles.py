"""A message about titles: the tier, what it opens and closes, what the next one would open.

It has two halves, the change (from the registry) and what it opens and closes (from benefits). They come in either
order; when benefits is away it goes out after five seconds with one half, and is completed later.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from services.notifications.domain.messages import CERTAINTY, Words, grouped
from shared.events import ChangeReason, ConsequenceRecorded, Item, TitlesChanged
from shared.values import Tier

PATIENCE: Final = timedelta(seconds=5)
"""How long a change waits for what benefits makes of it."""
LONG_PATIENCE: Final = timedelta(seconds=60)
"""How long while benefits is telling and merely behind, as after an official list of thousands."""


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


def delivered_items(heading: str) -> tuple[Item, ...]:
    """How the message appears in the consequence record."""
    return (Item(code="message", label=f"已发送消息：{heading}"),)
