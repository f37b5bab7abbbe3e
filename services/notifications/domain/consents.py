"""What a consent, and its end, mean for the enterprise."""

from services.notifications.domain.messages import Words
from shared.events import ConsentGranted, ConsentTold, ConsentWithdrawn


def granted_words(told: ConsentGranted) -> Words:
    once = "仅限查询一次。" if told.single_use else ""
    text = (
        f"{told.institution_name}可为“{told.purpose_label}”查询：{_items(told)}。\n"
        f"期限：{told.from_on} 至 {told.until_on}。{once}\n"
        "每一次查询都有记录，可随时查看；不再需要时可随时撤回，即时生效。非本企业办理的，请立即撤回。"
    )
    return Words(_heading("已授权", told, "查询数据"), text)


def consent_ended_words(told: ConsentWithdrawn) -> Words:
    text = (
        f"{told.institution_name}不能再为“{told.purpose_label}”查询：{_items(told)}。\n"
        f"原因：{told.ending_label}。\n此前完成的查询不受影响，记录仍可查看。"
    )
    return Words(_heading("对", told, "的授权已终止"), text)


def _items(told: ConsentTold) -> str:
    return "、".join(told.item_labels)


def _heading(before: str, told: ConsentTold, after: str) -> str:
    return f"{before}{told.institution_name}{after}"[:200]
