"""Answers beside what is known: carried into another questionnaire, contradicted, larger than their whole."""

from dataclasses import replace

import pytest

from services.registry.domain.answers import Unreadable
from services.registry.domain.figures.holdings import CREDENTIALS
from services.registry.domain.figures.reading import Datum
from services.registry.domain.profile import Provenance, Source
from services.registry.domain.questionnaire_items import Form, Item, Known
from services.registry.domain.questionnaires import carried_over, check_parts, contradicted
from tests.services.registry.profiles import ON, make_profile, make_report
from tests.services.registry.test_questionnaire_rules import SPECIALISED, asked


def test_begun_anew_it_keeps_the_answers_that_are_still_asked() -> None:
    old = {"staff.2025": "86", "local_points": "9", "digital_level": "3", "niche_since": "2018-03-01"}
    asking = asked(SPECIALISED).values()
    assert carried_over(asking, asking, old) == {"staff.2025": "86", "niche_since": "2018-03-01"}


def test_a_list_is_carried_over_only_where_every_kind_was_asked_for() -> None:
    """An empty list says "none" of what was asked: of other kinds it says nothing, and unknown is not no."""
    few = Item(CREDENTIALS, "资质与奖励", Form.CREDENTIALS, (), choices={"tech_sme": "科技型中小企业"})
    more = replace(few, choices={**few.choices, "high_tech_enterprise": "高新技术企业"})
    held = [{"kind": kind, "on": "2025-01-01", "valid_until": None, "rank": None} for kind in more.choices]
    assert carried_over([more], [few], {few.name: held[:1]}) == {}
    assert carried_over([few], [more], {few.name: held}) == {few.name: held[:1]}
    assert carried_over([more], [more], {few.name: held}) == {few.name: held}


def test_a_list_is_contradicted_by_an_entry_of_an_authority_it_leaves_out_and_by_nothing_else() -> None:
    days = ("2024-01-01", "2025-01-01")
    one, other = ({"kind": "tech_sme", "on": day, "valid_until": None, "rank": None} for day in days)
    officer, own = Provenance(Source.OFFICER, ON), Provenance(Source.ENTERPRISE, ON)
    both = Known([one, other], officer, ((one, officer), (other, own)))
    assert not contradicted(both, [other, one]), "in whatever order"
    assert not contradicted(both, [one, other, {**one, "on": "2026-01-01"}]), "it may know of more"
    assert not contradicted(both, [one]), "its own earlier word binds nobody"
    assert contradicted(both, [other])


def test_no_part_is_answered_larger_than_its_whole_also_where_the_whole_is_known() -> None:
    items = [Item(Datum(name, 2025), name, Form.COUNT, ()) for name in ("rd_staff", "staff")]
    firm = make_profile(reports={2025: make_report(2025, staff=10)})
    check_parts(items, {"rd_staff.2025": "11", "staff.2025": "12"}, firm)
    with pytest.raises(Unreadable, match="2025年研发人员不能多于从业人员"):
        check_parts(items, {"rd_staff.2025": "11"}, firm)
