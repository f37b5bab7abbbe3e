"""What the environment decides for notifications: `ZJTX_NOTIFICATIONS_…`."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ZJTX_NOTIFICATIONS_")

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///var/notifications.db")
    url: str = "http://127.0.0.1:8004/notifications"
    app_url: str = "http://127.0.0.1:8000/app"
    """Where the app of the enterprise code opens: links in e-mails and pushes lead to …/messages/{message_id} there."""
