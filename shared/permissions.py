"""What a caller may do: one table of rules and one `decide()`. Deny by default."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from shared.callers import Caller
from shared.values import CITY, Tier

NOWHERE: Final = "000000"
"""A district nothing lies in: what an officer finds who asks for another one's."""

Action = Literal[
    "enterprise.read",
    "enterprise.write",
    "profile.write",
    "contact.disclose",
    "code-list.write",
    "title.decide",
    "code.control",
    "code.ledger",
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
]


@dataclass(frozen=True, slots=True)
class Matter:
    """What an action is about, as far as the decision needs it."""

    usccs: tuple[str, ...] = ()
    district: str | None = None
    tier: Tier | None = None
    seat: str | None = None
    """Whose turn it is to act: enterprise, district or city"""


def _own(caller: Caller, matter: Matter) -> bool:
    return caller.kind == "enterprise" and caller.uscc in matter.usccs


def _in_district(caller: Caller, matter: Matter) -> bool:
    if caller.kind != "officer" or caller.district is None:
        return False
    return caller.sees_city or caller.district == matter.district


def _decides_titles(caller: Caller, matter: Matter) -> bool:
    """A district's officer decides innovative titles of its own enterprises; the city's officer any."""
    return _in_district(caller, matter) and (caller.sees_city or matter.tier is Tier.INNOVATIVE)


def _sits_there(caller: Caller, matter: Matter) -> bool:
    """A district's desk is of that district's officers only, the city's of the city's."""
    here = {"district": matter.district, "city": CITY}.get(matter.seat or "")
    return caller.kind == "officer" and here is not None and caller.district == here


def _city_officer(caller: Caller, _: Matter) -> bool:
    return caller.kind == "officer" and caller.sees_city


_RULES: Final[dict[Action, tuple[Callable[[Caller, Matter], bool], ...]]] = {
    "enterprise.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "enterprise.write": (_in_district,),
    "profile.write": (_own, _in_district),
    "contact.disclose": (_own, _in_district),
    "code-list.write": (lambda caller, _: caller.kind == "officer" and caller.sees_city,),
    "title.decide": (_decides_titles,),
    "code.control": (_own,),
    "code.ledger": (
        _own,
        lambda caller, _: caller.kind == "auditor",
        lambda caller, _: caller.kind == "officer" and caller.sees_city,
    ),
    "application.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "application.write": (_own,),
    "application.review": (_sits_there,),
    "quota.write": (lambda caller, _: caller.kind == "officer" and caller.sees_city,),
    "target.write": (_city_officer,),
    "result.write": (_in_district,),
    "park.write": (_in_district,),
    "park.decide": (_city_officer,),
    "service_officer.write": (_in_district,),
    "list.read": (lambda caller, _: caller.kind == "institution", lambda caller, _: caller.sees_city),
    "inbox.read": (_own, lambda caller, _: caller.kind == "auditor"),
    "parked.repair": (lambda caller, _: caller.kind == "officer" and caller.sees_city,),
}


def decide(caller: Caller, action: Action, matter: Matter | None = None) -> bool:
    """Deny by default: yes only if one rule of the action says yes."""
    return any(rule(caller, matter or Matter()) for rule in _RULES[action])


def visible_district(caller: Caller, asked: str | None = None) -> str | None:
    """The one district a list may be of: an officer's own, whatever is asked for; None: the whole city."""
    if caller.sees_city:
        return asked
    return caller.district if asked in (None, caller.district) and caller.district else NOWHERE
