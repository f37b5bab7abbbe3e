"""A registration the register of businesses could not answer for (登记待核): asked again until it bears it out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.registry.domain.registrations import CONTRADICTION_LABELS, Entry, contradiction


class Standing(StrEnum):
    """How far a registration is confirmed."""

    AWAITING = "awaiting"
    """The register did not answer yet."""
    CONTRADICTED = "contradicted"
    """It answers otherwise: an officer looks into it, and it is asked again in case its own books were late."""
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return STANDING_LABELS[self]


STANDING_LABELS: Final = {
    Standing.AWAITING: "待市场监管部门答复",
    Standing.CONTRADICTED: "与市场监管登记不符，待核实",
    Standing.CONFIRMED: "已核对一致",
}
UNSETTLED: Final = (Standing.AWAITING, Standing.CONTRADICTED)
"""Those that are asked again and that officers look after."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where asking has led so far."""

    standing: Standing
    words: str


UNANSWERED: Final = Outcome(Standing.AWAITING, "市场监管部门未能答复，名称与登记状态待核")
_CONFIRMED: Final = Outcome(Standing.CONFIRMED, "市场监管登记的名称与状态已核对")


def outcome(entry: Entry | None, name: str) -> Outcome:
    """What an answer makes of a registration, whatever was answered before."""
    if found := contradiction(entry, name):
        return Outcome(Standing.CONTRADICTED, CONTRADICTION_LABELS[found])
    return _CONFIRMED
