"""What benefits listens to."""

from typing import Final

from services.benefits import service
from services.benefits.store import ACTING, KNOWN
from shared.events import TierChanged, TitleChanged
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        TierChanged: service.on_titles_changed,
        TitleChanged: service.on_titles_changed,
    }
}
