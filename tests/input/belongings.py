"""What an enterprise has that is asked about: one of everything that an address names, made by whoever may."""

from dataclasses import replace
from datetime import timedelta

from services.finance.store import DEMONSTRATION_BANK
from tests.consents import grant
from tests.holdings import names_an_entry, new_entry
from tests.input.borrowers import make_bank_loan, make_loan
from tests.input.claimants import make_claiming, names_of
from tests.input.endpoints import make_endpoint
from tests.input.exchangers import with_exchange
from tests.input.firm import Firm
from tests.input.helped import make_help
from tests.input.holders import change_of, report_about
from tests.input.institutions import make_institution
from tests.input.payees import make_money
from tests.input.places import make_places
from tests.input.quota_holders import make_quota
from tests.input.receivers import make_delivery
from tests.input.seekers import FOR_ALL, make_financing
from tests.input.talents import make_right
from tests.input.wordings import make_wording
from tests.people import individual
from tests.products import offered
from tests.services.benefits.publishing import award, code_of, draft, draft_notice, rehearse
from tests.zone import BINJIANG, RunningZone, key, new_uscc, person_of


async def make_firm(zone: RunningZone, *, titled: bool = True, owned: bool = True) -> Firm:
    uscc = new_uscc()
    owner = {"owner": individual(person_of(uscc))} if owned else {}
    await zone.register(uscc, district=BINJIANG, **owner)
    if not titled:
        return Firm(uscc, "", "")
    changed = await zone.recognise(uscc, "innovative", on=zone.today - timedelta(days=1_060))
    return Firm(uscc, changed["titles"][0]["title_id"], changed["change_id"])


async def with_entry(zone: RunningZone, firm: Firm, path: str) -> Firm:
    """With an entry of its profile, where the address speaks of one."""
    if not names_an_entry(path):
        return firm
    return replace(firm, entry_id=await new_entry(zone, firm.uscc, path))


async def with_assessment(zone: RunningZone, firm: Firm) -> Firm:
    """It was judged once."""
    path = f"/v1/enterprises/{firm.uscc}/assessments"
    made = await zone.officer().post(path, json={"tier": "specialised"}, headers=key())
    assert made.status_code == 201, made.text
    return replace(firm, assessment_id=made.json()["assessment_id"])


async def with_questionnaire(zone: RunningZone, firm: Firm) -> Firm:
    """It began to judge itself."""
    path = f"/v1/enterprises/{firm.uscc}/questionnaires"
    begun = await zone.enterprise(firm.uscc, "registry").post(path, json={"tier": "specialised"}, headers=key())
    assert begun.status_code == 201, begun.text
    return replace(firm, questionnaire_id=begun.json()["questionnaire_id"])


async def with_calculation(zone: RunningZone, firm: Firm) -> Firm:
    """Somebody calculated for it, and kept the receipt."""
    await zone.settle()
    kept = await zone.officer(service="benefits").post(
        "/v1/calculation-receipts", json={"uscc": firm.uscc, "measures": ["02-2"]}, headers=key()
    )
    assert kept.status_code == 201, kept.text
    return replace(firm, receipt_id=kept.json()["receipt_id"])


async def with_money(zone: RunningZone, firm: Firm) -> Firm:
    """It has an account, an order that waits, and money that is asked back."""
    return replace(firm, money=await make_money(zone, firm.uscc))


async def with_loan(zone: RunningZone, firm: Firm) -> Firm:
    """It borrowed."""
    return replace(firm, loan_id=await make_loan(zone, firm.uscc))


async def with_bank_loan(zone: RunningZone, firm: Firm) -> Firm:
    """The demonstration bank reported a loan of its."""
    return replace(firm, bank_loan_id=await make_bank_loan(zone, firm.uscc))


async def with_version(zone: RunningZone, firm: Firm) -> Firm:
    """Its district has rehearsed a version of a measure."""
    version_id = (await draft(zone, award(code_of(BINJIANG)), BINJIANG))["version_id"]
    made = await rehearse(zone, version_id, BINJIANG)
    notice_id = (await draft_notice(zone, BINJIANG))["notice_id"]
    return replace(firm, version_id=version_id, rehearsal_id=made["rehearsal_id"], notice_id=notice_id)


