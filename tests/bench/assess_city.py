"""assess-city: every enterprise of the demonstration city by every standard, at once and one by one."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from services.demo.city import draw
from services.demo.firm import Firm, FirmTitle, Institution, QualityItem
from services.registry.domain.assessment import Readings, assess
from services.registry.domain.city import CityAssessment, assess_city
from services.registry.domain.criteria import Occasion, Role, judge
from services.registry.domain.figures.reading import Case
from services.registry.domain.profile import (
    AnnualReport,
    Answer,
    Credential,
    InstitutionLevel,
    IpClass,
    Profile,
    Provenance,
    Source,
)
from services.registry.rulesets import size_rules, standards
from shared.events import Title
from shared.truth import VERDICTS
from shared.values import Verdict
from tests.bench.measure import Measured, alternate, more_is_better, say
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "assess-city"
CITY: Final = 30_000
SAMPLE: Final = 300
"""Of the loop: it takes as long for each, so a hundredth of the city tells its pace."""
ON: Final = date(2026, 11, 23)
UNIT: Final = "enterprises/s"
_ORIGIN: Final = Provenance(Source.ENTERPRISE, ON)
_LEVELS: Final = dict(zip(Institution, InstitutionLevel, strict=True))
_CLEAN: Final = dict.fromkeys(
    ("abnormal_operation", "serious_dishonesty", "restricted_products", "accident", "violation", "fraud"),
    Answer(False, _ORIGIN),
)
Titles = tuple[Title, ...]


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    say(f"drawing a city of {CITY:,} …")
    firms = draw(CITY, seed=1, today=ON).firms[:CITY]
    profiles = [profile_of(firm) for firm in firms]
    titles = [tuple(_title(one) for one in firm.titles) for firm in firms]
    say(f"holding every one of {len(profiles):,} firms by {len(standards())} standards against its own verdict …")
    same_verdicts(assess_city(standards(), profiles, titles, ON, size_rules()), profiles, titles)

    async def at_once(_: int) -> float:
        started = time.perf_counter()
        assess_city(standards(), profiles, titles, ON, size_rules())
        return len(profiles) / (time.perf_counter() - started)

    async def one_by_one(_: int) -> float:
        started = time.perf_counter()
        for profile, held in zip(profiles[:SAMPLE], titles, strict=False):
            for one in standards():
                assess(one, profile, ON, held, size_rules())
        return SAMPLE / (time.perf_counter() - started)

    async def wordless(_: int) -> float:
        started = time.perf_counter()
        for profile, held in zip(profiles[:SAMPLE], titles, strict=False):
            alone(profile, held)
        return SAMPLE / (time.perf_counter() - started)

    note = f"{CASE}: {len(standards())} standards; every firm's verdict and points are the same both ways"
    words = f"{CASE}: a loop over assess also words every criterion; one over judge gives verdicts and points only"
    return [
        more_is_better(CASE, UNIT, "a loop over assess", await alternate(at_once, one_by_one, UNIT), [note, words]),
        more_is_better(CASE, UNIT, "a loop over judge", await alternate(at_once, wordless, UNIT), []),
    ]


def alone(profile: Profile, titles: Titles) -> list[tuple[Verdict, int | None]]:
    """The verdict of one firm and the points granted, by every standard: the rule of `assess` without its words."""
    readings = Readings(Case(profile, titles, ON, size_rules()))
    said: list[tuple[Verdict, int | None]] = []
    for one in standards():
        judged = judge(one, Occasion.NEW, readings.mark)
        points = sum(points.granted for points in judged.points.values()) if one.score else None
        said.append((judged.whole.verdict, points))
    return said


def same_verdicts(city: Sequence[CityAssessment], profiles: Sequence[Profile], titles: Sequence[Titles]) -> None:
    """Both say the same of everybody, or the figures would compare nothing; of a sample, in every criterion."""
    for row, (profile, held) in enumerate(zip(profiles, titles, strict=True)):
        at_once = [
            (VERDICTS[column.verdict[row]], None if column.points is None else int(column.points[row]))
            for column in city
        ]
        assert at_once == alone(profile, held), (profile.uscc, row)
    for one, column in zip(standards(), city, strict=True):
        for row in range(0, len(profiles), len(profiles) // SAMPLE):
            whole = assess(one, profiles[row], ON, titles[row], size_rules())
            assert VERDICTS[column.verdict[row]] is whole.verdict
            for result in whole.criteria:
                if result.role is not Role.INDICATOR:
                    assert VERDICTS[column.criteria[result.role, result.code][row]] is result.verdict


def profile_of(firm: Firm) -> Profile:
    """What the city knows of a firm; what it does not say stays unknown."""
    credentials = [Credential("high_tech_enterprise", date(2024, 12, 1), _ORIGIN)] if firm.high_tech else []
    if QualityItem.CERTIFICATION in firm.quality_items:
        credentials.append(Credential("iso9001", date(2024, 6, 1), _ORIGIN))
    if QualityItem.AWARD in firm.quality_items:
        credentials.append(Credential("provincial_quality_award", date(2024, 6, 1), _ORIGIN))
    answers: dict[str, bool | int | str | date] = {
        "strategic_field": firm.strategic_field,
        "field_grade": firm.field_grade,
        "digital_level": firm.digital_level,
        "own_brand": QualityItem.OWN_BRAND in firm.quality_items,
        "standards": int(QualityItem.STANDARD in firm.quality_items),
        "local_points": firm.local_points,
        "niche_since": firm.niche_since,
        "established_on": firm.established_on,
        "niche_share": firm.niche_share_percent,
        **({} if firm.development_score is None else {"development_score": firm.development_score}),
    }
    return Profile(
        uscc=firm.uscc,
        district=firm.district,
        industry=firm.industry,
        reports={
            one.year: AnnualReport(
                year=one.year,
                origin=_ORIGIN,
                staff=one.staff,
                revenue_fen=one.revenue_fen,
                main_revenue_fen=one.main_revenue_fen,
                rd_expense_fen=one.rd_expense_fen,
                rd_staff=one.rd_staff,
                net_profit_fen=one.net_profit_fen,
                total_assets_fen=one.total_assets_fen,
                total_debt_fen=one.total_debt_fen,
            )
            for one in firm.annual
        },
        ip={IpClass.I_OWN: firm.class1_ip, IpClass.II: firm.class2_ip},
        ip_origin=_ORIGIN,
        institution=_LEVELS[firm.rd_institution],
        institution_origin=_ORIGIN,
        credentials=tuple(credentials),
        equity_rounds=(),
        answers={**_CLEAN, **{name: Answer(value, _ORIGIN) for name, value in answers.items()}},
    )


def _title(one: FirmTitle) -> Title:
    return Title(
        title_id=f"{one.number}-{one.recognised_on}",
        tier=one.tier,
        number=one.number,
        authority=one.authority,
        document=one.document,
        recognised_on=one.recognised_on,
        valid_until=one.valid_until,
        first=one.first,
    )
