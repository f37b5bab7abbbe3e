"""The demonstration city: a seeded draw of a whole population. No I/O beyond its parameters, no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.random import Generator

from services.demo import batches, certificates, credit_codes, names
from services.demo.capabilities import equip
from services.demo.cohort import Cohort, gather
from services.demo.figures import draw_figures, let_drift
from services.demo.firm import Firm, Institution
from services.demo.gates import fiscal_column, innovative_by_score, innovative_when_decided
from services.demo.history import go_back
from services.demo.ledger import YEARS, Ledger
from services.demo.loans import lend
from services.demo.model import Profiles, city_model, name_model
from services.demo.shares import Bools, Days, Ints, pick
from shared.values import Tier

_DAYS_A_YEAR = 365.25
_STREAMS = (
    "cohort",
    "titles",
    "figures",
    "drift",
    "capabilities",
    "ages",
    "codes",
    "names",
    "loans",
    "flags",
    "history",
)
"""Each noun draws from its own stream, so that more loans do not rename the firms. Append only."""


@dataclass(frozen=True)
class City:
    """`count` firms with a valid 创新型 title on `today`, higher titles included, and the untitled beside."""

    count: int
    seed: int
    today: date
    firms: tuple[Firm, ...]

    def __iter__(self) -> Iterator[Firm]:
        return iter(self.firms)

    def __len__(self) -> int:
        return len(self.firms)

    def holding(self, tier: Tier) -> list[Firm]:
        """Firms with a valid title of the tier today, whatever else they hold."""
        return [firm for firm in self.firms if firm.holds(tier, self.today)]


def draw(count: int, seed: int, today: date) -> City:
    """The same three values give the same city; one tenth more firms than `count`, for the untitled."""
    if count < 1:
        raise ValueError("a city has at least one firm with a title")
    model, last_year = city_model(), today.year - 1
    rng = dict(zip(_STREAMS, np.random.default_rng(seed).spawn(len(_STREAMS)), strict=True))
    cohort = gather(rng["cohort"], model, count, batches.expiry_possible(model.titles, today))
    first = batches.first_recognitions(rng["titles"], model.titles, cohort, today)
    decided = {tier: batches.last_decisions(model.titles, days, today, cohort.expired) for tier, days in first.items()}
    for days in decided.values():
        days[cohort.expired] = batches.NEVER
    figures = draw_figures(rng["figures"], model, cohort, decided)
    has = equip(rng["capabilities"], model, cohort.profile)
    columns = {tier: fiscal_column(days, last_year) for tier, days in decided.items()}
    scored = innovative_when_decided(figures, model.innovative_by_score, columns[Tier.INNOVATIVE])
    drifting = _drifting(rng["drift"], model.flags.drifting_percent, cohort, columns, scored)
    scored &= innovative_by_score(figures, model.innovative_by_score, YEARS - 1)
    high_tech = (has.high_tech | (cohort.titled & ~scored)) & ~drifting
    let_drift(rng["drift"], model.drift, figures, model.per_head_output, drifting)
    flags = model.flags
    overdue = pick(rng["flags"], cohort.titled, flags.major_change_overdue_percent / 100 * count)
    banned = pick(rng["flags"], ~cohort.titled, flags.banned_percent / 100 * len(cohort))
    phones = model.phones.first + rng["flags"].integers(0, model.phones.count, len(cohort))
    niche_since, established_on = _ages(rng["ages"], model.profiles, first, figures, today)
    codes = credit_codes.mint(rng["codes"], model.registration, cohort.district, established_on)
    called = names.invent(rng["names"], name_model(), cohort.industry)
    titles = certificates.issue(model.titles, cohort, first, today)
    loans = lend(rng["loans"], model.loans, np.where(cohort.provincial, first[Tier.SPECIALISED], batches.NEVER), today)
    earlier = go_back(rng["history"], model, cohort, figures, decided, last_year)
    annual, provincial = figures.annual(last_year), cohort.provincial.tolist()
    firms = tuple(
        Firm(
            uscc=codes[row],
            name=called[row],
            district=cohort.district[row],
            industry=cohort.industry[row],
            established_on=established_on[row],
            legal_representative_phone=str(phones[row]),
            staff=annual[row][-1].staff,
            annual=annual[row],
            earlier=earlier[row],
            niche_since=niche_since[row],
            niche_share_percent=int(figures.niche_share[row]),
            class1_ip=int(figures.class1_ip[row]),
            class2_ip=int(figures.class2_ip[row]),
            high_tech=bool(high_tech[row]),
            strategic_field=bool(has.strategic[row]),
            field_grade=has.field_grade[row],
            digital_level=has.digital_level[row],
            quality_items=has.quality[row],
            rd_institution=_institution(has.institution[row], drifting=bool(drifting[row])),
            local_points=has.local_points[row],
            development_score=int(figures.development_score[row]) if provincial[row] else None,
            titles=titles[row],
            loans=loans[row],
            major_change_overdue=bool(overdue[row]),
            banned=bool(banned[row]),
            drifting=bool(drifting[row]),
        )
        for row in range(len(cohort))
    )
    return City(count, seed, today, firms)


def _institution(level: Institution, *, drifting: bool) -> Institution:
    """Who drifts has none of the level that passes 创新型 directly (省部级以上), as it has no high-tech certificate."""
    return Institution.MUNICIPAL if drifting and level in (Institution.PROVINCIAL, Institution.NATIONAL) else level


def _drifting(rng: Generator, percent: float, cohort: Cohort, columns: Mapping[Tier, Ints], known: Bools) -> Bools:
    """Some of the holders whose titles were all decided, 创新型 by score, before the last year was known."""
    earlier = cohort.titled & known
    for tier, column in columns.items():
        earlier &= ~cohort.ever[tier] | (column < YEARS - 1)
    drifting = np.zeros(len(cohort), dtype=np.bool_)
    for stratum in (cohort.titled & ~cohort.provincial, cohort.provincial):
        drifting |= pick(rng, earlier & stratum, percent / 100 * int(stratum.sum()))
    return drifting


def _ages(
    rng: Generator, model: Profiles, first: Mapping[Tier, Days], figures: Ledger, today: date
) -> tuple[list[date], list[date]]:
    """When each firm entered its niche and when it was established, both before its first annual figures."""
    innovative, provincial = first[Tier.INNOVATIVE], first[Tier.SPECIALISED]
    counted_at = np.where(np.isnat(provincial), innovative, provincial)
    counted_at = np.where(np.isnat(counted_at), np.datetime64(today, "D"), counted_at)
    year_end = counted_at.astype("datetime64[Y]").astype("datetime64[D]") - np.timedelta64(1, "D")
    latest = np.datetime64(f"{today.year - YEARS - 1}-12-31", "D")
    earliest = np.datetime64(model.established_from, "D")
    niche_days = np.ceil(figures.niche_years * _DAYS_A_YEAR).astype(np.int64) + 1
    niche_since = np.clip(year_end - niche_days.astype("timedelta64[D]"), earliest, latest)
    before = np.floor(rng.exponential(model.age_before_niche_years * _DAYS_A_YEAR, len(niche_since)))
    established = np.maximum(niche_since - before.astype(np.int64).astype("timedelta64[D]"), earliest)
    return niche_since.tolist(), established.tolist()
