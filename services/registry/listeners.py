"""What the registry listens to: the reports that complete a consequence record."""

from typing import Final

from services.registry.service import changes
from shared.events import ConsequenceRecorded
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    source: {ConsequenceRecorded: changes.on_consequence_recorded} for source in changes.REPORTERS
}
