"""An enterprise that is asked about, and what the addresses about it name."""

from dataclasses import asdict, dataclass, replace

from tests.holdings import KEYS
from tests.input.payees import NO_MONEY, Money
from tests.zone import BINJIANG


@dataclass(frozen=True)
class Firm:
    """An enterprise of 滨江区 with an innovative title, a change and, where it matters, a message."""

    uscc: str
    title_id: str
    change_id: str
    message_id: str = ""
    token: str = ""
    """Of a code that was shown for it"""
    reference: str = ""
    """Of a bank's scan of another"""
    application_id: str = ""
    park_id: str = ""
    """Of its district, where another enterprise is by `tenancy_id`"""
    tenancy_id: str = ""
    service_officer_id: str = ""
    entry_id: str = "00000000-0000-4000-8000-000000000000"
    """Of its profile"""
    person_id: str = ""
    """Of a reader"""
    invitation_id: str = ""
    invitation: str = ""
    """Its token"""
    officer_id: str = ""
    """Of nobody's in particular"""

    assessment_id: str = "00000000-0000-4000-8000-000000000000"
    questionnaire_id: str = ""
    major_change_id: str = ""
    report_id: str = ""
    receipt: str = ""
    receipt_id: str = ""
    """Of a calculation that was kept"""
    version_id: str = ""
    notice_id: str = ""
    """Of a measure its district has rehearsed"""
    rehearsal_id: str = ""
    consent_id: str = ""
    """To the demonstration bank"""
    financial_product_id: str = ""
    """Of the demonstration bank's, approved"""
    financing_id: str = ""
    """Of its application for financing, to the demonstration bank"""
    part_id: str = ""
    """The one part of it"""
    claim_id: str = ""
    evidence_id: str = ""
    talent_id: str = ""
    """Of somebody it recruits"""
    tenure_id: str = ""
    right_id: str = ""
    sha256: str = "0" * 64
    """Of a file of its evidence"""
    institution_id: str = "00000000-0000-4000-8000-000000000000"
    """Of one that waits for a second officer"""
    money: Money = NO_MONEY
    loan_id: str = ""
    bank_loan_id: str = ""
    """Of a loan the demonstration bank reported"""
    endpoint_id: str = ""
    """Of the demonstration bank, with nothing delivered yet"""
    quota_id: str = ""
    voucher_id: str = ""
    template_version_id: str = ""
    """Of a text that another officer wrote, and nobody checked"""
    opt_out: str = ""
    """Of a link to opt out of policies"""
    delivery_id: str = ""
    """That failed"""
    address_id: str = ""
    """That waits for its code"""
    activity_id: str = ""
    """Of its district, where it was by `registration_id`"""
    open_activity_id: str = ""
    """Of its district, too, where it may register"""
    registration_id: str = ""
    provider_id: str = ""
    case_id: str = ""
    """Published, about it"""
    ticket_id: str = ""
    posting_id: str = ""
    """A draft, where nobody submitted it"""
    answer_id: str = ""
    """To a posting of its district"""
    need_id: str = ""
    catalogue_id: str = ""
    lead_id: str = ""

    @property
    def name(self) -> str:
        """As `register` names it."""
        return f"示例{self.uscc[-8:]}有限公司"

    def beside(self, other: "Firm") -> "Firm":
        """The firm with what the other knows of its district."""
        return replace(
            self,
            park_id=other.park_id,
            tenancy_id=other.tenancy_id,
            service_officer_id=other.service_officer_id,
            version_id=other.version_id,
            notice_id=other.notice_id,
            rehearsal_id=other.rehearsal_id,
            institution_id=other.institution_id,
            financial_product_id=other.financial_product_id,
            endpoint_id=other.endpoint_id,
            template_version_id=other.template_version_id,
            opt_out=other.opt_out,
            activity_id=other.activity_id,
            registration_id=other.registration_id,
            provider_id=other.provider_id,
            case_id=other.case_id,
            catalogue_id=other.catalogue_id,
        )

    def address(self, path: str) -> str:
        names = {
            "uscc": self.uscc,
            "title_id": self.title_id,
            "change_id": self.change_id,
            "message_id": self.message_id,
            "application_id": self.application_id,
            "major_change_id": self.major_change_id,
            "report_id": self.report_id,
            "receipt": self.receipt,
            "receipt_id": self.receipt_id,
            "measure": "04-3",
            "version_id": self.version_id,
            "notice_id": self.notice_id,
            "rehearsal_id": self.rehearsal_id,
            "year": "2020",
            "tier": "specialised",
            "number": "1",
            "reference": self.reference,
            "park_id": self.park_id,
            "tenancy_id": self.tenancy_id,
            "service_officer_id": self.service_officer_id,
            "goal": "specialised",
            "district": BINJIANG,
            "form": "csv",
            "question": "own_brand",
            "list_name": "ten-industries",
            "code": "shu",
            "section": "products",
            "ruleset": "MIIT-2026-02",
            "assessment_id": self.assessment_id,
            "questionnaire_id": self.questionnaire_id,
            **dict.fromkeys(KEYS, self.entry_id),
            "person_id": self.person_id,
            "invitation_id": self.invitation_id,
            "officer_id": self.officer_id,
            "table": "districts",
            "consent_id": self.consent_id,
            "financial_product_id": self.financial_product_id,
            "financing_id": self.financing_id,
            "part_id": self.part_id,
            "claim_id": self.claim_id,
            "evidence_id": self.evidence_id,
            "talent_id": self.talent_id,
            "tenure_id": self.tenure_id,
            "right_id": self.right_id,
            "sha256": self.sha256,
            "quota_id": self.quota_id,
            "voucher_id": self.voucher_id,
            "activity_id": self.activity_id,
            "registration_id": self.registration_id,
            "provider_id": self.provider_id,
            "case_id": self.case_id,
            **asdict(self.money),
            "loan_id": self.loan_id,
            "bank_loan_id": self.bank_loan_id,
            "endpoint_id": self.endpoint_id,
            "sequence": "1",
            "template_version_id": self.template_version_id,
            "delivery_id": self.delivery_id,
            "address_id": self.address_id,
            "provider": "wechat",
            "ticket_id": self.ticket_id,
            "posting_id": self.posting_id,
            "answer_id": self.answer_id,
            "need_id": self.need_id,
            "catalogue_id": self.catalogue_id,
            "lead_id": self.lead_id,
        }
        if path.startswith("/v1/institutions"):  # of finance; those of an enterprise's profile are the registry's
            names["institution_id"] = self.institution_id
        return path.format(**names)
