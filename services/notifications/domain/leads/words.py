"""What becomes of a lead, to the enterprise that proposed it."""

from typing import Final

from services.notifications.domain.leads.stages import LeadStep
from services.notifications.domain.messages import Words

_SAID: Final = {
    LeadStep.ASSIGN: ("推荐线索已受理：{title}", "已指派专人跟进，进展另行告知。"),
    LeadStep.LAND: ("推荐的企业已落地：{title}", "感谢推荐。可通过供需对接与其联系。"),
    LeadStep.DROP: ("推荐线索已终止：{title}", "理由：{reason}\n情况有变化的，可再次推荐。"),
}


def proposer_words(step: LeadStep, title: str, reason: str | None) -> Words | None:
    """None: of this step it is not told."""
    said = _SAID.get(step)
    if said is None:
        return None
    heading, text = said
    return Words(heading.format(title=title)[:200], text.format(reason=reason or ""))
