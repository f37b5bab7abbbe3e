"""What a caller may do: a table of roles, a table of rules, and one `decide()`. Deny by default."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from shared.callers import Caller, EnterpriseRole, OfficerRole, Role
from shared.values import CITY, Tier

NOWHERE: Final = "000000"
"""A district nothing lies in: what an officer finds who asks for another one's."""

Action = Literal[
    "enterprise.read",
    "enterprise.write",
    "profile.write",
    "contact.disclose",
    "code_list.write",
    "title.decide",
    "person.read",
    "person.write",
    "person.disclose",
    "owner.appoint",
    "officer.read",
    "officer.write",
    "code.show",
    "change.report",
    "report.read",
    "report.investigate",
    "code.control",
    "code.ledger",
    "assessment.make",
    "questionnaire.read",
    "questionnaire.write",
    "application.read",
    "application.write",
    "application.review",
    "quota.write",
    "target.write",
    "result.write",
    "park.write",
    "park.decide",
    "service_officer.write",
    "list.read",
    "parked.repair",
    "inbox.read",
    "claim.read",
    "claim.write",
    "claim.review",
    "claim.approve",
    "claim.pay",
    "evidence.read",
    "evidence.write",
    "evidence.decide",
    "budget.read",
    "budget.write",
    "books.read",
    "account.read",
    "account.write",
    "account.disclose",
    "payment.read",
    "payment.release",
    "payment.settle",
    "clawback.write",
    "measure.read",
    "measure.write",
    "measure.decide",
    "contribution.write",
    "consent.read",
    "consent.write",
    "product.read",
    "product.write",
    "product.decide",
]


@dataclass(frozen=True, slots=True)
class Matter:
    """What an action is about, as far as the decision needs it."""

    usccs: tuple[str, ...] = ()
    district: str | None = None
    tier: Tier | None = None
    seat: str | None = None
    """Whose turn it is to act: enterprise, district or city"""
    institution: str | None = None
    """Whose it is, or to whom it was given"""


_EVERYBODY: Final[frozenset[str]] = frozenset(get_args(EnterpriseRole) + get_args(OfficerRole))


def _of(*roles: Role) -> frozenset[str]:
    return frozenset(roles)


_ROLES: Final[dict[Action, frozenset[str]]] = {
    "enterprise.read": _EVERYBODY,
    "enterprise.write": _of("reviewer"),
    "profile.write": _of("owner", "finance", "reviewer"),
    "contact.disclose": _of("owner", "reviewer", "admin"),
    "assessment.make": _of("owner", "finance", "reviewer", "approver"),
    "questionnaire.read": _of("owner", "finance", "reader"),
    "questionnaire.write": _of("owner", "finance"),
    "code_list.write": _of("admin", "approver"),
    "title.decide": _of("approver"),
    "change.report": _of("owner", "reviewer"),
    "report.read": _of("reviewer", "approver", "admin", "auditor"),
    "report.investigate": _of("reviewer", "approver"),
    "person.read": _EVERYBODY,
    "person.write": _of("owner"),
    "person.disclose": _of("owner", "admin"),
    "owner.appoint": _of("admin"),
    "officer.read": _of("admin", "auditor"),
    "officer.write": _of("admin"),
    "code.show": _of("owner", "finance"),
    "code.control": _of("owner"),
    "code.ledger": _EVERYBODY,
    "application.read": _EVERYBODY,
    "application.write": _of("owner"),
    "application.review": _of("reviewer", "approver"),
    "quota.write": _of("approver"),
    "target.write": _of("approver"),
    "result.write": _of("reviewer"),
    "park.write": _of("reviewer"),
    "park.decide": _of("approver"),
    "service_officer.write": _of("reviewer"),
    "list.read": _EVERYBODY,
    "parked.repair": _of("admin"),
    "inbox.read": _EVERYBODY,
    "claim.read": _EVERYBODY,
    "claim.write": _of("owner", "finance"),
    "claim.review": _of("reviewer", "approver"),
    "claim.approve": _of("approver"),
    "claim.pay": _of("reviewer", "approver"),
    "evidence.read": _of("owner", "finance", "reader", "reviewer", "approver", "auditor"),
    "evidence.write": _of("owner", "finance"),
    "evidence.decide": _of("reviewer", "approver"),
    "budget.read": _of("admin", "reviewer", "approver", "auditor"),
    "budget.write": _of("approver"),
    "books.read": _of("admin", "approver", "auditor"),
    "account.read": _EVERYBODY,
    "account.write": _of("owner", "finance"),
    "account.disclose": _of("owner", "finance", "approver"),
    "payment.read": _of("admin", "reviewer", "approver", "auditor"),
    "payment.release": _of("approver"),
    "payment.settle": _of("approver"),
    "clawback.write": _of("approver"),
    "measure.read": _of("reviewer", "approver", "admin", "auditor"),
    "measure.write": _of("reviewer", "approver"),
    "measure.decide": _of("approver"),
    "contribution.write": _of("approver"),
    "consent.read": _of("owner", "finance", "reader"),
    "consent.write": _of("owner"),
    "product.read": _of("admin", "reviewer", "approver", "auditor"),
    "product.write": _of(),
    "product.decide": _of("approver"),
}
"""Of people, those of which roles; about what, the rules below say. Other kinds of caller have no roles."""


