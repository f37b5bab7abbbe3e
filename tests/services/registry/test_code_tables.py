"""Code tables: every code that crosses HTTP has its Chinese words, and what was retired says where it went."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from services.registry.code_tables import WORDS, tables
from services.registry.service.imports import INDUSTRY_PATTERN
from shared.values import DISTRICTS
from tests.architecture.routes import build, operations

CHINESE = re.compile("[\u4e00-\u9fff]")


def enumerations(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from enumerations(field.annotation)
    for part in get_args(annotation):
        yield from enumerations(part)


def test_every_enumeration_that_crosses_http_has_words() -> None:
    crossing: dict[type[StrEnum], str] = {}
    for service, app in build().items():
        for one in operations(service, app):
            body = one.route.body_field
            for annotation in (one.route.response_model, body.field_info.annotation if body else None):
                crossing |= dict.fromkeys(enumerations(annotation), str(one))
    assert len(crossing) >= 10, "a walk that finds nothing would let everything pass"
    without = {f"{enum.__name__} of {where}" for enum, where in crossing.items() if not _says_itself(enum)} - {
        f"{words.of.__name__} of {crossing.get(words.of)}" for words in WORDS.values()
    }
    assert not without, "give it a table in services/registry/code_tables.py, or its members a label"


def _says_itself(enum: type[StrEnum]) -> bool:
    """Its answers carry the label of each member beside it."""
    return all(CHINESE.search(str(getattr(member, "label", ""))) for member in enum)


def test_every_member_has_words_and_no_word_is_left_over() -> None:
    found = tables()
    for name, words in WORDS.items():
        assert [code.code for code in found[name].codes] == [member.value for member in words.of]
    for table in found.values():
        assert table.source
        assert CHINESE.search(table.title)
        assert len({code.code for code in table.codes}) == len(table.codes)
        assert all(CHINESE.search(code.label) for code in table.codes), table.name


def test_industries_are_twenty_sections_and_ninety_seven_divisions_in_a_row() -> None:
    codes = tables()["industries"].codes
    sections = [code for code in codes if code.parent is None]
    divisions = [code for code in codes if code.parent is not None]
    assert "".join(code.code for code in sections) == "ABCDEFGHIJKLMNOPQRST"
    assert [code.code[1:] for code in divisions] == [f"{n:02}" for n in range(1, 98)]
    assert all(re.fullmatch(INDUSTRY_PATTERN, code.code) and code.code[0] == code.parent for code in divisions)
    labels = {code.code: code.label for code in codes}
    assert (labels["C39"], labels["I65"]) == ("计算机、通信和其他电子设备制造业", "软件和信息技术服务业")


def test_retired_districts_lead_to_districts_in_use() -> None:
    codes = tables()["districts"].codes
    assert {code.code for code in codes if code.retired is None} == set(DISTRICTS)
    retired = {code.code: code for code in codes if code.retired is not None}
    assert set(retired) == {"330103", "330104"}
    for code in retired.values():
        assert code.merged_into
        assert set(code.merged_into) <= set(DISTRICTS)
