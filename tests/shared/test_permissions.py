"""What each kind of caller may do, action by action."""

from dataclasses import replace
from typing import get_args

import pytest

from shared.callers import ANYONE, Caller, EnterpriseRole, Kind, OfficerRole
from shared.permissions import Action, Matter, decide
from shared.values import CITY, Tier
from tests.zone import BINJIANG, YUHANG

# ---- decide --------------------------------------------------------------------------------------

OWN, OTHER = "91330108MAXB0012XH", "91330110MAY2C3D4X5"
OFFICER = ("reviewer", "approver")
OWN_PEOPLE = {"own enterprise", "own finance", "own reader"}
CALLERS: dict[str, Caller] = {
    "own enterprise": Caller("enterprise", "p", uscc=OWN, roles=("owner",)),
    "own finance": Caller("enterprise", "p", uscc=OWN, roles=("finance",)),
    "own reader": Caller("enterprise", "p", uscc=OWN, roles=("reader",)),
    "own nobody": Caller("enterprise", "p", uscc=OWN),
    "other enterprise": Caller("enterprise", "p", uscc=OTHER, roles=("owner",)),
    "person": Caller("person", "p"),
    "own district": Caller("officer", "o", district=BINJIANG, roles=OFFICER),
    "other district": Caller("officer", "o", district=YUHANG, roles=OFFICER),
    "city": Caller("officer", "o", district=CITY, department="CZ", roles=("admin", *OFFICER)),
    "city watcher": Caller("officer", "o", district=CITY, roles=("auditor",)),
    "city nobody": Caller("officer", "o", district=CITY),
    "institution": Caller("institution", "i", institution="demo-bank"),
    "auditor": Caller("auditor", "a"),
    "service": Caller("service", "s"),
    "public": ANYONE,
}
MAY: dict[Action, set[str]] = {
    "enterprise.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "enterprise.write": {"own district", "city"},
    "webhook.read": {"institution"},
    "webhook.write": {"institution"},
    "webhook_board.read": {"city", "city watcher", "auditor"},
    "profile.write": {"own enterprise", "own finance", "own district", "city"},
    "contact.disclose": {"own enterprise", "own district", "city"},
    "code_list.write": {"city"},
    "title.decide": {"city"},
    "change.report": {"own enterprise", "own district", "city"},
    "report.read": {"own district", "city", "city watcher"},
    "report.investigate": {"own district", "city"},
    "assessment.make": {"own enterprise", "own finance", "own district", "city"},
    "questionnaire.read": OWN_PEOPLE,
    "questionnaire.write": {"own enterprise", "own finance"},
    "person.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "person.write": {"own enterprise"},
    "person.disclose": {"own enterprise", "city"},
    "owner.appoint": {"city"},
    "officer.read": {"city", "city watcher", "auditor", "service"},
    "officer.write": {"city", "service"},
    "code.show": {"own enterprise", "own finance"},
    "code.control": {"own enterprise"},
    "code.ledger": OWN_PEOPLE | {"city", "city watcher", "auditor"},
    "application.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "application.write": {"own enterprise"},
    "application.review": {"own district"},
    "quota.write": {"city"},
    "target.write": {"city"},
    "result.write": {"own district", "city"},
    "park.write": {"own district", "city"},
    "park.decide": {"city"},
    "service_officer.write": {"own district", "city"},
    "list.read": {"institution", "city", "city watcher", "auditor", "service"},
    "institution.read": {"city", "city watcher", "auditor"},
    "institution.write": {"city"},
    "institution.decide": {"city"},
    "inbox.read": OWN_PEOPLE | {"auditor"},
    "delivery.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "delivery.repeat": {"own enterprise", "own finance", "own district", "city"},
    "delivery_overview.read": {"own district", "city", "city watcher", "auditor"},
    "delivery_contact.read": OWN_PEOPLE,
    "delivery_contact.write": {"own enterprise", "own finance"},
    "loan.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "loan.write": {"own district", "city"},
    "claim.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "claim.write": {"own enterprise", "own finance"},
    "claim.review": {"own district", "city"},
    "claim.approve": {"own district", "city"},
    "claim.pay": {"own district", "city"},
    "evidence.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "evidence.write": {"own enterprise", "own finance"},
    "evidence.decide": {"own district", "city"},
    "budget.read": {"own district", "city", "city watcher", "auditor", "service"},
    "budget.write": {"own district", "city"},
    "books.read": {"city", "city watcher", "auditor", "service"},
    "consent.read": OWN_PEOPLE | {"auditor"},
    "consent.write": {"own enterprise"},
    "product.read": {"city", "city watcher", "auditor"},
    "product.write": set(),
    "product.decide": {"city"},
    "loan.report": set(),
    "listing.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "listing.write": set(),
    "financing.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "financing.write": {"own enterprise", "own finance"},
    "financing.accept": {"own enterprise"},
    "financing.answer": set(),
    "account.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "account.write": {"own enterprise", "own finance"},
    "account.disclose": {"own enterprise", "own finance", "own district", "city"},
    "payment.read": {"own district", "city", "city watcher", "auditor"},
    "payment.release": {"own district", "city"},
    "payment.settle": {"city"},
    "clawback.write": {"own district", "city"},
    "parked.repair": {"city"},
    "measure.read": {"own district", "city", "city watcher", "auditor"},
    "measure.write": {"own district", "city"},
    "measure.decide": {"own district", "city"},
    "contribution.write": {"own district", "city"},
    "voucher.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "voucher.use": {"own enterprise", "own finance", "service"},
    "voucher.settle": {"own district", "city", "service"},
    "voucher.grant": {"own district", "city"},
    "revenue.read": {"city"},
    "revenue.write": {"city"},
    "earmark.read": {"own district", "city", "city watcher", "auditor"},
    "earmark.write": {"own district", "city"},
    "evaluation.read": {"own district", "city", "city watcher", "auditor"},
    "figures.read": {"own district", "city", "city watcher", "auditor"},
    "talent.read": {"own enterprise", "own district", "city"},
    "talent.write": {"own enterprise"},
    "talent.disclose": {"own enterprise", "own district", "city"},
    "right.read": {"own enterprise", "own district", "city", "city watcher", "auditor"},
    "right.write": {"own enterprise"},
    "right.review": {"own district", "city"},
}


