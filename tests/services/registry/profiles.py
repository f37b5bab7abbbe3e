"""Profiles for the tests: one firm that meets every standard of the ladder, and any firm at all, figures missing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from services.registry.domain.profile import (
    AnnualReport,
    Answer,
    Credential,
    EquityRound,
    InstitutionLevel,
    IpClass,
    Profile,
    Provenance,
    Source,
)
from services.registry.domain.titles import valid_until
from services.registry.domain.wording import KIND_LABELS
from services.registry.procedures import terms
from shared.events import Title
from shared.values import HOLDABLE, Tier

ON: Final = date(2026, 6, 1)
WAN: Final = 1_000_000
ORIGIN: Final = Provenance(Source.ENTERPRISE, date(2026, 5, 1))
CREDIT: Final = Provenance(Source.CREDIT, date(2026, 5, 20))
SCORED: Final = Provenance(Source.EVALUATION_PLATFORM, date(2026, 4, 30))
YES: Final = Answer(True, ORIGIN)
NO: Final = Answer(False, CREDIT)

CLEAN: Final = dict.fromkeys(
    ("abnormal_operation", "serious_dishonesty", "restricted_products", "accident", "violation", "fraud"), NO
)
QUALITIES: Final = (
    "strategic_field", "own_brand", "core_system", "product_certified", "well_governed", "reputation", "key_link",
    "fills_gap", "six_basics", "ten_key_fields", "network_power", "modern_industry", "market_position", "ip_applied",
    "clean_credit",
)  # fmt: skip


def make_report(year: int, **changed: int | None) -> AnnualReport:
    """Growing by a tenth a year up to 88 million yuan in 2025."""
    factor = {2022: 6612, 2023: 7273, 2024: 8000, 2025: 8800}[year]
    figures: dict[str, int | None] = {
        "staff": 120,
        "revenue_fen": factor * WAN,
        "main_revenue_fen": factor * WAN * 95 // 100,
        "rd_expense_fen": factor * WAN * 9 // 100,
        "rd_staff": 30,
        "net_profit_fen": factor * WAN // 10,
        "total_assets_fen": factor * WAN,
        "total_debt_fen": factor * WAN * 4 // 10,
    }
    return AnnualReport(year, ORIGIN, **{**figures, **changed})


def make_profile(**changed: Any) -> Profile:
    """A firm that meets the standards of 2026 of every rung, given the titles below."""
    good = Profile(
        uscc="91330108MAXB0012XH",
        district="330108",
        industry="C39",
        reports={year: make_report(year) for year in (2022, 2023, 2024, 2025)},
        ip={IpClass.I_OWN: 5},
        ip_origin=ORIGIN,
        institution=InstitutionLevel.CITY,
        institution_origin=ORIGIN,
        credentials=(Credential("iso9001", date(2024, 1, 1), ORIGIN),),
        equity_rounds=(),
        answers={
            **CLEAN,
            **dict.fromkeys(QUALITIES, YES),
            "niche_since": Answer(date(2012, 3, 1), ORIGIN),
            "established_on": Answer(date(2010, 3, 1), ORIGIN),
            "field_grade": Answer("B", ORIGIN),
            "digital_level": Answer(3, ORIGIN),
            "standards": Answer(1, ORIGIN),
            "local_points": Answer(10, Provenance(Source.OFFICER, date(2026, 5, 1))),
            "niche_share": Answer(Decimal("12.5"), ORIGIN),
            "main_products": Answer(2, ORIGIN),
            "development_score": Answer(66, SCORED),
            "related_little_giant": NO,
        },
    )
    return replace(good, **changed)


def answering(profile: Profile, **answers: Any) -> Profile:
    """With these answers; None takes one away."""
    kept: Mapping[str, Answer] = {
        name: one for name, one in profile.answers.items() if answers.get(name, ...) is not None
    }
    given = {name: Answer(value, ORIGIN) for name, value in answers.items() if value is not None}
    return replace(profile, answers={**kept, **given})


def reporting(profile: Profile, year: int, **changed: Any) -> Profile:
    return replace(profile, reports={**profile.reports, year: replace(profile.reports[year], **changed)})


def make_title(tier: Tier, on: date = date(2025, 1, 10)) -> Title:
    return Title(
        title_id=f"{tier}-{on}",
        tier=tier,
        number=f"示例-{tier}",
        authority="示例机关",
        document="示例文号",
        recognised_on=on,
        valid_until=valid_until(on, terms()),
    )


LADDER: Final = (make_title(Tier.INNOVATIVE), make_title(Tier.SPECIALISED))

# ---- any firm at all -----------------------------------------------------------------------------

_money = st.one_of(
    st.integers(0, 3_000 * WAN), st.sampled_from([0, 1, 100 * WAN, 1_000 * WAN, 5_000 * WAN, 10_000 * WAN, 10**15])
)
_maybe_money = st.one_of(st.none(), _money)
_count = st.one_of(st.none(), st.integers(0, 2_000))
_day = st.dates(date(2005, 1, 1), date(2026, 12, 31))
_origin = st.builds(Provenance, st.sampled_from(list(Source)), st.dates(date(2024, 1, 1), ON))
_level = st.sampled_from(["A", "B", "C", "D"])
_number = st.one_of(
    st.integers(-3, 120), st.decimals(0, 120, places=2, allow_nan=False), st.sampled_from([3, 10, 15, 50, 60])
)


def _reports() -> st.SearchStrategy[dict[int, AnnualReport]]:
    def of_year(year: int) -> st.SearchStrategy[AnnualReport]:
        return st.builds(
            AnnualReport,
            year=st.just(year),
            origin=_origin,
            staff=_count,
            revenue_fen=_maybe_money,
            main_revenue_fen=_maybe_money,
            rd_expense_fen=_maybe_money,
            rd_staff=_count,
            net_profit_fen=st.one_of(st.none(), st.integers(-500 * WAN, 900 * WAN)),
            total_assets_fen=_maybe_money,
            total_debt_fen=_maybe_money,
        )

    return st.fixed_dictionaries({}, optional={year: of_year(year) for year in range(2022, 2026)})


def _answers() -> st.SearchStrategy[dict[str, Answer]]:
    def answer(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Answer]:
        return st.builds(Answer, values, _origin)

    flags = dict.fromkeys((*QUALITIES, *CLEAN, "related_little_giant"), answer(st.booleans()))
    incidents = dict.fromkeys(("accident", "violation", "fraud"), answer(st.one_of(st.just(False), _day)))
    numbers = dict.fromkeys(
        ("digital_level", "standards", "local_points", "niche_share", "niche_rank_national", "niche_rank_global",
         "main_products", "development_score", "development_score_before", "invention_patents_applied"),
        answer(_number),
    )  # fmt: skip
    days = dict.fromkeys(("niche_since", "established_on"), answer(_day))
    return st.fixed_dictionaries({}, optional={**flags, **incidents, **numbers, **days, "field_grade": answer(_level)})


_credentials = st.builds(
    Credential,
    kind=st.sampled_from(sorted(KIND_LABELS)),
    on=_day,
    origin=_origin,
    valid_until=st.one_of(st.none(), _day),
    rank=st.one_of(st.none(), st.integers(1, 8)),
)
_rounds = st.builds(EquityRound, on=_day, amount_fen=_money, origin=_origin, qualified=st.booleans())


def any_profile() -> st.SearchStrategy[Profile]:
    return st.builds(
        Profile,
        uscc=st.sampled_from(["91330108MAXB0012XH", "92330106MAY2KX9P1H"]),
        district=st.just("330108"),
        industry=st.sampled_from(["C39", "I65", "M73", "K70", "K701", "L72", "J66"]),
        reports=_reports(),
        ip=st.one_of(st.none(), st.dictionaries(st.sampled_from(list(IpClass)), st.integers(0, 9))),
        ip_origin=_origin,
        institution=st.one_of(st.none(), st.sampled_from(list(InstitutionLevel))),
        institution_origin=_origin,
        credentials=st.one_of(st.none(), st.lists(_credentials, max_size=4).map(tuple)),
        equity_rounds=st.one_of(st.none(), st.lists(_rounds, max_size=3).map(tuple)),
        answers=_answers(),
    )


def any_titles() -> st.SearchStrategy[tuple[Title, ...]]:
    title = st.builds(make_title, st.sampled_from(HOLDABLE), st.dates(date(2021, 1, 1), date(2026, 12, 31)))
    return st.lists(title, max_size=3).map(tuple)


def near_profile() -> st.SearchStrategy[Profile]:
    """The good firm with some things changed or missing: where verdicts turn."""

    @st.composite
    def build(draw: st.DrawFn) -> Profile:
        profile, other = make_profile(), draw(any_profile())
        for name in draw(st.sets(st.sampled_from(["ip", "institution", "credentials", "equity_rounds"]))):
            profile = replace(profile, **{name: getattr(other, name)})
        years = draw(st.sets(st.sampled_from([2023, 2024, 2025]), max_size=1))
        reports = {**profile.reports, **{year: other.reports[year] for year in years if year in other.reports}}
        some = draw(st.sets(st.sampled_from(sorted(profile.answers)), max_size=4))
        kept = {name: one for name, one in profile.answers.items() if name not in some}
        changed = {name: one for name, one in other.answers.items() if name in some}
        return replace(profile, reports=reports, answers={**kept, **changed})

    return build()
