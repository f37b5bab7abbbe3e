"""Values that mean the same everywhere, with their limits."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.days import Day, add_years, shanghai_day
from shared.strict import Body
from shared.values import DISTRICTS, HOLDABLE, CreditCode, District, Money, Name, Tier, YuanIn, holds_titles, yuan

NAME, CODE, YUAN = TypeAdapter(Name), TypeAdapter(CreditCode), TypeAdapter(YuanIn)


class Dated(Body):
    on: Day


# ---- 统一社会信用代码 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "91330102MAXA000144",
        "91330108MAXB0012XH",
        "91330110MAY2C3D4X5",
        "92330106MAY2KX9P1H",
        "93330127MAYE030503",
        "91330114MAXQ7H6K7K",
        "91110000600037341L",
    ],
)
def test_a_valid_credit_code_is_taken_as_it_stands(code: str) -> None:
    assert CODE.validate_python(code) == code


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91330102MAXA000145", "校验位不符"),
        ("91330110MA2YC3D4X5", "校验位不符"),
        ("91330108MIXB0012XH", "不允许的字符"),
        ("92330106MAY2KX9P1", "应为18位"),
        ("91330108MAXB0012X\u041d", "不允许的字符"),  # Cyrillic Н for H
        ("9133010\u0668MAXB0012XH", "不允许的字符"),  # Arabic-Indic 8
    ],
)
def test_an_invalid_credit_code_is_refused_with_what_is_wrong(code: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        CODE.validate_python(code)


@pytest.mark.parametrize(
    "written",
    ["91330108maxb0012xh", " 91330108 MAXB0012XH ", "91330108-MAXB0012-XH", "９１３３０１０８ＭＡＸＢ００１２ＸＨ"],
)
def test_a_credit_code_has_one_spelling(written: str) -> None:
    assert CODE.validate_python(written) == "91330108MAXB0012XH"


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_always_found(at: int, character: str) -> None:
    right = "91330108MAXB0012XH"
    wrong = right[:at] + character + right[at + 1 :]
    if wrong == right:
        assert CODE.validate_python(wrong) == right
    else:
        with pytest.raises(ValidationError):
            CODE.validate_python(wrong)


def test_a_sole_trader_registers_and_holds_no_title() -> None:
    assert not holds_titles("92330106MAY2KX9P1H")
    assert holds_titles("91330108MAXB0012XH")
    assert holds_titles("93330127MAYE030503")


# ---- money -----------------------------------------------------------------------------------


@given(st.integers(0, 10**15 - 1))
def test_money_goes_out_as_yuan_and_comes_back_exactly(fen: int) -> None:
    assert Money.from_yuan(yuan(fen)) == fen
    assert Money.from_signed_yuan(yuan(-fen)) == -fen
    assert Money(fen).yuan == yuan(fen)


@given(st.integers(-(10**15), 10**15))
def test_yuan_says_the_same_as_a_decimal(fen: int) -> None:
    assert Decimal(yuan(fen)) == Decimal(fen) / 100


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_rounding_is_half_up_away_from_zero(fen: Decimal) -> None:
    rounded = Money.round_half_up(fen)
    assert abs(rounded - fen) <= Decimal("0.5")
    if abs(fen % 1) == Decimal("0.5"):
        assert abs(rounded) > abs(fen)


@pytest.mark.parametrize(
    "text",
    ["", ".5", "1.", "1.234", "-1", "+1", "1e3", "1,000", "NaN", "Infinity", "１２", "١٢", " 1", "1\n",
     "12345678901234"],
)  # fmt: skip
def test_an_amount_written_another_way_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        YUAN.validate_python(text)


def test_an_amount_has_one_spelling() -> None:
    assert [YUAN.validate_python(text) for text in ("12", "12.0", "12.00", "012")] == ["12.00"] * 4


# ---- days ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2024-02-29", "1949-10-01", "2199-12-31"])
def test_a_day_is_written_in_one_way(day: str) -> None:
    assert Dated.model_validate({"on": day}).on == date.fromisoformat(day)


@pytest.mark.parametrize(
    "day",
    ["2023-02-29", "2026-04-31", "1949-09-30", "2200-01-01", "0000-01-01", "9999-12-31", "20261123",
     "2026-11-23T00:00:00", "2026-1-5", "２０２６-11-23", "2026-11-23 ", "2026-W48-1", 1795392000, 1.5, True, None],
)  # fmt: skip
def test_no_other_day_is_a_day(day: object) -> None:
    with pytest.raises(ValidationError):
        Dated.model_validate({"on": day})


def test_years_from_the_29th_of_february_end_on_the_28th_unless_the_year_has_one() -> None:
    assert add_years(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(st.dates(date(1949, 10, 1), date(2190, 1, 1)), st.integers(0, 9))
def test_adding_years_keeps_the_order_of_days(day: date, years: int) -> None:
    later = date.fromordinal(day.toordinal() + 1)
    assert day.toordinal() <= add_years(day, years).toordinal() <= add_years(later, years).toordinal()


def test_a_business_day_begins_at_midnight_in_shanghai() -> None:
    assert shanghai_day(datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert shanghai_day(datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC)) == date(2026, 11, 23)


# ---- text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unseen",
    ["\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u061c", "\U000e0041",
     "\u2028", "\u2029", "\x00", "\x07", "\x85", "\n", "\ud800", "\ue000", "\ufffe"],
)  # fmt: skip
def test_a_name_with_something_nobody_can_see_is_refused(unseen: str) -> None:
    with pytest.raises(ValidationError):
        NAME.validate_python(f"示例{unseen}公司")


@pytest.mark.parametrize("name", ["", "   ", "\u3000", "长" * 121])
def test_a_name_is_neither_empty_nor_endless(name: str) -> None:
    with pytest.raises(ValidationError):
        NAME.validate_python(name)


def test_a_name_has_one_spelling_and_keeps_rare_characters() -> None:
    assert NAME.validate_python(" 示例（杭州）\U00020bb7有限公司 ") == "示例（杭州）\U00020bb7有限公司"
    assert NAME.validate_python("Cafe\u0301") == NAME.validate_python("Café")


# ---- tiers and districts -----------------------------------------------------------------------


def test_the_ladder_goes_up_past_the_side_title() -> None:
    assert [tier.above() for tier in Tier] == [
        Tier.INNOVATIVE,
        Tier.SPECIALISED,
        Tier.LITTLE_GIANT,
        Tier.LITTLE_GIANT,
        None,
    ]
    assert sorted(HOLDABLE, key=lambda tier: tier.rank) == list(HOLDABLE)
    assert Tier.highest([]) is Tier.NONE


@pytest.mark.parametrize("code", ["330103", "330104", "330100", "310101", ""])
def test_a_district_that_is_not_there_any_more_is_refused(code: str) -> None:
    assert len(DISTRICTS) == 13
    with pytest.raises(ValidationError):
        TypeAdapter(District).validate_python(code)
