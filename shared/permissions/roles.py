"""Which roles of people each action asks for."""

from typing import Final, get_args

from shared.callers import EnterpriseRole, OfficerRole, Role
from shared.permissions.actions import Action

_EVERYBODY: Final[frozenset[str]] = frozenset(get_args(EnterpriseRole) + get_args(OfficerRole))


def _of(*roles: Role) -> frozenset[str]:
    return frozenset(roles)


ROLES: Final[dict[Action, frozenset[str]]] = {
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
    "loan.read": _EVERYBODY,
    "loan.write": _of("reviewer"),
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
    "voucher.read": _EVERYBODY,
    "voucher.use": _of("owner", "finance"),
    "voucher.settle": _of("reviewer", "approver"),
    "voucher.grant": _of("approver"),
    "revenue.read": _of("reviewer", "approver", "auditor"),
    "revenue.write": _of("reviewer", "approver"),
    "earmark.read": _of("admin", "reviewer", "approver", "auditor"),
    "earmark.write": _of("approver"),
    "evaluation.read": _of("admin", "reviewer", "approver", "auditor"),
    "talent.read": _of("owner", "reviewer", "approver"),
    "talent.write": _of("owner"),
    "talent.disclose": _of("owner", "reviewer", "approver"),
    "right.read": _of("owner", "reviewer", "approver", "auditor"),
    "right.write": _of("owner"),
    "right.review": _of("reviewer", "approver"),
}
"""Of people, those of which roles; about what, the rules below say. Other kinds of caller have no roles."""
