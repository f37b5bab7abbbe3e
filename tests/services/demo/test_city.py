"""The demonstration city: what everyone who loads, shows or scores it may rely on."""

import hashlib
import time
import unicodedata
from collections import Counter
from datetime import date, timedelta

import pytest
from stdnum.cn import uscc

from services.demo.city import City, draw
from services.demo.credit_codes import credit_code, organisation_code
from services.demo.model import city_model, name_model
from shared.values import DISTRICTS, Tier, clean_text, normalise_uscc
from tests.services.demo.sample import TODAY, city, holders

# ---- the draw --------------------------------------------------------------------------------


def digest(drawn: City) -> str:
    return hashlib.sha256(repr(drawn).encode()).hexdigest()


def test_the_same_count_seed_and_day_give_the_same_city():
    assert digest(draw(500, 3, TODAY)) == digest(draw(500, 3, TODAY))


@pytest.mark.parametrize(("seed", "today"), [(4, TODAY), (3, TODAY + timedelta(days=365))])
def test_another_seed_or_day_gives_another_city(seed: int, today: date):
    assert draw(500, 3, TODAY).firms != draw(500, seed, today).firms


def test_the_whole_city_has_the_counts_of_the_action_plan_and_is_drawn_in_seconds():
    started = time.process_time()
    whole = draw(30_000, 1, TODAY)
    assert time.process_time() - started < 10
    assert {tier: len(whole.holding(tier)) for tier in Tier} == {
        Tier.NONE: 0,
        Tier.INNOVATIVE: 30_000,
        Tier.SPECIALISED: 2_500,
        Tier.HIDDEN_CHAMPION: 100,
        Tier.LITTLE_GIANT: 240,
    }
    assert len(whole) == 33_000
    assert len({firm.uscc for firm in whole}) == len({firm.name for firm in whole}) == 33_000


@pytest.mark.parametrize("count", [1, 13, 300])
def test_a_small_city_is_a_city(count: int):
    small = draw(count, 5, TODAY)
    assert len(small.holding(Tier.INNOVATIVE)) == count
    assert len(small) == count + int(count / 10 + 0.5)


@pytest.mark.parametrize("today", [date(2023, 12, 31), date(2028, 2, 29), date(2029, 5, 10), date(2040, 1, 1)])
def test_a_city_can_be_drawn_at_another_day(today: date):
    other = draw(300, 5, today)
    assert len(other.holding(Tier.SPECIALISED)) == 25
    assert all(title.recognised_on <= today for firm in other for title in firm.titles)


def test_a_day_before_the_first_batches_is_refused():
    with pytest.raises(ValueError, match="draw a later or smaller city"):
        draw(300, 5, date(2022, 10, 15))


def test_an_empty_city_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        draw(0, 5, TODAY)


# ---- who a firm is ---------------------------------------------------------------------------


def test_credit_codes_are_valid_unique_and_canonical():
    codes = [firm.uscc for firm in city()]
    assert all(uscc.is_valid(code) and normalise_uscc(code) == code for code in codes)
    assert len(set(codes)) == len(codes)


def test_credit_codes_are_of_enterprises_and_carry_the_synthetic_prefix():
    assert {firm.uscc[:2] for firm in city()} == {"91"}
    assert {firm.uscc[8:11] for firm in city()} == {"MAX", "MAY"}


def test_the_organisation_code_has_its_own_check_character():
    assert [organisation_code(eight) for eight in ("MAXA0001", "MAXB0012", "MAYE0305", "MAXQ7H6K")] == [
        "MAXA00014",
        "MAXB0012X",
        "MAYE03050",
        "MAXQ7H6K7",
    ]
    assert all(organisation_code(firm.uscc[8:16]) == firm.uscc[8:17] for firm in city())


def test_different_serials_are_different_codes():
    assert len({credit_code("330108", serial) for serial in (0, 1, 30, 31, 31**5 - 1, 31**5)}) == 6


def test_a_firm_older_than_the_merger_of_districts_may_carry_a_retired_region():
    retired = [firm for firm in city() if firm.uscc[2:8] in {"330103", "330104"}]
    assert len(retired) > 100
    assert all(firm.established_on < date(2021, 4, 9) for firm in retired)
    assert {DISTRICTS[firm.district] for firm in retired} == {"拱墅区", "上城区", "钱塘区"}
    assert {firm.uscc[2:8] for firm in city()} - {"330103", "330104"} == set(DISTRICTS)


def test_names_are_unique_and_visibly_synthetic():
    names = [firm.name for firm in city()]
    assert len(set(names)) == len(names)
    for firm in city():
        assert "示例" in firm.name or "测试" in firm.name
        assert firm.name.endswith("有限公司")
        assert any(word in firm.name for word in name_model().words[firm.industry])


def test_some_names_have_rare_characters_and_some_lie_outside_the_bmp():
    rare = set(name_model().rare.characters)
    assert any(rare & set(firm.name) for firm in city())
    assert any(ord(character) > 0xFFFF for firm in city() for character in firm.name)
    assert all(clean_text(firm.name) == firm.name for firm in city())


def test_no_character_of_the_names_is_listed_twice():
    model = name_model()
    for characters in (model.characters, model.rare.characters, model.beyond_bmp.characters):
        assert len(set(characters)) == len(characters)
        assert all(unicodedata.category(character) == "Lo" for character in characters)


def test_telephones_stay_in_the_reserved_block():
    assert all("19900000000" <= firm.legal_representative_phone <= "19900000999" for firm in city())


def test_papers_are_visibly_synthetic_and_certificate_numbers_unique():
    titles = [title for firm in city() for title in firm.titles]
    assert all("示例" in text for title in titles for text in (title.number, title.document, title.authority))
    assert len({title.number for title in titles}) == len(titles)


def test_a_firm_is_established_before_it_is_in_its_niche_and_before_its_figures():
    assert all(firm.established_on <= firm.niche_since < date(2023, 1, 1) for firm in city())


# ---- where and what --------------------------------------------------------------------------


def test_every_district_has_firms_in_the_share_of_its_tier():
    for column, tier in enumerate((Tier.INNOVATIVE, Tier.SPECIALISED, Tier.LITTLE_GIANT)):
        found = Counter(firm.district for firm in holders(tier))
        for district, shares in city_model().districts.shares.items():
            assert abs(found[district] - shares[column] / 100 * len(holders(tier))) <= 2
    assert {firm.district for firm in city()} == set(DISTRICTS)


def test_industries_have_the_share_of_their_tier():
    for tier, weigh in (
        (Tier.INNOVATIVE, lambda low, high: low),
        (Tier.SPECIALISED, lambda low, high: (low + high) / 2),
        (Tier.LITTLE_GIANT, lambda low, high: high),
    ):
        found = Counter(firm.industry for firm in holders(tier))
        for industry, (low, high) in city_model().industries.shares.items():
            assert abs(found[industry] - weigh(low, high) / 100 * len(holders(tier))) <= 2
