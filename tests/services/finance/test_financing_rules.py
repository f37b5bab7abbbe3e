"""Rules of applications for financing: the table of states, what becomes of parts together, forms, terms, comparing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.finance.domain.financing import applications as rules
from services.finance.domain.financing import terms as pricing
from services.finance.domain.financing.applications import Application, Part, Refusal
from services.finance.domain.financing.comparing import choice, percent, ranked
from services.finance.domain.financing.deadlines import Due
from services.finance.domain.financing.forms import FormRefused, Slot, Wanted, slots
from services.finance.domain.financing.reasons import EndReason, RefusalReason
from services.finance.domain.financing.states import AFTER, OPEN, UNANSWERED, ApplicationState, PartState, Step
from services.finance.domain.financing.terms import Terms, TermsRefused
from services.finance.domain.products.costs import NO_SUBSIDY, Need, Purpose, Subsidy, SubsidyStatus, cost
from services.finance.domain.products.offers import Fee, Offer, ProductKind
from services.finance.financing_data import deadlines, due_since
from shared.conditions import read
from shared.conditions.enterprises import ENTERPRISE
from shared.values import Certainty, Tier

TODAY = date(2026, 11, 24)
DUE = due_since(TODAY)
NEED = Need(500_000_000, 12, TODAY, Purpose.OTHER)
TERMS = Terms(500_000_000, 12, Decimal("2.9"), None, (), False, TODAY + timedelta(days=10), None, None)
LOAN = Offer(
    "L", 1, "bank", "示例银行", True, ProductKind.LOAN, "示例贷",
    read({"fact": "title", "any_of": ["specialised"]}, ENTERPRISE), Decimal("2.95"), Certainty.UPPER_BOUND, None, (),
    {Tier.SPECIALISED: 10**9}, (12, 12), None, TODAY, None,
)  # fmt: skip
SURETY = replace(LOAN, product_id="G", kind=ProductKind.GUARANTEE, rate=Decimal("0.5"), name="示例保")


def asked(*ties: str | None) -> Application:
    """Parts a, b, c …, each tied to what is named."""
    return rules.sent([Part("abcdefg"[n], tie, DUE) for n, tie in enumerate(ties)])


def test_three_working_days_then_a_reminder_and_after_five_it_is_over() -> None:
    assert Due(date(2026, 11, 27), date(2026, 12, 1)) == DUE
    assert (deadlines(TODAY).reminder_working_days, deadlines(TODAY).answer_working_days) == (3, 5)
    over_the_holidays = due_since(date(2026, 9, 30))
    assert over_the_holidays.answer_by == date(2026, 10, 13), "1 to 7 October are holidays, Saturday the 10th is worked"
    one = asked(None)
    assert rules.at_day(one, DUE.remind_after) == one
    reminded = rules.at_day(one, DUE.remind_after + timedelta(days=1))
    assert (reminded.part("a").state, reminded.part("a").reminded) == (PartState.SENT, True)
    assert rules.at_day(reminded, DUE.answer_by) == reminded
    late = DUE.answer_by + timedelta(days=30)
    assert [one.step for one in rules.at_day(one, late).taken] == [Step.SEND, Step.EXPIRE], (
        "no reminder of what is over"
    )
    assert rules.at_day(rules.at_day(one, late), late).taken == rules.at_day(one, late).taken
    silent = rules.at_day(rules.questioned(one, "a", "示例", DUE), late).part("a")
    assert silent.code == EndReason.ENTERPRISE_SILENT


def test_no_step_leads_out_of_an_end_and_every_other_state_can_be_left() -> None:
    ends = set(PartState) - OPEN
    assert {state for state, _ in AFTER} == OPEN
    assert {state for (_, step), state in AFTER.items() if step is Step.ACCEPT} == {PartState.ACCEPTED}
    for state, step in product(ends, Step):
        part = replace(Part("a", None, DUE), state=state)
        with pytest.raises(Refusal, match=state.label):
            Application((part,)).take("a", step)


def test_the_same_answer_again_is_the_same_and_another_one_has_to_name_what_it_replaces() -> None:
    one = rules.offered(asked(None), "a", TERMS, None)
    assert rules.offered(one, "a", TERMS, None) == one
    other = replace(TERMS, rate=Decimal("2.8"))
    with pytest.raises(Refusal, match="replaces"):
        rules.offered(one, "a", other, None)
    with pytest.raises(Refusal, match="不能不予办理"):
        rules.refused(one, "a", RefusalReason.CREDIT, None)
    replaced = rules.offered(one, "a", other, 1)
    assert (replaced.part("a").offer_number, replaced.part("a").offer) == (2, other)
    with pytest.raises(Refusal, match="第 2 号"):
        rules.accepted(replaced, "a", 1, TODAY)
    no = rules.refused(asked(None), "a", RefusalReason.CREDIT, None)
    assert rules.refused(no, "a", RefusalReason.CREDIT, None) == no
    with pytest.raises(Refusal):
        rules.refused(no, "a", RefusalReason.OTHER, "示例")
    seen = rules.acknowledged(asked(None), "a")
    assert rules.acknowledged(seen, "a") == seen


def test_a_loan_and_its_guarantee_are_accepted_together_or_end_together() -> None:
    one = rules.offered(asked("c", None, None), "a", TERMS, None)
    with pytest.raises(Refusal, match="尚无报价"):
        rules.accepted(one, "a", 1, TODAY)
    both = rules.offered(one, "c", TERMS, None)
    with pytest.raises(Refusal, match="一并办理"):
        rules.accepted(both, "c", 1, TODAY)
    done = rules.accepted(both, "a", 1, TODAY)
    assert [part.state for part in done.parts] == [PartState.ACCEPTED, PartState.CLOSED, PartState.ACCEPTED]
    assert done.part("b").code == EndReason.ANOTHER_ACCEPTED
    with pytest.raises(Refusal, match="已接受"):
        rules.withdrawn(done, ["a"], None)
    lone = rules.refused(one, "c", RefusalReason.SECURITY, None)
    assert (lone.part("a").state, lone.part("a").code) == (PartState.CLOSED, EndReason.TIED_ENDED)
    assert lone.state is ApplicationState.OPEN
    shared = asked("c", "c", None)
    first = rules.withdrawn(shared, ["a"], None)
    assert first.part("c").state is PartState.SENT, "it still stands behind the other loan"
    assert rules.withdrawn(first, ["b"], None).part("c").code == EndReason.TIED_ENDED


WHAT = ["acknowledge", "question", "supplement", "offer", "better", "refuse", "accept", "withdraw", "wait"]
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.sampled_from("abcd"),
        st.integers(min_value=0, max_value=4),
    ),
    max_size=25,
)  # fmt: skip


def happen(one: Application, what: str, part_id: str, today: date) -> Application:
    better = replace(TERMS, rate=Decimal(f"2.{one.part(part_id).offer_number}"), valid_until=today + timedelta(days=2))
    number = one.part(part_id).offer_number
    due = due_since(today)
    possible: dict[str, Any] = {
        "acknowledge": lambda: rules.acknowledged(one, part_id),
        "question": lambda: rules.questioned(one, part_id, "示例", due),
        "supplement": lambda: rules.supplemented(one, part_id, "示例", due),
        "offer": lambda: rules.offered(one, part_id, TERMS, None),
        "better": lambda: rules.offered(one, part_id, better, number),
        "refuse": lambda: rules.refused(one, part_id, RefusalReason.CREDIT, None),
        "accept": lambda: rules.accepted(one, part_id, number, today),
        "withdraw": lambda: rules.withdrawn(one, [part_id], None),
        "wait": lambda: one,
    }
    try:
        return possible[what]()  # type: ignore[no-any-return]  # a table of lambdas is not typed one by one
    except Refusal:
        return one


TIES = ((None,) * 4, ("d", None, None, None), ("d", "d", None, None), ("d", "d", "d", None))


@given(events=EVENTS, ties=st.sampled_from(TIES))
@settings(max_examples=150, deadline=None)
def test_whatever_the_order_at_most_one_is_accepted_and_the_history_replays_to_the_state(
    events: list[tuple[str, str, int]], ties: tuple[str | None, ...]
) -> None:
    one, today = asked(*ties), TODAY
    for what, part_id, days in events:
        today += timedelta(days=days)
        one = happen(rules.at_day(one, today), what, part_id, today)
        _check(one)
    replayed: dict[str, tuple[PartState, int]] = {}
    for step in one.taken:
        before = replayed.get(step.part_id)
        assert (step.previous, step.version) == ((None, 1) if before is None else (before[0], before[1] + 1))
        if step.previous is not None:
            assert AFTER[step.previous, step.step] is step.state
        replayed[step.part_id] = (step.state, step.version)
    assert replayed == {part.part_id: (part.state, part.version) for part in one.parts}


def _check(one: Application) -> None:
    accepted = [part for part in one.parts if part.state is PartState.ACCEPTED]
    loans = [part for part in accepted if not one.tied_by(part.part_id)]
    assert len(loans) <= 1
    assert {part.part_id for part in accepted} == {
        its for part in loans for its in (part.part_id, part.tied_to) if its is not None
    }
    if accepted:
        assert one.state is ApplicationState.ACCEPTED
        assert not any(part.state in OPEN for part in one.parts)
    for part in one.parts:
        assert (part.next_on is not None) is (part.state in OPEN)
        if part.state in OPEN and part.tied_to is not None:
            assert one.part(part.tied_to).state in OPEN
    assert one.waiting == sum(part.state in UNANSWERED for part in one.parts)


def test_a_form_names_products_on_offer_that_serve_the_tier_and_guarantees_that_are_some() -> None:
    shelf = {"L": LOAN, "M": replace(LOAN, product_id="M"), "G": SURETY}
    tier = Tier.SPECIALISED
    found = slots([Wanted("L", "G"), Wanted("M", "G")], shelf, [], tier)
    assert found == [Slot("L", 2), Slot("M", 2), Slot("G", None)], "one guarantee stands behind both"
    for wanted, kinds, its, words in (
        ([Wanted("X", None)], [], tier, "不在售"),
        ([Wanted("L", "X")], [], tier, "不在售"),
        ([Wanted("L", "M")], [], tier, "不是担保产品"),
        ([Wanted("G", "L")], [], tier, "不是贷款"),
        ([Wanted("L", None), Wanted("L", None)], [], tier, "只能列一次"),
        ([Wanted("L", "G"), Wanted("G", None)], [], tier, "只能列一次"),
        ([Wanted("L", None)], [ProductKind.BOND], tier, "不在所需种类"),
        ([Wanted("L", None)], [], Tier.INNOVATIVE, "不向创新型中小企业企业提供"),
    ):
        with pytest.raises(FormRefused, match=words):
            slots(wanted, shelf, kinds, its)


def test_an_offer_stays_within_what_the_city_approved_and_what_was_asked_for() -> None:
    pricing.check(TERMS, LOAN, NEED, TODAY)
    pricing.check(replace(TERMS, rate=Decimal(9)), replace(LOAN, rate=None), NEED, TODAY)
    pricing.check(replace(TERMS, rate=Decimal(9)), replace(LOAN, certainty=Certainty.LOWER_BOUND), NEED, TODAY)
    equity = replace(LOAN, kind=ProductKind.EQUITY, rate=None)
    for terms, product_asked, words in (
        (replace(TERMS, rate=Decimal("2.951")), LOAN, "不得高于产品公布的 2.95%"),
        (replace(TERMS, rate=None), LOAN, "rate"),
        (TERMS, equity, "没有利率"),
        (replace(TERMS, amount_fen=0), LOAN, "大于零"),
        (replace(TERMS, amount_fen=500_000_001), LOAN, "5000000.00"),
        (replace(TERMS, valid_until=TODAY - timedelta(days=1)), LOAN, "valid_until"),
        (replace(TERMS, guarantee_rate=Decimal(1)), LOAN, "guarantee_needed"),
    ):
        with pytest.raises(TermsRefused, match=words):
            pricing.check(terms, product_asked, NEED, TODAY)


def test_offers_are_ranked_by_what_a_yuan_costs_in_a_year_and_what_is_open_stands_behind() -> None:
    def priced(part_id: str, rate: str, fen: int = 500_000_000, **more: Any) -> Any:
        terms = replace(TERMS, rate=Decimal(rate), amount_fen=fen, **{k: v for k, v in more.items() if k == "fees"})
        subsidy = more.get("subsidy", NO_SUBSIDY)
        need = terms.need(NEED)
        its = cost(terms.applied_to(LOAN), need, subsidy)
        behind = more.get("behind")
        guarantee = None if behind is None else cost(SURETY, need, NO_SUBSIDY)
        return choice(part_id, behind, need, its, guarantee, acceptable=more.get("acceptable", True))

    granted = Subsidy(SubsidyStatus.GRANTED, "示例", 5_000_000)
    small, whole = priced("small", "2.9", 100_000_000), priced("whole", "2.8")
    subsidised = priced("subsidised", "3.5", subsidy=granted)
    fees = priced("fees", "2.8", fees=(Fee("示例费", Decimal("0.3"), None),))
    unknown = priced("unknown", "0.1", subsidy=Subsidy(SubsidyStatus.UNKNOWN, "示例"))
    waits = choice("waits", "g", NEED, whole.cost, None, acceptable=False)
    order = [one.part_id for one in ranked([waits, unknown, fees, small, whole, subsidised])]
    assert order == ["subsidised", "whole", "small", "fees", "unknown", "waits"]
    assert whole.yearly is not None
    assert percent(whole.yearly) == "2.8000"
    assert (waits.gross_fen, waits.net_fen) == (None, None)
    tied = priced("tied", "2.8", behind="g")
    assert [line.label for line in tied.lines] == ["利息", "担保费"]
    assert tied.net_fen == whole.net_fen + sum(line.fen for line in tied.lines[1:])
