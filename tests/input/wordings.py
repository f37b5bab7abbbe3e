"""What addresses about outbound messages name: a text that waits to be checked, and a link that opts out."""

from typing import Any, Final, TypedDict

from services.notifications.domain.attention.topics import Topic
from services.notifications.service.attention.links import OptOut
from tests.services.notifications.attending import enterprise_id
from tests.zone import RunningZone, key

_WORDS: Final = {"subject": "报价已齐", "body": "{text}\n{opt_out_link}"}
TEXT: Final = {"template": "financing_all_in", "channel": "email", "language": "zh", **_WORDS}
_ANY_VERSION: Final = {"headers": {"If-Match": "*"}}


class Wording(TypedDict):
    template_version_id: str
    opt_out: str


async def make_wording(zone: RunningZone, uscc: str) -> Wording:
    await zone.settle()
    writer = zone.client("notifications", "officer", "writer", district="330100")
    made = await writer.post("/v1/message-template-versions", json=TEXT, headers=key())
    assert made.status_code == 201, made.text
    links = zone.zone.apps["notifications"].state.links
    token = links.token(OptOut(await enterprise_id(zone, uscc), Topic.POLICIES))
    return {"template_version_id": made.json()["template_version_id"], "opt_out": token}


def requests_of_attention(opt_out: str) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed. Whoever wrote a text last does not check it; unchecked it is not in force."""
    versions = "/notifications/v1/message-template-versions"
    link = {"params": {"token": opt_out}}
    return {
        "PUT /notifications/v1/enterprises/{uscc}/notification-preferences": {
            "json": {"digest": "daily"},
            **_ANY_VERSION,
        },
        **{f"{method} /notifications/v1/opt-outs": link for method in ("GET", "POST", "DELETE")},
        f"POST {versions}": {"json": TEXT},
        f"PUT {versions}/{{template_version_id}}": {"json": _WORDS, **_ANY_VERSION},
        f"POST {versions}/{{template_version_id}}/checks": _ANY_VERSION,
        f"POST {versions}/{{template_version_id}}/releases": _ANY_VERSION,
    }
