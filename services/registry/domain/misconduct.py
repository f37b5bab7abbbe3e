"""The rules of real-name reports (实名举报): filed, investigated, verified or dismissed; who reported is kept apart."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Refusal


class ReportState(StrEnum):
    FILED = "filed"
    INVESTIGATING = "investigating"
    VERIFIED = "verified"
    """查实: what follows for the titles is done in the same commit."""
    DISMISSED = "dismissed"


REPORT_LABELS: Final = {
    ReportState.FILED: "已收到",
    ReportState.INVESTIGATING: "核查中",
    ReportState.VERIFIED: "经核查属实，已依规处理",
    ReportState.DISMISSED: "经核查不予采纳",
}
_NEXT: Final[Mapping[ReportState, frozenset[ReportState]]] = {
    ReportState.FILED: frozenset({ReportState.INVESTIGATING, ReportState.DISMISSED}),
    ReportState.INVESTIGATING: frozenset({ReportState.VERIFIED, ReportState.DISMISSED}),
}
CLOSED: Final = frozenset({ReportState.VERIFIED, ReportState.DISMISSED})


def check_step(state: ReportState, to: ReportState, *, known: bool) -> None:
    """Raises Refusal. `known` is whether anybody of that USCC is registered."""
    if state in CLOSED:
        raise Refusal("此举报已经办结；如有新的线索，请另行登记")
    if to not in _NEXT[state]:
        raise Refusal("请先开始核查，再作出结论" if state is ReportState.FILED else "此举报已在核查中")
    if to is ReportState.VERIFIED and not known:
        raise Refusal("本专区没有登记这一统一社会信用代码，无从撤销称号；请核对后不予采纳，或先办理登记")


def check_forgetting(state: ReportState) -> None:
    """举报人信息 is kept while the case needs it. Raises Refusal."""
    if state not in CLOSED:
        raise Refusal("举报尚未办结，仍需举报人信息；请在办结后删除")
