"""The way of a claim as rules: whatever people try, money goes only through approvals of distinct persons."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits import measures, procedures
from services.benefits.domain.claims import MOVES, Acts, Claim, Desk, Refusal, State, Step, Taken, Way, after, desk_of
from services.benefits.domain.claims import check_person as check
from services.benefits.domain.claims import occasions as o
from services.benefits.domain.claims.mergers import merged
from services.benefits.domain.evidence import media_type
from shared.values import Certainty, Tier, spelled

DAY = date(2026, 11, 24)
PROCEDURE = procedures.claim_procedure(DAY)
PEOPLE = ("officer:a", "officer:b", "officer:c", "officer:d", "officer:e")


def new_claim(amount_fen: int = 20_000_000, way: Way = Way.AUTOMATIC, **more: Any) -> Claim:
    made = Claim(
        claim_id="claim", enterprise_id="firm", legal_person_id="firm", uscc="x", usccs=("x",), name="示例",
        district="330108", benefit_code="specialised-first-award", occasion="first", ref="", way=way,
        policy_set=measures.SEED, clause="02-3", label="奖励", state=State.CREDIT_CHECK, version=1, round=1,
        amount_fen=amount_fen, certainty=Certainty.NOMINAL, receipt_id="r", approvals_needed=1, account_id="a",
        tier=Tier.SPECIALISED, titles_version=1, claimed_on=DAY, claimed_at=datetime(2026, 11, 24, tzinfo=UTC),
    )  # fmt: skip
    return replace(made, approvals_needed=PROCEDURE.approvers(amount_fen), **more)


class Office:
    """A claim among people who try anything; it keeps who did what, as the history does."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.desks: dict[str, set[Desk]] = {}
        self.approved: list[tuple[int, str]] = []
        self.payers: list[tuple[str, frozenset[str], int]] = []

    def attempt(self, actor: str, step: Step) -> None:
        approvers = frozenset(one for round_, one in self.approved if round_ == self.claim.round)
        acts = Acts({one: frozenset(desks) for one, desks in self.desks.items()}, approvers)
        try:
            desk = desk_of(self.claim, step)
            check(acts, actor, desk, step)
            taken = Taken(step, words="理由", mend=("account_id",), rating=5)
            moved = after(self.claim, taken, PROCEDURE, len(approvers), DAY)
        except Refusal:
            return
        self.desks.setdefault(actor, set()).add(desk)
        if step is Step.APPROVE:
            self.approved.append((self.claim.round, actor))
        if step is Step.PAY:
            self.payers.append((actor, approvers, self.claim.approvals_needed))
        self.claim = moved


@given(
    st.sampled_from([1, 20_000_000, 20_000_001, 100_000_000, 100_000_001]),
    st.sampled_from(list(Way)),
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(list(Step))), max_size=60),
)
def test_no_path_pays_without_the_approvals_of_distinct_persons_and_another_payer(
    amount: int, way: Way, tried: list[tuple[str, Step]]
) -> None:
    office = Office(new_claim(amount, way))
    for actor, step in tried:
        office.attempt(actor, step)
    for payer, approvers, needed in office.payers:
        assert len(approvers) >= needed
        assert payer not in approvers


@given(st.lists(st.sampled_from(list(Step)), max_size=40))
def test_a_claim_that_goes_straight_on_is_paid_and_each_step_counts_one(steps: list[Step]) -> None:
    """With enough people the way is open: the rules are strict, and no dead end."""
    office = Office(new_claim(100_000_001))
    plan = [Step.CLEAR, *[Step.APPROVE] * 3, Step.PAY, Step.SETTLE, *steps]
    people = count()
    for step in plan:
        version = office.claim.version
        office.attempt(f"officer:{next(people)}", step)
        assert office.claim.version in (version, version + 1)
    assert office.payers


