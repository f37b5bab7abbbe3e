"""Renewal by application (申请复核): which title it goes on with, and from when it is taken."""

from datetime import date

from services.registry.domain.duties import months_after
from services.registry.domain.titles import Refusal, Titles
from shared.events import Title, TitleStatus
from shared.values import Tier


def renewable(tier: Tier, titles: Titles, months: int, today: date) -> Title | None:
    """The title an application begun today would renew; None: who holds none of this tier applies anew.

    `months` before its last day renewal opens, dated data of the procedure. Raises Refusal.
    """
    held = [title for title in titles if title.tier is tier]
    title = next((one for one in held if one.recognised_on <= today <= one.last_day), None)
    if title is None:
        return None
    if title.status is TitleStatus.SUSPENDED:
        raise Refusal(f"{tier.label}称号暂停期间不能申请复核；请待核查结束、称号恢复后再申请")
    if later := [one for one in held if one.recognised_on > title.recognised_on]:
        raise Refusal(f"{tier.label}称号已有续期（自 {later[0].recognised_on}），无须再次申请")
    opens_on = months_after(title.valid_until, -months)
    if today < opens_on:
        raise Refusal(f"已持有{tier.label}称号（至 {title.valid_until}），无须再次申报；{opens_on} 起可申请复核")
    return title


def check_submitted_in_time(title: Title, today: date) -> None:
    """A draft may lie until its title has run out: what has lapsed is not renewed. Raises Refusal."""
    if today > title.valid_until:
        raise Refusal(f"称号已于 {title.valid_until} 到期，不能再申请复核；请撤回后重新申请认定")
