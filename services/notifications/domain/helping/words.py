"""What an enterprise is told of services and activities it registered for, of services done, and of its case."""

from datetime import datetime

from services.notifications.domain.messages import Words, grouped
from shared.days import SHANGHAI


def when(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """In Shanghai."""
    if starts_at is None or ends_at is None:
        return "长期，时间与主办单位约定"
    first, last = starts_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI)
    form = "%H:%M" if first.date() == last.date() else "%Y-%m-%d %H:%M"
    return f"{first:%Y-%m-%d %H:%M} 至 {last.strftime(form)}"


def _where(times: str, place: str, contact: str) -> str:
    return f"时间：{times}。\n地点：{place}。\n主办单位联系方式：{contact}。"


def seated_words(title: str, times: str, place: str, contact: str) -> Words:
    text = f"贵企业由候补转为报名成功。\n{_where(times, place, contact)}\n不能参加的，请尽早取消，让出名额。"
    return Words(f"候补成功：{title}"[:200], text)


def reminder_words(title: str, times: str, place: str, contact: str, tomorrow: bool = True) -> Words:
    day = "明日" if tomorrow else "今日"
    return Words(f"{day}举行：{title}"[:200], f"{_where(times, place, contact)}\n不能参加的，请取消报名。")


def changed_words(title: str, times: str, place: str, contact: str) -> Words:
    text = f"时间或地点有变更，报名继续有效。\n{_where(times, place, contact)}\n不能参加的，请取消报名。"
    return Words(f"活动有变更：{title}"[:200], text)


def cancelled_words(title: str, reason: str, contact: str) -> Words:
    text = f"原因：{reason.rstrip('。')}。\n贵企业无需办理任何手续。主办单位联系方式：{contact}。"
    return Words(f"活动已取消：{title}"[:200], text)


def service_done_words(provider: str, used_fen: int, document: str) -> Words:
    text = f"用券已核定实际使用{grouped(used_fen)}元（{document}）。\n请在“专属工具箱”中为该机构的服务评分，一次有效。"
    return Words(f"服务已完成：{provider}"[:200], text)


def case_words(title: str, organiser: str) -> Words:
    text = (
        f"{organiser}拟将贵企业作为典型案例在专精特新工作专栏宣传。\n"
        "请由企业负责人阅读全文后选择同意或不同意；未同意不发布，同意后也可随时撤回。"
    )
    return Words(f"请确认是否同意宣传：{title}"[:200], text)
