"""Who may apply (申报资格): the bans after a revocation, and what else stands in the way of an application."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.registry.domain.titles import GROUND_LABELS, Ground, Refusal
from shared.days import add_years
from shared.values import Tier, holds_titles


@dataclass(frozen=True, slots=True)
class Revoked:
    """A revoked title with its ground, which the published Title does not carry."""

    ended_on: date
    ground: Ground


def banned_until(revoked: Iterable[Revoked], years: Mapping[Ground, int]) -> date | None:
    """The first day on which the enterprise may apply again; None when no revocation ever banned it.

    `years` names the grounds that ban, dated data of the procedure; a ground that is not in it bans nobody.
    """
    return max((_ends_on(one, years) for one in revoked if one.ground in years), default=None)


def _ends_on(revoked: Revoked, years: Mapping[Ground, int]) -> date:
    return add_years(revoked.ended_on, years[revoked.ground])


def check_ban(revoked: Collection[Revoked], years: Mapping[Ground, int], today: date) -> None:
    """Raises Refusal while a ban runs."""
    until = banned_until(revoked, years)
    if until is None or today >= until:
        return
    ground = next(one.ground for one in revoked if one.ground in years and _ends_on(one, years) == until)
    raise Refusal(f"称号曾因{GROUND_LABELS[ground]}被撤销，{until} 前不得申报；请在该日之后再申报")


def check_admission(uscc: str, tier: Tier, open_tiers: Iterable[Tier]) -> None:
    """Whether an application for this tier may be begun. Raises Refusal."""
    if not holds_titles(uscc):
        raise Refusal("个体工商户不是法人，不能持有称号；请核对统一社会信用代码")
    if tier in open_tiers:
        raise Refusal(f"已有一件{tier.label}的申请在办；请继续办理该申请，或先撤回")
