"""Source checks (数据核验): authorities are asked outside any transaction; their words go in beside what is there."""

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain import statements
from services.registry.domain.answers import Value, read_back, written
from services.registry.domain.profile import IpClass, Provenance, Source
from services.registry.domain.statements import ANNUAL
from services.registry.problems import SourceCheckNotFound
from services.registry.service import annual_reports, enterprises, profiles, sheets
from services.registry.service import statements as service_statements
from services.registry.service.annual_reports import Figures
from services.registry.service.sheets import Figure
from services.registry.sources import Authority, Away, Inquiry, Word
from services.registry.store.tables import (
    AnnualReportRow,
    AnswerRow,
    EnterpriseRow,
    IntellectualPropertyRow,
    SourceCheckRow,
)
from shared.callers import Caller
from shared.canonical import plain
from shared.db import Database, Tx
from shared.leases import run_due
from shared.values import EnterpriseId

log = logging.getLogger(__name__)
PATIENCE_SECONDS: Final = 3.0
"""How long one authority may take; whoever takes longer is away this time."""
LEASE: Final = timedelta(seconds=30)
AT_ONCE: Final = 10
YEARS: Final = 3
Authorities = Mapping[Source, Authority]


@dataclass(frozen=True)
class Change:
    """A figure in use that the check changed, or brought."""

    figure: str
    year: int | None
    before: str | None
    after: str
    origin: Provenance


async def ask(tx: Tx, caller: Caller, uscc: str) -> SourceCheckRow:
    """Asks for a check; one that is under way answers for all who ask."""
    enterprise = await enterprises.get(tx, caller, uscc, "profile.write")
    await store.enterprises.lock(tx, [EnterpriseId(enterprise.enterprise_id)])
    under_way = await store.source_checks.open_of(tx, enterprise.enterprise_id)
    if under_way is not None:
        return under_way
    row = SourceCheckRow(
        check_id=str(uuid4()), enterprise_id=enterprise.enterprise_id, asked_by=caller.actor, asked_at=tx.now
    )
    await store.source_checks.add(tx, row.model_dump())
    return row


async def get(tx: Tx, caller: Caller, uscc: str, check_id: str) -> SourceCheckRow:
    """Raises SourceCheckNotFound."""
    enterprise = await enterprises.get(tx, caller, uscc)
    row = await store.source_checks.find(tx, check_id)
    if row is None or row.enterprise_id != enterprise.enterprise_id:
        raise SourceCheckNotFound("请核对核验编号")
    return row


async def answer_open(db: Database, authorities: Authorities) -> None:
    """The worker: takes what was asked, asks the authorities, writes what they say."""
    await run_due(
        db,
        lambda tx, _: store.source_checks.any_open(tx),
        lambda tx, at: store.source_checks.lease(tx, at, at + LEASE, AT_ONCE),
        lambda row: _answer(db, row.check_id, EnterpriseId(row.enterprise_id), authorities),
    )


async def _answer(db: Database, check_id: str, enterprise_id: EnterpriseId, authorities: Authorities) -> None:
    """One check; while the authorities are asked no transaction is open."""
    async with db.reading() as tx:
        inquiries = await _inquiries(tx, enterprise_id, authorities)
    words = await _asked(authorities, inquiries)
    async with db.transaction() as tx:
        await _write(tx, check_id, enterprise_id, words)


# ---- asking --------------------------------------------------------------------------------------


async def _asked(authorities: Authorities, inquiries: Mapping[Source, Inquiry]) -> dict[Source, Word | Away]:
    """All at once; the slowest decides how long it takes, and no longer than patience lasts."""
    asked = [_ask_one(authorities[source], inquiry) for source, inquiry in inquiries.items()]
    return dict(zip(inquiries, await asyncio.gather(*asked), strict=True))


async def _ask_one(authority: Authority, inquiry: Inquiry) -> Word | Away:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await authority.ask(inquiry)
    except Away as away:
        return away
    except TimeoutError:
        return Away("没有及时答复")
    except Exception:  # whatever an authority sends back, the others have their say
        log.exception("%s answered what cannot be read", authority.source)
        return Away("答复无法读取")


