"""Follows the titles, answers what is open and what a tier would open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.benefits import store
from services.benefits.domain.entitlements import (
    Difference,
    Entitlements,
    Rule,
    closed_on,
    closing_reason,
    difference,
    entitled,
    would_open,
)
from services.benefits.service import enterprises, rulebook
from services.benefits.store.tables import EntitlementRow
from shared.callers import Caller
from shared.consequences import following, tell
from shared.db import Tx
from shared.events import ConsequenceRecorded, Event, Item, Standing, TitlesChanged
from shared.values import CITY, Tier


@dataclass(frozen=True)
class Outlook:
    """What a tier would open for one enterprise today."""

    tier: Tier
    opens: tuple[Item, ...]


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """Opens and closes entitlements, and reports what each change did.

    By the rules of today, whenever it was told: read again from the start, the feed ends where publications left it.
    """
    automatic = (await rulebook.applied(tx)).automatic
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    standings: dict[str, dict[str, Any]] = {}
    consequences = []
    for event in events:
        fact: TitlesChanged = event.fact
        rules = automatic.within(fact.district)
        made = difference(rules, fact.previous, fact.current)
        rows.update(_rows(event, fact, made))
        standings[fact.enterprise_id] = {
            "enterprise_id": fact.enterprise_id,
            "standing": fact.current.model_dump_json(),
            "titles_version": fact.enterprise_version,
            "tier": fact.current.tier,
        }
        consequences.append((following(event), _consequence(event, fact, made, rules)))
    await store.entitlements.save_entitlements(tx, list(rows.values()))
    await store.entitlements.save_standings(tx, list(standings.values()))
    await tell(tx, store.TOLD, consequences)


def _rows(event: Event, fact: TitlesChanged, made: Difference) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The state after the change of everything it touches; what stays open keeps its newest reason."""
    states = [(one, "") for one in made.after.values()]
    states += [(one, closing_reason(one, fact.previous, fact.current)) for one in made.lost]
    return {
        (fact.enterprise_id, *one.key): enterprises.entitlement_row(
            fact.enterprise_id, one, event.event_id, gone, closed_on(one, fact.current) if gone else None
        )
        for one, gone in states
    }


def _consequence(event: Event, fact: TitlesChanged, made: Difference, rules: Sequence[Rule]) -> ConsequenceRecorded:
    next_tier = fact.current.tier.above() if fact.current.tier is not Tier.NONE else None
    return ConsequenceRecorded(
        enterprise_id=fact.enterprise_id,
        uscc=fact.uscc,
        enterprise_version=fact.enterprise_version,
        cause_id=event.event_id,
        gained=tuple(one.item() for one in made.gained),
        lost=tuple(one.item(closing_reason(one, fact.previous, fact.current)) for one in made.lost),
        ahead=_ahead(rules, fact.current, next_tier, fact.current.on, made.after) if next_tier else (),
        ahead_tier=next_tier,
    )


def _ahead(rules: Sequence[Rule], held: Standing, tier: Tier, on: date, now: Entitlements) -> tuple[Item, ...]:
    return tuple(one.item() for one in would_open(rules, held, tier, on, now))


async def list_entitlements(
    tx: Tx, caller: Caller, uscc: str, status: str | None, after: tuple[str, str] | None, limit: int
) -> Sequence[EntitlementRow]:
    enterprise = await enterprises.visible(tx, caller, uscc)
    return await store.entitlements.page(tx, enterprise.enterprise_id, status, after, limit)


async def outlook(tx: Tx, caller: Caller, uscc: str, tier: Tier) -> Outlook:
    """What recognition of that tier today would open for this enterprise; a first time already spent opens nothing.

    A legal person that is none any more is recognised for nothing.
    """
    enterprise = await enterprises.visible(tx, caller, uscc)
    held = await standing(tx, enterprise.enterprise_id)
    if enterprise.ended_on is not None:
        return Outlook(tier, ())
    rules = (await rulebook.of_day(tx, tx.today)).automatic.within(enterprise.district)
    now = entitled(rules, held.titles, tx.today)
    return Outlook(tier, _ahead(rules, held, tier, tx.today, now))


async def standing(tx: Tx, enterprise_id: str) -> Standing:
    """Every title the registry told of; none, if it told of none."""
    told = await store.entitlements.standing(tx, enterprise_id)
    return Standing.model_validate_json(told) if told else Standing(tier=Tier.NONE, on=tx.today)


async def tier_opens(tx: Tx, tier: Tier) -> Outlook:
    """What that tier opens for an enterprise anywhere in the city that holds nothing yet."""
    rules = (await rulebook.of_day(tx, tx.today)).automatic.within(CITY)
    return Outlook(tier, _ahead(rules, Standing(tier=Tier.NONE, on=tx.today), tier, tx.today, {}))
