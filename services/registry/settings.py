"""What the environment decides for the registry: `ZJTX_REGISTRY_…`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class RegistrySettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_REGISTRY_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/registry.db")
    url: str = "http://127.0.0.1:8001/registry"
    code_keys: Path = Path("var/registry/code-keys.json")
    """Private JWK set of the enterprise code: the first key signs, all are published; never the key of a service."""
    invitation_days: int = Field(default=7, ge=1, le=90)
    """How long an invitation to act for an enterprise is good."""

    def unsafe_defaults(self) -> dict[str, bool]:
        return {"ZJTX_REGISTRY_CODE_KEYS (the development key)": self.code_keys.parts[:1] == ("var",)}
