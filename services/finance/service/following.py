"""Follows the registry: rewrites the lines of the list, and notes every step for the banks."""

from collections.abc import Sequence
from typing import Any

from services.finance import store
from services.finance.domain import shared_list as rules
from services.finance.domain.shared_list import Firm
from services.finance.service import consents
from services.finance.service.financing import deadlines
from services.finance.store.list_changes import Step, now
from shared.consequences import following, tell
from shared.db import Tx
from shared.events import ConsequenceRecorded, Event, Standing, TitlesChanged
from shared.values import Tier


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """Rewrites the lines of the run, notes every step for the banks, reports what each change did."""
    latest: dict[str, TitlesChanged] = {event.fact.enterprise_id: event.fact for event in events}
    await store.shared_list.save_entries(
        tx,
        [_row(_firm(fact), fact.current) for fact in latest.values()],
        [row for fact in latest.values() for row in _title_rows(fact.enterprise_id, fact.current)],
        [row for fact in latest.values() for row in _suspension_rows(fact.enterprise_id, fact.current)],
    )
    await store.list_changes.add(tx, [step for event in events for step in _steps(event)])
    await tell(tx, store.TOLD, [(following(event), _consequence(event)) for event in events])


def _steps(event: Event) -> list[Step]:
    fact: TitlesChanged = event.fact
    change = rules.list_change(fact.previous, fact.current, fact.reason_text)
    before = rules.facets(_firm(fact), fact.previous)
    return [Step(event.event_id, fact.enterprise_id, change.op, change.reason, before)] if change else []


def _consequence(event: Event) -> ConsequenceRecorded:
    fact: TitlesChanged = event.fact
    return ConsequenceRecorded(
        enterprise_id=fact.enterprise_id,
        uscc=fact.uscc,
        enterprise_version=fact.enterprise_version,
        cause_id=event.event_id,
        **rules.consequence(fact.previous, fact.current),
    )


async def on_enterprise_updated(tx: Tx, events: Sequence[Event]) -> None:
    """A new name or district reaches the banks at once."""
    await store.KNOWN.learn(tx, events)
    latest = {event.fact.enterprise_id: event for event in events}
    rows, steps = [], []
    for entry in await store.shared_list.entries(tx, list(latest)):
        event = latest[entry.enterprise_id]
        row = _row(_firm(event.fact), Standing.model_validate_json(entry.standing))
        rows.append(row)
        if row["listed"] and row["document"] != entry.document:
            steps.append(Step(event.event_id, entry.enterprise_id, "upsert", "企业资料更正", now(entry)))
    await store.shared_list.save_entries(tx, rows)
    await store.list_changes.add(tx, steps)


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    await store.KNOWN.learn_merged(tx, events)
    await deadlines.end_of_enterprises(tx, events)  # first: who refuses holds the application before its consent
    await consents.end_of_enterprises(tx, events)
    for event in events:
        await store.loans.rekey(tx, event.fact.enterprise_id, event.fact.survivor_id)


async def on_enterprise_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    await store.KNOWN.learn_deregistered(tx, events)
    await deadlines.end_of_enterprises(tx, events)  # first: who refuses holds the application before its consent
    await consents.end_of_enterprises(tx, events)


def _firm(fact: Any) -> Firm:
    former = tuple(uscc for uscc in fact.usccs if uscc != fact.uscc)
    return Firm(fact.enterprise_id, fact.uscc, former, fact.name, fact.district, fact.industry)


def _row(firm: Firm, standing: Standing) -> dict[str, Any]:
    shown = rules.facets(firm, standing)
    document = rules.document(rules.entry(firm, standing.titles, standing.on))
    return {
        "enterprise_id": firm.enterprise_id,
        "listed": shown.tier is not Tier.NONE,
        "tier": shown.tier,
        "held": shown.held,
        "district": firm.district,
        "industry": firm.industry,
        "document": document,
        "leaf": rules.leaf(document),
        "standing": standing.model_dump_json(),
    }


def _title_rows(enterprise_id: str, standing: Standing) -> list[dict[str, Any]]:
    return [
        {
            "enterprise_id": enterprise_id,
            "title_id": title.title_id,
            "tier": title.tier,
            "recognised_on": title.recognised_on,
            "last_day": title.last_day,
        }
        for title in standing.titles
    ]


def _suspension_rows(enterprise_id: str, standing: Standing) -> list[dict[str, Any]]:
    return [
        {
            "enterprise_id": enterprise_id,
            "title_id": title.title_id,
            "from_on": suspension.from_on,
            "until_on": suspension.until_on,
        }
        for title in standing.titles
        for suspension in title.suspensions
    ]
