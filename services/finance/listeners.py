"""What finance listens to."""

from typing import Final

from services.finance import service
from services.finance.store import ACTING, KNOWN
from shared.events import EnterpriseUpdated, TierChanged, TitleChanged
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        EnterpriseUpdated: service.on_enterprise_updated,
        TierChanged: service.on_titles_changed,
        TitleChanged: service.on_titles_changed,
    }
}