async def with_claim(zone: RunningZone, firm: Firm) -> Firm:
    """It claims what a title of its gives."""
    changed = await zone.recognise(firm.uscc, "specialised")
    await zone.complete(changed["change_id"])
    return replace(firm, **names_of(await make_claiming(zone, firm.uscc)))


async def with_quota(zone: RunningZone, firm: Firm) -> Firm:
    """It has a quota, and a voucher of it."""
    return replace(firm, **await make_quota(zone, firm.uscc))


async def with_right(zone: RunningZone, firm: Firm) -> Firm:
    """It applied for somebody it recruits."""
    return replace(firm, **await make_right(zone, firm.uscc))


async def with_help(zone: RunningZone, firm: Firm) -> Firm:
    """It was at something, was served by a provider, and is told of."""
    return replace(firm, **await make_help(zone, firm.uscc, firm.voucher_id))


async def with_consent(zone: RunningZone, firm: Firm) -> Firm:
    """It lets the demonstration bank see its figures."""
    await zone.settle()
    return replace(firm, consent_id=(await grant(zone, firm.uscc))["consent_id"])


async def with_product(zone: RunningZone, firm: Firm) -> Firm:
    """There is a product of the demonstration bank."""
    return replace(firm, financial_product_id=await offered(zone, **FOR_ALL))


async def with_financing(zone: RunningZone, firm: Firm) -> Firm:
    """It asks the demonstration bank for money."""
    return replace(firm, **await make_financing(zone, firm.uscc))


async def with_delivery(zone: RunningZone, firm: Firm) -> Firm:
    """Something was sent to it, and did not arrive."""
    return replace(firm, **await make_delivery(zone, firm.uscc))


async def with_code(zone: RunningZone, firm: Firm) -> Firm:
    """Shows a new code for it: one is scanned once."""
    owner = zone.enterprise(firm.uscc, "registry")
    path = f"/v1/enterprises/{firm.uscc}/codes"
    shown = await owner.post(path, json={"purpose": "verification"}, headers=key())
    assert shown.status_code == 201, shown.text
    return replace(firm, token=shown.json()["token"])


async def with_reference(zone: RunningZone, firm: Firm) -> Firm:
    """A bank scanned it."""
    firm = await with_code(zone, firm)
    bank = zone.client("registry", "institution", "clerk", institution=DEMONSTRATION_BANK)
    scan = await bank.post("/v1/code-scans", json={"token": firm.token, "purpose": "verification"}, headers=key())
    return replace(firm, reference=scan.json()["reference"])


async def with_places(zone: RunningZone, firm: Firm) -> Firm:
    return replace(firm, **await make_places(zone))


async def with_endpoint(zone: RunningZone, firm: Firm) -> Firm:
    """A bank opened an endpoint."""
    return replace(firm, endpoint_id=await make_endpoint(zone))


async def with_wording(zone: RunningZone, firm: Firm) -> Firm:
    """There is a text to check, and a link by which it opts out."""
    return replace(firm, **await make_wording(zone, firm.uscc))


async def with_change(zone: RunningZone, firm: Firm) -> Firm:
    """It reported a major change."""
    return replace(firm, major_change_id=await change_of(zone, firm.uscc))


async def with_report(zone: RunningZone, firm: Firm) -> Firm:
    """Somebody reported it."""
    report = await report_about(zone, firm.uscc)
    return replace(firm, report_id=report.report_id, receipt=report.receipt)


async def with_everything(zone: RunningZone, firm: Firm) -> Firm:
    """With one of everything that an address names and that only exists once somebody made it."""
    made_of = (with_reference, with_places, with_change, with_report, with_assessment, with_questionnaire)
    of_money = (with_money, with_claim, with_loan, with_bank_loan, with_quota, with_help, with_right)
    of_banks = (with_consent, with_product, with_financing, with_endpoint, with_delivery)
    for made in (*made_of, *of_banks, with_calculation, with_version, *of_money, with_wording, with_exchange):
        firm = await made(zone, firm)
    return replace(firm, institution_id=await make_institution(zone))
