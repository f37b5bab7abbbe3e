"""Brings a drawn city into the registry, through the registry's own functions; the others hear of it by its facts."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import uuid4

from services.demo import answers
from services.demo.firm import AnnualFigures, Firm, Institution
from services.registry import store
from services.registry.domain.holdings import Section
from services.registry.domain.profile import Provenance, Source
from services.registry.domain.titles import Decision, Recognition
from services.registry.service import annual_reports, holdings, statements
from services.registry.service.annual_reports import Figures
from services.registry.service.enterprises import NewEnterprise, register_all
from services.registry.service.titles import decide_all, new_id
from shared import events
from shared.db import Database, Tx
from shared.events import ChangeReason, Origin
from shared.values import EnterpriseId

FIRMS_AT_ONCE = 500
ORIGIN = Origin(actor="system:demonstration-city", correlation_id="demonstration-city")
_REPORTED = (4, 20)
"""年报 of a year, in the year after"""
Ids = Mapping[str, EnterpriseId]


async def is_empty(db: Database) -> bool:
    async with db.reading() as tx:
        return await store.enterprises.is_empty(tx)


async def ids_of(db: Database, usccs: Sequence[str]) -> Ids:
    async with db.reading() as tx:
        return await store.enterprises.ids_of(tx, usccs)


async def load(db: Database, firms: Sequence[Firm]) -> AsyncIterator[int]:
    """Loads firm by firm in transactions of a few hundred; yields how many came in with each."""
    for start in range(0, len(firms), FIRMS_AT_ONCE):
        part = firms[start : start + FIRMS_AT_ONCE]
        async with db.transaction(ORIGIN) as tx:
            ids = await register_all(tx, [_new(firm) for firm in part])
            await _load_profiles(tx, ids, part)
            decisions = {ids[firm.uscc]: _decisions(firm) for firm in part if firm.titles}
            await decide_all(tx, decisions, ChangeReason.IMPORTED)
            await tx.insert(db.floor.audit, [_audited(tx, part)])
        yield len(part)


def _audited(tx: Tx, firms: Sequence[Firm]) -> dict[str, Any]:
    """One row for all of them: they come in by no route, and the trail says so."""
    return {
        "at": tx.now,
        "actor": ORIGIN.actor,
        "operation": "load_demonstration_city",
        "object": json.dumps({"enterprises": len(firms), "first": firms[0].uscc, "last": firms[-1].uscc}),
        "changes": None,
        "correlation_id": ORIGIN.correlation_id,
    }


def _new(firm: Firm) -> NewEnterprise:
    newest = max(firm.annual, key=lambda figures: figures.year)
    told = events.AnnualFigures(
        year=newest.year,
        staff=newest.staff,
        revenue_fen=newest.revenue_fen,
        main_revenue_fen=newest.main_revenue_fen,
        rd_expense_fen=newest.rd_expense_fen,
    )
    return NewEnterprise(firm.uscc, firm.name, firm.district, firm.industry, firm.staff, newest.revenue_fen, told)


def _decisions(firm: Firm) -> list[Decision]:
    return [
        Recognition(
            title_id=new_id(),
            tier=title.tier,
            number=title.number,
            authority=title.authority,
            document=title.document,
            recognised_on=title.recognised_on,
            valid_until=title.valid_until,
        )
        for title in sorted(firm.titles, key=lambda title: title.recognised_on)
    ]


# ---- profiles ------------------------------------------------------------------------------------


@cache
def _word(source: str, on: date) -> Provenance:
    return Provenance(Source(source), on)


async def _load_profiles(tx: Tx, ids: Ids, firms: Sequence[Firm]) -> None:
    own = _word(Source.ENTERPRISE, tx.today)
    for year, figures in _by_year(ids, firms).items():
        reported_on = min(date(year + 1, *_REPORTED), tx.today)
        await annual_reports.save(tx, _word(Source.ENTERPRISE, reported_on), figures)
    await statements.save_answers(tx, _answers(ids, firms, tx.today))
    await statements.save_counts(tx, ((ids[firm.uscc], _counts(firm), own) for firm in firms))
    await statements.save_tags(tx, ((ids[firm.uscc], "ten-industries", answers.tag(firm), own) for firm in firms))
    for section, of in _ENTRIES.items():
        rows = ((ids[firm.uscc], str(uuid4()), entry, own) for firm in firms for entry in of(firm, tx.today))
        await holdings.save(tx, section, rows)
    await holdings.declare(tx, ((ids[firm.uscc], section, own) for firm in firms for section in _COMPLETE))


def _by_year(ids: Ids, firms: Iterable[Firm]) -> dict[int, dict[EnterpriseId, list[Figures]]]:
    years: dict[int, dict[EnterpriseId, list[Figures]]] = {}
    for firm in firms:
        for year in (*firm.earlier, *firm.annual):
            years.setdefault(year.year, {})[ids[firm.uscc]] = [_figures(year)]
    return years


def _figures(year: AnnualFigures) -> Figures:
    return Figures(
        year=year.year,
        staff=year.staff,
        revenue_fen=year.revenue_fen,
        main_revenue_fen=year.main_revenue_fen,
        rd_expense_fen=year.rd_expense_fen,
        net_profit_fen=year.net_profit_fen,
        total_assets_fen=year.total_assets_fen,
        total_debt_fen=year.total_debt_fen,
        rd_staff=year.rd_staff,
    )


def _answers(ids: Ids, firms: Iterable[Firm], today: date) -> Iterator[tuple[EnterpriseId, str, str, Provenance]]:
    for firm in firms:
        id_ = ids[firm.uscc]
        for said in answers.answers(firm):
            yield id_, said.name, said.value, _word(said.source, today)
        if firm.development_score is not None:
            scored = _word(Source.EVALUATION_PLATFORM, answers.scored_on(today))
            yield id_, "development_score", str(firm.development_score), scored


def _counts(firm: Firm) -> dict[str, int]:
    return {"i_high_value": 0, "i_own": firm.class1_ip, "i": 0, "ii": firm.class2_ip}


def _institutions(firm: Firm, today: date) -> Iterator[dict[str, Any]]:
    if firm.rd_institution is not Institution.NONE:
        level = answers.LEVELS[firm.rd_institution]
        yield {"name": "示例研发机构", "level": level, "document": None, "recognised_on": None}


def _credentials(firm: Firm, today: date) -> Iterator[dict[str, Any]]:
    for held in answers.certificates(firm, today):
        dates = {"awarded_on": held.awarded_on, "valid_until": held.valid_until}
        yield {"kind": held.kind, "number": None, **dates, "rank": None}


def _products(firm: Firm, today: date) -> Iterator[dict[str, Any]]:
    for number in range(1, answers.products(firm) + 1):
        niche = {"niche": "示例细分市场", "niche_since": firm.niche_since}
        yield {"name": f"示例主导产品{number}", "main": True, **niche}


def _contacts(firm: Firm, today: date) -> Iterator[dict[str, Any]]:
    phone = {"phone": firm.legal_representative_phone, "email": None}
    yield {"role": "legal_representative", "name": "示例", **phone}


_ENTRIES = {
    Section.INSTITUTIONS: _institutions,
    Section.CREDENTIALS: _credentials,
    Section.PRODUCTS: _products,
    Section.CONTACTS: _contacts,
}
_COMPLETE = (Section.INSTITUTIONS, Section.CREDENTIALS, Section.EQUITY_ROUNDS)
"""Every firm of the city says that these sections are complete."""
