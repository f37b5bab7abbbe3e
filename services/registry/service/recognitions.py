"""What an application ends in: a title or its renewal, recorded through the rules of titles with all that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.registry import procedures, store
from services.registry.domain.admission import check_ban
from services.registry.domain.applications import Application, Taken
from services.registry.domain.titles import Decision, Recognition, Refusal, Renewal, Titles, decided
from services.registry.service import duties, renewals, titles
from shared.db import Tx
from shared.events import ChangeReason, DutyKind
from shared.values import EnterpriseId

Wanted = Sequence[tuple[Application, Taken]]


async def give(tx: Tx, wanted: Wanted) -> dict[str, Application | Refusal]:
    """The applications with their titles, by id; a Refusal where the rules of titles, a duty or a ban say no.

    New titles are told first, then renewals, as changes of their own: each says what it is.
    """
    given: dict[str, Application | Refusal] = {}
    await titles.hold(tx, {EnterpriseId(one.enterprise_id) for one, _ in wanted})  # all locks in one order
    barred = await renewals.barred(tx, [one for one, _ in wanted])
    given.update(barred)
    left = [(one, taken) for one, taken in wanted if one.application_id not in barred]
    anew = [(one, taken) for one, taken in left if not one.renews]
    again = [(one, taken) for one, taken in left if one.renews]
    given.update(await _give(tx, anew, ChangeReason.RECOGNISED))
    given.update(await _give(tx, again, ChangeReason.RENEWED))
    await _note_renewed(tx, given)
    return given


async def _give(tx: Tx, wanted: Wanted, reason: ChangeReason) -> dict[str, Application | Refusal]:
    ids = {EnterpriseId(application.enterprise_id) for application, _ in wanted}
    held = await titles.hold(tx, ids)
    revoked = await store.titles.revoked(tx, ids)
    ban_years, terms = procedures.procedure(tx.today).ban_years, procedures.terms()
    now: dict[EnterpriseId, Titles] = {}
    decisions: dict[EnterpriseId, list[Decision]] = {}
    given: dict[str, Application | Refusal] = {}
    for application, taken in wanted:
        enterprise_id = EnterpriseId(application.enterprise_id)
        decision = _decision(application, taken)
        before = now.get(enterprise_id, held.titles[enterprise_id])
        try:
            check_ban(revoked.get(enterprise_id, ()), ban_years, tx.today)
            now[enterprise_id] = decided(held.locked[enterprise_id].enterprise, before, decision, tx.today, terms)
        except Refusal as refusal:
            given[application.application_id] = refusal
        else:
            decisions.setdefault(enterprise_id, []).append(decision)
            given[application.application_id] = replace(application, title_id=decision.title_id)
    changed = await titles.record(tx, held, now, reason, titles.reason_texts(now, decisions))
    change_ids = {one.enterprise_id: one.change_id for one in changed}
    return {
        id_: found
        if isinstance(found, Refusal)
        else replace(found, change_id=change_ids[EnterpriseId(found.enterprise_id)])
        for id_, found in given.items()
    }


def _decision(application: Application, taken: Taken) -> Recognition | Renewal:
    """The rules of applications have seen to it that nothing of this is missing."""
    assert taken.number
    assert taken.authority
    assert taken.document
    assert taken.on
    if application.renews:
        return Renewal(
            title_id=titles.new_id(),
            renews=application.renews,
            number=taken.number,
            authority=taken.authority,
            document=taken.document,
            decided_on=taken.on,
        )
    return Recognition(
        title_id=titles.new_id(),
        tier=application.tier,
        number=taken.number,
        authority=taken.authority,
        document=taken.document,
        recognised_on=taken.on,
    )


async def _note_renewed(tx: Tx, given: Mapping[str, Application | Refusal]) -> None:
    """The duty to renew is done with the title it was opened for."""
    for one in given.values():
        if isinstance(one, Application) and one.renews:
            await duties.fulfil(tx, EnterpriseId(one.enterprise_id), DutyKind.RENEWAL, one.renews)
