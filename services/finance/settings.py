"""What the environment decides for finance: `ZJTX_FINANCE_…`."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class FinanceSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_FINANCE_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/finance.db")
    url: str = "http://127.0.0.1:8003/finance"
    consent_max_days: int = Field(default=365, ge=1, le=3650)
    """The days a consent may reach at most, today included. No rule sets it: after a year it has to be given again."""
