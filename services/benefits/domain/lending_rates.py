"""贷款市场报价利率 (LPR): what was quoted in January, by tenor, and when it became known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Quote:
    """The January quotation of a year, in hundredths of a percent."""

    published_on: date
    one_year: int
    over_five_years: int
    source: str

    def rate(self, long: bool) -> int:
        return self.over_five_years if long else self.one_year


Quotes = Mapping[int, Quote]
"""By year"""


def known_on(quotes: Quotes, year: int, day: date) -> Quote | None:
    """None before its publication: the rate of the year is pending then, last year's does not stand in for it."""
    quote = quotes.get(year)
    return quote if quote is not None and quote.published_on <= day else None
