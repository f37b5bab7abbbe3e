"""Steps of applications (办理): one, or hundreds at once. What can go goes; the rest is named with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from services.registry import procedures, store
from services.registry.domain.admission import check_ban
from services.registry.domain.advances import advanced, is_told
from services.registry.domain.applications import Application, Taken, after, check_one_desk, desk_of, lapsed
from services.registry.domain.desks import DESK_LABELS, SEATS, Desk, Seat, State, Step
from services.registry.domain.moves import CLOSED
from services.registry.domain.quotas import recommended
from services.registry.domain.titles import Refusal
from services.registry.problems import ApplicationNotFound, ApplicationRefused, ApplicationUnqualified
from services.registry.service import recognitions, renewals, submissions
from services.registry.service.applications import WAY_OUT, entry, may, sees
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.problems import Forbidden, Problem
from shared.values import EnterpriseId
from shared.working_days.published import calendar

SUBMISSION: Final = Taken(Step.SUBMIT)


@dataclass(frozen=True)
class Objector:
    """Who objected to a notice: personal data."""

    name: str
    contact: str


@dataclass(frozen=True)
class Asked:
    """A step somebody asks for; `if_match` is the version they read, `*` any."""

    application_id: str
    taken: Taken
    if_match: str | None
    objector: Objector | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of it: the application after the step, taken at a desk, or the problem."""

    asked: Asked
    moved: Application | None = None
    desk: Desk | None = None
    from_: State | None = None
    problem: Problem | None = None

    @property
    def application(self) -> Application:
        assert self.moved is not None
        return self.moved

    def takes(self, step: Step) -> bool:
        """Whether this step goes ahead."""
        return self.moved is not None and self.asked.taken.step is step

    @property
    def is_told(self) -> bool:
        return self.from_ is not None and is_told(self.from_, self.asked.taken.step)

    @property
    def is_recommendation(self) -> bool:
        """推荐: the city's yes that sends an application to the province."""
        return self.takes(Step.APPROVE) and self.from_ is State.CITY and self.application.state is State.PROVINCE


async def take(tx: Tx, caller: Caller, asked: Asked) -> Application:
    """One step of one application. Raises the problem that stands in the way."""
    (outcome,) = await take_all(tx, caller, [asked])
    if outcome.problem:
        raise outcome.problem
    return outcome.application


async def take_all(tx: Tx, caller: Caller, asked: Sequence[Asked]) -> list[Outcome]:
    """A step of each of many applications, no application twice; in the order asked.

    Locks applications, then quotas, then enterprises, each in order of its key: two batches never wait in a circle.
    """
    ids = [one.application_id for one in asked]
    there = await store.applications.lock(tx, ids)
    acted = await store.applications.desks_of(tx, ids, caller.actor)
    outcomes = []
    for one in asked:
        found, desks = there.get(one.application_id), acted.get(one.application_id, frozenset())
        try:
            outcomes.append(_judged(tx, caller, one, found, desks))
        except Problem as problem:
            outcomes.append(Outcome(one, problem=problem))
        except Refusal as refusal:
            outcomes.append(Outcome(one, problem=ApplicationRefused(str(refusal))))
    outcomes = await _admitted(tx, outcomes)
    outcomes = await _within_quotas(tx, outcomes)
    outcomes = await _recognised(tx, outcomes)
    await _write(tx, caller, outcomes)
    return outcomes


def _judged(tx: Tx, caller: Caller, asked: Asked, application: Application | None, acted: frozenset[Desk]) -> Outcome:
    """Raises Problem or Refusal. What is not the caller's to see is not found, whatever else is wrong with it."""
    if application is None or not sees(caller, application):
        raise ApplicationNotFound(WAY_OUT)
    require_version(asked.if_match, application.version)
    desk = desk_of(application, asked.taken.step)
    _check_seat(caller, application, desk)
    check_one_desk(acted, desk)
    procedure = procedures.procedure(tx.today)
    moved = after(application, asked.taken, procedure, calendar(), tx.today)
    return Outcome(asked, moved, desk, application.state)


def _check_seat(caller: Caller, application: Application, desk: Desk) -> None:
    seat = SEATS[desk]
    if seat is Seat.ENTERPRISE and not may(caller, "application.write", application):
        raise Forbidden("此步骤只能由企业自己办理")
    if seat is not Seat.ENTERPRISE and not may(caller, "application.review", application, seat):
        whose = {Seat.DISTRICT: "企业所在区、县（市）", Seat.CITY: "市级"}[seat]
        raise Forbidden(f"“{DESK_LABELS[desk]}”环节由{whose}经办人员办理")


# ---- what ends with its enterprise --------------------------------------------------------------


async def hold_open(tx: Tx, enterprise_id: str) -> list[Application]:
    """The open applications of an enterprise that ends, locked before the enterprise is, as every step locks them."""
    held = await store.applications.lock(tx, await store.applications.open_ids(tx, enterprise_id))
    return [one for one in held.values() if one.state not in CLOSED]


