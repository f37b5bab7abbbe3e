"""自评问卷: how an enterprise answers what a standard asks it, and when the questionnaire is out of date.

Its answers are the words of the enterprise for this questionnaire: they stand before what the profile says while the
questionnaire is judged, and never become facts of the profile.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from services.registry.domain.answers import QUESTIONS, Unreadable, read_back, written
from services.registry.domain.criteria import Standard
from services.registry.domain.figures.holdings import CREDENTIALS, EQUITY_ROUNDS, INSTITUTION, IP
from services.registry.domain.figures.reading import Datum
from services.registry.domain.holdings import Refused, check
from services.registry.domain.profile import AnnualReport, InstitutionLevel, IpClass, Profile, Source
from services.registry.domain.questionnaire_items import LEVELS, Form, Item, Known, Plain
from services.registry.domain.statements import PARTS, larger_parts, outranks
from services.registry.domain.suppositions import Supposed
from shared.values import Money

Answers = Mapping[str, Plain]
"""By the name of the item"""
MAY_BE_NEGATIVE: Final = frozenset({"net_profit_fen"})
MOST_PERSONS: Final = 10_000_000
_YUAN: Final = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,2})?")
_COUNT: Final = re.compile(r"[0-9]{1,8}")


# ---- time -----------------------------------------------------------------------------------------


def judged_on(begun_on: date, today: date) -> date:
    """A questionnaire asks about the year before it was begun: it is judged as of today, after that as of the last
    day of its year, so that its questions stay the same."""
    return min(max(begun_on, today), date(begun_on.year, 12, 31))


def out_of_date(ruleset: str, begun_on: date, in_force: Standard | None, today: date) -> str | None:
    """Why it says nothing of today any more; None: it does."""
    if in_force is None or in_force.ruleset != ruleset:
        return "所依据的认定标准已不再执行；请按现行标准重新开始，已填的答案可以带入"
    if today.year > begun_on.year:
        return f"问卷所问是{begun_on.year - 1}年及以前的数据，年度已更替；请重新开始，已填的答案可以带入"
    return None


# ---- answering ------------------------------------------------------------------------------------


def answered(items: Iterable[Item], answers: Answers, changes: Answers, today: date) -> dict[str, Plain]:
    """The answers after a saving; None takes one back. Raises Unreadable, naming everything that is wrong."""
    asked = {item.name: item for item in items}
    after, wrong = dict(answers), []
    if changes.keys() - asked.keys():
        wrong.append("有本问卷没有问的填报项；请按问卷中的 name 填写")
    for name in changes.keys() & asked.keys():
        after.pop(name, None)
        if changes[name] is not None:
            try:
                after[name] = read(asked[name], changes[name], today)
            except (Unreadable, Refused) as fault:
                wrong.append(f"“{asked[name].label}”{fault}")
    if wrong:
        raise Unreadable("；".join(sorted(wrong)))
    return after


def check_parts(items: Iterable[Item], answers: Answers, profile: Profile) -> None:
    """No part is larger than its whole, in one year, answered or known. Raises Unreadable."""
    given: dict[int, dict[str, int | None]] = {}
    for item in items:
        if item.datum.year is not None and item.name in answers:
            figures = given.setdefault(item.datum.year, _reported(profile.reports.get(item.datum.year)))
            figures[item.datum.name] = _figure(item.datum, answers[item.name])
    wrong = [f"{year}年{words}" for year in sorted(given) for words in larger_parts(given[year])]
    if wrong:
        raise Unreadable("；".join(wrong))


def _reported(report: AnnualReport | None) -> dict[str, int | None]:
    return {name: getattr(report, name, None) for part, whole, _ in PARTS for name in (part, whole)}


def _figure(datum: Datum, value: Plain) -> int:
    return int(Money.from_signed_yuan(value)) if datum.name.endswith("_fen") else int(value)


def carried_over(items: Iterable[Item], old_items: Iterable[Item], answers: Answers) -> dict[str, Plain]:
    """Those of another questionnaire to what this one asks as well.

    A list says "none" of the kinds that were asked for and not of others: it is carried where all of this one's were.
    """
    old = {item.name: item for item in old_items}
    carried = {}
    for item in items:
        if not item.self_stated or item.name not in answers or item.name not in old:
            continue
        if item.form is not Form.CREDENTIALS:
            carried[item.name] = answers[item.name]
        elif item.choices.keys() <= old[item.name].choices.keys():
            carried[item.name] = [one for one in answers[item.name] if one["kind"] in item.choices]
    return carried


def read(item: Item, value: Any, today: date) -> Plain:
    """As it is kept: one spelling for each value. Raises Unreadable or Refused."""
    if not item.self_stated:
        raise Unreadable("由主管部门或有关部门提供，企业不能自行填报")
    return _READERS[item.form](item, value, today)


def _as_question(item: Item, value: Any, today: date) -> str:
    question = LEVELS if item.datum == INSTITUTION else QUESTIONS[item.datum.name]
    return written(question.read_on(value, today))


def _money(item: Item, value: Any, today: date) -> str:
    if not _YUAN.fullmatch(value):
        raise Unreadable("请填元，最多两位小数，如 1000000.00")
    amount = Money.from_signed_yuan(value)
    if amount < 0 and item.datum.name not in MAY_BE_NEGATIVE:
        raise Unreadable("不能为负数")
    return amount.yuan


def _count(item: Item, value: Any, today: date) -> str:
    if not _COUNT.fullmatch(value) or int(value) > MOST_PERSONS:
        raise Unreadable(f"请填 0 至 {MOST_PERSONS} 的整数")
    return str(int(value))


def _credentials(item: Item, value: Any, today: date) -> Plain:
    for one in value:
        until = one["valid_until"]
        check(
            {"awarded_on": date.fromisoformat(one["on"]), "valid_until": until and date.fromisoformat(until)},
            today,
        )
        if one["kind"] not in item.choices:
            raise Unreadable("请只填本问卷所问的种类")
    return value


def _equity_rounds(item: Item, value: Any, today: date) -> Plain:
    for one in value:
        check({"paid_on": date.fromisoformat(one["on"])}, today)
    return value


def _ip(item: Item, value: Any, today: date) -> Plain:
    return value


_Reader = Callable[[Item, Any, date], Plain]
_READERS: Final[Mapping[Form, _Reader]] = dict.fromkeys(Form, _as_question) | {
    Form.MONEY: _money,
    Form.COUNT: _count,
    Form.IP: _ip,
    Form.CREDENTIALS: _credentials,
    Form.EQUITY_ROUNDS: _equity_rounds,
}

# ---- judging --------------------------------------------------------------------------------------


def supposed(items: Iterable[Item], answers: Answers) -> Supposed:
    """The answers as facts taken for true over the profile."""
    said = {item.datum: answers[item.name] for item in items if item.name in answers}
    reports: dict[int, dict[str, int]] = {}
    for datum in [one for one in said if one.year is not None]:
        value = said.pop(datum)
        reports.setdefault(datum.year or 0, {})[datum.name] = _figure(datum, value)
    ip, institution = said.pop(IP, None), said.pop(INSTITUTION, None)
    credentials, rounds = said.pop(CREDENTIALS, None), said.pop(EQUITY_ROUNDS, None)
    return Supposed(
        reports=reports,
        ip=None if ip is None else {kind: ip[kind] for kind in IpClass},
        institution=None if institution is None else InstitutionLevel(institution),
        credentials=None
        if credentials is None
        else tuple((one["kind"], _day(one["on"]), _day(one["valid_until"]), one["rank"]) for one in credentials),
        equity_rounds=None
        if rounds is None
        else tuple((_day(one["on"]), int(Money.from_yuan(one["amount"]))) for one in rounds),
        answers={datum.name: read_back(datum.name, text) for datum, text in said.items()},
    )


def _day(text: str | None) -> Any:
    return None if text is None else date.fromisoformat(text)


def contradicted(known: Known | None, answer: Plain) -> bool:
    """Whether somebody whose word goes before the enterprise's says otherwise: an application is judged by that.

    Of a list: whether an entry of theirs is not in the answer.
    """
    if known is None or known.origin is None or answer is None:
        return False
    if known.entries:
        return any(outranks(origin.source, Source.ENTERPRISE) and one not in answer for one, origin in known.entries)
    return outranks(known.origin.source, Source.ENTERPRISE) and known.value != answer
