"""What was decided, in the words an enterprise reads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.registry.domain.titles import (
    GROUND_LABELS,
    Decision,
    Ending,
    Recognition,
    Renewal,
    Resuming,
    Revocation,
    Suspending,
    TakingOver,
    Titles,
    find,
)
from shared.events import Title
from shared.values import EnterpriseId


def reason_texts(
    after: Mapping[EnterpriseId, Titles], decisions: Mapping[EnterpriseId, Sequence[Decision]]
) -> dict[EnterpriseId, str]:
    return {id_: _reason_text(titles, decisions[id_]) for id_, titles in after.items()}


def _reason_text(titles: Iterable[Title], decisions: Sequence[Decision]) -> str:
    return "；".join(_TEXTS[type(decision)](titles, decision) for decision in decisions)[:500]


_TEXTS: Final = {
    Recognition: lambda titles, d: f"{d.authority}认定为{d.tier.label}（{d.document}）",
    Renewal: lambda titles, d: f"{find(titles, d.renews).tier.label}复核通过（{d.document}）",
    Revocation: lambda titles, d: (
        f"{'全部称号' if d.every_tier else find(titles, d.title_id).tier.label}被撤销："
        f"{GROUND_LABELS[d.ground]}（{d.document}）"
    ),
    Suspending: lambda titles, d: (
        f"{find(titles, d.title_id).tier.label}称号自 {d.decided_on} 起暂停，正在核查："
        f"{GROUND_LABELS[d.ground]}（{d.document}）"
    ),
    Resuming: lambda titles, d: f"{find(titles, d.title_id).tier.label}称号自 {d.decided_on} 起恢复（{d.document}）",
    Ending: lambda titles, d: f"企业注销或被合并，称号自 {d.on} 起终止（{d.document}）",
    TakingOver: lambda titles, d: f"合并后承继{d.title.tier.label}称号，有效期不变（{d.document}）",
}
