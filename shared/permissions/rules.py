"""To whom a matter must belong for a caller to act on it: for each action the rules of which one must say yes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from shared.callers import Caller
from shared.permissions.actions import Action
from shared.values import CITY, Tier


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


def _institution(caller: Caller, _: Matter) -> bool:
    """Of which one, the query asks for: another's does not exist."""
    return caller.kind == "institution" and caller.institution is not None


def _of_city_finance(caller: Caller, matter: Matter) -> bool:
    """市财政局: what stayed of whose taxes is seen nowhere else."""
    return _of_city(caller, matter) and caller.department == "CZ"


def _of_city_regulator(caller: Caller, matter: Matter) -> bool:
    """市地方金融监管局"""
    return _of_city(caller, matter) and caller.department == "JR"


def _decides_titles(caller: Caller, matter: Matter) -> bool:
    """A district's officer decides innovative titles of its own enterprises; the city's officer any."""
    return _in_district(caller, matter) and (caller.sees_city or matter.tier is Tier.INNOVATIVE)


def _sits_there(caller: Caller, matter: Matter) -> bool:
    """A district's desk is of that district's officers only, the city's of the city's."""
    here = {"district": matter.district, "city": CITY}.get(matter.seat or "")
    return caller.kind == "officer" and here is not None and caller.district == here


RULES: Final[dict[Action, tuple[Callable[[Caller, Matter], bool], ...]]] = {
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
    "institution.read": (_of_city, lambda caller, _: caller.kind == "auditor"),
    "institution.write": (_of_city,),
    "institution.decide": (_of_city,),
    "webhook.read": (_institution,),
    "webhook.write": (_institution,),
    "webhook_board.read": (_of_city, lambda caller, _: caller.kind == "auditor"),
    "inbox.read": (_own, lambda caller, _: caller.kind == "auditor"),
    "delivery.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "delivery.repeat": (_own, _in_district),
    "delivery_overview.read": (_in_district, lambda caller, _: caller.kind == "auditor"),
    "delivery_contact.read": (_own,),
    "delivery_contact.write": (_own,),
    "parked.repair": (_of_city,),
    "claim.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "claim.write": (_own,),
    "claim.review": (_in_district,),
    "claim.approve": (_in_district,),
    "claim.pay": (_in_district,),
    "evidence.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "evidence.write": (_own,),
    "evidence.decide": (_in_district,),
    "loan.read": (_own, _of_institution, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "loan.write": (_in_district,),
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
    "voucher.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "voucher.use": (_own, lambda caller, _: caller.kind == "service"),
    "voucher.settle": (_in_district, lambda caller, _: caller.kind == "service"),
    "voucher.grant": (_in_district,),
    "revenue.read": (_of_city_finance,),
    "revenue.write": (_of_city_finance,),
    "earmark.read": (_in_district, lambda caller, _: caller.kind == "auditor"),
    "earmark.write": (_in_district,),
    "evaluation.read": (_in_district, lambda caller, _: caller.kind == "auditor"),
    "talent.read": (_own, _in_district),
    "talent.write": (_own,),
    "talent.disclose": (_own, _in_district),
    "right.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "right.write": (_own,),
    "right.review": (_in_district,),
    "consent.read": (_own, _of_institution, lambda caller, _: caller.kind == "auditor"),
    "consent.write": (_own,),
    "product.read": (_of_institution, _of_city, lambda caller, _: caller.kind == "auditor"),
    "product.write": (_of_institution,),
    "product.decide": (_of_city,),
    "loan.report": (_of_institution,),
    "listing.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "listing.write": (_of_city_regulator,),
    "financing.read": (_own, _in_district, lambda caller, _: caller.kind == "auditor"),
    "financing.write": (_own,),
    "financing.accept": (_own,),
    "financing.answer": (_of_institution,),
    "figures.read": (_in_district, lambda caller, _: caller.kind == "auditor"),
}
