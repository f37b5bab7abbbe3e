"""The catalogue of scarce talents names nobody who did not agree, and loses nobody it does not say it lost."""

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.talents import Basis, Level, Need, catalogue
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
    [line], left_out, _ = catalogue([need("a"), need("b"), need("c")], FEWEST)
    assert (line.district, line.enterprises, line.named, left_out) == ("330108", 3, (), None)
    assert catalogue([need("a"), need("b", number=4)], FEWEST) == ([], None, {}), "nor is it said how many there are"


def test_who_agreed_is_named_and_the_few_others_are_not_counted_beside() -> None:
    lines, left_out, _ = catalogue([need("a", named=True, number=2), need("b")], FEWEST)
    assert [(one.number, one.enterprises, one.named) for one in lines] == [(2, 1, ("企业a",))]
    assert left_out is None


def test_the_few_of_several_districts_go_together_into_a_line_of_the_city() -> None:
    [line], *_ = catalogue([need("a"), need("b", district="330110"), need("c", district="330110")], FEWEST)
    assert (line.district, line.industry, line.enterprises) == (WHOLE_CITY, None, 3)


@given(NEEDS)
def test_no_line_and_no_difference_tells_of_few_and_everybody_is_accounted_for(needs: list[Need]) -> None:
    lines, left_out, _ = catalogue(needs, FEWEST)
    gone = sum(one.number for one in needs) - sum(one.number for one in lines)
    assert left_out is None or gone == left_out >= FEWEST
    assert gone == 0 or left_out is not None or len({one.enterprise_id for one in needs if not one.may_be_named}) > 0
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


def test_an_edition_keeps_a_line_while_few_changed_in_it() -> None:
    firms = [need(one) for one in "abcd"]
    first = catalogue(firms, FEWEST)
    joined = catalogue([*firms, need("e", number=5)], FEWEST, first.basis)
    assert joined.lines == first.lines, "who joins alone is not counted before others do"
    left = catalogue(firms[:2], FEWEST, joined.basis)
    assert left.lines == first.lines
    agreed = catalogue([*firms[1:], need("a", named=True)], FEWEST, left.basis)
    [line] = agreed.lines
    assert (line.number, line.enterprises, line.named) == (4, 4, ("企业a",)), "named, and not counted twice"
    many = catalogue([*firms, *(need(one, number=5) for one in "efg")], FEWEST, agreed.basis)
    assert [one.number for one in many.lines] == [19]


@given(st.lists(NEEDS, min_size=2, max_size=4))
def test_what_two_editions_say_of_a_line_differs_by_several_or_by_nobody(editions: list[list[Need]]) -> None:
    basis: Basis = {}
    for needs in editions:
        made = catalogue(needs, FEWEST, basis)
        for place, part in made.basis.items():
            last = basis.get(place, {})
            changed = sum(part.get(one) != last.get(one) for one in part.keys() | last.keys())
            assert changed == 0 or changed >= FEWEST
            assert len(part) >= FEWEST
        for line in made.lines:
            cell = (line.district, line.industry, line.occupation)
            agreed = {
                one.enterprise_id
                for one in needs
                if one.may_be_named and (one.district, one.industry, one.occupation) == cell
            }
            place = f"{line.district}/{line.industry or ''}/{line.occupation}"
            assert line.enterprises in (len(agreed), len(agreed | made.basis.get(place, {}).keys()))
        basis = made.basis
