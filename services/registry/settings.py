"""What the environment decides for the registry: `ZJTX_REGISTRY_…`."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class RegistrySettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_REGISTRY_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/registry.db")
    url: str = "http://127.0.0.1:8001/registry"
