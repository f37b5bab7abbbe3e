"""What enterprises chose, as it stands."""

import json
from collections.abc import Collection, Mapping

from services.notifications import store
from services.notifications.domain.attention.preferences import DEFAULTS, Preferences
from shared.db import Tx


async def choices(tx: Tx, enterprise_ids: Collection[str]) -> Mapping[str, Preferences]:
    """By enterprise; of all of them."""
    kept = await store.preferences.chosen(tx, enterprise_ids)
    return {id_: read(kept[id_].chosen) if id_ in kept else DEFAULTS for id_ in enterprise_ids}


def read(kept: str) -> Preferences:
    return Preferences.read(json.loads(kept))


def written(chosen: Preferences) -> str:
    return json.dumps(chosen.document(), ensure_ascii=False)
