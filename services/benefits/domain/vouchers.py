"""额度与用券: what of a quota or fund is set aside for one order, what is used of it, and what the text leaves open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.evidence import is_named
from services.benefits.domain.measures import Measure
from shared.values import spelled, yuan


class State(StrEnum):
    RESERVED = "reserved"
    CONSUMED = "consumed"
    RELEASED = "released"
    EXPIRED = "expired"
    """Not used in its year"""

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    State.RESERVED: "已预留",
    State.CONSUMED: "已使用",
    State.RELEASED: "已释放",
    State.EXPIRED: "已到期释放",
}


class Step(StrEnum):
    RESERVE = "reserve"
    CONSUME = "consume"
    RELEASE = "release"
    EXPIRE = "expire"
    INHERIT = "inherit"
    """Whoever reserved it was absorbed: the survivor goes on with it"""

    @property
    def label(self) -> str:
        return STEP_LABELS[self]


STEP_LABELS: Final = {
    Step.RESERVE: "预留",
    Step.CONSUME: "使用",
    Step.RELEASE: "释放",
    Step.EXPIRE: "到期释放",
    Step.INHERIT: "合并承继",
}


class Payee(StrEnum):
    """To whom what was used is owed, by the words of the clause."""

    PROVIDER = "provider"
    ENTERPRISE = "enterprise"
    UNSTATED = "unstated"

    @property
    def label(self) -> str:
        return PAYEE_LABELS[self]


PAYEE_LABELS: Final = {
    Payee.PROVIDER: "服务机构",
    Payee.ENTERPRISE: "企业",
    Payee.UNSTATED: "原文未写明付给企业还是服务机构，由主管部门按其管理办法支付",
}


@dataclass(frozen=True, slots=True)
class Silence:
    """What is assumed where the clause is silent, in words; printed with every answer."""

    period: str
    allocation: str
    payee: Payee
    after_loss: str
    side_by_side: str
    """Of one contract reserved of two of them"""

    @property
    def assumptions(self) -> tuple[str, ...]:
        return (self.period, self.allocation, self.after_loss, self.side_by_side)


@dataclass(frozen=True, slots=True)
class QuotaRules:
    """Dated data of how quotas are handled."""

    rules: str
    valid_from: date
    benefits: Mapping[str, Silence]
    otherwise: Silence
    """Of quotas the city or a district publishes beside the plan"""
    warning_days: int
    """Before the end of the year: when an enterprise is told of what it has not used"""

    def silence(self, benefit_code: str) -> Silence:
        return self.benefits.get(benefit_code, self.otherwise)

    def warns_on(self, day: date) -> bool:
        return (last_day(day.year) - day).days < self.warning_days


def last_day(year: int) -> date:
    """On which what was reserved in a year can still be used."""
    return date(year, 12, 31)


class Decided(StrEnum):
    """What is for the departments a clause names to decide."""

    QUOTA = "额度"
    VOUCHER = "用券"


def check_department(department: str | None, what: Decided, measure: Measure) -> None:
    """Raises Refusal unless the officer's department is one of those the clause names."""
    if not is_named(department, measure.departments):
        names = "、".join(measure.departments)
        raise Refusal(f"{what}由{names}核定（条款{measure.clause}）；请由这些部门的人员办理")


def check_granted(granted_fen: int, cap_fen: int, elsewhere_fen: int, clause: str) -> None:
    """Raises Refusal when the year of one legal person would pass the bound of the clause.

    `elsewhere_fen`: reserved or used this year of quotas of firms it absorbed.
    """
    most = max(0, cap_fen - elsewhere_fen)
    if granted_fen > most:
        used = f"，其中被合并企业当年已预留或使用{yuan(elsewhere_fen)}元" if elsewhere_fen else ""
        raise Refusal(f"条款{clause}上限为每年{yuan(cap_fen)}元{used}；最多可核定{yuan(most)}元")


def carried(left_fen: int, own_fen: int, cap_fen: int, elsewhere_fen: int) -> int:
    """Of what an absorbed firm has left, as much as keeps the survivor's year within the bound of the clause.

    `own_fen`: granted to the survivor itself, and never taken away.
    """
    return max(0, min(left_fen, cap_fen - own_fen - elsewhere_fen))


_DONE: Final = {Step.CONSUME: State.CONSUMED, Step.RELEASE: State.RELEASED, Step.EXPIRE: State.EXPIRED}


def after(state: State, step: Step) -> State:
    """Only what is reserved goes anywhere. Raises Refusal."""
    if state is not State.RESERVED:
        raise Refusal(_over(state))
    return _DONE[step]


def check_again(state: State) -> None:
    """An order told again is the voucher it made, unless that was released. Raises Refusal."""
    if state in (State.RELEASED, State.EXPIRED):
        raise Refusal(_over(state))


def _over(state: State) -> str:
    return f"该笔用券{STATE_LABELS[state]}，不能再办理；如需用券请以新的编号重新预留"


def check_listed(suspended: bool, accepted: Collection[str], benefit_code: str) -> None:
    """Raises Refusal: who takes an order is in the directory, and accepts that voucher."""
    if suspended:
        raise Refusal("该服务机构已暂停接单；请在专属工具箱中另选一家")
    if benefit_code not in accepted:
        raise Refusal("该服务机构不接受此种用券；请在专属工具箱中按“接受的用券”另选一家")


_LONGEST_KEY: Final = 180


def reference_key(reference: str) -> str:
    """The one spelling under which a contract or order is reserved once. Raises Refusal: some letters spell longer."""
    key = spelled(reference)
    if len(key) > _LONGEST_KEY:
        raise Refusal("编号过长；请填写合同或订单编号本身")
    return key


def check_amount(fen: int, reserved_fen: int) -> None:
    """Raises Refusal: something was used, and no more than was reserved."""
    if not 0 < fen <= reserved_fen:
        raise Refusal(f"实际使用金额应大于零且不超过预留的{yuan(reserved_fen)}元；未使用的请释放")


def check_day(today: date, expires_on: date) -> None:
    """Raises Refusal: the errand that releases it may not have come by yet."""
    if today > expires_on:
        raise Refusal(f"该笔预留已于 {expires_on} 到期，未使用的部分随年度释放；请在新年度重新预留")
