"""Single figures said of an enterprise: answers, intellectual property, tags."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.registry import profile_data, store
from services.registry.domain.answers import QUESTIONS, Question, written
from services.registry.domain.profile import Provenance, Source
from services.registry.domain.statements import outranks
from services.registry.problems import CodeListNotFound, QuestionNotFound
from services.registry.service import code_lists, profile_edits
from services.registry.store.tables import AnswerRow, IntellectualPropertyRow, TagRow
from shared.callers import Caller
from shared.db import Tx
from shared.problems import Forbidden
from shared.values import EnterpriseId


def questions() -> list[Question]:
    """Everything that may be answered."""
    return list(QUESTIONS.values())


def question(name: str) -> Question:
    """Raises QuestionNotFound."""
    if name not in QUESTIONS:
        raise QuestionNotFound("请从填报项目录中选择")
    return QUESTIONS[name]


async def answer(tx: Tx, caller: Caller, uscc: str, name: str, if_match: str | None, text: str | None) -> int:
    """The caller's word on one question; None takes it back. Returns the version of the enterprise."""
    asked = question(name)
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    if edit.origin.source is Source.ENTERPRISE and not asked.self_stated:
        raise Forbidden(f"{asked.label}由主管部门或有关部门提供，企业不能自行填报")
    with profile_edits.refusing():
        value = None if text is None else asked.read_on(text, tx.today)
    kept = None if value is None else written(value)
    before = await profile_edits.said_before(tx, edit, AnswerRow, name=name)
    tx.edited("answer", {name: before.get("value")}, {name: kept})
    await save_answers(tx, [(edit.enterprise_id, name, kept, edit.origin)])
    return await profile_edits.end(tx, edit)


async def count_ip(tx: Tx, caller: Caller, uscc: str, if_match: str | None, counts: Mapping[str, int]) -> int:
    """Of the main product, by class. Returns the version of the enterprise."""
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    tx.edited("intellectual property", await profile_edits.said_before(tx, edit, IntellectualPropertyRow), counts)
    await save_counts(tx, [(edit.enterprise_id, counts, edit.origin)])
    return await profile_edits.end(tx, edit)


async def tag(
    tx: Tx, caller: Caller, uscc: str, name: str, if_match: str | None, codes: Sequence[str]
) -> tuple[list[Any], int]:
    """The tags of one list anew; what an officer gave, the enterprise does not take away.

    Returns them with the version of the enterprise.
    """
    found = profile_data.code_lists().get(name)
    if found is None or not found.tags:
        raise CodeListNotFound("请从标签类代码表中选择")
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    there = {row.code: row.source for row in await _tags(tx, edit.enterprise_id, name)}
    new = [code for code in dict.fromkeys(codes) if code not in there]
    await code_lists.check_in_use(tx, name, new, tx.today)
    for code, said_by in there.items():
        if code not in codes and not outranks(Source(said_by), edit.origin.source):
            await store.profiles.remove(tx, TagRow, {"enterprise_id": edit.enterprise_id, "list": name, "code": code})
    await save_tags(tx, [(edit.enterprise_id, name, code, edit.origin) for code in new])
    given = await _tags(tx, edit.enterprise_id, name)
    tx.edited("tags", {name: list(there)}, {name: [row.code for row in given]})
    return given, await profile_edits.end(tx, edit)


async def _tags(tx: Tx, enterprise_id: EnterpriseId, name: str) -> list[Any]:
    return [row for row in await store.profiles.rows_of(tx, TagRow, [enterprise_id]) if row.list == name]


# ---- many at once --------------------------------------------------------------------------------


async def save_answers(tx: Tx, words: Iterable[tuple[EnterpriseId, str, str | None, Provenance]]) -> None:
    """Enterprise, question, the answer as it is kept, whose word it is."""
    rows = [
        {"enterprise_id": id_, "name": name, "source": origin.source, "stated_on": origin.on, "value": value}
        for id_, name, value, origin in words
    ]
    await store.profiles.put(tx, AnswerRow, rows)


async def save_counts(tx: Tx, words: Iterable[tuple[EnterpriseId, Mapping[str, int], Provenance]]) -> None:
    rows = [
        {"enterprise_id": id_, "source": origin.source, "stated_on": origin.on, **counts}
        for id_, counts, origin in words
    ]
    await store.profiles.put(tx, IntellectualPropertyRow, rows)


async def save_tags(tx: Tx, words: Iterable[tuple[EnterpriseId, str, str, Provenance]]) -> None:
    rows = [
        {"enterprise_id": id_, "list": name, "code": code, "source": origin.source, "stated_on": origin.on}
        for id_, name, code, origin in words
    ]
    await store.profiles.put(tx, TagRow, rows)
