"""Rules of people's rights, as values: whatever happens in whatever order, nobody has one without title and office."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits import measures
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.rights import (
    Office,
    Right,
    State,
    Step,
    Taken,
    Terms,
    after,
    check_free,
    fate,
    ground_of,
    terms,
)
from services.benefits.domain.rights.people import IdKind, Tenure, check_ends, check_tenure, normalise_id
from services.benefits.domain.rights.rules import MOVES
from shared.events import Suspension, Title, TitleStatus
from shared.values import Tier

DAY = timedelta(days=1)
BEGIN = date(2026, 1, 5)
PEOPLE = ("甲", "乙", "丙", "丁")


def terms_of(code: str) -> Terms:
    policy_set = measures.policy_set()
    assert policy_set is not None
    measure = policy_set.find(code)
    assert measure is not None
    return terms(measure)


CLASS_D = terms_of("12-6")


def title(since: date, until: date, **more: object) -> Title:
    return Title(
        title_id=f"{since}", tier=Tier.LITTLE_GIANT, number="1", authority="示例", document="示例",
        recognised_on=since, valid_until=until,
    ).model_copy(update=more)  # fmt: skip


def right(right_id: str, talent_id: str, on: date) -> Right:
    return Right(
        right_id=right_id, enterprise_id="e", uscc="", usccs=(), name="", district="330108", talent_id=talent_id,
        offices=(Office.CHAIRMAN,), benefit_code=CLASS_D.benefit_code, policy_set="", clause="12-6", label="",
        state=State.REVIEW, version=1, receipt_id="", titles_version=0, applied_on=on,
        applied_at=datetime(2026, 1, 5, tzinfo=UTC),
    )  # fmt: skip


def test_the_terms_are_those_of_the_clause_and_no_number_is_made_up() -> None:
    assert (CLASS_D.tiers, CLASS_D.most) == ({Tier.LITTLE_GIANT}, 2)
    assert CLASS_D.offices == {Office.CHAIRMAN, Office.GENERAL_MANAGER}
    for code in ("12-3", "12-4"):
        found = terms_of(code)
        assert (found.most, found.offices) == (None, set(Office))
        assert Tier.INNOVATIVE in found.tiers
        assert "未规定名额" in found.unstated
        assert "未规定期限" in found.unstated
    with pytest.raises(Refusal, match="不是人员可申请的权利"):
        terms_of("02-3")


@dataclass
class Firm:
    """One enterprise as the service keeps it, its rules in the service's order."""

    today: date = BEGIN
    titles: list[Title] = field(default_factory=lambda: [title(BEGIN - 400 * DAY, BEGIN + 200 * DAY)])
    tenures: list[Tenure] = field(default_factory=list)
    rights: list[Right] = field(default_factory=list)

    def settle(self) -> None:
        for place, one in enumerate(self.rights):
            found = fate(one, ground_of(CLASS_D, self.titles, self.tenures, one.talent_id), self.today)
            if found is not None:
                self.rights[place] = after(one, Taken(found.step, found.words, on=found.on), self.today)

    def appoint(self, who: int, office: int, back: int) -> None:
        chosen = list(Office)[office % 3]
        new = Tenure(f"{len(self.tenures)}", PEOPLE[who % 4], chosen, self.today - back * DAY)
        check_tenure(new, self.tenures)
        self.tenures.append(new)

    def leave(self, which: int, _: int, shift: int) -> None:
        one = self.tenures[which % len(self.tenures)]
        until = self.today + (shift - 20) * DAY
        check_ends(one, until, self.today)
        check_tenure(replace(one, until_on=until), self.tenures)
        self.tenures[which % len(self.tenures)] = replace(one, until_on=until)

    def apply(self, who: int, _: int, __: int) -> None:
        talent_id = PEOPLE[who % 4]
        if ground_of(CLASS_D, self.titles, self.tenures, talent_id).missing_on(self.today):
            raise Refusal
        check_free(self.rights, talent_id, CLASS_D.benefit_code, CLASS_D.most)
        for place, old in enumerate(self.rights):
            if (old.talent_id, old.state) == (talent_id, State.SUSPENDED):
                self.rights[place] = after(old, Taken(Step.END, on=old.stopped_on), self.today)
        self.rights.append(right(f"{len(self.rights)}", talent_id, self.today))

    def review(self, which: int, step: int, _: int) -> None:
        place = which % len(self.rights)
        one = self.rights[place]
        taken = (Step.GRANT, Step.GRANT, Step.RETURN, Step.CORRECT, Step.REFUSE, Step.WITHDRAW)[step % 6]
        ground = ground_of(CLASS_D, self.titles, self.tenures, one.talent_id)
        if taken is Step.GRANT and ground.missing_on(self.today):
            raise Refusal
        last = ground.last_day(self.today) if taken is Step.GRANT else None
        self.rights[place] = after(one, Taken(taken, "理由", ("evidence",), last), self.today)

    def retitle(self, what: int, back: int, shift: int) -> None:
        """Revoked, perhaps from an earlier day, suspended, lifted, or recognised (again)."""
        last, on = self.titles[-1], self.today - back * DAY
        if what % 4 == 0:
            self.titles[-1] = last.model_copy(update={"status": TitleStatus.REVOKED, "ended_on": on})
        elif what % 4 == 1 and not (last.suspensions and last.suspensions[-1].until_on is None):
            stop = Suspension(from_on=self.today, ground="fraud", document="示例")
            self.titles[-1] = last.model_copy(update={"suspensions": (*last.suspensions, stop)})
        elif what % 4 == 2 and last.suspensions:
            lifted = last.suspensions[-1].model_copy(update={"until_on": self.today})
            self.titles[-1] = last.model_copy(update={"suspensions": (*last.suspensions[:-1], lifted)})
        else:
            self.titles.append(title(self.today, self.today + (shift + 20) * DAY))

    def wait(self, days: int, _: int, __: int) -> None:
        self.today += (days % 40 + 1) * DAY