async def _inquiries(tx: Tx, enterprise_id: EnterpriseId, authorities: Authorities) -> dict[Source, Inquiry]:
    (enterprise,) = await store.profiles.rows_of(tx, EnterpriseRow, [enterprise_id])
    reports = await store.profiles.rows_of(tx, AnnualReportRow, [enterprise_id], profiles.REPORT)
    counts = await store.profiles.rows_of(tx, IntellectualPropertyRow, [enterprise_id])
    answers = profiles.last_words(await store.profiles.rows_of(tx, AnswerRow, [enterprise_id])).get(enterprise_id, {})
    years = tuple(tx.today.year - 1 - back for back in range(YEARS))

    def word(of: Iterable[Source]) -> Word:
        said = frozenset(of)
        return Word(
            _reported(row for row in reports if row.source in said),
            _counted([row for row in counts if row.source in said]),
            _answered((name, one) for (name, source), one in answers.items() if source in said),
        )

    everybody = frozenset(Source)
    return {
        source: Inquiry(enterprise.uscc, tx.today, years, word(everybody - {source}), word([source]))
        for source in authorities
    }


def _reported(rows: Iterable[Any]) -> dict[int, dict[str, int]]:
    reports = statements.reports(map(profiles.statement, rows))
    return {
        year: {name: value for name in ANNUAL if (value := getattr(report, name)) is not None}
        for year, report in reports.items()
    }


def _counted(rows: Sequence[Any]) -> dict[IpClass, int] | None:
    if not rows:
        return None
    counted = max(rows, key=lambda row: statements.weight(profiles.origin_of(row)))
    return {kind: getattr(counted, kind) for kind in IpClass}


def _answered(words: Iterable[tuple[str, Any]]) -> dict[str, Value]:
    heaviest: dict[str, Any] = {}
    for name, word in words:
        if word.value is not None and (
            name not in heaviest or statements.weight(heaviest[name].origin) < statements.weight(word.origin)
        ):
            heaviest[name] = word
    return {name: read_back(name, word.value) for name, word in heaviest.items()}


# ---- writing -------------------------------------------------------------------------------------


async def _write(tx: Tx, check_id: str, enterprise_id: EnterpriseId, words: Mapping[Source, Word | Away]) -> None:
    """What was said before stays; the sheet then shows the authority's word, and the enterprise's beside it."""
    locked = (await store.enterprises.lock(tx, [enterprise_id]))[enterprise_id].enterprise
    check = await store.source_checks.find(tx, check_id)
    if check is None or check.answered_at is not None:
        return  # its lease had run out, and another worker was faster
    before = await _in_use(tx, enterprise_id)
    told = await enterprises.figures_told(tx, locked.uscc)
    said = {source: word for source, word in words.items() if isinstance(word, Word)}
    for source, word in said.items():
        await _take_down(tx, enterprise_id, Provenance(source, tx.today), word)
    outcome = {
        "changes": [plain(one) for one in _changes(before, await _in_use(tx, enterprise_id))],
        "differences": [plain(one) for one in await sheets.differences(tx, enterprise_id)],
        "away": {source: str(word) for source, word in words.items() if isinstance(word, Away)},
    }
    await store.source_checks.answer(tx, check_id, json.dumps(outcome, ensure_ascii=False))
    await store.source_checks.note_answers(tx, enterprise_id, list(said))
    await store.profiles.move_version(tx, enterprise_id, locked.version + 1)
    await enterprises.tell_figures(tx, locked.uscc, told)


async def _in_use(tx: Tx, enterprise_id: EnterpriseId) -> dict[tuple[str, int | None], Figure]:
    profile = (await profiles.of(tx, [enterprise_id]))[enterprise_id]
    return {(one.name, one.year): one for one in sheets.figures_of(profile, tx.today)}


def _changes(
    before: Mapping[tuple[str, int | None], Figure], after: Mapping[tuple[str, int | None], Figure]
) -> list[Change]:
    values = {key: one.value for key, one in before.items()}
    return [
        Change(one.name, one.year, values.get(key), one.value, one.origin)
        for key, one in after.items()
        if values.get(key) != one.value
    ]


async def _take_down(tx: Tx, enterprise_id: EnterpriseId, origin: Provenance, word: Word) -> None:
    years = [Figures(year, **figures) for year, figures in word.reports.items() if figures]
    if years:
        await annual_reports.save(tx, origin, {enterprise_id: years})
        await annual_reports.show_newest(tx, [enterprise_id])
    if word.ip is not None:
        counts = {kind.value: word.ip.get(kind, 0) for kind in IpClass}
        await service_statements.save_counts(tx, [(enterprise_id, counts, origin)])
    answers = [(enterprise_id, name, written(value), origin) for name, value in word.answers.items()]
    await service_statements.save_answers(tx, answers)
