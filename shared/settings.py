"""What the environment decides. Every mode is a few values here, each looked up once at composition."""

from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET: Final = "development-only"  # noqa: S105  # refused in production


class ZoneSettings(BaseSettings):
    """What all four services share: `ZJTX_…`."""

    model_config = SettingsConfigDict(
        env_prefix="ZJTX_", env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True
    )

    environment: Literal["development", "production"] = "development"
    """Production refuses unsafe defaults at start, moves no clock and issues no tokens to people."""
    bus_url: SecretStr = SecretStr("memory://")
    """memory:// rings the bell inside one process; amqp://… joins processes through RabbitMQ."""
    jwks_url: str = "file:var/identity/jwks.json"
    """Where the public keys of the issuer of tokens are: file:… or https://…"""
    institution_jwks_url: str = "file:var/identity/institution-jwks.json"
    """Where the public keys are with which finance signs the tokens of institutions: file:… or https://…"""
    signing_key: Path = Path("var/identity/key.json")
    """The private JWK with which a service proves who it is to its peers; its public half is in the JWKS."""
    issuer: str = "zjtx"
    """The `iss` a token must have."""
    audience: str = "zjtx"
    """The `aud` a token must have."""
    cursor_secret: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    """Signs page cursors: the same in every replica."""
    log_format: Literal["console", "json"] = "console"
    """For people or for machines."""
    log_level: str = "INFO"
    """The least level that is logged."""
    url: str = "http://127.0.0.1:8000"
    """The one origin of the zone, as the command line and people reach it."""

    @property
    def institution_issuer(self) -> str:
        """The `iss` of institutions' tokens: the address below which finance publishes how to get one."""
        return f"{self.url.rstrip('/')}/finance"

    @model_validator(mode="after")
    def _refuse_unsafe_defaults(self) -> Self:
        if self.environment == "production":
            bus = self.bus_url.get_secret_value()
            unsafe = [
                name
                for name, is_unsafe in {
                    "ZJTX_BUS_URL (memory:// joins one process only)": bus.startswith("memory:"),
                    "ZJTX_BUS_URL (guest/guest)": "guest:guest@" in bus,
                    "ZJTX_CURSOR_SECRET (the development secret)": self.cursor_secret.get_secret_value()
                    == DEVELOPMENT_SECRET,
                    "ZJTX_JWKS_URL (the development key)": self.jwks_url.startswith("file:var/"),
                    "ZJTX_INSTITUTION_JWKS_URL (the development key)": self.institution_jwks_url.startswith(
                        "file:var/"
                    ),
                    "ZJTX_SIGNING_KEY (the development key)": self.signing_key.parts[:1] == ("var",),
                }.items()
                if is_unsafe
            ]
            if unsafe:
                raise ValueError("production refuses: " + "; ".join(unsafe))
        return self


class ServiceSettings(BaseSettings):
    """What one service has of its own; a subclass names the prefix, `ZJTX_REGISTRY_…`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True)

    database_url: SecretStr
    """sqlite+aiosqlite:///… or postgresql+asyncpg://…; one database for each service."""
    url: str
    """Where its peers reach it, its prefix included; not asked when both live in one process."""
    pool_size: int = Field(default=10, ge=1, le=100)
    """Connections a process holds to its database at most."""

    def unsafe_defaults(self) -> dict[str, bool]:
        """By variable: whether its value is only safe in development. For a subclass that has such."""
        return {}

    def refuse_unsafe_defaults(self, zone: ZoneSettings) -> None:
        """Raises ValueError in production, naming each."""
        unsafe = [name for name, is_unsafe in self.unsafe_defaults().items() if is_unsafe]
        if zone.environment == "production" and unsafe:
            raise ValueError("production refuses: " + "; ".join(unsafe))
