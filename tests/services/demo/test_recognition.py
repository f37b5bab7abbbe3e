"""The city in the registry: its title holders meet the rules of their day, and those that drifted no longer do."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from services.demo import loading
from services.demo.answers import LEVELS
from services.demo.city import City, draw
from services.demo.firm import Firm, Institution
from services.embedded import SERVICES
from services.registry import store
from services.registry.domain.city import assess_city
from services.registry.domain.criteria import Occasion
from services.registry.domain.holdings import Section
from services.registry.domain.profile import Profile, Source
from services.registry.rulesets import size_rules, standard_on
from services.registry.service import profiles
from services.registry.service.holdings import KEPT
from shared import migrations
from shared.clock import Clock
from shared.db import Database
from shared.events import Title
from shared.truth import VERDICTS
from shared.values import Tier, Verdict
from tests.conftest import NewDatabases

COUNT: Final = 1_000


@dataclass(frozen=True)
class Loaded:
    """The city as it is in the registry, by USCC."""

    city: City
    db: Database
    profiles: dict[str, Profile]
    titles: dict[str, tuple[Title, ...]]

    def verdicts(self, tier: Tier, on: date, firms: list[Firm], occasion: Occasion) -> list[Verdict]:
        """By the standard in force for the tier on a day."""
        standard = standard_on(tier, on)
        assert standard
        known = [self.profiles[firm.uscc] for firm in firms]
        held = [self.titles.get(firm.uscc, ()) for firm in firms]
        [judged] = assess_city([standard], known, held, on, size_rules(), occasion)
        return [VERDICTS[at] for at in judged.verdict]

    def failing(self) -> tuple[set[str], set[str]]:
        """Who holds a title, and who of them did not meet the ruleset of the day when it was given, new or renewed."""
        recognised: dict[tuple[Tier, date, bool], list[Firm]] = defaultdict(list)
        for firm in self.city:
            for title in firm.titles:
                if title.valid_on(self.city.today):
                    recognised[title.tier, title.recognised_on, title.first].append(firm)
        holders = {firm.uscc for firms in recognised.values() for firm in firms}
        return holders, {
            firm.uscc
            for (tier, on, first), firms in recognised.items()
            for firm, verdict in zip(
                firms, self.verdicts(tier, on, firms, Occasion.NEW if first else Occasion.RENEWAL), strict=True
            )
            if verdict is not Verdict.MET
        }


async def as_loaded(city: City, db: Database) -> Loaded:
    async for _ in loading.load(db, city.firms):
        pass
    async with db.reading() as tx:
        ids = await store.enterprises.ids_of(tx, [firm.uscc for firm in city])
        found = await profiles.of(tx, ids.values())
        held = await store.titles.of(tx, ids.values())
    return Loaded(
        city,
        db,
        {uscc: found[id_] for uscc, id_ in ids.items()},
        {uscc: held[id_] for uscc, id_ in ids.items() if id_ in held},
    )


@pytest.fixture
async def loaded(databases: NewDatabases) -> AsyncIterator[Loaded]:
    db = Database(databases()["registry"], "registry", SERVICES["registry"].floor, Clock())
    await migrations.upgrade(db, Path(SERVICES["registry"].migrations))
    yield await as_loaded(draw(COUNT, seed=7, today=db.clock.today()), db)
    await db.close()


async def test_title_holders_satisfied_their_own_ruleset_when_they_were_recognised(loaded: Loaded) -> None:
    """At least 97 in a hundred, with every title they hold today: the ruleset in force on the day, new or renewal."""
    holders, failing = loaded.failing()
    assert len(holders) == COUNT
    assert len(failing) <= len(holders) * 3 // 100

    drifting = [firm for firm in loaded.city if firm.drifting]
    now = loaded.verdicts(Tier.INNOVATIVE, loaded.city.today, drifting, Occasion.RENEWAL)
    assert len(drifting) == COUNT * 3 // 100
    assert set(now) == {Verdict.UNMET}, "they appear in monitoring"


async def test_what_was_drawn_is_what_rules_read(loaded: Loaded) -> None:
    for firm in loaded.city:
        profile = loaded.profiles[firm.uscc]
        assert list(profile.reports) == [year.year for year in (*firm.earlier, *firm.annual)]
        for year in firm.annual:
            report = profile.reports[year.year]
            assert (report.revenue_fen, report.rd_expense_fen) == (year.revenue_fen, year.rd_expense_fen)
            assert report.origin.source is Source.ENTERPRISE
        assert sum((profile.ip or {}).values()) == firm.class1_ip + firm.class2_ip
        level = "none" if firm.rd_institution is Institution.NONE else LEVELS[firm.rd_institution]
        assert profile.institution == level
        assert profile.answers["niche_since"].value == firm.niche_since
        assert profile.answers["abnormal_operation"].origin.source is Source.CREDIT
        assert {one.kind for one in profile.credentials or ()} >= (
            {"high_tech_enterprise"} if firm.high_tech else set()
        )
        assert profile.equity_rounds == ()
    async with loaded.db.reading() as tx:
        ids = await store.enterprises.ids_of(tx, loaded.profiles)
        contacts = await store.profiles.rows_of(tx, KEPT[Section.CONTACTS].rows, ids.values())
    assert len(contacts) == len(loaded.city)
    assert all("19900000000" <= contact.phone <= "19900000999" for contact in contacts), "the reserved block"
