"""Providers of professional services (专属工具箱), as notifications tells them; what benefits settled with them.

No person is named: a provider is an organisation.
"""

from datetime import date

from shared.events.fact import AnyFact, Fact


class ProviderListed(AnyFact):
    """A provider came into the directory, changed, was suspended or resumed; with its whole state after it."""

    kind = "provider.listed"

    provider_id: str
    provider_version: int
    name: str
    region: str
    """shanghai, jiangsu, zhejiang or anhui"""
    benefit_codes: tuple[str, ...]
    """The benefits whose vouchers it accepts"""
    suspended: bool
    """It takes no new orders"""

    @property
    def partition(self) -> str:
        return self.provider_id

    @property
    def about(self) -> str:
        return self.provider_id


class VoucherSettled(Fact):
    """What a provider of the directory did was paid for with a voucher, in whole or in part; amounts in fen."""

    kind = "voucher.settled"

    voucher_id: str
    benefit_code: str
    provider_id: str
    provider: str
    """Its name when it was ordered"""
    purpose: str
    used_fen: int
    document: str
    """That shows what was done"""
    settled_on: date