def test_every_step_leads_from_a_state_that_is_there() -> None:
    assert set(MOVES) == set(State)
    assert {step for steps in MOVES.values() for step in steps} == set(Step) - {Step.CLAIM}


@pytest.mark.parametrize(
    ("fen", "persons"), [(1, 1), (20_000_000, 1), (20_000_001, 2), (100_000_000, 2), (100_000_001, 3)]
)
def test_the_bands_of_approval(fen: int, persons: int) -> None:
    assert PROCEDURE.approvers(fen) == persons


@pytest.mark.parametrize(("days", "possible"), [(0, True), (60, True), (61, False)])
def test_an_appeal_has_its_term(days: int, possible: bool) -> None:
    refused = new_claim(state=State.REFUSED, refused_on=DAY - timedelta(days=days))
    taken = Taken(Step.APPEAL, words="请复核")
    if possible:
        assert after(refused, taken, PROCEDURE, 0, DAY).state is State.APPEAL
    else:
        with pytest.raises(Refusal, match="届满"):
            after(refused, taken, PROCEDURE, 0, DAY)


# ---- one live claim for a key ----------------------------------------------------------------------

_KEYS = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["first", "p1"]))
_CLAIMS = st.lists(st.tuples(_KEYS, st.sampled_from(list(State))), max_size=8)


def _book(drawn: list[tuple[tuple[str, str], State]], person: str) -> list[Claim]:
    """What one legal person can have: of a key one that is live."""
    book: list[Claim] = []
    for number, ((code, occasion), state) in enumerate(drawn):
        one = new_claim(
            claim_id=f"{person}{number}", legal_person_id=person, benefit_code=code, occasion=occasion, state=state
        )
        if not one.live or all((one.benefit_code, one.occasion) != (b.benefit_code, b.occasion) or not b.live
                               for b in book):  # fmt: skip
            book.append(one)
    return book


@given(_CLAIMS, _CLAIMS, _CLAIMS)
def test_through_mergers_a_legal_person_has_one_live_claim_for_a_key(
    first: list[tuple[tuple[str, str], State]],
    second: list[tuple[tuple[str, str], State]],
    third: list[tuple[tuple[str, str], State]],
) -> None:
    """A into B, then B into C; what was paid to two legal persons stays with the one it was paid to."""
    heir = _book(third, "c")
    for absorbed in (_book(first, "a"), _book(second, "b")):
        fates = merged(absorbed, heir)
        assert all(one.unpaid for one in (*fates.voided, *fates.held))
        assert not any(one.unpaid and one.live for one in (*fates.left, *fates.moved))
        heir += [replace(one, legal_person_id="c") for one in (*fates.held, *fates.moved)]
        keys = Counter((one.benefit_code, one.occasion) for one in heir if one.live)
        assert all(number == 1 for number in keys.values())


@given(st.sampled_from(["传感器", "Ａ１ 型", "L-1"]), st.sampled_from(["", " ", "　"]))
def test_one_spelling_one_occasion(ref: str, space: str) -> None:
    assert spelled(ref) == spelled(f"{space}{ref.upper()}{space}") == spelled(ref.lower())


def test_an_occasion_has_no_policy_set_in_it() -> None:
    """The same benefit in two sets is one occasion."""
    seed, later = measures.policy_set(), measures.policy_set("HZ-2025-MEASURES")
    assert seed is not None
    assert later is not None
    for code in ("specialised-first-award", "little-giant-first-award"):
        both = [one.find(code) for one in (seed, later)]
        assert {o.occasion(one, o.Wanted(), DAY) for one in both if one} == {"first"}


@pytest.mark.parametrize("begin", [b"MZ\x90", b"<html>", b"PK\x03\x04", b"", b"%PD"])
def test_a_file_is_what_its_bytes_say(begin: bytes) -> None:
    with pytest.raises(Refusal):
        media_type(begin + b"\0" * 64)
    assert media_type(b"%PDF-1.7 ...") == "application/pdf"
