"""Renewal by application (申请复核): the title it renews, and what forbids it between the draft and the decision."""

from collections.abc import Collection, Sequence

from services.registry import procedures, store
from services.registry.domain.applications import Application
from services.registry.domain.duties import check_renewal
from services.registry.domain.renewals import check_submitted_in_time, renewable
from services.registry.domain.titles import Refusal, Titles, find
from shared.db import Tx
from shared.values import EnterpriseId, Tier


async def renewed_by(tx: Tx, enterprise_id: EnterpriseId, tier: Tier, titles: Titles) -> str | None:
    """The id of the title that an application begun now would renew; None where it asks for a new one.

    Raises Refusal when the title is held and cannot be renewed, or not yet.
    """
    title = renewable(tier, titles, procedures.procedure(tx.today).renewal_months, tx.today)
    if title is None:
        return None
    owed = await store.duties.owed(tx, [enterprise_id])
    check_renewal(title, owed.get(enterprise_id, ()), tx.today)
    return title.title_id


async def barred(
    tx: Tx, applications: Sequence[Application], first_submitted: Collection[str] = ()
) -> dict[str, Refusal]:
    """By id, of those that ask for a renewal: why they cannot have it any more.

    Duties are missed while an application is under way as well. What is `first_submitted` must be so while the title
    runs; what is returned and sent again was in time.
    """
    renewing = [one for one in applications if one.renews]
    ids = {EnterpriseId(one.enterprise_id) for one in renewing}
    titles, owed = await store.titles.of(tx, ids), await store.duties.owed(tx, ids)
    found: dict[str, Refusal] = {}
    for one in renewing:
        assert one.renews
        enterprise_id = EnterpriseId(one.enterprise_id)
        try:
            title = find(titles.get(enterprise_id, ()), one.renews)
            if one.application_id in first_submitted:
                check_submitted_in_time(title, tx.today)
            check_renewal(title, owed.get(enterprise_id, ()), tx.today)
        except Refusal as refusal:
            found[one.application_id] = refusal
    return found
