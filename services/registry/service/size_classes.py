"""Size class (中小企业划型) of an enterprise by the figures of a year (工信部联企业〔2011〕300号)."""

from dataclasses import dataclass
from typing import Final

from services.registry import rulesets
from services.registry.domain.profile import AnnualReport
from services.registry.domain.sizes import IndustryRow, SizeClass, SizeRules, size_class
from services.registry.service import enterprises, profiles
from shared.callers import Caller
from shared.db import Tx

MEASURED: Final = ("staff", "revenue_fen", "total_assets_fen")


@dataclass(frozen=True)
class Sized:
    """By one year; no class when a figure is missing that could change it, or the table has no row."""

    rules: SizeRules
    industry: str
    row: IndustryRow | None
    year: int
    report: AnnualReport | None
    size: SizeClass | None


async def of(tx: Tx, caller: Caller, uscc: str, year: int | None) -> Sized:
    """By the last complete year unless another is asked for."""
    enterprise = await enterprises.get(tx, caller, uscc)
    rules, year = rulesets.size_rules(), year or tx.today.year - 1
    reports = {one.year: one for one in await profiles.annual(tx, enterprise.enterprise_id)}
    report = reports.get(year)
    figures = [getattr(report, name) if report else None for name in MEASURED]
    size = size_class(rules, enterprise.industry, *figures)
    return Sized(rules, enterprise.industry, rules.row(enterprise.industry), year, report, size)


def rules() -> SizeRules:
    return rulesets.size_rules()