async def lapse(tx: Tx, caller: Caller, held: Sequence[Application], words: str) -> None:
    """Withdraws what was held, now that its enterprise has ended."""
    taken = Taken(Step.WITHDRAW, words=words)
    closed = [(one.state, lapsed(one, tx.today)) for one in held]
    await store.applications.save(tx, [application for _, application in closed])
    await _tell(tx, [(application, taken) for before, application in closed if is_told(before, taken.step)])
    rows = [_step_row(tx, caller, taken, application, Desk.ENTERPRISE) for _, application in closed]
    await store.applications.add_steps(tx, rows)


# ---- what a step brings with it -----------------------------------------------------------------


async def _admitted(tx: Tx, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Nobody submits while a ban runs, as one may since the draft was begun, nor what the ruleset says no to.

    What asks for a renewal must still be entitled to it.
    """
    asking = [one for one in outcomes if one.takes(Step.SUBMIT)]
    drafts = [one.asked.application_id for one in asking if one.from_ is State.DRAFT]
    barred = await renewals.barred(tx, [one.application for one in asking], drafts)
    submitted = {EnterpriseId(one.application.enterprise_id) for one in asking}
    revoked = await store.titles.revoked(tx, submitted)
    ban_years = procedures.procedure(tx.today).ban_years

    def admitted(one: Outcome) -> Outcome:
        check_ban(revoked.get(EnterpriseId(one.application.enterprise_id), ()), ban_years, tx.today)
        if refusal := barred.get(one.asked.application_id):
            raise refusal
        return one

    outcomes = [_ruled(one, admitted) if one.takes(Step.SUBMIT) else one for one in outcomes]
    said = await submissions.judge(tx, [one.application for one in outcomes if one.takes(Step.SUBMIT)])

    def judged(one: Outcome) -> Outcome:
        found = said[one.asked.application_id]
        if isinstance(found, ApplicationUnqualified):
            return Outcome(one.asked, problem=found)
        return replace(one, moved=found)

    return [judged(one) if one.takes(Step.SUBMIT) else one for one in outcomes]


async def _within_quotas(tx: Tx, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The city recommends to the province only within the quota of the tier and year; first come, first served."""
    tiers = {one.application.tier for one in outcomes if one.is_recommendation}
    if not tiers:
        return list(outcomes)
    quotas = await store.quotas.lock(tx, tiers, tx.today.year)

    def counted(one: Outcome) -> Outcome:
        tier = one.application.tier
        quotas[tier] = recommended(quotas[tier])
        return one

    counted_ones = [_ruled(one, counted) if one.is_recommendation else one for one in outcomes]
    await store.quotas.save(tx, quotas.values())
    return counted_ones


async def _recognised(tx: Tx, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Records the titles that recognitions give, in this transaction, through the rules of titles."""
    wanted = [(one.application, one.asked.taken) for one in outcomes if one.takes(Step.RECOGNISE)]
    given = await recognitions.give(tx, wanted) if wanted else {}

    def titled(one: Outcome) -> Outcome:
        found = given[one.asked.application_id]
        if isinstance(found, Refusal):
            raise found
        return replace(one, moved=found)

    return [_ruled(one, titled) if one.takes(Step.RECOGNISE) else one for one in outcomes]


def _ruled(one: Outcome, rule: Callable[[Outcome], Outcome]) -> Outcome:
    try:
        return rule(one)
    except Refusal as refusal:
        return Outcome(one.asked, problem=ApplicationRefused(str(refusal)))


async def _write(tx: Tx, caller: Caller, outcomes: Sequence[Outcome]) -> None:
    done = [(one, one.moved, one.desk) for one in outcomes if one.moved and one.desk]
    await store.applications.save(tx, [application for _, application, _ in done])
    await _tell(tx, [(application, one.asked.taken) for one, application, _ in done if one.is_told])
    await store.applications.add_steps(
        tx, [_step_row(tx, caller, one.asked.taken, application, desk) for one, application, desk in done]
    )
    await store.applications.add_objections(
        tx,
        [
            {
                "application_id": application.application_id,
                "version": application.version,
                "raised_by": one.asked.objector.name,
                "contact": one.asked.objector.contact,
            }
            for one, application, _ in done
            if one.asked.objector
        ],
    )


async def _tell(tx: Tx, steps: Sequence[tuple[Application, Taken]]) -> None:
    ids = {EnterpriseId(application.enterprise_id) for application, _ in steps}
    locked = await store.enterprises.lock(tx, ids)  # so that the ids of its facts ascend with its version
    for application, taken in steps:
        enterprise = locked[EnterpriseId(application.enterprise_id)].enterprise
        tx.emit(advanced(replace(application, uscc=enterprise.uscc), taken, enterprise.version))


def _step_row(tx: Tx, caller: Caller, taken: Taken, application: Application, desk: Desk) -> dict[str, Any]:
    return entry(tx, caller, application, taken.step, desk) | {
        "words": taken.words,
        "document": taken.document,
        "done_on": taken.on,
    }
