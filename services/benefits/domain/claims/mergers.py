"""What a merger does to claims: the survivor stands for the absorbed, and still takes each occasion once."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.benefits.domain.claims.rules import Claim


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of the absorbed firm's claims."""

    voided: tuple[Claim, ...]
    """The survivor claims the same occasion itself: the absorbed firm's, unpaid, ends"""
    held: tuple[Claim, ...]
    """Go over to the survivor, unpaid: an officer looks at them again"""
    moved: tuple[Claim, ...]
    """Go over to the survivor as they are"""
    left: tuple[Claim, ...]
    """Stay with the absorbed firm as history: both were paid, or are being paid, as two legal persons"""


def merged(absorbed: Iterable[Claim], survivor: Iterable[Claim]) -> Merged:
    taken = {(one.benefit_code, one.occasion) for one in survivor if one.live}
    sorted_out: dict[str, list[Claim]] = {"voided": [], "held": [], "moved": [], "left": []}
    for claim in absorbed:
        clash = claim.live and (claim.benefit_code, claim.occasion) in taken
        sorted_out[_FATES[claim.live and claim.unpaid, clash]].append(claim)
    return Merged(**{fate: tuple(claims) for fate, claims in sorted_out.items()})


_FATES = {
    (True, True): "voided",
    (True, False): "held",
    (False, True): "left",
    (False, False): "moved",
}
"""By whether it can still be stopped, and whether the survivor has one for the same occasion"""
