"""Enterprises found by any part of their name, exactly, the same on both databases."""

import unicodedata
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.names import folded, grams, searchable, telling
from tests.services.registry.test_identities import record, taken
from tests.zone import BINJIANG, YUHANG, RunningZone, new_uscc

# ---- the rules ------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@given(TEXTS)
def test_folding_again_changes_nothing_that_is_not_a_compatibility_form_of_case(text: str) -> None:
    assert folded(folded(text)) == folded(folded(folded(text)))


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("杭州ＡＢＣ传感", "abc"),
        ("杭州abc传感", "ＡＢＣ"),
        ("㈱示例", "(株)"),
        ("示例（杭州）有限公司", "例(杭"),
        ("示例ﾃｽﾄ", "テスト"),
        ("Straße 示例", "STRASSE"),
    ],
)
def test_what_reads_alike_is_alike(name: str, question: str) -> None:
    assert folded(question) in folded(name)


@given(st.lists(st.one_of(TEXTS, TEXTS.map("{}有限公司".format)), min_size=1, max_size=3), st.data())
def test_every_part_of_a_name_that_tells_something_is_in_the_index(names: list[str], data: Any) -> None:
    """One character begins exactly one leading gram; two and more have all their pairs."""
    text = searchable(names)
    kept = grams(text)
    name = folded(data.draw(st.sampled_from(names)))
    at = data.draw(st.integers(0, len(name) - 1))
    part = name[at : at + data.draw(st.integers(1, 4))]
    if len(part) > 1:
        assert set(telling(part)) <= set(kept)
    for character in telling(part[0]):
        assert [leads for gram, leads in kept.items() if gram[0] == character].count(True) == 1


@given(TEXTS)
def test_no_gram_crosses_from_one_name_into_the_next(text: str) -> None:
    assert not any("\n" in gram for gram in grams(searchable([text, text])))


# ---- over HTTP ------------------------------------------------------------------------------------