@pytest.mark.parametrize("action", get_args(Action))
def test_each_caller_may_do_its_own_and_nothing_else(action: Action) -> None:
    matter = Matter(usccs=(OWN,), district=BINJIANG, tier=Tier.SPECIALISED, seat="district")
    assert {name for name, caller in CALLERS.items() if decide(caller, action, matter)} == set(MAY[action])


@pytest.mark.parametrize("tier", list(Tier))
def test_a_district_decides_innovative_titles_of_its_own_only(tier: Tier) -> None:
    matter = Matter(district=BINJIANG, tier=tier)
    assert decide(CALLERS["own district"], "title.decide", matter) is (tier is Tier.INNOVATIVE)
    assert not decide(CALLERS["other district"], "title.decide", matter)
    assert decide(CALLERS["city"], "title.decide", matter)


@pytest.mark.parametrize("department", ["JX", "SW", None])
@pytest.mark.parametrize("action", ["revenue.read", "revenue.write"])
def test_what_stayed_of_a_firms_taxes_is_for_the_citys_finance_officers(action: Action, department: str | None) -> None:
    assert not decide(replace(CALLERS["city"], department=department), action)
    assert not decide(replace(CALLERS["own district"], department="CZ"), action, Matter(district=BINJIANG))


def test_the_desk_of_the_city_is_of_the_citys_officers() -> None:
    may = {name for name in CALLERS if decide(CALLERS[name], "application.review", Matter((), BINJIANG, None, "city"))}
    assert may == {"city"}
    assert not any(decide(one, "application.review", Matter((), BINJIANG)) for one in CALLERS.values())


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("action", ["enterprise.write", "title.decide", "inbox.read"])
def test_a_caller_with_nothing_of_its_own_may_not_act_on_nothing(kind: Kind, action: Action) -> None:
    """A missing USCC or district never equals another missing one, whatever the roles."""
    everything = (*get_args(EnterpriseRole), *get_args(OfficerRole))
    assert decide(Caller(kind, "x", roles=everything), action) is (kind == "auditor" and action == "inbox.read")


@pytest.mark.parametrize("action", get_args(Action))
def test_who_only_reads_has_no_action_but_reading(action: Action) -> None:
    """In the name of an action stands what it is: a reader's and a watcher's are those of looking."""
    matter = Matter(usccs=(OWN,), district=CITY, tier=Tier.INNOVATIVE, seat="city")
    may = [decide(CALLERS[name], action, matter) for name in ("own reader", "city watcher")]
    assert not any(may) or action.endswith((".read", ".ledger"))
