"""Who reads the list, and up to where a copy of it goes: the same for pages, changes, files and comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.finance import store
from services.finance.problems import ChangesOutdated
from services.finance.service.looking import NOBODY, Look, Looks
from services.finance.store.list_changes import LetIn, State
from shared.callers import Caller
from shared.db import Tx
from shared.pages import CursorOutdated, Cursors
from shared.permissions import decide
from shared.problems import Forbidden, Unavailable

REBUILDING: Final = "名单正在重建，请稍后再试"
RESYNC: Final = "/finance/v1/list"
"""Where a copy is taken anew"""
_START_AGAIN: Final = "这段历史已不可继续：请从 resync 所指的第一页重新取得名单，再由其 changes_cursor 继续"


async def check(tx: Tx, caller: Caller) -> State:
    """Refuses whom the list is not for, and everybody while the list cannot be whole."""
    return _judged(caller, *await store.list_changes.state(tx, [caller.institution or NOBODY]))


def _judged(caller: Caller, state: State, let_in: LetIn) -> State:
    if not decide(caller, "list.read") or (caller.kind == "institution" and not _is_let_in(caller, let_in)):
        raise Forbidden("名单只向已开通的金融机构、市级经办人员和审计人员开放")
    return whole(state)


def whole(state: State) -> State:
    """Raises Unavailable while a rebuild reads everything again: nobody is told a line of before."""
    if not state.whole:
        raise Unavailable(REBUILDING)
    return state


def _is_let_in(caller: Caller, let_in: LetIn) -> bool:
    institution = caller.institution or NOBODY
    return institution in let_in and store.admission.counts(let_in[institution], caller)


def outdated() -> ChangesOutdated:
    return ChangesOutdated(_START_AGAIN, resync=RESYNC)


@dataclass(frozen=True, slots=True)
class Place:
    """Up to which change a copy of the list has everything, and the fact that caused that change."""

    number: int
    cause_id: str


NOWHERE: Final = Place(0, "")
"""Before the first change"""


async def following(tx: Tx, place: Place, state: State) -> None:
    """Refuses a place that is not on the way to this state: of a history that a restore has undone."""
    if place == NOWHERE:
        return
    known = place.number <= state.head and await store.list_changes.cause_of(tx, place.number)
    if known != place.cause_id:
        raise outdated()


@dataclass(frozen=True)
class Reader:
    """Writes and reads the cursors of one party, for one question."""

    caller: Caller
    cursors: Cursors
    filters: Mapping[str, Any]

    @property
    def party(self) -> str:
        """An institution is one party, whichever of its people or programs asks."""
        return f"institution:{self.caller.institution}" if self.caller.institution else self.caller.actor

    def copy(self, place: Place, history: str) -> str:
        """Where a copy goes on with the changes. It belongs to the question without its day: that has no changes."""
        key = f"{place.number} {place.cause_id}"
        return self.cursors.write("list-changes", self.party, self._asked(), key, history)

    def read_copy(self, cursor: str | None, history: str) -> Place | None:
        try:
            key = self.cursors.read(cursor, "list-changes", self.party, self._asked(), history)
        except CursorOutdated as fault:
            raise outdated() from fault
        if key is None:
            return None
        number, _, cause_id = key.partition(" ")
        return Place(int(number), cause_id)

    def page(self, place: Place, last: str, history: str) -> str:
        """The next page of a walk, with the place that its first page fixed."""
        key = f"{place.number} {place.cause_id} {last}"
        return self.cursors.write("list", self.party, dict(self.filters), key, history)

    def read_page(self, cursor: str | None, history: str) -> tuple[Place, str] | None:
        key = self.cursors.read(cursor, "list", self.party, dict(self.filters), history)
        if key is None:
            return None
        number, cause_id, last = key.split(" ")
        return Place(int(number), cause_id), last

    def _asked(self) -> dict[str, Any]:
        return {name: value for name, value in self.filters.items() if name != "as_of"}


@dataclass(frozen=True)
class LookingReader(Reader):
    """One who asks now, maybe with many others."""

    looks: Looks
    look: Look

    async def check(self) -> State:
        """As `check`, in one look with all who ask at the same time."""
        return _judged(self.caller, *await self.looks.at(self.caller, self.look))
