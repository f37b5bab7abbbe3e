"""Profiles as rulesets judge them: put together from everything every source said."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from services.registry import store
from services.registry.domain import statements
from services.registry.domain.answers import QUESTIONS, read_back
from services.registry.domain.incidents import Misdeed, with_incidents
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
from services.registry.domain.statements import ANNUAL, Stated, heaviest, weight
from services.registry.store.tables import (
    AnnualReportRow,
    AnswerRow,
    CredentialRow,
    EnterpriseRow,
    EquityRoundRow,
    InstitutionRow,
    IntellectualPropertyRow,
    ProductRow,
    SectionRow,
    TagRow,
)
from shared.db import Tx
from shared.uncollected import uncollected
from shared.values import EnterpriseId

T = TypeVar("T")
TAGGED: Final = {"six-basics": "six_basics", "chain-roles": "fills_gap"}
"""A tag of these lists answers a question of the rulesets with yes; that there is none says nothing."""
MANY: Final = 1_000
AT_ONCE: Final = 5_000
"""Whose rows are held at the same time"""
_NAMED: Final = ("enterprise_id", "uscc", "district", "industry")
_LEVELS: Final = tuple(InstitutionLevel)


async def annual(tx: Tx, enterprise_id: str) -> list[AnnualReport]:
    """The annual reports of one enterprise, newest first, each figure from the source whose word counts."""
    rows = await store.profiles.rows_of(tx, AnnualReportRow, [EnterpriseId(enterprise_id)], REPORT)
    return list(reversed(statements.reports(map(statement, rows)).values()))


async def of(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, Profile]:
    """The profiles of these enterprises, some thousands in as many queries as one; who is not there is left out.

    A whole city takes some hundred megabytes: whoever judges it does so in parts.
    """
    found: dict[EnterpriseId, Profile] = {}
    wanted = sorted(ids)
    with uncollected(len(wanted) > MANY):
        for start in range(0, len(wanted), AT_ONCE):
            found |= await _together(tx, wanted[start : start + AT_ONCE])
    return found


async def _together(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, Profile]:
    enterprises = await store.profiles.rows_of(tx, EnterpriseRow, ids, _NAMED)
    reports = _grouped(await store.profiles.rows_of(tx, AnnualReportRow, ids, REPORT), statement)
    counts = _grouped(await store.profiles.rows_of(tx, IntellectualPropertyRow, ids), _itself)
    institutions = _grouped(await store.profiles.rows_of(tx, InstitutionRow, ids), _itself, at=1)
    credentials = _grouped(await store.profiles.rows_of(tx, CredentialRow, ids), credential, at=1)
    rounds = _grouped(await store.profiles.rows_of(tx, EquityRoundRow, ids), equity_round, at=1)
    answers = _answers(await store.profiles.rows_of(tx, AnswerRow, ids))
    products = _grouped(await store.profiles.rows_of(tx, ProductRow, ids), _itself, at=1)
    tags = _grouped(await store.profiles.rows_of(tx, TagRow, ids), _itself)
    declared = _grouped(await store.profiles.rows_of(tx, SectionRow, ids), _itself)
    misdeeds = await _misdeeds(tx, ids)
    profiles: dict[EnterpriseId, Profile] = {}
    for row in enterprises:
        id_ = row.enterprise_id
        said = {one.section: origin_of(one) for one in declared.get(id_, ())}
        ip, ip_origin = _ip(counts.get(id_, ()))
        institution, institution_origin = _institution(institutions.get(id_, ()), said.get("institutions"))
        implied = _implied(products.get(id_, ()), said.get("products"), tags.get(id_, ()))
        profiles[EnterpriseId(id_)] = Profile(
            uscc=row.uscc,
            district=row.district,
            industry=row.industry,
            reports=statements.reports(reports.get(id_, ())),
            ip=ip,
            ip_origin=ip_origin,
            institution=institution,
            institution_origin=institution_origin,
            credentials=_known(credentials.get(id_), "credentials" in said),
            equity_rounds=_known(rounds.get(id_), "equity-rounds" in said),
            answers=with_incidents(implied | answers.get(id_, {}), misdeeds.get(EnterpriseId(id_), ())),
        )
    return profiles


async def _misdeeds(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, list[Misdeed]]:
    """What the zone itself decided: titles revoked, and reports of misconduct verified."""
    found = await store.misconduct.verified(tx, ids)
    for id_, revoked in (await store.titles.revoked(tx, ids)).items():
        found.setdefault(id_, []).extend(Misdeed(one.ended_on, one.ground) for one in revoked)
    return found


# ---- rows as values ------------------------------------------------------------------------------


@lru_cache(maxsize=10_000)
def origin(source: str, on: Any) -> Provenance:
    return Provenance(Source(source), on)


def origin_of(row: Any) -> Provenance:
    return origin(row.source, row.stated_on)


REPORT: Final = ("enterprise_id", "year", "source", "stated_on", *ANNUAL)
"""The columns of a row that is a statement."""


def statement(row: Any) -> Stated:
    _, year, source, stated_on, *figures = row
    return Stated(year, origin(source, stated_on), tuple(figures))


def credential(row: Any) -> Credential:
    return Credential(row.kind, row.awarded_on, origin_of(row), row.valid_until, row.rank)


def equity_round(row: Any) -> EquityRound:
    return EquityRound(row.paid_on, row.amount_fen, origin_of(row), row.qualified)


def _itself(row: Any) -> Any:
    return row


def _grouped(rows: Iterable[Any], made: Callable[[Any], T], at: int = 0) -> dict[str, list[T]]:
    """By enterprise, whose id is in column `at`."""
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(row[at], []).append(made(row))
    return groups


# ---- what counts ---------------------------------------------------------------------------------


class _Word(NamedTuple):
    """The last word of one source; no value: it took it back."""

    value: str | None
    origin: Provenance


def last_words(rows: Iterable[Any]) -> dict[str, dict[tuple[str, str], _Word]]:
    """Of answers, by enterprise, and by name and source; the rows come in order of time."""
    last: dict[str, dict[tuple[str, str], _Word]] = {}
    of_one: dict[tuple[str, str], _Word] = {}
    at = None
    for enterprise_id, name, source, stated_on, value in rows:
        if enterprise_id != at:
            at, of_one = enterprise_id, last.setdefault(enterprise_id, {})
        of_one[name, source] = _Word(value, origin(source, stated_on))
    return last


def _answers(rows: Iterable[Any]) -> dict[str, dict[str, Answer]]:
    return {id_: _counting(words) for id_, words in last_words(rows).items()}


def _counting(words: Mapping[tuple[str, str], _Word]) -> dict[str, Answer]:
    counting: dict[str, Answer] = {}
    for (name, _), (value, from_) in words.items():
        if value is None or name not in QUESTIONS:
            continue
        before = counting.get(name)
        if before is None or weight(before.origin) < weight(from_):
            counting[name] = _answer(name, value, from_)
    return counting


@lru_cache(maxsize=50_000)  # a city gives the same few answers on the same few days
def _answer(name: str, value: str, from_: Provenance) -> Answer:
    return Answer(read_back(name, value), from_)


def _ip(rows: Collection[Any]) -> tuple[dict[IpClass, int] | None, Provenance | None]:
    """As the source counts whose word goes before."""
    if not rows:
        return None, None
    counted = max(rows, key=lambda row: weight(origin_of(row)))
    return {kind: getattr(counted, kind) for kind in IpClass}, origin_of(counted)


def _institution(
    rows: Collection[Any], declared: Provenance | None
) -> tuple[InstitutionLevel | None, Provenance | None]:
    """The highest one it has; none, once somebody said that there is none."""
    if not rows:
        return (InstitutionLevel.NONE, declared) if declared else (None, None)
    highest = max(rows, key=lambda row: (_LEVELS.index(InstitutionLevel(row.level)), weight(origin_of(row))))
    return InstitutionLevel(highest.level), origin_of(highest)


def _known(items: list[T] | None, declared: bool) -> tuple[T, ...] | None:
    """A list once begun is taken as the whole; one never begun is not known, unless said to be empty."""
    return tuple(items) if items else (() if declared else None)


def _implied(products: Collection[Any], declared: Provenance | None, tags: Iterable[Any]) -> dict[str, Answer]:
    """What products and tags say to questions nobody answered outright."""
    implied = {TAGGED[tag.list]: Answer(True, origin_of(tag)) for tag in tags if tag.list in TAGGED}
    said = [origin_of(product) for product in products] + ([declared] if declared else [])
    main = [product for product in products if product.main]
    if said:
        implied["main_products"] = Answer(len(main), heaviest(said))
    since = [product for product in main if product.niche_since]
    if since:
        first = min(since, key=lambda product: product.niche_since)
        implied["niche_since"] = Answer(first.niche_since, origin_of(first))
    return implied
