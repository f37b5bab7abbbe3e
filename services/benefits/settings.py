"""What the environment decides for benefits: `ZJTX_BENEFITS_…`."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class BenefitsSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_BENEFITS_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/benefits.db")
    url: str = "http://127.0.0.1:8002/benefits"
    files_url: str = "file:var/benefits/files"
    """Where files of evidence lie: file:… for a folder, s3://bucket/prefix for a store that speaks S3 (AWS_… keys)."""
