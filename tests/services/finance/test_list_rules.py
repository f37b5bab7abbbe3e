"""What stands on the shared list, and what a bank's copy must do."""

from datetime import date

from services.finance.domain.shared_list import Firm, consequence, entry, list_change
from shared.values import Tier
from tests.titles import DAY, make_title, standing

TODAY = date(2026, 11, 23)
FIRM = Firm("id-1", "91330108MAXB0012XH", ("91330104MAXA000144",), "示例公司", "330108", "C39")
NOTHING = standing(TODAY)
INNOVATIVE = standing(TODAY, make_title(Tier.INNOVATIVE, TODAY))
SPECIALISED = standing(TODAY, make_title(Tier.SPECIALISED, TODAY))


def test_a_line_carries_public_title_facts_and_nothing_else() -> None:
    line = entry(FIRM, SPECIALISED.titles, TODAY)
    assert set(line) == {
        "enterprise_id", "uscc", "former_usccs", "name", "district", "district_name", "industry", "tier",
        "tier_label", "titles",
    }  # fmt: skip
    assert (line["tier"], line["tier_label"]) == ("specialised", "省级专精特新中小企业")
    assert line["district_name"] == "滨江区"
    assert set(line["titles"][0]) == {"tier", "number", "authority", "recognised_on", "valid_until"}


def test_a_line_shows_the_titles_of_its_day_only() -> None:
    old = make_title(Tier.INNOVATIVE, date(2020, 1, 1))
    titles = standing(TODAY, old, make_title(Tier.SPECIALISED, TODAY)).titles
    assert [title["tier"] for title in entry(FIRM, titles, TODAY)["titles"]] == ["specialised"]
    assert [title["tier"] for title in entry(FIRM, titles, old.valid_until)["titles"]] == ["innovative"]
    assert entry(FIRM, titles, old.valid_until + DAY)["tier"] == "none"


def test_whoever_holds_a_title_is_upserted_and_whoever_lost_the_last_is_removed() -> None:
    def op(before: object, after: object) -> str | None:
        change = list_change(before, after, "因为")  # type: ignore[arg-type]
        assert change is None or change.reason == "因为"
        return change.op if change else None

    assert op(NOTHING, INNOVATIVE) == "upsert"
    assert op(INNOVATIVE, SPECIALISED) == "upsert"
    assert op(INNOVATIVE, INNOVATIVE) == "upsert"
    assert op(SPECIALISED, NOTHING) == "remove"
    assert op(NOTHING, NOTHING) is None


def test_the_consequence_says_what_happened_to_the_place_on_the_list() -> None:
    assert [item.label for item in consequence(NOTHING, INNOVATIVE)["gained"]] == [
        "列入专精特新共享名单（创新型中小企业）"
    ]
    assert set(consequence(INNOVATIVE, SPECIALISED)) == {"gained"}
    assert set(consequence(SPECIALISED, INNOVATIVE)) == {"lost"}
    assert [item.label for item in consequence(SPECIALISED, NOTHING)["lost"]] == ["移出专精特新共享名单"]
    assert consequence(SPECIALISED, SPECIALISED) == {}


def test_what_time_does_to_titles_under_the_same_tier_is_a_new_line_and_no_new_place() -> None:
    low, high = make_title(Tier.INNOVATIVE, TODAY, TODAY), make_title(Tier.SPECIALISED, TODAY)
    before, after = standing(TODAY, low, high), standing(TODAY + DAY, low, high)
    for previous, current in ((before, after), (after, before)):
        change = list_change(previous, current, "因为")
        assert change is not None
        assert change.op == "upsert"
        assert consequence(previous, current) == {}
    assert [title["tier"] for title in entry(FIRM, after.titles, after.on)["titles"]] == ["specialised"]
