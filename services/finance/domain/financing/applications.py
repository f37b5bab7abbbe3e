"""The parts of one application and what becomes of them together. Each function gives the application after it.

`taken` holds the steps since it was read; replayed in order they lead from each part's state then to its state now.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from services.finance.domain.financing.deadlines import Due
from services.finance.domain.financing.reasons import EndReason, RefusalReason
from services.finance.domain.financing.states import AFTER, OPEN, UNANSWERED, ApplicationState, PartState, Step
from services.finance.domain.financing.terms import Terms
from shared.days import DAY


class Refusal(Exception):
    """Cannot be done now; says why and the way out."""


@dataclass(frozen=True, slots=True)
class Part:
    part_id: str
    tied_to: str | None
    """The part of the guarantee on whose condition it stands"""
    due: Due
    state: PartState = PartState.SENT
    version: int = 0
    reminded: bool = False
    offer: Terms | None = None
    offer_number: int = 0
    """Of the newest offer; 0: none"""
    code: str | None = None
    """Why it was refused, or ended"""
    words: str | None = None
    """What was last said of it"""

    @property
    def next_on(self) -> date | None:
        """The first day on which time alone does something to it; None: it ended."""
        if self.state in UNANSWERED:
            first = self.due.answer_by if self.reminded else min(self.due.remind_after, self.due.answer_by)
            return first + DAY
        return self.offer.valid_until + DAY if self.state is PartState.OFFERED and self.offer else None


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of one part."""

    part_id: str
    version: int
    """Of the part: 1, 2, 3 …"""
    step: Step
    previous: PartState | None
    state: PartState
    code: str | None = None
    words: str | None = None
    offer_number: int | None = None


@dataclass(frozen=True, slots=True)
class Application:
    parts: tuple[Part, ...]
    taken: tuple[Taken, ...] = field(default=())

    @property
    def state(self) -> ApplicationState:
        states = {part.state for part in self.parts}
        if PartState.ACCEPTED in states:
            return ApplicationState.ACCEPTED
        return ApplicationState.ENDED if states.isdisjoint(OPEN) else ApplicationState.OPEN

    @property
    def waiting(self) -> int:
        """How many parts have no answer yet."""
        return sum(part.state in UNANSWERED for part in self.parts)

    @property
    def offers(self) -> int:
        return sum(part.state is PartState.OFFERED for part in self.parts)

    def part(self, part_id: str) -> Part:
        return next(one for one in self.parts if one.part_id == part_id)

    def tied_by(self, part_id: str) -> tuple[Part, ...]:
        """What stands on condition of this part."""
        return tuple(one for one in self.parts if one.tied_to == part_id)

    def take(self, part_id: str, step: Step, **changes: Any) -> "Application":
        """By the table. Raises Refusal."""
        part = self.part(part_id)
        state = AFTER.get((part.state, step))
        if state is None:
            raise Refusal(_CANNOT.format(state=part.state.label, step=step.label))
        after = replace(part, state=state, version=part.version + 1, **changes)
        taken = Taken(
            part_id, after.version, step, part.state, state, changes.get("code"), changes.get("words"),
            after.offer_number if step in _ABOUT_OFFERS else None,
        )  # fmt: skip
        parts = tuple(after if one.part_id == part_id else one for one in self.parts)
        return Application(parts, (*self.taken, taken))


_CANNOT: Final = "当前状态为“{state}”，不能{step}；请重新读取"
_ABOUT_OFFERS: Final = frozenset({Step.OFFER, Step.REPLACE, Step.ACCEPT, Step.LAPSE})


def sent(parts: Collection[Part]) -> Application:
    begun = tuple(replace(part, version=1) for part in parts)
    return Application(begun, tuple(Taken(one.part_id, 1, Step.SEND, None, one.state) for one in begun))


# ---- what an institution answers; the same again changes nothing ------------------------------------


def acknowledged(one: Application, part_id: str) -> Application:
    if one.part(part_id).state is PartState.ACKNOWLEDGED:
        return one
    return one.take(part_id, Step.ACKNOWLEDGE)


def questioned(one: Application, part_id: str, words: str, due: Due) -> Application:
    """It is the enterprise's turn, which has as long as the institution had."""
    part = one.part(part_id)
    if part.state is PartState.QUESTIONED and part.words == words:
        return one
    return one.take(part_id, Step.QUESTION, words=words, due=due, reminded=False)


def offered(one: Application, part_id: str, terms: Terms, replaces: int | None) -> Application:
    """A different offer has to name the open one that it replaces."""
    part = one.part(part_id)
    if part.offer == terms:
        return one
    changes = {"offer": terms, "offer_number": part.offer_number + 1}
    if part.state is not PartState.OFFERED:
        return one.take(part_id, Step.OFFER, **changes)
    if replaces != part.offer_number:
        raise Refusal(f"已有第 {part.offer_number} 号报价；如需更改，请在 replaces 中写明它")
    return one.take(part_id, Step.REPLACE, **changes)


