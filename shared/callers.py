"""Who may call: a verified caller, the kinds there are, and the roles people have."""

from dataclasses import dataclass, field
from typing import Final, Literal

from shared.values import CITY

Kind = Literal["enterprise", "person", "institution", "officer", "auditor", "service", "public"]
"""`person` is somebody who logged in and acts for nobody yet. `public` is whoever comes without a token: no token is of
that kind, and only routes that name it admit it."""
EnterpriseRole = Literal["owner", "finance", "reader"]
"""企业负责人，财务经办人，只读人员: what a person is to the enterprise it acts for."""
OfficerRole = Literal["admin", "reviewer", "approver", "auditor"]
"""管理员，审核人，审批人，监督人: what an officer is in office for; several that do not conflict."""
Role = EnterpriseRole | OfficerRole
READ_ONLY: Final[frozenset[str]] = frozenset({"reader", "auditor"})


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
    roles: tuple[str, ...] = ()
    """enterprise: the one role; officer: those in office. Looked up where the request meets the database (acting.py)"""
    valid_until: float = field(default=0.0, compare=False)
    """When the token ends, real time, seconds of the epoch"""
    issued_at: float = field(default=0.0, compare=False)
    """When it was issued, likewise"""
    scopes: frozenset[str] | None = None
    """institution: what the token is for; None, in development only: for whatever the institution may"""
    bound_to: str | None = field(default=None, compare=False)
    """The thumbprint of the key without which the token is worth nothing (cnf.jkt)"""
    proof: str | None = field(default=None, compare=False)
    """The digest of the proof that came with this request: it is good once"""

    @property
    def actor(self) -> str:
        return f"{self.kind}:{self.subject}"

    @property
    def sees_city(self) -> bool:
        return self.kind in ("auditor", "service") or (self.kind == "officer" and self.district == CITY)

    @property
    def only_reads(self) -> bool:
        return bool(self.roles) and READ_ONLY.issuperset(self.roles)


ANYONE: Final = Caller("public", "anonymous")
