"""Which gateways there are: those of a file, or the simulated one in the place of each."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError

from services.notifications.domain.outgoing import Channel
from services.notifications.gateways import Gateway
from services.notifications.gateways.http import HttpGateway
from services.notifications.gateways.mail import MailGateway
from services.notifications.gateways.simulated import SimulatedGateway
from services.notifications.gateways.webhooks import WebhookGateway
from shared.outbound.sender import Sender
from shared.outbound.signing import PREFIX

ByChannel = Mapping[Channel, Sequence[Gateway]]


class Connection(BaseModel):
    """One gateway; of one channel those that stand first are tried first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    channel: Literal["email", "sms", "wechat", "phone"]
    url: SecretStr
    """https://…; of mail also smtp://name:password@host or smtps://…"""
    secret: SecretStr | None = None
    """whsec_…: signs what we send over HTTP, and checks receipts"""
    sender: str = ""
    """Of mail the address in From, of text messages the registered signature"""


_FILE: Final = TypeAdapter(list[Connection])


def read(path: Path, webhooks: Sender) -> ByChannel:
    """Raises OSError or ValueError, which never shows a secret."""
    try:
        connections = _FILE.validate_json(path.read_bytes())
        made = [_MAKE[urlsplit(one.url.get_secret_value()).scheme](one) for one in connections]
    except ValidationError as fault:
        raise ValueError(f"{path}: {fault.error_count()} faults, the first at {fault.errors()[0]['loc']}") from None
    except KeyError as fault:
        raise ValueError(f"{path}: no gateway speaks {fault}") from None
    names = [one.name for one in made]
    if len(set(names)) < len(names) or WebhookGateway.name in names:
        raise ValueError(f"{path}: two gateways of one name")
    return _by_channel([*made, WebhookGateway(webhooks)])


def _http(one: Connection) -> Gateway:
    return HttpGateway(one.name, Channel(one.channel), one.url.get_secret_value(), _secret(one), one.sender)


def _mail(one: Connection) -> Gateway:
    if one.channel != "email" or "@" not in one.sender:
        raise ValueError(f"{one.name}: SMTP is for email, and wants a sender")
    return MailGateway(one.name, one.url.get_secret_value(), one.sender, _secret(one) if one.secret else None)


def _secret(one: Connection) -> str:
    secret = one.secret.get_secret_value() if one.secret else ""
    if not secret.startswith(PREFIX):
        raise ValueError(f"{one.name}: wanted a secret that begins with {PREFIX}")
    return secret


_MAKE: Final[Mapping[str, Callable[[Connection], Gateway]]] = {
    "https": _http, "http": _http, "smtp": _mail, "smtps": _mail, "smtp+plain": _mail,
}  # fmt: skip

SIMULATED: Final[Mapping[Channel, tuple[str, ...]]] = {
    Channel.EMAIL: ("mail",),
    Channel.SMS: ("sms-1", "sms-2"),
    Channel.WECHAT: ("wechat",),
    Channel.PHONE: ("phone",),
}


def simulated(gateway: SimulatedGateway, webhooks: Sender) -> ByChannel:
    """Their calls never leave the process. Systems of enterprises are called in earnest."""
    transport = httpx.ASGITransport(gateway.app)
    made = [
        HttpGateway(name, channel, f"http://simulated/{name}", gateway.secret, "企业码", transport)
        for channel, names in SIMULATED.items()
        for name in names
    ]
    return _by_channel([*made, WebhookGateway(webhooks)])


def _by_channel(gateways: Sequence[Gateway]) -> ByChannel:
    return {channel: [one for one in gateways if one.channel is channel] for channel in Channel}
