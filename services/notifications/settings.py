"""What the environment decides for notifications: `ZJTX_NOTIFICATIONS_…`."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_NOTIFICATIONS_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/notifications.db")
    url: str = "http://127.0.0.1:8004/notifications"
    contact_keys: Path = Path("var/notifications/contact-keys.json")
    """JWK set that seals addresses of enterprises: the first key seals, all open. Without them nothing is sent."""
    gateways: Path | None = None
    """JSON file of the gateways that are connected, with their secrets (docs/deliveries.md). None: a simulated one."""
    simulated_outbox: Path = Path("var/notifications/outbox.jsonl")
    """Development: what the simulated gateway took, one line for each message; `zjtx outbox` shows it."""
    webhooks_to_loopback: bool = False
    """Development: an enterprise's own system may also be on this very machine, without TLS and at any port."""

    def unsafe_defaults(self) -> dict[str, bool]:
        return {
            "ZJTX_NOTIFICATIONS_CONTACT_KEYS (the development key)": self.contact_keys.parts[:1] == ("var",),
            "ZJTX_NOTIFICATIONS_GATEWAYS (the simulated gateway)": self.gateways is None,
            "ZJTX_NOTIFICATIONS_WEBHOOKS_TO_LOOPBACK (calls to our own machine)": self.webhooks_to_loopback,
        }
