"""Who may call: a verified caller and the kinds there are."""

from dataclasses import dataclass
from typing import Final, Literal

from shared.values import CITY

Kind = Literal["enterprise", "institution", "officer", "auditor", "service", "public"]
"""`public` is whoever comes without a token: no token is of that kind, and only routes that name it admit it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified caller. Which of the last fields are set depends on the kind."""

    kind: Kind
    subject: str
    uscc: str | None = None
    """enterprise: the enterprise the person acts for"""
    institution: str | None = None
    """institution: its id in finance's table of institutions"""
    district: str | None = None
    """officer: a district, or 330100 for the whole city"""
    department: str | None = None

    @property
    def actor(self) -> str:
        return f"{self.kind}:{self.subject}"

    @property
    def sees_city(self) -> bool:
        return self.kind in ("auditor", "service") or (self.kind == "officer" and self.district == CITY)


ANYONE: Final = Caller("public", "anonymous")
