"""Kinds of services and activities, each with the clause that names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.notifications.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class HelpKind:
    code: str
    label: str
    clause: str
    text: str
    """In the words of the clause"""
    groups: Mapping[str, str]
    """Audiences the clause tells apart, by code; an entry is for one of them"""
    free: bool
    """公益性: the clause says that it costs nothing"""
    point_to_point: bool
    """One of the seven services of 18-2"""

    def check_group(self, group: str | None) -> None:
        """Raises Refusal: where the clause tells audiences apart one of them is named, elsewhere none."""
        if group is not None and not self.groups:
            raise Refusal(f"“{self.label}”不分对象类别，请勿填写 group")
        if self.groups and group not in self.groups:
            raise Refusal(f"“{self.label}”应写明对象类别 group：{_listed(self.groups)}")


def _listed(names: Mapping[str, str]) -> str:
    return "、".join(f"{code} {label}" for code, label in names.items())


@dataclass(frozen=True, slots=True)
class HelpKinds:
    """As one version of the plan has them."""

    rules: str
    title: str
    valid_from: date
    kinds: Mapping[str, HelpKind]

    def named(self, code: str) -> HelpKind:
        """Raises Refusal."""
        if code not in self.kinds:
            raise Refusal("没有这一种类；种类见 GET /notifications/v1/activity-kinds")
        return self.kinds[code]

    def basis(self, kind: HelpKind) -> str:
        return f"{self.title}条款{kind.clause}"
