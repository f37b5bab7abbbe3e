"""The catalogue of scarce talents names nobody who did not agree, and loses nobody it does not say it lost."""

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.talents import Level, Need, catalogue
from services.notifications.domain.talents.catalogue import WHOLE_CITY

FEWEST = 3
NEEDS = st.lists(
    st.builds(
        Need,
        enterprise_id=st.sampled_from("abcdefgh"),
        name=st.just(""),
        district=st.sampled_from(["330108", "330110"]),
        industry=st.sampled_from(["C39", "I65"]),
        occupation=st.sampled_from(["research", "skilled"]),
        level=st.sampled_from(Level),
        number=st.integers(1, 5),
        may_be_named=st.booleans(),
    ),
    max_size=25,
)


def need(firm: str, *, named: bool = False, district: str = "330108", number: int = 1) -> Need:
    return Need(firm, f"企业{firm}", district, "C39", "research", Level.SENIOR, number, named)


def test_three_that_did_not_agree_make_a_line_and_two_do_not() -> None:
    [line], left_out = catalogue([need("a"), need("b"), need("c")], FEWEST)
    assert (line.district, line.enterprises, line.named, left_out) == ("330108", 3, (), 0)
    assert catalogue([need("a"), need("b", number=4)], FEWEST) == ([], 5)


def test_who_agreed_is_named_and_the_few_others_are_not_counted_beside() -> None:
    lines, left_out = catalogue([need("a", named=True, number=2), need("b")], FEWEST)
    assert [(one.number, one.enterprises, one.named) for one in lines] == [(2, 1, ("企业a",))]
    assert left_out == 1


def test_the_few_of_several_districts_go_together_into_a_line_of_the_city() -> None:
    [line], _ = catalogue([need("a"), need("b", district="330110"), need("c", district="330110")], FEWEST)
    assert (line.district, line.industry, line.enterprises) == (WHOLE_CITY, None, 3)


@given(NEEDS)
def test_no_line_and_no_difference_tells_of_few_and_everybody_is_accounted_for(needs: list[Need]) -> None:
    lines, left_out = catalogue(needs, FEWEST)
    assert sum(one.number for one in lines) + left_out == sum(one.number for one in needs)
    assert all(sum(one.levels.values()) == one.number for one in lines)
    for line in lines:
        its = [
            one
            for one in needs
            if not one.may_be_named
            and one.occupation == line.occupation
            and (line.industry is None or (one.district, one.industry) == (line.district, line.industry))
        ]
        agreed = sum(
            one.number
            for one in needs
            if one.may_be_named
            and (one.district, one.industry, one.occupation) == (line.district, line.industry, line.occupation)
        )
        assert line.number == agreed or len({one.enterprise_id for one in its}) >= FEWEST
