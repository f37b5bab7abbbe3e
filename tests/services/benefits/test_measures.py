"""The seed says what the draft says, all 96 rows of it; a set that contradicts itself is not loaded."""

import copy
from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml

from services.benefits.domain.describing import described
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.measures import Category, LegalStatus, PolicySet
from services.benefits.measures import (
    FOLDER,
    MeasureRefused,
    book_from,
    policy_set,
    policy_sets,
    quotes,
    rates_text,
    rules,
    set_text,
)
from services.benefits.measures.data import policy_set_from
from services.benefits.measures.rates import quotes_from
from shared.values import Certainty, Tier, yuan

DOCUMENT = (FOLDER / "HZ-DRAFT-2022" / "document.txt").read_text("utf-8")
AMOUNTS = {
    "02-2": ("fixed", "1000000.00", None),
    "02-3": ("fixed", "200000.00", None),
    "04-3": ("rate_with_cap", None, "30000000.00"),
    "05-5": ("by_level", "2000000.00", None),
    "05-6": ("by_level", "1000000.00", None),
    "05-7": ("by_level", "500000.00", None),
    "05-9": ("quota", "500000.00", "500000.00"),
    "06-5": ("rate_with_cap", None, "3000000.00"),
    "08-3": ("by_level", "5000000.00", None),
    "08-4": ("by_level", "2000000.00", None),
    "08-5": ("by_level", "800000.00", None),
    "10-4": ("fixed", "3000000.00", None),
    "11-6": ("interest_subsidy", None, "20000000.00"),
    "S2-3": ("fund", "10000000.00", None),
}
"""Every amount and cap the draft names"""


def seed() -> PolicySet:
    found = policy_set()
    assert found is not None
    return found


def documents() -> list[Any]:
    """The kinds of evidence, the head, and the articles: fresh, to spoil."""
    return list(yaml.safe_load_all(set_text().text))


def test_every_row_of_the_plan_is_there_for_whom_it_is_for() -> None:
    measures = seed().measures
    assert len(measures) == 96
    assert Counter(one.category for one in measures) == {
        Category.SERVICE: 56,
        Category.QUALIFICATION: 11,
        Category.TARGET: 9,
        Category.MONETARY_FIXED: 9,
        Category.MONETARY_RATE_CAPPED: 4,
        Category.QUOTA: 3,
        Category.PRICE_RULE: 3,
        Category.INTEREST_SUBSIDY: 1,
    }
    askers = Counter(asker for one in measures for asker in one.askers)
    assert askers[SubjectKind.ENTERPRISE] == 81
    assert {one.clause for one in measures if one.askers == {SubjectKind.DISTRICT}} == {"02-4", "03-2", "13-1", "S1-2"}
    assert {one.clause for one in measures if one.askers == {SubjectKind.PARK}} == {"13-2"}
    assert {one.clause for one in measures if one.askers == {SubjectKind.INSTITUTION}} == {"11-1"}
    assert all(one.category is Category.TARGET for one in measures if SubjectKind.CITY in one.askers)


def test_every_amount_and_cap_is_the_drafts() -> None:
    found = {}
    for one in seed().measures:
        gives = described(one.formula)
        if gives.amount_fen is not None or gives.cap_fen is not None:
            amounts = [None if fen is None else yuan(fen) for fen in (gives.amount_fen, gives.cap_fen)]
            found[one.clause] = (gives.kind, *amounts)
    assert found == AMOUNTS


def test_every_citation_stands_in_the_document_word_for_word() -> None:
    words = "".join(DOCUMENT.split())
    assert [one.clause for one in seed().measures if "".join(one.citation.split()) not in words] == []


def test_every_row_says_in_plain_words_what_it_is_and_what_is_left_open() -> None:
    for one in seed().measures:
        assert one.plain.endswith("。"), one.clause
        assert one.note, one.clause
        assert not one.note.endswith("。"), one.clause


def test_where_the_text_gives_no_rate_none_is_invented() -> None:
    unspecified = {one.clause for one in seed().measures if one.certainty is Certainty.RATE_UNSPECIFIED}
    assert unspecified == {
        *("03-2", "06-2", "06-4", "13-2", "13-6", "15-6"),
        *("16-4", "16-5", "16-6", "16-7"),
    }


def test_what_opens_with_a_title_alone_is_money_quota_or_qualification() -> None:
    assert [(one.clause, one.benefit_code) for one in seed().measures if one.automatic] == [
        ("02-2", "little-giant-first-award"),
        ("02-3", "specialised-first-award"),
        ("05-9", "innovation-voucher-quota"),
        ("07-2", "ip-advantage-cultivation"),
        ("10-3", "listing-candidate"),
        ("12-6", "class-d-talent"),
        ("S3-1", "commendation"),
    ]
    assert [rule.benefit_code for rule in rules()] == [one.benefit_code for one in seed().measures if one.automatic]


def test_the_seed_is_an_open_ended_draft_and_says_so() -> None:
    assert (seed().legal_status, seed().valid_until) == (LegalStatus.DRAFT, None)
    assert all("征求意见稿，非兑付依据" in rule.basis for rule in rules())
    assert not seed().applies_on(date(2022, 2, 28))
    assert seed().applies_on(date(2022, 3, 1))


def test_every_kind_of_evidence_proves_facts_of_the_list_and_is_asked_for() -> None:
    kinds = documents()[0]["evidence"]
    assert {name for kind in kinds for name in kind.get("gives", [])} <= set(FACTS)
    asked = {kind.kind for one in policy_sets() for measure in one.measures for kind in measure.evidence}
    assert {kind["kind"] for kind in kinds} == asked


