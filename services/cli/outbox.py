"""zjtx outbox: what would have left the zone, as the simulated gateway took it. It is on this very machine."""

import json
from collections import deque
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from services.cli.zone import Refused, console
from services.notifications.settings import NotificationsSettings


def add_to(app: typer.Typer) -> None:
    app.command()(outbox)


def outbox(last: Annotated[int, typer.Option(min=1, max=1_000, help="How many, the newest last")] = 20) -> None:
    """Show what the simulated gateway took: verification codes and messages."""
    own = NotificationsSettings()
    if own.gateways is not None:
        raise Refused("真实渠道已接通，没有模拟发件箱 (ZJTX_NOTIFICATIONS_GATEWAYS)")
    if not own.simulated_outbox.exists():
        raise Refused(f"还没有发出任何消息 ({own.simulated_outbox})")
    with own.simulated_outbox.open(encoding="utf-8") as lines:
        newest = deque(lines, maxlen=last)
    table = Table("时间 (UTC)", "渠道", "收件", "内容")
    for line in newest:
        table.add_row(*map(escape, _shown(json.loads(line))))
    console.print(table)


def _shown(taken: dict[str, Any]) -> Iterator[str]:
    yield str(taken["at"])[:19].replace("T", " ")
    yield str(taken["provider"])
    yield str(taken["to"])
    words = [taken.get(name) for name in ("subject", "title", "text", "template", "variables")]
    yield "\n".join(word if isinstance(word, str) else json.dumps(word, ensure_ascii=False) for word in words if word)
