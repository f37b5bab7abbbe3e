"""What the zone itself decided reaches its own vetoes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.registry.domain.admission import Revoked, ban_on, banned_until
from services.registry.domain.criteria import Asked
from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.city import City
from services.registry.domain.figures.reading import Case
from services.registry.domain.incidents import Misdeed, with_incidents
from services.registry.domain.profile import Answer, Provenance, Source
from services.registry.domain.titles import Ground
from services.registry.procedures import procedure
from services.registry.rulesets import size_rules
from shared.truth import mark
from tests.services.registry.profiles import make_profile

DAY = date(2026, 3, 1)
BY_CREDIT = Provenance(Source.CREDIT, date(2026, 6, 1))


def fraud(said: Answer | None, *misdeeds: Misdeed) -> object:
    answers = with_incidents({} if said is None else {"fraud": said}, misdeeds)
    return answers["fraud"].value if "fraud" in answers else None


@pytest.mark.parametrize(
    ("ground", "asked"),
    [(Ground.FRAUD, "fraud"), (Ground.ACCIDENT, "accident"), (Ground.TAX_EVASION, "violation")],
)
def test_a_revocation_answers_the_veto_that_asks_for_its_ground(ground: Ground, asked: str) -> None:
    assert with_incidents({}, [Misdeed(DAY, ground)]) == {asked: Answer(DAY, Provenance(Source.OFFICER, DAY))}


@pytest.mark.parametrize("ground", [Ground.UNQUALIFIED, Ground.UNREPORTED, Ground.DISHONESTY])
def test_other_grounds_answer_nothing(ground: Ground) -> None:
    """严重失信 is asked as it stands today: the list says so, not what was decided once."""
    assert with_incidents({}, [Misdeed(DAY, ground)]) == {}


@pytest.mark.parametrize("day", [DAY, date(2024, 2, 29), date(2023, 2, 28)])
def test_a_veto_weighs_until_the_ban_ends_and_no_day_longer(day: date) -> None:
    """Whoever may apply again is not refused on that very day for what the ban was for."""
    years = procedure(day).ban_years
    until = banned_until([Revoked(day, Ground.FRAUD)], years)
    assert until
    profile = replace(make_profile(), answers=with_incidents({}, [Misdeed(day, Ground.FRAUD)]))
    asked = Asked("fraud", years=3)
    for on, weighs in ((day, 1), (until - timedelta(days=1), 1), (until, 0)):
        assert FIGURES["fraud"].read(Case(profile, (), on, size_rules()), asked).value == weighs
        assert bool(ban_on([Revoked(day, Ground.FRAUD)], years, on)) is bool(weighs)
        city = City([profile], [()], on, size_rules())
        assert (FIGURES["fraud"].column(city, asked) == mark(weighs)).all()


def test_nobody_says_a_revocation_away() -> None:
    assert fraud(Answer(False, BY_CREDIT), Misdeed(DAY, Ground.FRAUD)) == DAY
    assert fraud(Answer(date(2020, 1, 1), BY_CREDIT), Misdeed(DAY, Ground.FRAUD)) == DAY


def test_the_latest_day_counts_whoever_says_it() -> None:
    later = date(2026, 5, 1)
    assert fraud(Answer(later, BY_CREDIT), Misdeed(DAY, Ground.FRAUD)) == later
    assert fraud(None, Misdeed(later, Ground.FRAUD), Misdeed(DAY, Ground.FRAUD)) == later
    assert fraud(Answer(True, BY_CREDIT), Misdeed(DAY, Ground.FRAUD)) is True, "a plain yes counts as recent"
