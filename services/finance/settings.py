"""What the environment decides for finance: `ZJTX_FINANCE_…`."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class FinanceSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_FINANCE_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/finance.db")
    url: str = "http://127.0.0.1:8003/finance"