async def found(zone: RunningZone, name: str, **params: Any) -> list[str]:
    """The USCCs on all pages."""
    usccs: list[str] = []
    cursor: str | None = None
    while True:
        asked = {"name": name, "limit": 3, **params} | ({"cursor": cursor} if cursor else {})
        answer = await zone.officer().get("/v1/enterprises", params=asked)
        assert answer.status_code == 200, answer.text
        usccs += [item["uscc"] for item in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return usccs


def mark() -> str:
    """Characters no other test uses: a name of its own."""
    return "".join(chr(0x3400 + int(digits, 16)) for digits in (uuid4().hex[:3], uuid4().hex[3:6]))


async def test_one_two_and_more_characters_find_the_same_enterprise(zone: RunningZone) -> None:
    own = mark()
    uscc = await zone.register(name=f"杭州{own}传感技术有限公司")
    await zone.register(name=f"杭州{own[1]}{own[0]}传感技术有限公司")
    for question in (own, f"州{own}", f"{own}传感技术", f"杭州{own}传感技术有限公司"):
        assert await found(zone, question) == [uscc], question
    for character in own:
        assert len(await found(zone, character)) == 2
    assert await found(zone, f"{own}技术") == []


async def test_many_pages_show_every_match_once(zone: RunningZone) -> None:
    own = mark()
    names = [f"{own}甲{own}", f"甲{own}", own, *(f"{own}{n}{own[0]}号" for n in range(7))]
    usccs = {await zone.register(name=name) for name in names}
    for question in (own, own[0], own[1]):
        seen = await found(zone, question)
        assert len(seen) == len(names), question
        assert set(seen) == usccs


async def test_width_and_case_make_no_difference_and_wildcards_are_characters(zone: RunningZone) -> None:
    own = mark()
    uscc = await zone.register(name=f"{own}ＳＥＮＳＯＲ_１００%（杭州）公司")
    for question in ("sensor_100%", "Ｓｅｎｓｏｒ＿１００％", "%(杭州)", "_100", "0%"):
        assert await found(zone, f"{own}sensor_100%(杭州)公司") == [uscc]
        assert uscc in await found(zone, question), question
    for question in (f"{own}%", f"{own}_ensor", f"{own[0]}%", f"{own}\\"):
        assert await found(zone, question) == [], question


async def test_characters_beyond_the_basic_plane_are_characters_too(zone: RunningZone) -> None:
    uscc = await zone.register(name=f"{mark()}𬭎𠅤科技")
    assert uscc in await found(zone, "𬭎")
    assert uscc in await found(zone, "𠅤科")
    assert uscc not in await found(zone, "𠅤𬭎")


async def test_a_corrected_name_was_a_slip_and_finds_nobody(zone: RunningZone) -> None:
    before, after = mark(), mark()
    uscc = await zone.register(name=f"{before}公司")
    body = {"name": f"{after}公司"}
    answer = await zone.officer().patch(f"/v1/enterprises/{uscc}", json=body, headers={"If-Match": "*"})
    assert answer.status_code == 200
    assert (await found(zone, before), await found(zone, before[0])) == ([], [])
    assert (await found(zone, after), await found(zone, after[1])) == ([uscc], [uscc])


async def test_a_renamed_enterprise_is_found_by_every_name_it_had(zone: RunningZone) -> None:
    first, second, third, slip = mark(), mark(), mark(), mark()
    uscc = await zone.register(name=f"{first}公司")
    taken(await record(zone, uscc, "renames", name=f"{second}公司"))
    taken(await record(zone, uscc, "renames", name=f"{slip}公司"))
    body = {"name": f"{third}公司"}
    assert (
        await zone.officer().patch(f"/v1/enterprises/{uscc}", json=body, headers={"If-Match": "*"})
    ).status_code == 200
    assert [await found(zone, name) for name in (first, second, third)] == [[uscc]] * 3
    assert await found(zone, slip) == []
    assert (await zone.profile(uscc))["name"] == f"{third}公司"


async def test_what_was_absorbed_leads_to_itself_and_to_whoever_goes_on(zone: RunningZone) -> None:
    old, last, heir, final = mark(), mark(), mark(), mark()
    absorbed, survivor, latest = [await zone.register(name=f"{one}公司") for one in (old, heir, final)]
    taken(await record(zone, absorbed, "renames", name=f"{last}公司"))
    taken(await record(zone, survivor, "mergers", absorbed_uscc=absorbed))
    for name in (old, last):
        assert set(await found(zone, name)) == {absorbed, survivor}
    assert await found(zone, heir) == [survivor]
    taken(await record(zone, latest, "mergers", absorbed_uscc=survivor))
    assert set(await found(zone, old)) == {absorbed, survivor, latest}
    assert set(await found(zone, heir)) == {survivor, latest}
    items = (await zone.officer().get("/v1/enterprises", params={"name": old})).json()["items"]
    assert {one["uscc"]: one["ending"] for one in items} == {absorbed: "merged", survivor: "merged", latest: None}


async def test_filters_narrow_a_search_and_a_district_finds_its_own(zone: RunningZone) -> None:
    own = mark()
    usccs = [await zone.register(name=f"{own}公司", district=BINJIANG, industry="C39") for _ in range(9)]
    other = await zone.register(name=f"{own}公司", district=YUHANG, industry="I65")
    await zone.recognise(other, "innovative")
    await zone.recognise(other, "specialised")
    assert await found(zone, own, district=YUHANG) == [other]
    assert await found(zone, own, industry="I65") == [other]
    assert await found(zone, own, tier="specialised") == [other]
    assert await found(zone, own, holds="innovative") == [other]
    assert await found(zone, own, tier="innovative") == []
    assert set(await found(zone, own, holds="little_giant")) == set()
    answer = await zone.officer(BINJIANG).get("/v1/enterprises", params={"name": own})
    assert {item["uscc"] for item in answer.json()["items"]} == set(usccs)


async def test_what_nearly_every_name_contains_is_found_too(zone: RunningZone) -> None:
    own = mark()
    company = await zone.register(name=f"{own}有限公司", district="330122")
    sushi = await zone.register(name=f"{own}寿司", district="330122")
    for question in ("有限公司", "有限", "限公", "公司", "有", "公", f"{own}有限", f"{own[1]}有"):
        seen = await found(zone, question, district="330122")
        assert company in seen, question
        assert sushi not in seen, question
    assert {company, sushi} <= set(await found(zone, "司", district="330122"))
    assert set(await found(zone, "寿司", district="330122")) == {sushi}


async def test_a_question_of_nothing_is_refused(zone: RunningZone) -> None:
    for nothing in ("", "　", "\u200b"):
        answer = await zone.officer().get("/v1/enterprises", params={"name": nothing})
        assert answer.status_code == 422


def test_the_marks_of_these_tests_are_letters() -> None:
    assert all(unicodedata.category(ch) == "Lo" for ch in mark())


async def test_an_imported_enterprise_is_found(zone: RunningZone) -> None:
    own, uscc = mark(), new_uscc()
    list_ = "企业名称,统一社会信用代码,所在区县,行业代码,称号,证书编号,认定机关,认定文件,认定日期\n"
    list_ += f"{own}公司,{uscc},滨江区,C39,创新型中小企业,{uscc},示例机关,示例文号,2026-01-05\n"
    answer = await zone.officer().post(
        "/v1/title-imports", files={"file": ("名单.csv", list_.encode())}, headers={"Idempotency-Key": uscc}
    )
    assert answer.status_code == 200, answer.text
    assert await found(zone, own) == [uscc]
