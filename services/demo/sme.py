"""Whether a firm is small or medium (中小企业划型, 工信部联企业〔2011〕300号), for the city's industries."""

from typing import overload

from services.demo.model import FEN_PER_WAN, SmeCaps
from services.demo.shares import Bools, Ints


@overload
def below_a_cap(staff: int, revenue_fen: int, staff_cap: int, revenue_cap_fen: int) -> bool: ...
@overload
def below_a_cap(staff: Ints, revenue_fen: Ints, staff_cap: Ints, revenue_cap_fen: Ints) -> Bools: ...
def below_a_cap(
    staff: int | Ints, revenue_fen: int | Ints, staff_cap: int | Ints, revenue_cap_fen: int | Ints
) -> bool | Bools:
    """One measure below its cap is enough; 以下 excludes the cap; a cap of 0: the measure does not count."""
    return (staff < staff_cap) | (revenue_fen < revenue_cap_fen)


def is_sme(caps: SmeCaps, industry: str, staff: int, revenue_fen: int) -> bool:
    cap = caps.of(industry)
    return below_a_cap(staff, revenue_fen, cap.staff, cap.revenue * FEN_PER_WAN)