def _own(caller: Caller, matter: Matter) -> bool:
    return caller.kind == "enterprise" and caller.uscc in matter.usccs


def _of_institution(caller: Caller, matter: Matter) -> bool:
    return caller.kind == "institution" and caller.institution is not None and caller.institution == matter.institution


def _in_district(caller: Caller, matter: Matter) -> bool:
    if caller.kind != "officer" or caller.district is None:
        return False
    return caller.sees_city or caller.district == matter.district


def _of_city(caller: Caller, _: Matter) -> bool:
    return caller.kind == "officer" and caller.sees_city


def _decides_titles(caller: Caller, matter: Matter) -> bool:
    """A district's officer decides innovative titles of its own enterprises; the city's officer any."""
    return _in_district(caller, matter) and (caller.sees_city or matter.tier is Tier.INNOVATIVE)


def _sits_there(caller: Caller, matter: Matter) -> bool:
    """A district's desk is of that district's officers only, the city's of the city's."""
    here = {"district": matter.district, "city": CITY}.get(matter.seat or "")
    return caller.kind == "officer" and here is not None and caller.district == here


_RULES: Final[dict[Action, tuple[Callable[[Caller, Matter], bool], ...]]] = {
    "enterprise.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "enterprise.write": (_in_district,),
    "profile.write": (_own, _in_district),
    "contact.disclose": (_own, _in_district),
    "code_list.write": (_of_city,),
    "title.decide": (_decides_titles,),
    "person.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "person.write": (_own,),
    "person.disclose": (_own, _of_city),
    "owner.appoint": (_of_city,),
    "officer.read": (_of_city, lambda caller, _: caller.kind in ("auditor", "service")),
    "officer.write": (_of_city, lambda caller, _: caller.kind == "service"),
    "code.show": (_own,),
    "change.report": (_own, _in_district),
    "report.read": (_in_district,),
    "report.investigate": (_in_district,),
    "code.control": (_own,),
    "code.ledger": (
        _own,
        lambda caller, _: caller.kind == "auditor",
        _of_city,
    ),
    "assessment.make": (_own, _in_district),
    "questionnaire.read": (_own,),
    "questionnaire.write": (_own,),
    "application.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "application.write": (_own,),
    "application.review": (_sits_there,),
    "quota.write": (_of_city,),
    "target.write": (_of_city,),
    "result.write": (_in_district,),
    "park.write": (_in_district,),
    "park.decide": (_of_city,),
    "service_officer.write": (_in_district,),
    "list.read": (lambda caller, _: caller.kind == "institution", lambda caller, _: caller.sees_city),
    "inbox.read": (_own, lambda caller, _: caller.kind == "auditor"),
    "parked.repair": (_of_city,),
    "claim.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "claim.write": (_own,),
    "claim.review": (_in_district,),
    "claim.approve": (_in_district,),
    "claim.pay": (_in_district,),
    "evidence.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "evidence.write": (_own,),
    "evidence.decide": (_in_district,),
    "budget.read": (_in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "budget.write": (_in_district,),
    "books.read": (_of_city, lambda caller, _: caller.kind in ("auditor", "service")),
    "account.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "account.write": (_own,),
    "account.disclose": (_own, _in_district),
    "payment.read": (_in_district, lambda caller, _: caller.kind == "auditor"),
    "payment.release": (_in_district,),
    "payment.settle": (_of_city,),
    "clawback.write": (_in_district,),
    "measure.read": (_in_district, lambda caller, _: caller.kind == "auditor"),
    "measure.write": (_in_district,),
    "measure.decide": (_in_district,),
    "contribution.write": (_in_district,),
    "consent.read": (_own, _of_institution, lambda caller, _: caller.kind == "auditor"),
    "consent.write": (_own,),
    "product.read": (_of_institution, _of_city, lambda caller, _: caller.kind == "auditor"),
    "product.write": (_of_institution,),
    "product.decide": (_of_city,),
}


def decide(caller: Caller, action: Action, matter: Matter | None = None) -> bool:
    """Deny by default: yes only if the caller has a role for the action and one rule of it says yes."""
    return _has_role(caller, action) and any(rule(caller, matter or Matter()) for rule in _RULES[action])


def _has_role(caller: Caller, action: Action) -> bool:
    return caller.kind not in ("enterprise", "officer") or not _ROLES[action].isdisjoint(caller.roles)


def visible_district(caller: Caller, asked: str | None = None) -> str | None:
    """The one district a list may be of: an officer's own, whatever is asked for; None: the whole city."""
    if caller.sees_city:
        return asked
    return caller.district if asked in (None, caller.district) and caller.district else NOWHERE
