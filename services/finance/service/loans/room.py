"""每年可享受贴息的最高贷款金额: what is left of it for an enterprise in a year, asked of benefits.

Benefits alone knows; it is asked with no transaction open. While it is away nothing is shown: never a guess.
"""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from services.finance.problems import BenefitsAway
from services.finance.service.enterprises import visible
from shared.callers import Caller
from shared.db import Database
from shared.peers import Peer, PeerAway

_AWAY: Final = "政策服务现在没有给出余额；请稍后再试，余额不作估计"


class Room(BaseModel):
    """As benefits says it, in yuan; whose loans take it stays there."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    year: int
    limit: str
    reserved: str
    remaining: str
    basis: str
    meaning: str


async def of_year(db: Database, benefits: Peer, caller: Caller, uscc: str, year: int) -> Room:
    """Raises EnterpriseUnknown, BenefitsAway."""
    async with db.reading() as tx:
        enterprise = await visible(tx, caller, uscc, "loan.read")
        current: str = enterprise.uscc
    try:
        answer: Any = await benefits.get(f"/v1/enterprises/{current}/loan-room/{year}")
        return Room.model_validate(answer)
    except (PeerAway, ValidationError) as fault:
        raise BenefitsAway(_AWAY) from fault
