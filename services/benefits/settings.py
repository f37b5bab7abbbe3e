"""What the environment decides for benefits: `ZJTX_BENEFITS_…`."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class BenefitsSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_BENEFITS_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/benefits.db")
    url: str = "http://127.0.0.1:8002/benefits"
    account_keys: Path = Path("var/benefits/account-keys.json")
    """JWK set that seals bank account numbers: the first key seals, all open. Without them no payment can be made."""
    simulated_bank: Path = Path("var/benefits/simulated-bank.jsonl")
    """Development: the books of the simulated bank, one line for each payment it made."""
    files_url: str = "file:var/benefits/files"
    """Where files of evidence lie: file:… for a folder, s3://bucket/prefix for a store that speaks S3 (AWS_… keys)."""

    def unsafe_defaults(self) -> dict[str, bool]:
        return {"ZJTX_BENEFITS_ACCOUNT_KEYS (the development key)": self.account_keys.parts[:1] == ("var",)}