def test_every_named_fact_is_of_some_use() -> None:
    """A list that only grows stops being a closed one."""
    text = "\n".join(set_text(one.policy_set).text for one in policy_sets())
    elsewhere = {"subsidy_share", "repaid_on", "principal", "drawn_on", "matures_on"}  # asked by the interest formula
    shared = {"revenue", "revenue_growth", "rd_ratio", "debt_ratio", "staff", "serious_dishonesty", "industry"}
    unused = {name for name in FACTS if name not in text} - elsewhere - shared
    assert unused == set()


def test_the_later_sets_stand_beside_it_to_compare_and_share_its_codes() -> None:
    others = [one for one in policy_sets() if one.policy_set != "HZ-DRAFT-2022"]
    assert others
    codes = {one.benefit_code for one in seed().measures}
    for one in others:
        assert one.legal_status is LegalStatus.COMPARISON
        assert one.confirmed == "excerpts"
        assert {measure.benefit_code for measure in one.measures} & codes
        assert not any(measure.automatic for measure in one.measures)


def test_a_tier_finds_what_it_does_not_rule_out() -> None:
    def clauses(tier: Tier) -> set[str]:
        return {one.clause for one in seed().measures if seed().for_tier(one, tier)}

    assert clauses(Tier.LITTLE_GIANT) - clauses(Tier.SPECIALISED) >= {"02-2", "05-4", "07-2", "12-6", "S3-1"}
    assert clauses(Tier.SPECIALISED) - clauses(Tier.INNOVATIVE) >= {"02-3", "05-5", "10-3", "11-6"}
    assert clauses(Tier.INNOVATIVE) - clauses(Tier.NONE) >= {"11-2", "18-1"}
    assert {"04-3", "08-3", "15-5"} <= clauses(Tier.NONE)


# ---- what is refused -----------------------------------------------------------------------------------


def spoiled(clause: str, **fault: Any) -> list[Any]:
    found = copy.deepcopy(documents())
    for article in found[2:]:
        for measure in article["measures"]:
            if measure["id"] == clause:
                measure.update(fault)
                for name in [name for name, value in measure.items() if value == "removed"]:
                    del measure[name]
    return found


@pytest.mark.parametrize(
    ("clause", "fault", "words"),
    [
        ("02-2", {"certainty": "non_monetary"}, "certainty non_monetary 与公式矛盾；这里应为 nominal、upper_bound"),
        ("02-2", {"certainty": "perhaps"}, "certainty"),
        ("02-2", {"citation": "removed"}, "citation：缺少这一项"),
        ("02-2", {"surprise": 1}, "surprise：没有这一项，请核对拼写"),
        ("02-2", {"category": "quota"}, "这一公式属于 monetary_fixed（定额资金），不是 quota"),
        ("02-2", {"benefit_code": "With Spaces"}, "benefit_code"),
        ("02-2", {"citation": "按照其贡献分别给予200万元"}, "citation 与原文不一致，请逐字引用"),
        ("02-2", {"audience": {"fact": "first_titel", "any_of": ["little_giant"]}}, "是否指：first_title"),
        ("02-2", {"audience": "provincal"}, "没有名为“provincal”的条件；是否指：provincial"),
        ("02-2", {"formula": {"fixed": {"amount": "1000000.001"}}}, "金额应为元的字符串"),
        ("02-2", {"formula": {"gift": {}}}, "没有公式“gift”；可用：fixed、by_level"),
        ("02-2", {"evidence": ["a_word"]}, "evidence.yaml 中没有凭证“a_word”"),
        ("04-3", {"automatic": True}, "automatic 只用于凭称号即可开启的资金、额度与资格"),
        ("04-3", {"certainty": "rate_unspecified"}, "与公式矛盾"),
        ("06-2", {"certainty": "upper_bound"}, "这里应为 rate_unspecified"),
        ("05-5", {"formula": {"by_level": {"scale": "first", "level": "x", "amount": "1"}}}, "scales 中没有“first”"),
        ("06-5", {"subject": "enterprise"}, "“purchase_price”，或本条的对象没有这个事实"),
        ("T-1", {"formula": {"target": {"figure": "innovative_ever", "at_least": "30000亩"}}}, "单位书写：家"),
    ],
)
def test_a_measure_that_contradicts_itself_is_refused_in_words_that_name_the_clause(
    clause: str, fault: dict[str, Any], words: str
) -> None:
    with pytest.raises(MeasureRefused) as refused:
        policy_set_from(spoiled(clause, **fault), DOCUMENT)
    assert str(refused.value).startswith(f"HZ-DRAFT-2022 第 {clause} 条")
    assert words in str(refused.value)


def test_one_clause_and_one_code_stand_once_in_a_set() -> None:
    with pytest.raises(MeasureRefused, match="little-giant-first-award 出现了两次"):
        policy_set_from(spoiled("02-3", benefit_code="little-giant-first-award"))


def test_a_set_is_the_same_from_its_kept_text() -> None:
    again = book_from(set_text().text, rates_text().text)
    assert [one.benefit_code for one in again.policy_set.measures] == [one.benefit_code for one in seed().measures]
    assert again.quotes == quotes()


def test_a_rate_is_the_january_quotation_of_its_year() -> None:
    assert {year: (one.one_year, one.over_five_years) for year, one in quotes().items()} == {
        2020: (415, 480),
        2021: (385, 465),
        2022: (370, 460),
        2023: (365, 430),
        2024: (345, 420),
        2025: (310, 360),
        2026: (300, 350),
    }
    with pytest.raises(ValueError, match="2022年：应恰有一次当年1月份的报价"):
        quotes_from(rates_text().text.replace("2022-01-20", "2022-02-21"))
