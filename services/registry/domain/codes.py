"""The rules of the enterprise code (企业码): what one is good for, and what a scanner sees. No database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from shared.events import Title, tier_on
from shared.values import Tier

LIFETIME: Final = timedelta(seconds=60)
"""A picture of a code is soon worth nothing."""
SKEW: Final = timedelta(seconds=10)
"""How far the clocks of two replicas may stand apart."""
LIVE_AT_ONCE: Final = 5
"""Codes of one enterprise that can be scanned at the same time: one for each person at the counter, none to hoard."""
KEPT: Final = timedelta(hours=1)
"""How long a code is remembered after its end; the ledger remembers its scan for good."""


class Purpose(StrEnum):
    """用途: what the enterprise shows the code for, and what the scanner says it scans for."""

    VERIFICATION = "verification"
    """身份核验"""
    FINANCE = "finance"
    """金融服务"""
    GOVERNMENT_SERVICE = "government_service"
    """政务服务"""


PURPOSE_LABELS: Final = {
    Purpose.VERIFICATION: "身份核验",
    Purpose.FINANCE: "金融服务",
    Purpose.GOVERNMENT_SERVICE: "政务服务",
}
_SCANNERS: Final[dict[Purpose, frozenset[str]]] = {
    Purpose.VERIFICATION: frozenset({"public", "enterprise", "institution", "officer"}),
    Purpose.FINANCE: frozenset({"institution"}),
    Purpose.GOVERNMENT_SERVICE: frozenset({"officer"}),
}
"""Which kinds of caller may scan for a purpose."""


class View(StrEnum):
    """What a scanner is shown the enterprise as."""

    PUBLIC = "public"
    BANK = "bank"
    OFFICER = "officer"


class Shown(StrEnum):
    """What a view consists of; the ledger keeps these names, never the values."""

    NAME = "name"
    USCC = "uscc"
    DISTRICT = "district"
    STANDING = "standing"
    """The tier and its label"""
    TITLES = "titles"
    """Those that count today: number and dates"""
    REFERENCE = "reference"
    """Opaque; finance resolves it under the enterprise's consent"""
    FIGURES = "figures"
    """Annual figures"""


_CARD: Final = (Shown.NAME, Shown.USCC, Shown.DISTRICT, Shown.STANDING, Shown.TITLES)
_SHOWN: Final[dict[tuple[View, bool], tuple[Shown, ...]]] = {
    (View.PUBLIC, False): _CARD,
    (View.BANK, False): (*_CARD, Shown.REFERENCE),
    (View.OFFICER, False): (*_CARD, Shown.FIGURES),
    (View.PUBLIC, True): (),
    (View.BANK, True): (),
    (View.OFFICER, True): (*_CARD, Shown.FIGURES),
}
"""By view and whether the owner suspended the code."""


class CodeRefused(Exception):
    """The code is not good for this scan; the words say what to do. It stays unused."""


class Malformed(CodeRefused):
    """Signed by us, and yet not a code as we make them."""


class Expired(CodeRefused):
    """Its minute is over."""


class OtherPurpose(CodeRefused):
    """Shown for something else, or not for this kind of scanner."""


@dataclass(frozen=True)
class Code:
    """What the token says: nothing about anybody, only which code it is, for what and until when."""

    code_id: str
    """128 random bits; only the registry knows whose code it is"""
    purpose: Purpose
    issued_at: datetime
    expires_at: datetime

    @classmethod
    def new(cls, code_id: str, purpose: Purpose, at: datetime) -> "Code":
        """Tokens count whole seconds: rounding down never makes a code live longer."""
        issued = at.replace(microsecond=0)
        return cls(code_id, purpose, issued, issued + LIFETIME)

    def claims(self, issuer: str) -> dict[str, Any]:
        return {
            "iss": issuer,
            "aud": self.purpose.value,
            "jti": self.code_id,
            "iat": int(self.issued_at.timestamp()),
            "exp": int(self.expires_at.timestamp()),
        }

    @classmethod
    def of(cls, claims: dict[str, Any], issuer: str) -> "Code":
        """Raises Malformed."""
        try:
            issued, expires = (datetime.fromtimestamp(claims[name], UTC) for name in ("iat", "exp"))
            code = cls(claims["jti"], Purpose(claims["aud"]), issued, expires)
        except (KeyError, TypeError, ValueError, OverflowError, OSError) as fault:
            raise Malformed("请让企业重新出示企业码") from fault
        if claims.get("iss") != issuer or not isinstance(code.code_id, str) or code.expires_at - issued > LIFETIME:
            raise Malformed("请让企业重新出示企业码")
        return code


def admit(code: Code, purpose: Purpose, kind: str, at: datetime) -> None:
    """Whether a caller of that kind may scan the code for that purpose at that instant of real time.

    Raises Malformed, Expired or OtherPurpose.
    """
    if code.issued_at > at + SKEW:
        raise Malformed("签发时间晚于现在；请让企业重新出示企业码")
    if at >= code.expires_at:
        raise Expired("企业码一分钟内有效；请让企业重新出示")
    if kind not in _SCANNERS[purpose]:
        yours = "、".join(f"{one}（{PURPOSE_LABELS[one]}）" for one, kinds in _SCANNERS.items() if kind in kinds)
        raise OtherPurpose(f"您的身份不能为“{PURPOSE_LABELS[purpose]}”扫码；可用的用途：{yours or '无'}")
    if purpose is not code.purpose:
        raise OtherPurpose(f"此码只用于“{PURPOSE_LABELS[code.purpose]}”；请让企业按您的用途重新出示")


def view_of(kind: str, reads_file: bool) -> View:
    """An officer of another district is one of the public."""
    return _VIEWS.get((kind, reads_file), View.PUBLIC)


_VIEWS: Final = {
    ("institution", False): View.BANK,
    ("officer", True): View.OFFICER,
}
"""By kind of caller and whether it may read the enterprise's file anyway."""


def shown(view: View, suspended: bool) -> tuple[Shown, ...]:
    """A suspended code shows the public and banks nothing but that; officers still see."""
    return _SHOWN[view, suspended]


@dataclass(frozen=True)
class Card:
    """名片: what anybody may know, as it is today."""

    name: str
    uscc: str
    district: str
    tier: Tier
    on: date
    titles: tuple[Title, ...]
    """Those that count on that day, the highest first"""


def card(name: str, uscc: str, district: str, titles: Iterable[Title], today: date) -> Card:
    counting = [title for title in titles if title.counts_on(today)]
    highest_first = tuple(sorted(counting, key=lambda title: (-title.tier.rank, title.recognised_on)))
    return Card(name, uscc, district, tier_on(counting, today), today, highest_first)
