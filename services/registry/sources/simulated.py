"""Simulated authorities: the same answer to the same question, for an invented enterprise. Nothing here is real.

Of what is claimed, most is confirmed; a few figures are said to be otherwise, and stay so. Where nobody claimed
anything the figures are drawn from the credit code.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from services.registry.domain.answers import Value
from services.registry.domain.profile import IpClass, Source
from services.registry.domain.registrations import Entry, Standing
from services.registry.sources import Away, Inquiry, Word

_OTHERWISE_PERCENT: Final = 5
"""Of the figures claimed, those that the authority's books show otherwise."""
_LISTED_PER_MILLE: Final = 5
"""Of the firms, those on a list of the credit authorities."""
_WAN: Final = 1_000_000
_LEGAL_FORMS: Final = ("公司", "厂", "合伙企业", "合作社", "中心", "店", "部", "行", "室")
"""In the name of every business: what names none is on nobody's books."""


def _drawn(*about: object) -> int:
    """A large number that depends on nothing but this."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, about)).encode()).digest()[:8])


def _invented(uscc: str, year: int) -> dict[str, int]:
    """Books of an enterprise nobody said anything of: a small firm that grows a little."""
    staff = 20 + _drawn(uscc, "staff") % 180
    revenue = staff * (40 + _drawn(uscc, "output") % 60) * _WAN * (100 + (year - 2020) * 8) // 100
    return {
        "staff": staff,
        "revenue_fen": revenue,
        "rd_expense_fen": revenue * (3 + _drawn(uscc, "rd") % 9) // 100,
        "net_profit_fen": revenue * (1 + _drawn(uscc, "margin") % 12) // 100,
        "total_assets_fen": revenue * (60 + _drawn(uscc, "assets") % 60) // 100,
        "total_debt_fen": revenue * (15 + _drawn(uscc, "debt") % 30) // 100,
    }


def _counted(uscc: str) -> dict[IpClass, int]:
    return {kind: _drawn(uscc, "ip", kind) % most for kind, most in zip(IpClass, (2, 6, 2, 12), strict=True)}


def _listed(uscc: str, name: str) -> bool:
    return _drawn(uscc, name) % 1_000 < _LISTED_PER_MILLE


def _established(uscc: str, on: date) -> date:
    return date(on.year - 3 - _drawn(uscc, "age") % 15, 1 + _drawn(uscc, "month") % 12, 1)


@dataclass
class Simulated:
    """One authority. `away` and `seconds` are for trying what happens when it does not answer, or takes long."""

    source: Source
    figures: tuple[str, ...] = ()
    """Of annual reports, those in its books"""
    counts: Callable[[str], Mapping[IpClass, int]] | None = None
    answers: Mapping[str, Callable[[Inquiry], Value]] | None = None
    away: bool = False
    seconds: float = 0.0

    async def ask(self, inquiry: Inquiry) -> Word:
        await asyncio.sleep(self.seconds)
        if self.away:
            raise Away("暂时无法连接")
        return Word(
            {year: self._year(inquiry, year) for year in inquiry.years if self.figures},
            self._count(inquiry),
            {name: inquiry.earlier.answers.get(name, drawn(inquiry)) for name, drawn in (self.answers or {}).items()},
        )

    def _year(self, inquiry: Inquiry, year: int) -> dict[str, int]:
        claimed, earlier = inquiry.claimed.reports.get(year, {}), inquiry.earlier.reports.get(year, {})
        invented = _invented(inquiry.uscc, year) if not claimed else {}
        books = {name: self._book(inquiry.uscc, year, name, claimed.get(name)) for name in self.figures}
        said = {name: earlier.get(name, books[name] if claimed else invented.get(name)) for name in self.figures}
        return {name: value for name, value in said.items() if value is not None}

    def _book(self, uscc: str, year: int, name: str, claimed: int | None) -> int | None:
        """What is claimed, or for a few a twentieth to a sixth less."""
        if claimed is None:
            return None
        draw = _drawn(self.source, uscc, year, name)
        return claimed if draw % 100 >= _OTHERWISE_PERCENT else claimed * (95 - draw // 100 % 12) // 100

    def _count(self, inquiry: Inquiry) -> Mapping[IpClass, int] | None:
        if self.counts is None:
            return None
        return inquiry.earlier.ip or inquiry.claimed.ip or self.counts(inquiry.uscc)


def _claimed(name: str, drawn: Callable[[Inquiry], Value]) -> dict[str, Callable[[Inquiry], Any]]:
    """Confirmed where claimed, else drawn."""
    return {name: lambda inquiry: inquiry.claimed.answers.get(name, drawn(inquiry))}


def authorities() -> dict[Source, Simulated]:
    return {
        one.source: one
        for one in (
            Simulated(
                Source.MARKET_REGULATOR,
                answers=_claimed("established_on", lambda inquiry: _established(inquiry.uscc, inquiry.on)),
            ),
            Simulated(
                Source.TAX,
                figures=("revenue_fen", "rd_expense_fen", "net_profit_fen", "total_assets_fen", "total_debt_fen"),
                answers={"violation": lambda _: False},
            ),
            Simulated(Source.SOCIAL_SECURITY, figures=("staff",)),
            Simulated(Source.IP_OFFICE, counts=_counted),
            Simulated(
                Source.CREDIT,
                answers={
                    "abnormal_operation": lambda inquiry: _listed(inquiry.uscc, "abnormal"),
                    "serious_dishonesty": lambda inquiry: _listed(inquiry.uscc, "dishonest"),
                },
            ),
        )
    }


@dataclass
class SimulatedRegister:
    """A register of businesses that has every business under the name it claims, if that names a legal form.

    `entries` says otherwise, by code; `away` and `seconds` are as above.
    """

    entries: dict[str, Entry | None] = field(default_factory=dict)
    away: bool = False
    seconds: float = 0.0

    async def look_up(self, uscc: str, name: str) -> Entry | None:
        await asyncio.sleep(self.seconds)
        if self.away:
            raise Away("暂时无法连接")
        if uscc in self.entries:
            return self.entries[uscc]
        return Entry(name, Standing.ACTIVE) if any(form in name for form in _LEGAL_FORMS) else None
