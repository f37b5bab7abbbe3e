"""What a step of a posting says to its poster, to those who answered, and to those who are invited."""

from datetime import date
from typing import Final

from services.notifications.domain.messages import Words
from services.notifications.domain.postings.states import AnswerState, PostingStep

_POSTER: Final = {
    PostingStep.APPROVE: ("已发布：{title}", "审核通过，征集至 {until}。有应答时将告知，请及时选定。"),
    PostingStep.RETURN: ("退回修改：{title}", "退回理由：{reason}\n请修改后重新提交，也可撤回。"),
    PostingStep.REFUSE: ("不予发布：{title}", "理由：{reason}\n仍有需要的，可按要求另行发布。"),
    PostingStep.ANSWER: ("收到应答：{title}", "有企业应答，现有 {answers} 份。征集至 {until}，可随时选定。"),
    PostingStep.RECALL: ("应答被撤回：{title}", "一家企业撤回了应答，现有 {answers} 份。征集至 {until}。"),
    PostingStep.EMPTY: ("应答被撤回：{title}", "一家企业撤回了应答，现无应答。征集至 {until}，仍可应答。"),
    PostingStep.CLOSE: ("已被关闭：{title}", "理由：{reason}\n如有疑问，请与所在区、县（市）主管部门联系。"),
    PostingStep.EXPIRE: ("已过期：{title}", "截止日 {until} 已过，未选定应答。仍有需要的，请重新发布。"),
}
_ANSWERER: Final = {
    AnswerState.CHOSEN: ("应答已被选定：{title}", "{poster}选定了贵企业的应答，可查看对方联系方式，请及时对接。"),
    AnswerState.PASSED: ("应答未被选定：{title}", "{poster}选定了其他应答。感谢参与，可留意其他对接信息。"),
    AnswerState.ENDED: ("对接已结束：{title}", "该信息未选定应答即已结束。感谢参与，可留意其他对接信息。"),
}
_ENDED: Final = {
    PostingStep.COMPLETE: ("对接已完成：{title}", "{poster}确认对接完成。"),
    PostingStep.FAIL: ("对接未成：{title}", "{poster}确认对接未成。\n理由：{reason}"),
    PostingStep.CLOSE: ("对接已关闭：{title}", "{poster}发布的该信息已被关闭。\n理由：{reason}"),
}


def poster_words(step: PostingStep, title: str, until: date, answers: int, reason: str | None) -> Words | None:
    """None: the poster did it itself."""
    said = _POSTER.get(step)
    return said and _words(said, title=title, until=until, answers=answers, reason=reason or "")


def answerer_words(state: AnswerState, title: str, poster: str) -> Words | None:
    said = _ANSWERER.get(state)
    return said and _words(said, title=title, poster=poster)


def matched_words(step: PostingStep, title: str, poster: str, reason: str | None) -> Words | None:
    """To those who were chosen, when what was matched comes to its end."""
    said = _ENDED.get(step)
    return said and _words(said, title=title, poster=poster, reason=reason or "")


def invited_words(kind: str, title: str, poster: str, until: date) -> Words:
    text = f"{poster}邀请贵企业应答“{title}”，截止 {until}。是否应答由贵企业自行决定。"
    return Words(f"邀请参与{kind}：{title}"[:200], text)


def _words(said: tuple[str, str], **members: object) -> Words:
    """What was typed is put in last, and never read as a pattern."""
    heading, text = said
    return Words(heading.format(**members)[:200], text.format(**members))
