"""What a caller may do: a table of roles, a table of rules, and one `decide()`. Deny by default."""

from typing import Final

from shared.callers import Caller
from shared.permissions.actions import Action
from shared.permissions.roles import ROLES
from shared.permissions.rules import RULES, Matter

__all__ = ["NOWHERE", "Action", "Matter", "decide", "visible_district"]
NOWHERE: Final = "000000"
"""A district nothing lies in: what an officer finds who asks for another one's."""


def decide(caller: Caller, action: Action, matter: Matter | None = None) -> bool:
    """Deny by default: yes only if the caller has a role for the action and one rule of it says yes."""
    return _has_role(caller, action) and any(rule(caller, matter or Matter()) for rule in RULES[action])


def _has_role(caller: Caller, action: Action) -> bool:
    return caller.kind not in ("enterprise", "officer") or not ROLES[action].isdisjoint(caller.roles)


def visible_district(caller: Caller, asked: str | None = None) -> str | None:
    """The one district a list may be of: an officer's own, whatever is asked for; None: the whole city."""
    if caller.sees_city:
        return asked
    return caller.district if asked in (None, caller.district) and caller.district else NOWHERE
