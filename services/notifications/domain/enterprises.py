"""What befell the enterprise itself, or is owed by it: a duty, a merger, its end."""

from services.notifications.domain.messages import Words
from shared.events import DutyDue, EnterpriseDeregistered, EnterpriseMerged


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
