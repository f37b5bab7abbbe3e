"""Claims follow what the registry tells: titles that were otherwise on the day of the claim, mergers, endings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.benefits import store
from services.benefits.domain.calculation import Calculation, Result
from services.benefits.domain.claims import MOVES, Claim, Desk, State, Step, Taken
from services.benefits.domain.claims.mergers import merged
from services.benefits.service import calculations
from services.benefits.service.claims.advancing import SYSTEM, By, advance
from shared.consequences import following
from shared.db import Tx
from shared.events import EnterpriseDeregistered, EnterpriseMerged, Event, TitlesChanged
from shared.values import Verdict, spelled

_DOUBTS: Final[Mapping[State, Step]] = {State.PAID: Step.PROPOSE}
"""What a doubt makes of a claim: paid, its recovery is proposed; else it is held, if anything still can be."""


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """Titles told now may say that a claim was not owed on its day: unpaid it is held, paid its recovery proposed."""
    claims: dict[str, list[Claim]] = {}
    for claim in await store.claims.live_of(tx, {event.fact.enterprise_id for event in events}):
        claims.setdefault(claim.enterprise_id, []).append(claim)
    if not claims:
        return
    done = await store.claims.known_causes(tx, [event.event_id for event in events])
    for event in events:
        fact: TitlesChanged = event.fact
        mine = claims.get(fact.enterprise_id, [])
        for place, claim in enumerate(mine):
            if fact.enterprise_version > claim.titles_version and (claim.claim_id, event.event_id) not in done:
                mine[place] = await _looked_at(tx, claim, event)


async def _looked_at(tx: Tx, claim: Claim, event: Event) -> Claim:
    """The claim, held or to be recovered where the change reaches back to its day."""
    fact: TitlesChanged = event.fact
    was, is_now = await calculations.again_with(tx, claim.receipt_id, fact.current.titles)
    before, after_ = _of(was, claim), _of(is_now, claim)
    if after_.verdict is Verdict.MET and (after_.amount_fen or 0) >= (before.amount_fen or 0):
        return claim
    words = f"称号变更（{fact.reason_text}，自 {fact.effective_on} 起）涉及提出之日 {claim.claimed_on}：{after_.reason}"
    return await stop(tx, claim, words, By(SYSTEM, Desk.SYSTEM, event.event_id, following(event)))


_MOST_WORDS: Final = 500


def _of(made: Calculation, claim: Claim) -> Result:
    return next((one for one in made.results if spelled(one.ref) == spelled(claim.ref)), made.results[0])


async def stop(tx: Tx, claim: Claim, words: str, by: By) -> Claim:
    """Because of a doubt about what it was calculated from."""
    step = _DOUBTS.get(claim.state, Step.HOLD)
    if step not in MOVES[claim.state]:
        return claim  # its recovery is proposed already
    return await advance(tx, claim, Taken(step, words=words[:_MOST_WORDS]), by)


# ---- legal persons that are none any more -----------------------------------------------------------


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """What the absorbed firm claimed is the survivor's from now on; no occasion is taken twice."""
    await store.KNOWN.learn_merged(tx, events)
    for event in events:
        merger: EnterpriseMerged = event.fact
        await store.enterprises.lock(tx, merger.survivor_id)
        absorbed = await store.claims.of_legal_person(tx, merger.enterprise_id)
        if not absorbed:
            continue
        fates = merged(absorbed, await store.claims.of_legal_person(tx, merger.survivor_id))
        by = By(SYSTEM, Desk.SYSTEM, event.event_id, following(event))
        into = f"{merger.survivor_name}（{merger.document}）"
        for claim in fates.voided:
            words = f"提出企业已被{into}吸收合并，其同一事项已提出兑付，本申请作废"
            await advance(tx, claim, Taken(Step.VOID, words=words), by)
        for claim in fates.held:
            held = replace(claim, legal_person_id=merger.survivor_id)
            words = f"提出企业已被{into}吸收合并，须复核后办理"
            await advance(tx, held, Taken(Step.HOLD, words=words), by)
        await store.claims.rekey(tx, [claim.claim_id for claim in fates.moved], merger.survivor_id)


async def on_enterprise_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    """Nobody is there to be paid: what can still be stopped is held for an officer."""
    await store.KNOWN.learn_deregistered(tx, events)
    for event in events:
        end: EnterpriseDeregistered = event.fact
        by = By(SYSTEM, Desk.SYSTEM, event.event_id, following(event))
        done = await store.claims.known_causes(tx, [event.event_id])
        for claim in await store.claims.of_legal_person(tx, end.enterprise_id):
            if claim.unpaid and (claim.claim_id, event.event_id) not in done:
                words = f"企业已于 {end.deregistered_on} 注销（{end.document}），须复核后办理"
                await advance(tx, claim, Taken(Step.HOLD, words=words), by)
