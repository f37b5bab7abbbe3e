"""How an application for financing (融资申请) goes on, as finance tells it: one part of it, and how many more wait."""

from datetime import date
from decimal import Decimal

from shared.events.fact import Fact, Value


class OfferTold(Value):
    """报价, in short."""

    number: int
    amount_fen: int
    months: int
    rate: Decimal | None
    """A year, percent"""
    valid_until: date


class FinancingAdvanced(Fact):
    """One part of an application, which one institution is asked, took a step. Nothing of who took it."""

    kind = "financing.advanced"

    application_id: str
    application_version: int
    """The number of the step in the application: of two facts the higher is the later"""
    part_id: str
    institution_id: str
    institution_name: str
    product_id: str
    product_number: int
    product_name: str
    product_kind: str
    step: str
    """send; acknowledge, question, offer, replace, refuse by the institution; supplement, accept, withdraw by the
    enterprise; remind, expire, lapse, close by itself"""
    previous: str | None
    state: str
    state_label: str
    reason: str | None
    """Code of a closed list: why it was refused or ended"""
    reason_label: str | None
    words: str | None
    """What the institution asks for or says of a refusal"""
    offer: OfferTold | None
    """The newest, whatever became of it"""
    answer_by: date
    """The last day for an answer, while one is waited for"""
    waiting: int
    """How many parts of the application have no answer yet, after this step"""
    offers: int
    """How many open offers it has then"""
