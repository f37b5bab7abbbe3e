"""Whose word counts: an authority before an officer, an officer before the enterprise; the newest of one source."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.answers import NOT_SELF_STATED, QUESTIONS, AnswerKind, Unreadable, written
from services.registry.domain.figures import FIGURES
from services.registry.domain.holdings import Refused, check, check_may_change
from services.registry.domain.profile import SOURCE_LABELS, Provenance, Source
from services.registry.domain.statements import (
    ANNUAL,
    AUTHORITIES,
    Stated,
    differing,
    latest,
    newest,
    outranks,
    reports,
)

DAY: Final = date(2026, 4, 20)
_figures = st.tuples(*[st.one_of(st.none(), st.integers(0, 10**12))] * len(ANNUAL))
_stated = st.builds(
    Stated,
    year=st.integers(2022, 2025),
    origin=st.builds(Provenance, st.sampled_from(Source), st.dates(date(2024, 1, 1), date(2026, 12, 31))),
    figures=_figures,
)
_statements = st.lists(_stated, max_size=8, unique_by=lambda one: (one.year, one.origin))


def said(source: Source, days: int = 0, **figures: int) -> Stated:
    return Stated(2025, Provenance(source, DAY + timedelta(days)), tuple(map(figures.get, ANNUAL)))


def test_every_source_has_words_and_a_place() -> None:
    assert set(SOURCE_LABELS) == set(Source)
    assert set(AUTHORITIES) == set(Source) - {Source.ENTERPRISE, Source.OFFICER}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_an_older_word_of_an_authority_goes_before_newer_ones_of_officer_and_enterprise(authority: Source) -> None:
    words = [said(Source.ENTERPRISE, 9, staff=1), said(authority, 0, staff=3), said(Source.OFFICER, 5, staff=2)]
    report = reports(words)[2025]
    assert (report.staff, report.origin_of("staff")) == (3, Provenance(authority, DAY))
    del words[1]
    assert reports(words)[2025].staff == 2


def test_each_figure_is_from_the_weightiest_source_that_says_it() -> None:
    words = [said(Source.ENTERPRISE, staff=80, revenue_fen=100, rd_staff=9), said(Source.TAX, 3, revenue_fen=90)]
    report = reports([*words, said(Source.SOCIAL_SECURITY, 2, staff=81)])[2025]
    assert (report.staff, report.revenue_fen, report.rd_staff, report.main_revenue_fen) == (81, 90, 9, None)
    sources = [report.origin_of(name).source for name in ("staff", "revenue_fen", "rd_staff")]
    assert sources == [Source.SOCIAL_SECURITY, Source.TAX, Source.ENTERPRISE]


def test_a_source_that_reports_a_year_again_replaces_the_whole_of_what_it_said() -> None:
    report = reports([said(Source.ENTERPRISE, 1, staff=80), said(Source.ENTERPRISE, 0, staff=70, rd_staff=9)])[2025]
    assert (report.staff, report.rd_staff) == (80, None)


@given(_statements, st.randoms())
def test_the_order_in_which_words_come_changes_nothing(words: list[Stated], random: "st.Random") -> None:  # type: ignore[name-defined]
    shuffled = list(words)
    random.shuffle(shuffled)
    assert reports(shuffled) == reports(words)


@given(_statements)
def test_the_figure_used_was_said_by_its_source_and_nobody_weightier_says_one(words: list[Stated]) -> None:
    last = newest(words)
    for year, report in reports(words).items():
        for name in ANNUAL:
            saying = [one for one in last if one.year == year and one.said(name) is not None]
            used, origin = getattr(report, name), report.origin_of(name)
            assert (used is None) == (not saying)
            if saying:
                assert any(one.origin == origin and one.said(name) == used for one in saying)
                assert not any(outranks(one.origin.source, origin.source) for one in saying)


def test_where_two_say_the_same_there_is_no_difference() -> None:
    tax, own = Provenance(Source.TAX, DAY), Provenance(Source.ENTERPRISE, DAY)
    assert differing("staff", 2025, [("5", own), ("5", tax)]) == []
    [found] = differing("staff", 2025, [("5", own), ("6", tax)])
    assert (found.used, found.used_origin.source, found.stated, found.stated_origin) == ("6", Source.TAX, "5", own)


# ---- answers -------------------------------------------------------------------------------------


def test_every_figure_that_is_an_answer_can_be_answered_and_read() -> None:
    asked = {figure.name for figure in FIGURES.values() if type(figure).__module__.endswith(".answers")}  # type: ignore[attr-defined]
    assert asked == set(QUESTIONS) - {"niche"}
    assert set(QUESTIONS) >= NOT_SELF_STATED


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("own_brand", "yes", True),
        ("own_brand", "no", False),
        ("niche_share", "12.5", Decimal("12.5")),
        ("digital_level", "3", 3),
        ("field_grade", "B", "B"),
        ("niche_since", "2016-04-01", date(2016, 4, 1)),
        ("accident", "no", False),
        ("accident", "2025-01-02", date(2025, 1, 2)),
        ("niche", "工业压力传感器", "工业压力传感器"),
    ],
)
def test_an_answer_is_kept_in_one_spelling(name: str, text: str, value: object) -> None:
    read = QUESTIONS[name].read(text)
    assert (read, type(read)) == (value, type(value))
    assert written(read) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own_brand", "true"),
        ("own_brand", "1"),
        ("niche_share", "-1"),
        ("niche_share", "NaN"),
        ("niche_share", "1e400"),
        ("niche_share", "0.00001"),
        ("niche_share", "百分之十"),
        ("niche_share", "１２"),
        ("niche_share", "1_0"),
        ("niche_share", "100.01"),
        ("local_points", "16"),
        ("niche", "看不见\u200b的"),
        ("field_grade", "D"),
        ("niche_since", "2016-4-1"),
        ("niche_since", "20160401"),
        ("niche_since", "1900-01-01"),
        ("accident", "maybe"),
        ("niche", "长" * 121),
    ],
)
def test_what_is_no_answer_of_its_kind_is_refused(name: str, text: str) -> None:
    with pytest.raises(Unreadable):
        QUESTIONS[name].read(text)


@given(st.decimals(0, 100, places=4, allow_nan=False))
def test_a_number_comes_back_as_it_was(number: Decimal) -> None:
    text = written(number)
    assert QUESTIONS["niche_share"].read(text) == number
    assert written(QUESTIONS["niche_share"].read(text)) == text


def test_what_happened_has_happened() -> None:
    days = {one.name for one in QUESTIONS.values() if one.kind in (AnswerKind.DAY, AnswerKind.INCIDENT)}
    assert days == {"niche_since", "established_on", "accident", "violation", "fraud"}
    with pytest.raises(Unreadable):
        QUESTIONS["niche_since"].read_on("2026-04-21", DAY)
    assert QUESTIONS["niche_since"].read_on("2026-04-20", DAY) == DAY


# ---- entries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"awarded_on": DAY + timedelta(1), "valid_until": None},
        {"awarded_on": DAY, "valid_until": DAY - timedelta(1)},
        {"paid_on": DAY + timedelta(1)},
        {"niche_since": DAY + timedelta(1)},
        {"recognised_on": DAY + timedelta(1)},
    ],
)
def test_an_entry_of_a_day_to_come_or_that_ends_before_it_begins_is_refused(values: dict[str, date | None]) -> None:
    with pytest.raises(Refused):
        check(values, DAY)


def test_an_entry_is_changed_by_its_own_side_or_a_weightier_one() -> None:
    check_may_change(Source.ENTERPRISE, Source.OFFICER)
    check_may_change(Source.OFFICER, Source.OFFICER)
    check_may_change(Source.ENTERPRISE, Source.ENTERPRISE)
    with pytest.raises(Refused):
        check_may_change(Source.OFFICER, Source.ENTERPRISE)


@given(_statements, st.sampled_from(ANNUAL))
def test_the_latest_figure_is_that_of_the_newest_year_that_has_it(stated: list[Stated], name: str) -> None:
    by_year = reports(stated)
    years = [year for year in by_year if getattr(by_year[year], name) is not None]
    assert latest(by_year, name) == (getattr(by_year[max(years)], name) if years else None)
