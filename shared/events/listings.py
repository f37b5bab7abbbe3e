"""How an enterprise fares on its road to a listing, as finance tells it: only what it is entitled by."""

from datetime import date

from shared.events.fact import Fact


class ListingCompleted(Fact):
    """An enterprise is listed on an exchange; or what was told of that before is taken back."""

    kind = "listing.completed"

    listing_id: str
    """Of the listing it tells of: told anew, corrected or taken back, it stays the same"""
    exchange: str
    """bse, sse, szse or overseas"""
    listed_on: date
    issuer: str
    """Of the announcement,"""
    document: str
    """and its number, under which evidence of the same is kept"""
    department: str
    """Of the officer who entered it"""
    taken_back: bool
    """It was none after all"""
