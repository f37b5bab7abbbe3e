"""What an application ends in: the title, recorded through the rules of titles with all that follows from it."""

from collections.abc import Sequence
from dataclasses import replace

from services.registry import procedures, store
from services.registry.domain.admission import check_ban
from services.registry.domain.applications import Application, Taken
from services.registry.domain.titles import Decision, Recognition, Refusal, Titles, decided
from services.registry.service import titles
from shared.db import Tx
from shared.events import ChangeReason
from shared.values import EnterpriseId


async def give(tx: Tx, wanted: Sequence[tuple[Application, Taken]]) -> dict[str, Application | Refusal]:
    """The applications with their titles, by id; a Refusal where the rules of titles or a ban say no."""
    ids = {EnterpriseId(application.enterprise_id) for application, _ in wanted}
    held = await titles.hold(tx, ids)
    revoked = await store.titles.revoked(tx, ids)
    ban_years = procedures.procedure(tx.today).ban_years
    now: dict[EnterpriseId, Titles] = {}
    decisions: dict[EnterpriseId, list[Decision]] = {}
    given: dict[str, Application | Refusal] = {}
    for application, taken in wanted:
        enterprise_id = EnterpriseId(application.enterprise_id)
        decision = _recognition(application, taken)
        before = now.get(enterprise_id, held.titles[enterprise_id])
        try:
            check_ban(revoked.get(enterprise_id, ()), ban_years, tx.today)
            now[enterprise_id] = decided(held.locked[enterprise_id].enterprise, before, decision, tx.today)
        except Refusal as refusal:
            given[application.application_id] = refusal
        else:
            decisions.setdefault(enterprise_id, []).append(decision)
            given[application.application_id] = replace(application, title_id=decision.title_id)
    changed = await titles.record(tx, held, now, ChangeReason.RECOGNISED, titles.reason_texts(now, decisions))
    change_ids = {one.enterprise_id: one.change_id for one in changed}
    return {
        id_: found
        if isinstance(found, Refusal)
        else replace(found, change_id=change_ids[EnterpriseId(found.enterprise_id)])
        for id_, found in given.items()
    }


def _recognition(application: Application, taken: Taken) -> Recognition:
    """The rules of applications have seen to it that nothing of this is missing."""
    assert taken.number
    assert taken.authority
    assert taken.document
    assert taken.on
    return Recognition(
        title_id=titles.new_id(),
        tier=application.tier,
        number=taken.number,
        authority=taken.authority,
        document=taken.document,
        recognised_on=taken.on,
    )
