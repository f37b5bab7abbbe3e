"""What the environment decides for finance: `ZJTX_FINANCE_…`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class FinanceSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_FINANCE_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/finance.db")
    url: str = "http://127.0.0.1:8003/finance"
    consent_max_days: int = Field(default=365, ge=1, le=3650)
    """The days a consent may reach at most, today included. No rule sets it: after a year it has to be given again."""
    list_keys: Path = Path("var/finance/list-keys.json")
    """Private JWK set of the shared list: the first key signs, all are published; never the key of a service."""
    token_keys: Path = Path("var/finance/token-keys.json")
    """Private JWK set of institutions' tokens: the first key signs, all are published; it speaks for nobody else."""
    webhook_keys: Path = Path("var/finance/webhook-keys.json")
    """JWK set that seals the secrets of webhooks: the first key seals, all open. Without them none can be signed."""
    webhooks_to_loopback: bool = False
    """Development: webhooks may also go to this very machine, without TLS and to any port."""

    def unsafe_defaults(self) -> dict[str, bool]:
        return {
            "ZJTX_FINANCE_LIST_KEYS (the development key)": self.list_keys.parts[:1] == ("var",),
            "ZJTX_FINANCE_TOKEN_KEYS (the development key)": self.token_keys.parts[:1] == ("var",),
            "ZJTX_FINANCE_WEBHOOK_KEYS (the development key)": self.webhook_keys.parts[:1] == ("var",),
            "ZJTX_FINANCE_WEBHOOKS_TO_LOOPBACK (calls to our own machine)": self.webhooks_to_loopback,
        }
