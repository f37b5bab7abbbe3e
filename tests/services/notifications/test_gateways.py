"""Gateways over HTTP as they answer, and the file that connects them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from services.notifications.domain.outgoing import Channel, Send, Sms
from services.notifications.gateways import Errand, Verdict, connected
from services.notifications.gateways.http import HttpGateway
from services.notifications.gateways.mail import MailGateway
from shared.outbound.sender import Sender
from shared.outbound.signing import new_secret
from shared.outbound.targets import Guard
from tests.sink import begun_then_reset, reset, sink, status

SECRET = new_secret()
ERRAND = Errand("9c1f63d0.1", Send("标题", "内容", sms=Sms("notice", {"name": "示例"})), "13805710001")


async def test_what_an_answer_means_and_that_every_question_is_signed() -> None:
    said = {
        (Verdict.ACCEPTED, 202): status(202, b'{"state": "accepted"}'),
        (Verdict.REFUSED, 422): status(422, b'{"state": "refused"}'),
        (Verdict.BOUNCED, 410): status(410, b'{"state": "bounced"}'),
        (Verdict.LATER, 401): status(401),
        (Verdict.LATER, 400): status(400, b'{"error": "unknown field"}'),
        (Verdict.LATER, 404): status(404, b"<html>no such page</html>"),
        (Verdict.BUSY, 429): status(429, Retry_After="7"),
        (Verdict.UNKNOWN, 500): status(500),
        (Verdict.UNKNOWN, 302): status(302, Location="http://elsewhere.example"),
        (Verdict.UNKNOWN, 200): status(200, b"not json"),
        (Verdict.UNKNOWN, 201): status(201, b"[" * 200_000),
        (Verdict.UNKNOWN, None): begun_then_reset,
    }
    async with sink() as vendor:
        gateway = HttpGateway("sms-1", Channel.SMS, vendor.url, SECRET, "企业码")
        for (verdict, code), answer in said.items():
            vendor.answers = [answer]
            found = await gateway.send(ERRAND)
            assert (found.verdict, found.status) == (verdict, code)
            assert found.ill == (verdict in (Verdict.LATER, Verdict.BUSY, Verdict.UNKNOWN))
            assert found.retry_after == (timedelta(seconds=7) if code == 429 else None)
        for one in vendor.received:
            Webhook(SECRET).verify(one.body, one.headers)
        assert vendor.received[0].json == {
            "reference": "9c1f63d0.1", "sender": "企业码", "to": "13805710001", "template": "notice",
            "variables": {"name": "示例"},
        }  # fmt: skip
        vendor.answers = [status(200, b'{"state": "delivered"}'), status(404), status(500), reset]
        vendor.answers += [status(401), status(400), status(422, b'{"state": "refused"}')]
        asked = [(await gateway.ask("9c1f63d0.1")).verdict for _ in range(7)]
    assert asked == [Verdict.DELIVERED, Verdict.NEVER_SEEN, *[Verdict.UNKNOWN] * 4, Verdict.REFUSED]
    gone = await gateway.send(ERRAND)
    assert (gone.verdict, gone.ill) == (Verdict.LATER, True), "nothing left for it"


MAIL: dict[str, Any] = {
    "name": "mail", "channel": "email", "url": "smtp://name:geheim@mail.example:587", "sender": "notice@zjtx.example"
}  # fmt: skip
TEXT: dict[str, Any] = {"name": "sms-1", "channel": "sms", "url": "https://sms.example/v1", "secret": SECRET}


def connect(tmp_path: Path, *connections: dict[str, Any]) -> connected.ByChannel:
    file = tmp_path / "gateways.json"
    file.write_text(json.dumps(connections))
    return connected.read(file, Sender(Guard()))


def test_a_file_connects_gateways_in_its_order(tmp_path: Path) -> None:
    found = connect(tmp_path, TEXT, TEXT | {"name": "sms-2"}, MAIL)
    assert {channel.value: [one.name for one in several] for channel, several in found.items()} == {
        "email": ["mail"],
        "sms": ["sms-1", "sms-2"],
        "wechat": [],
        "phone": [],
        "webhook": ["webhooks"],
    }
    assert isinstance(found[Channel.EMAIL][0], MailGateway)
    assert connect(tmp_path)[Channel.EMAIL] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {**MAIL, "url": "ftp://name:geheim@mail.example"},
        {**MAIL, "sender": "nobody"},
        {**MAIL, "channel": "sms"},
        {**MAIL, "password": "geheim"},
        {**MAIL, "url": "smtp+plain://name:geheim@mail.example"},
        {**TEXT, "secret": "geheim"},
        {**TEXT, "secret": None},
        {**TEXT, "name": "webhooks"},
        {**TEXT, "name": "sms-2"},
    ],
)
def test_a_wrong_file_is_refused_without_its_secrets(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"gateways\.json|mail|sms|smtp") as refused:
        connect(tmp_path, TEXT | {"name": "sms-2"}, wrong)
    assert "geheim" not in str(refused.value)