ACTS = (
    Firm.appoint,
    Firm.appoint,
    Firm.leave,
    Firm.apply,
    Firm.apply,
    Firm.review,
    Firm.review,
    Firm.retitle,
    Firm.wait,
)
NUMBERS = st.integers(0, 40)
HISTORIES = st.lists(st.tuples(st.sampled_from(ACTS), NUMBERS, NUMBERS, NUMBERS), min_size=5, max_size=40)


@settings(max_examples=120, deadline=None)
@given(HISTORIES)
def test_never_three_class_d_and_never_one_without_title_and_office(
    history: list[tuple[object, int, int, int]],
) -> None:
    firm = Firm()
    for who in (0, 1):
        firm.appoint(who, who, 30)
        firm.apply(who, 0, 0)
        firm.review(who, 0, 0)
    assert [one.state for one in firm.rights] == [State.GRANTED] * 2
    for act, *numbers in history:
        ended = {one.right_id: one for one in firm.rights if not one.live}
        try:
            act(firm, *numbers)  # type: ignore[operator]  # one of ACTS
        except (Refusal, ZeroDivisionError):  # nothing to act on yet
            continue
        firm.settle()
        live = [one for one in firm.rights if one.live]
        assert len({one.talent_id for one in live}) == len(live) <= 2
        for one in firm.rights:
            ground = ground_of(CLASS_D, firm.titles, firm.tenures, one.talent_id)
            if one.state is State.GRANTED:
                assert one.holds_on(firm.today)
                assert ground.holds_on(firm.today)
                assert one.ends_on == ground.last_day(firm.today)
            if one.granted_on is not None and one.state in (State.GRANTED, State.SUSPENDED, State.ENDED):
                assert all(ground.holds_on(day) for day in _days(one.granted_on, firm.today) if one.holds_on(day))
            if one.right_id in ended:
                assert not one.live, "nothing comes back by itself"
        firm_again = replace(firm, rights=list(firm.rights))
        firm_again.settle()
        assert firm_again.rights == firm.rights, "looked at twice, nothing changes"


def _days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def test_a_correction_after_the_end_moves_the_end_to_the_day_it_says() -> None:
    firm = Firm()
    firm.appoint(0, 0, 30)
    firm.apply(0, 0, 0)
    firm.review(0, 0, 0)
    firm.today += 100 * DAY
    firm.titles[-1] = firm.titles[-1].model_copy(update={"ended_on": firm.today})
    firm.settle()
    assert (firm.rights[0].state, firm.rights[0].stopped_on) == (State.ENDED, firm.today)
    firm.titles[-1] = firm.titles[-1].model_copy(update={"ended_on": firm.today - 60 * DAY})
    firm.settle()
    assert firm.rights[0].stopped_on == firm.today - 60 * DAY
    firm.titles[-1] = firm.titles[-1].model_copy(update={"ended_on": BEGIN - 10 * DAY})
    firm.settle()
    assert firm.rights[0].stopped_on == BEGIN, "it was never due, and is undone from its first day"


def test_renewal_moves_the_last_day_and_a_gap_ends_it() -> None:
    firm = Firm()
    firm.appoint(0, 0, 30)
    firm.apply(0, 0, 0)
    firm.review(0, 0, 0)
    last = firm.rights[0].ends_on
    assert last == BEGIN + 200 * DAY
    firm.titles.append(title(last + DAY, last + 1_000 * DAY))
    firm.settle()
    assert firm.rights[0].ends_on == last + 1_000 * DAY
    firm.titles[-1] = title(last + 2 * DAY, last + 1_000 * DAY)
    firm.today = last + 10 * DAY
    firm.settle()
    assert (firm.rights[0].state, firm.rights[0].stopped_on) == (State.ENDED, last + DAY)


def test_every_state_has_its_steps_and_only_review_grants() -> None:
    assert set(MOVES) == set(State)
    assert [state for state, steps in MOVES.items() if Step.GRANT in steps] == [State.REVIEW]


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        (IdKind.RESIDENT, "11010519491231002x", ""),
        (IdKind.RESIDENT, "１１０１０５１９４９１２３１００２Ｘ", ""),
        (IdKind.RESIDENT, "110105194912310021", "校验不符"),
        (IdKind.RESIDENT, "11010519491331002X", "校验不符"),
        (IdKind.RESIDENT, "1101051949123100", "18位"),
        (IdKind.PASSPORT, "e1234 5678", ""),
        (IdKind.PASSPORT, "护照12345", "字母和数字"),
    ],
)
def test_a_number_has_one_spelling_and_a_wrong_one_is_not_repeated(kind: IdKind, text: str, wrong: str) -> None:
    if not wrong:
        assert normalise_id(kind, text) == normalise_id(kind, normalise_id(kind, text))
        return
    with pytest.raises(ValueError, match=wrong) as refused:
        normalise_id(kind, text)
    assert text not in str(refused.value)