def refused(one: Application, part_id: str, reason: RefusalReason, words: str | None) -> Application:
    part = one.part(part_id)
    if part.state is PartState.REFUSED and (part.code, part.words) == (reason, words):
        return one
    return _untied(one.take(part_id, Step.REFUSE, code=reason.value, words=words))


# ---- what the enterprise does -----------------------------------------------------------------------


def supplemented(one: Application, part_id: str, words: str, due: Due) -> Application:
    """The institution's time begins anew."""
    return one.take(part_id, Step.SUPPLEMENT, words=words, due=due, reminded=False)


def accepted(one: Application, part_id: str, offer_number: int, today: date) -> Application:
    """With the guarantee on whose condition it stands, or not at all; everything else is closed."""
    part = one.part(part_id)
    if one.state is ApplicationState.ACCEPTED:
        raise Refusal("已接受过一份报价，其余均已关闭")
    if one.tied_by(part_id):
        raise Refusal("该担保与贷款一并办理；请接受所担保的贷款的报价")
    if part.offer_number != offer_number:
        raise Refusal(f"现有的是第 {part.offer_number} 号报价；请重新读取后再接受")
    together = [part_id] if part.tied_to is None else [part.tied_to, part_id]
    for its in together:
        if _lapsed(one.part(its), today):
            raise Refusal("报价的有效期已过；请联系机构重新报价")
        if one.part(its).state is not PartState.OFFERED and its != part_id:
            raise Refusal("与该贷款一并办理的担保尚无报价，不能单独接受贷款")
        one = one.take(its, Step.ACCEPT)
    return _closed(one, EndReason.ANOTHER_ACCEPTED)


def withdrawn(one: Application, part_ids: Collection[str], words: str | None) -> Application:
    """Those that are still open of these; what is over stays as it ended."""
    if one.state is ApplicationState.ACCEPTED:
        raise Refusal("已接受报价，不能撤回；请与该机构联系")
    for part_id in part_ids:
        if one.part(part_id).state in OPEN:
            one = one.take(part_id, Step.WITHDRAW, words=words)
    return _untied(one)


def ended(one: Application) -> Application:
    """The enterprise is no legal person any more."""
    return _closed(one, EndReason.ENTERPRISE_ENDED)


# ---- what time does ---------------------------------------------------------------------------------


def at_day(one: Application, today: date) -> Application:
    """Reminders, expiries and offers that ended; once, however late it is looked at."""
    for part in one.parts:
        for step, due in _BY_TIME:
            if due(part, today):
                one = one.take(part.part_id, step, **_OF_TIME[step](part))
                break
    return _untied(one)


def _expired(part: Part, today: date) -> bool:
    return part.state in UNANSWERED and today > part.due.answer_by


def _forgotten(part: Part, today: date) -> bool:
    return part.state in UNANSWERED and not part.reminded and today > part.due.remind_after


def _lapsed(part: Part, today: date) -> bool:
    return part.state is PartState.OFFERED and part.offer is not None and today > part.offer.valid_until


_BY_TIME: Final[tuple[tuple[Step, Callable[[Part, date], bool]], ...]] = (
    (Step.EXPIRE, _expired),
    (Step.REMIND, _forgotten),
    (Step.LAPSE, _lapsed),
)
"""The first that is due is done: nobody is reminded of what has expired."""


def _silent(part: Part) -> dict[str, Any]:
    whose = EndReason.ENTERPRISE_SILENT if part.state is PartState.QUESTIONED else EndReason.INSTITUTION_SILENT
    return {"code": whose.value}


_OF_TIME: Final[dict[Step, Callable[[Part], dict[str, Any]]]] = {
    Step.EXPIRE: _silent,
    Step.REMIND: lambda _: {"reminded": True},
    Step.LAPSE: lambda _: {"code": EndReason.OFFER_LAPSED.value},
}


# ---- together ---------------------------------------------------------------------------------------


def _closed(one: Application, reason: EndReason) -> Application:
    for part in one.parts:
        if part.state in OPEN:
            one = one.take(part.part_id, Step.CLOSE, code=reason.value)
    return one


def _untied(one: Application) -> Application:
    """A loan does not outlive the guarantee it stands on, nor a guarantee the last loan it was asked for."""
    for part in one.parts:
        if part.state not in OPEN:
            continue
        loans = one.tied_by(part.part_id)
        alone = bool(loans) and all(loan.state not in OPEN for loan in loans)
        unbacked = part.tied_to is not None and one.part(part.tied_to).state not in OPEN
        if alone or unbacked:
            return _untied(one.take(part.part_id, Step.CLOSE, code=EndReason.TIED_ENDED.value))
    return one
