"""What the zone itself decided reaches its own vetoes."""

from datetime import date

import pytest

from services.registry.domain.admission import Revoked
from services.registry.domain.incidents import with_incidents
from services.registry.domain.profile import Answer, Provenance, Source
from services.registry.domain.titles import Ground

DAY = date(2026, 3, 1)
BY_CREDIT = Provenance(Source.CREDIT, date(2026, 6, 1))


def fraud(said: Answer | None, *revoked: Revoked) -> object:
    answers = with_incidents({} if said is None else {"fraud": said}, revoked)
    return answers["fraud"].value if "fraud" in answers else None


@pytest.mark.parametrize(
    ("ground", "asked"),
    [(Ground.FRAUD, "fraud"), (Ground.ACCIDENT, "accident"), (Ground.TAX_EVASION, "violation")],
)
def test_a_revocation_answers_the_veto_that_asks_for_its_ground(ground: Ground, asked: str) -> None:
    assert with_incidents({}, [Revoked(DAY, ground)]) == {asked: Answer(DAY, Provenance(Source.OFFICER, DAY))}


@pytest.mark.parametrize("ground", [Ground.UNQUALIFIED, Ground.UNREPORTED, Ground.DISHONESTY])
def test_other_grounds_answer_nothing(ground: Ground) -> None:
    """严重失信 is asked as it stands today: the list says so, not what was decided once."""
    assert with_incidents({}, [Revoked(DAY, ground)]) == {}


def test_nobody_says_a_revocation_away() -> None:
    assert fraud(Answer(False, BY_CREDIT), Revoked(DAY, Ground.FRAUD)) == DAY
    assert fraud(Answer(date(2020, 1, 1), BY_CREDIT), Revoked(DAY, Ground.FRAUD)) == DAY


def test_the_latest_day_counts_whoever_says_it() -> None:
    later = date(2026, 5, 1)
    assert fraud(Answer(later, BY_CREDIT), Revoked(DAY, Ground.FRAUD)) == later
    assert fraud(None, Revoked(later, Ground.FRAUD), Revoked(DAY, Ground.FRAUD)) == later
    assert fraud(Answer(True, BY_CREDIT), Revoked(DAY, Ground.FRAUD)) is True, "a plain yes counts as recent"
