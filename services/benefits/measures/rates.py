"""The quotations of the lending rate as a policy officer writes them."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from services.benefits.domain.lending_rates import Quote, Quotes
from services.benefits.measures.texts import documents


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuoteData(_Data):
    """In percent"""

    year: int
    published_on: date
    one_year: Decimal
    over_five_years: Decimal
    source: str


class RatesData(_Data):
    rates: str
    title: str
    quotes: tuple[QuoteData, ...]


def quotes_from(text: str) -> Quotes:
    """Raises ValidationError, or ValueError for a quotation that is not the January one of its year."""
    found: dict[int, Quote] = {}
    for one in RatesData.model_validate(documents(text)[0]).quotes:
        if (one.published_on.year, one.published_on.month) != (one.year, 1) or one.year in found:
            raise ValueError(f"{one.year}年：应恰有一次当年1月份的报价，现为{one.published_on}")
        found[one.year] = Quote(
            one.published_on, _hundredths(one.one_year), _hundredths(one.over_five_years), one.source
        )
    return found


def _hundredths(percent: Decimal) -> int:
    scaled = percent * 100
    if scaled != int(scaled):
        raise ValueError(f"报价最多两位小数，现为{percent}")
    return int(scaled)
