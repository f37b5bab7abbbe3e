"""服务券资金: what the city sets aside in a year for services bought from third parties; first come, first served."""

from dataclasses import dataclass
from typing import Final

from services.benefits import measures, procedures, store
from services.benefits.domain.formulas import Fund as FundFormula
from services.benefits.domain.vouchers import Silence
from services.benefits.service import catalogue
from services.benefits.service.catalogue import Listed
from services.benefits.store.tables import BudgetRow
from shared.db import Tx
from shared.values import CITY

CODE: Final = "service-voucher"


@dataclass(frozen=True, slots=True)
class Fund:
    year: int
    listed: Listed
    silence: Silence
    floor_fen: int
    """Which the plan states; no year is to be below it"""
    row: BudgetRow | None
    """None: nothing is set aside yet"""

    @property
    def below_floor(self) -> bool:
        return self.row is None or self.row.limit_fen < self.floor_fen


async def of_year(tx: Tx, year: int) -> Fund:
    """By the rules of today: a floor that was raised since is asked of every year."""
    listed = await catalogue.measure(tx, CODE, measures.SEED)
    formula = listed.measure.formula
    assert isinstance(formula, FundFormula), "the clause sets aside a fund"
    row = await store.budgets.of(tx, CODE, year, CITY)
    return Fund(year, listed, procedures.quota_rules(tx.today).silence(CODE), formula.amount_fen, row)
