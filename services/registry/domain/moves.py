"""From where an application (申报) may go where, as a table.

创新型中小企业 ends with the city; 省级 titles are decided by the province and 小巨人 by MIIT, whose results the city's
officer records with the document (工信部企业〔2022〕63号; chain after 浙经信企业〔2025〕49号).
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from services.registry.domain.desks import State, Step
from shared.values import Tier


class Target(Enum):
    """A next state that depends on the application."""

    NEXT = "the next on the path of its tier"
    STAY = "where it is"
    BACK = "where it was returned from"


_REVIEW: Final = (State.SUBMITTED, State.DISTRICT, State.CITY)
_ENDS: Final = (State.NOTICE, State.RECOGNISED)
PATHS: Final[Mapping[Tier, tuple[State, ...]]] = {
    Tier.INNOVATIVE: (*_REVIEW, *_ENDS),
    Tier.SPECIALISED: (*_REVIEW, State.PROVINCE, *_ENDS),
    Tier.HIDDEN_CHAMPION: (*_REVIEW, State.PROVINCE, *_ENDS),
    Tier.LITTLE_GIANT: (*_REVIEW, State.PROVINCE, State.MIIT, *_ENDS),
}
_OFFICERS: Final[Mapping[Step, State | Target]] = {
    Step.APPROVE: Target.NEXT,
    Step.RETURN: State.RETURNED,
    Step.REFUSE: State.REFUSED,
    Step.VISIT: Target.STAY,
    Step.WITHDRAW: State.WITHDRAWN,
}
MOVES: Final[Mapping[State, Mapping[Step, State | Target]]] = {
    State.DRAFT: {Step.MEND: Target.STAY, Step.SUBMIT: State.SUBMITTED, Step.WITHDRAW: State.WITHDRAWN},
    State.RETURNED: {Step.MEND: Target.STAY, Step.SUBMIT: Target.BACK, Step.WITHDRAW: State.WITHDRAWN},
    State.SUBMITTED: {
        Step.ACCEPT: Target.NEXT,
        Step.RETURN: State.RETURNED,
        Step.REFUSE: State.REFUSED,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.DISTRICT: _OFFICERS,
    State.CITY: _OFFICERS,
    State.PROVINCE: _OFFICERS,
    State.MIIT: _OFFICERS,
    State.NOTICE: {
        Step.RECOGNISE: State.RECOGNISED,
        Step.OBJECT: State.OBJECTION,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.OBJECTION: {Step.UPHOLD: State.REFUSED, Step.DISMISS: State.NOTICE},
    State.RECOGNISED: {},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}
"""Every step there is; what is not here is refused."""
CLOSED: Final = frozenset(state for state, steps in MOVES.items() if not steps)
AHEAD: Final = frozenset({Step.SUBMIT, Step.ACCEPT, Step.APPROVE})
"""Steps that nobody goes on with who is no legal person any more. What closes an application stays possible; whether a
title was given before the end, the rules of titles say."""
