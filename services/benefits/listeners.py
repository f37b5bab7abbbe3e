"""What benefits listens to."""

from typing import Final

from services.benefits.service import enterprises, entitlements
from services.benefits.store import ACTING, KNOWN
from shared.events import EnterpriseRegistered, EnterpriseUpdated, TierChanged, TitleChanged
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        EnterpriseRegistered: enterprises.on_registered_or_updated,
        EnterpriseUpdated: enterprises.on_registered_or_updated,
        TierChanged: entitlements.on_titles_changed,
        TitleChanged: entitlements.on_titles_changed,
    }
}
