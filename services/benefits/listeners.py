"""What benefits listens to."""

from typing import Final

from services.benefits.service import entitlements
from services.benefits.store import ACTING, KNOWN
from shared.events import TierChanged, TitleChanged
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        TierChanged: entitlements.on_titles_changed,
        TitleChanged: entitlements.on_titles_changed,
    }
}
