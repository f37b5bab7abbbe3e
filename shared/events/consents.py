"""What an enterprise lets an institution see, as finance tells it: the terms, never the data."""

from datetime import date, datetime

from shared.events.fact import Fact


class ConsentTold(Fact):
    consent_id: str
    institution_id: str
    institution_name: str
    product_id: str | None = None
    """The product it is about, if it is about one"""
    purpose: str
    purpose_label: str
    items: tuple[str, ...]
    item_labels: tuple[str, ...]
    from_on: date
    until_on: date
    """The last day"""
    single_use: bool
    text_version: str


class ConsentGranted(ConsentTold):
    """An enterprise lets an institution see data of its own."""

    kind = "consent.granted"


class ConsentWithdrawn(ConsentTold):
    """It ended before its last day: the institution sees nothing more. That it expired or was used up nobody tells."""

    kind = "consent.withdrawn"

    ending: str
    """withdrawn by the enterprise; or merged, deregistered: the enterprise is no legal person any more"""
    ending_label: str
    ended_at: datetime
