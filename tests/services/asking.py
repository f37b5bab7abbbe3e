"""How each list an officer may read is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.zone import BEGUN

LAND_YEAR: Final = 2020
BEFORE_OFFERED: Final = "2025-12-31"
"""The catalogue is published and grows with each arrival of a district: a day on which nothing of it is on offer"""


@dataclass(frozen=True)
class Ask:
    """How an operation is asked by an officer.

    `lists`: it answers about many enterprises, so the city's answer must change when a district comes to the zone;
    otherwise its answer is about one object of the officer's own district, or about nobody.
    `params`: beside `limit`, `cursor` and `district`, which are tried where the document has them.
    `also`: further filters, each asked for on its own.
    """

    lists: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[Mapping[str, Any], ...] = ()


LIST: Final = Ask(lists=True)
OWN: Final = Ask()
_YEAR: Final = {"year": LAND_YEAR}
_NAMED: Final = Ask(lists=True, also=({"name": "示"}, {"name": "示例"}, {"name": "有限公司"}))
ASKED: Final[dict[str, Ask]] = {
    "GET /registry/v1/enterprises": _NAMED,
    "GET /registry/v1/enterprises/{uscc}": OWN,
    "GET /registry/v1/enterprises/{uscc}/profile": OWN,
    "GET /registry/v1/enterprises/{uscc}/size-class": OWN,
    "GET /registry/v1/enterprises/{uscc}/source-checks/{check_id}": OWN,
    "GET /registry/v1/enterprises/{uscc}/contact-disclosures": OWN,
    "GET /registry/v1/profile-questions": OWN,
    "GET /registry/v1/size-rules": OWN,
    "GET /registry/v1/code-lists": OWN,
    "GET /registry/v1/code-lists/{list_name}": OWN,
    "GET /registry/v1/enterprises/{uscc}/title-changes": OWN,
    "GET /registry/v1/title-changes/{change_id}": OWN,
    "GET /registry/v1/enterprises/{uscc}/applications": OWN,
    "GET /registry/v1/applications/{application_id}": OWN,
    "GET /registry/v1/worklist": Ask(lists=True, params={"seat": "district"}, also=({"seat": "city"},)),
    "GET /registry/v1/enterprises/{uscc}/assessments": OWN,
    "GET /registry/v1/assessments/{assessment_id}": OWN,
    "GET /registry/v1/assessments/{assessment_id}/verification": OWN,
    "GET /registry/v1/enterprises/{uscc}/next-step": OWN,
    "GET /registry/v1/enterprises/{uscc}/summary": OWN,
    "GET /registry/v1/enterprises/{uscc}/duties": OWN,
    "GET /registry/v1/duties": Ask(lists=True, also=({"kind": "major_change"}, {"state": "open"})),
    "GET /registry/v1/enterprises/{uscc}/identity-changes": OWN,
    "GET /registry/v1/enterprises/{uscc}/major-changes": OWN,
    "GET /registry/v1/misconduct-reports": Ask(lists=True, also=({"state": "filed"},)),
    "GET /registry/v1/misconduct-reports/{report_id}": OWN,
    "GET /registry/v1/monitoring": Ask(lists=True, also=({"kind": "one_step"}, {"tier": "specialised"})),
    "GET /registry/v1/enterprises/{uscc}/people": OWN,
    "GET /registry/v1/enterprises/{uscc}/people/{person_id}": OWN,
    "GET /registry/v1/me": OWN,
    "GET /registry/v1/officers": LIST,
    "GET /registry/v1/officers/{officer_id}": OWN,
    "GET /registry/v1/rulesets": OWN,
    "GET /registry/v1/rulesets/{ruleset}": OWN,
    "GET /registry/v1/public/code-tables": OWN,
    "GET /registry/v1/public/code-tables/{table}": OWN,
    "GET /registry/v1/public/enterprises/{uscc}/titles": OWN,
    "GET /registry/v1/public/notices": LIST,
    "GET /registry/v1/public/titles": _NAMED,
    "GET /registry/v1/quotas/{year}": LIST,
    "GET /registry/v1/quotas/{year}/{tier}": LIST,
    "GET /registry/v1/code-keys": OWN,
    "GET /registry/v1/enterprises/{uscc}/code-scans": OWN,
    "GET /registry/v1/target-board": Ask(lists=True, params=_YEAR),
    "GET /registry/v1/targets/{year}": LIST,
    "GET /registry/v1/targets/{year}/{goal}/{district}": OWN,
    "GET /registry/v1/targets/{year}/{goal}/{district}/versions": OWN,
    "GET /registry/v1/land-sales/{year}": LIST,
    "GET /registry/v1/land-sales/{year}/{district}": OWN,
    "GET /registry/v1/land-sales/{year}/{district}/versions": OWN,
    "GET /registry/v1/expiry-cliff": LIST,
    "GET /registry/v1/expiring-titles": LIST,
    "GET /registry/v1/coverage": LIST,
    "GET /registry/v1/enterprises/{uscc}/management-diagnoses": OWN,
    "GET /registry/v1/parks": LIST,
    "GET /registry/v1/parks/{park_id}": LIST,
    "GET /registry/v1/parks/{park_id}/tenancies": LIST,
    "GET /registry/v1/service-officers": LIST,
    "GET /registry/v1/service-officers/{service_officer_id}/enterprises": OWN,
    "GET /registry/v1/enterprises/{uscc}/service-officer": OWN,
    "GET /registry/v1/exports/enterprises.{form}": LIST,
    "GET /registry/v1/exports/target-board.{form}": Ask(lists=True, params=_YEAR),
    "GET /registry/v1/exports/expiry-cliff.{form}": LIST,
    "GET /notifications/v1/enterprises/{uscc}/outbound-messages": OWN,
    "GET /notifications/v1/message-templates": OWN,
    "GET /notifications/v1/message-template-versions": Ask(lists=True, also=({"channel": "email"},)),
    "GET /notifications/v1/message-template-versions/{template_version_id}": OWN,
    "GET /notifications/v1/message-template-versions/{template_version_id}/preview": OWN,
    "GET /benefits/v1/policy-sets": OWN,
    "GET /benefits/v1/facts": OWN,
    "GET /benefits/v1/evidence-kinds": OWN,
    "GET /benefits/v1/measures": LIST,
    "GET /benefits/v1/measures/{measure}": OWN,
    "GET /benefits/v1/calculation-receipts/{receipt_id}": OWN,
    "GET /benefits/v1/calculation-receipts/{receipt_id}/verification": OWN,
    "GET /benefits/v1/tiers/{tier}/opens": OWN,
    "GET /benefits/v1/enterprises/{uscc}/entitlements": OWN,
    "GET /benefits/v1/enterprises/{uscc}/allowances": OWN,
    "GET /benefits/v1/enterprises/{uscc}/claims": OWN,
    "GET /benefits/v1/claims/{claim_id}": OWN,
    "GET /benefits/v1/claim-worklist": Ask(lists=True, also=({"state": "approval"},)),
    "GET /benefits/v1/enterprises/{uscc}/evidence": OWN,
    "GET /benefits/v1/evidence/{evidence_id}": OWN,
    "GET /benefits/v1/evidence/{evidence_id}/files/{sha256}": OWN,
    "GET /benefits/v1/evidence-worklist": LIST,
    "GET /benefits/v1/enterprises/{uscc}/outlook/{tier}": OWN,
    "GET /benefits/v1/enterprises/{uscc}/contributions": OWN,
    "GET /benefits/v1/measure-versions": LIST,
    "GET /benefits/v1/measure-versions/{version_id}": OWN,
    "GET /benefits/v1/rehearsals/{rehearsal_id}": OWN,
    "GET /benefits/v1/measure-versions/{version_id}/audience": OWN,
    "GET /benefits/v1/enterprises/{uscc}/undecided-measures": OWN,
    "GET /benefits/v1/missing-facts": LIST,
    "GET /benefits/v1/notices": LIST,
    "GET /benefits/v1/notices/{notice_id}": OWN,
    "GET /benefits/v1/notices/{notice_id}/audience": OWN,
    "GET /registry/v1/registration-confirmations": LIST,
    "GET /benefits/v1/budgets": LIST,
    "GET /benefits/v1/budgets/{budget_id}": OWN,
    "GET /benefits/v1/budgets/{budget_id}/versions": OWN,
    "GET /benefits/v1/ledger/verification": OWN,
    "GET /benefits/v1/enterprises/{uscc}/bank-accounts": OWN,
    "GET /benefits/v1/enterprises/{uscc}/bank-account-disclosures": OWN,
    "GET /benefits/v1/loans": Ask(lists=True, also=({"bank": "demo-bank"},)),
    "GET /benefits/v1/loans/{loan_id}": OWN,
    "GET /benefits/v1/loans/{loan_id}/subsidies/{year}": OWN,
    "GET /benefits/v1/enterprises/{uscc}/loans": OWN,
    "GET /benefits/v1/enterprises/{uscc}/loan-subsidies/{year}": OWN,
    "GET /benefits/v1/enterprises/{uscc}/loan-room/{year}": OWN,
    "GET /benefits/v1/enterprises/{uscc}/talents": OWN,
    "GET /benefits/v1/enterprises/{uscc}/talent-disclosures": OWN,
    "GET /benefits/v1/enterprises/{uscc}/rights": OWN,
    "GET /benefits/v1/rights/{right_id}": OWN,
    "GET /benefits/v1/right-worklist": Ask(lists=True, also=({"benefit_code": "talent-green-channel"},)),
    "GET /benefits/v1/payment-orders": LIST,
    "GET /benefits/v1/payment-orders/{order_id}": OWN,
    "GET /benefits/v1/payment-notices": Ask(lists=True, params={"month": str(BEGUN)[:7]}),
    "GET /finance/v1/institutions": LIST,
    "GET /finance/v1/institutions/{institution_id}": OWN,
    "GET /finance/v1/institutions/{institution_id}/usage": OWN,
    "GET /benefits/v1/enterprises/{uscc}/quotas": OWN,
    "GET /benefits/v1/quotas/{quota_id}": OWN,
    "GET /benefits/v1/quotas/{quota_id}/versions": OWN,
    "GET /benefits/v1/voucher-funds/{year}": OWN,
    "GET /benefits/v1/enterprises/{uscc}/vouchers": OWN,
    "GET /benefits/v1/vouchers/{voucher_id}": OWN,
    "GET /benefits/v1/retained-revenue/{year}": OWN,
    "GET /benefits/v1/districts/{district}/earmarks/{year}": OWN,
    "GET /benefits/v1/payment-notices.csv": Ask(lists=True, params={"month": str(BEGUN)[:7]}),
    "GET /benefits/v1/budgets/{budget_id}/statement": OWN,
    "GET /benefits/v1/exports/budgets/{budget_id}.{form}": OWN,
    **{
        f"GET /benefits/v1/{name}": Ask(lists=True, params={"year": BEGUN.year})
        for name in (
            "evaluation",
            "evaluation/missed",
            "evaluation/reach",
            "evaluation/chart.svg",
            "exports/evaluation.{form}",
            "exports/missed.{form}",
        )
    },
    "GET /finance/v1/list": LIST,
    "GET /finance/v1/list/changes": LIST,
    "GET /finance/v1/list/digest": LIST,
    "GET /finance/v1/list/status": LIST,
    "GET /finance/v1/list/files/{form}": LIST,
    "GET /finance/v1/list-keys": OWN,
    "GET /finance/v1/webhook-board": OWN,
    "GET /notifications/v1/enterprises/{uscc}/deliveries": OWN,
    "GET /notifications/v1/enterprises/{uscc}/deliveries/{delivery_id}": OWN,
    "GET /notifications/v1/deliveries": Ask(lists=True, also=({"state": "failed"}, {"channel": "wechat"})),
    "GET /notifications/v1/delivery-figures": LIST,
    "GET /notifications/v1/suppressions": LIST,
    "GET /finance/v1/list/enterprises/{uscc}": OWN,
    "GET /finance/v1/products": LIST,
    "GET /finance/v1/products/{financial_product_id}": OWN,
    "GET /finance/v1/products/{financial_product_id}/versions": OWN,
    "GET /finance/v1/product-worklist": LIST,
    "GET /finance/v1/loans": Ask(lists=True, also=({"open": True}, {"overdue": False})),
    "GET /finance/v1/loans/{bank_loan_id}": OWN,
    "GET /finance/v1/enterprises/{uscc}/loans": OWN,
    "GET /finance/v1/enterprises/{uscc}/loan-room/{year}": OWN,
    "GET /finance/v1/listing-candidates": LIST,
    "GET /finance/v1/enterprises/{uscc}/listing-road": OWN,
    "GET /finance/v1/enterprises/{uscc}/product-matches": Ask(
        params={"amount": "5000000.00", "months": 12, "on": BEFORE_OFFERED}
    ),
    **{
        f"GET /finance/v1/{name}": Ask(lists=True, also=({"by": "product"},))
        for name in ("figures", "figures/chart.svg", "exports/figures.{form}")
    },
    "GET /finance/v1/summary": LIST,
    "GET /finance/v1/applications": Ask(lists=True, also=({"state": "open"}, {"unanswered": False})),
    "GET /finance/v1/applications/{financing_id}": OWN,
    "GET /finance/v1/applications/{financing_id}/offers": OWN,
    "GET /finance/v1/enterprises/{uscc}/applications": OWN,
    "GET /notifications/v1/activity-kinds": OWN,
    "GET /notifications/v1/activities": Ask(lists=True, also=({"kind": "exhibition"}, {"open": True})),
    "GET /notifications/v1/activities/{activity_id}": OWN,
    "GET /notifications/v1/activities/{activity_id}/registrations": OWN,
    "GET /notifications/v1/exports/activities/{activity_id}.{form}": OWN,
    "GET /notifications/v1/enterprises/{uscc}/registrations": OWN,
    "GET /notifications/v1/providers": Ask(lists=True, also=({"kind": "testing"}, {"name": "示例"})),
    "GET /notifications/v1/providers/{provider_id}": OWN,
    "GET /notifications/v1/enterprises/{uscc}/provider-uses": OWN,
    "GET /notifications/v1/cases": LIST,
    "GET /notifications/v1/cases/{case_id}": OWN,
    "GET /notifications/v1/case-worklist": Ask(lists=True, also=({"state": "published"},)),
    "GET /notifications/v1/enterprises/{uscc}/cases": OWN,
    **{
        f"GET /notifications/v1/{name}": OWN
        for name in (
            *(
                f"enterprises/{{uscc}}/{noun}"
                for noun in ("tickets", "postings", "posting-answers", "talent-needs", "leads")
            ),
            *("tickets/{ticket_id}", "leads/{lead_id}", "posting-kinds", "postings/{posting_id}"),
            *("postings/{posting_id}/suggestions", "postings/{posting_id}/answers"),
            *(
                "talent-catalogues",
                "talent-catalogues/{catalogue_id}",
                "exports/talent-catalogues/{catalogue_id}.{form}",
            ),
        )
    },
    "GET /notifications/v1/tickets": Ask(lists=True, also=({"topic": "policy"}, {"overdue": False})),
    "GET /notifications/v1/postings": Ask(lists=True, also=({"kind": "docking"}, {"state": "open"})),
    "GET /notifications/v1/talent-needs": Ask(lists=True, also=({"occupation": "research"},)),
    "GET /notifications/v1/leads": Ask(lists=True, also=({"stage": "new"},)),
    **{f"GET /notifications/v1/{noun}-figures": LIST for noun in ("ticket", "talent-need", "lead")},
    **{f"GET /{service}/v1/parked-facts": OWN for service in ("registry", "benefits", "finance", "notifications")},
}
"""Every GET an officer may call. A new one is written here: what it lists, `arrive` must bring."""

BOARD: Final = {
    "GET /registry/v1/exports/target-board.{form}",
    "GET /registry/v1/targets/{year}",
    "GET /notifications/v1/providers",
    "GET /notifications/v1/cases",
}
"""The published board in other forms, the directory of providers and published cases. What is asked without login is
for all anyway."""
