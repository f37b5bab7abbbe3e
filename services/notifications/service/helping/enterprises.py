"""An enterprise for whoever asks about it, and what is known of it here: titles, district and industry."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from services.notifications import store
from services.notifications.domain.messages import Template
from services.notifications.service.enterprises import matter_of, visible
from shared.callers import Caller
from shared.conditions import Subject
from shared.conditions.enterprises import ENTERPRISE
from shared.db import Tx
from shared.events import Title, TitlesChanged, counting_on
from shared.permissions import Action, decide
from shared.problems import Forbidden

_CHANGE: Final = TypeAdapter(TitlesChanged)


async def for_action(tx: Tx, caller: Caller, uscc: str, see: Action, act: Action | None = None) -> Any:
    """The row of `known_enterprise`. Raises EnterpriseUnknown for another's, Forbidden for a role that only looks."""
    enterprise = await visible(tx, caller, uscc, see)
    if act is not None and not decide(caller, act, await matter_of(tx, enterprise)):
        raise Forbidden("请由企业负责人或有相应权限的经办人办理")
    return enterprise


async def subject(tx: Tx, enterprise: Any, on: date) -> Subject:
    """What its figures are only the registry knows: a condition that asks for one is `unknown` here."""
    titles = (await titles_of(tx, [enterprise.enterprise_id])).get(enterprise.enterprise_id, ())
    held = frozenset(title.tier.value for title in counting_on(titles, on))
    facts = {"title": held, "district": enterprise.district, "industry": enterprise.industry}
    return Subject(ENTERPRISE, facts)


async def titles_of(tx: Tx, enterprise_ids: Collection[str]) -> Mapping[str, tuple[Title, ...]]:
    """As the registry last told them; who never had one has none."""
    told = await store.messages.changes_of_titles(tx, enterprise_ids, Template.TITLES_CHANGED)
    newest = {
        enterprise_id: max(map(_CHANGE.validate_json, changes), key=lambda one: one.enterprise_version)
        for enterprise_id, changes in told.items()
    }
    return {enterprise_id: change.current.titles for enterprise_id, change in newest.items()}
