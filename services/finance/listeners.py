"""What finance listens to."""

from typing import Final

from services.finance.service import following
from services.finance.store import ACTING, KNOWN
from shared.events import EnterpriseDeregistered, EnterpriseMerged, EnterpriseUpdated, TierChanged, TitleChanged
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        EnterpriseUpdated: following.on_enterprise_updated,
        EnterpriseMerged: following.on_enterprise_merged,
        EnterpriseDeregistered: following.on_enterprise_deregistered,
        TierChanged: following.on_titles_changed,
        TitleChanged: following.on_titles_changed,
    }
}
