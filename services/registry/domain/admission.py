"""Who may apply (申报资格): the bans after a revocation, and what else stands in the way of an application."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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


@dataclass(frozen=True, slots=True)
class Ban:
    """不得申报: no application for any tier, for the ground whose term ends last."""

    ground: Ground
    until: date
    """The first day on which the enterprise may apply again"""

    @property
    def words(self) -> str:
        last = self.until - timedelta(days=1)
        return f"称号曾因{GROUND_LABELS[self.ground]}被撤销，至 {last}（含当日）不得申报；自 {self.until} 起可以再申报"


def ban_on(revoked: Collection[Revoked], years: Mapping[Ground, int], today: date) -> Ban | None:
    """The ban that runs on that day."""
    until = banned_until(revoked, years)
    if until is None or today >= until:
        return None
    return Ban(next(one.ground for one in revoked if one.ground in years and _ends_on(one, years) == until), until)


def check_ban(revoked: Collection[Revoked], years: Mapping[Ground, int], today: date) -> None:
    """Raises Refusal while a ban runs."""
    if ban := ban_on(revoked, years, today):
        raise Refusal(ban.words)


def check_admission(uscc: str, tier: Tier, open_tiers: Iterable[Tier]) -> None:
    """Whether an application for this tier may be begun. Raises Refusal."""
    if not holds_titles(uscc):
        raise Refusal("个体工商户不是法人，不能持有称号；请核对统一社会信用代码")
    if tier in open_tiers:
        raise Refusal(f"已有一件{tier.label}的申请在办；请继续办理该申请，或先撤回")
