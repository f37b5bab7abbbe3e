"""A bank reports a loan, a regulator a listing: what benefits owes changes, in both modes."""

from tests.listings import award, listing
from tests.loans import subsidies
from tests.reported_loans import drawdown, interest, listed, report
from tests.zone import RunningZone


async def test_what_finance_is_told_benefits_counts(zone: RunningZone) -> None:
    uscc = await listed(zone)
    loan = drawdown(uscc)
    paid = interest(loan["contract"], "2022-01-01", "2022-06-29", "100000.00")
    answers = await report(zone, loan, paid | {"last_on": "2022-12-31"}, paid | {"number": "示例-回单"})
    assert [answer["status"] for answer in answers] == ["accepted", "refused", "accepted"]
    await zone.settle()
    owed = await subsidies(zone, uscc, 2022)
    assert (owed["items"][0]["interest_limit"], owed["total"]) == ("100000.00", owed["items"][0]["amount"])
    assert owed["open"] == 0

    public = await listed(zone, "2025-12-01")
    assert (await award(zone, public))[0] == "unknown"
    await listing(zone, public, "示例公告-118")
    assert await award(zone, public) == ("met", "3000000.00")
