"""What every message has: a template, and words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared.values import Certainty, yuan


class Template(StrEnum):
    TITLES_CHANGED = "titles_changed"
    DUTY_DUE = "duty_due"
    APPLICATION_ADVANCED = "application_advanced"
    CLAIM_ADVANCED = "claim_advanced"
    RIGHT_ADVANCED = "right_advanced"
    ENTERPRISE_MERGED = "enterprise_merged"
    ENTERPRISE_ABSORBED = "enterprise_absorbed"
    ENTERPRISE_DEREGISTERED = "enterprise_deregistered"
    MEASURE_MATCHED = "measure_matched"
    MEASURE_ENDED = "measure_ended"
    NOTICE = "notice"
    QUOTA_ADVANCED = "quota_advanced"
    CONSENT_GRANTED = "consent_granted"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    FINANCING_ADVANCED = "financing_advanced"
    FINANCING_ALL_IN = "financing_all_in"
    CONTACT_VERIFICATION = "contact_verification"
    """A code to an address, and in no inbox"""


@dataclass(frozen=True)
class Words:
    heading: str
    text: str


CERTAINTY: Final = {
    Certainty.NOMINAL: "{yuan} 元（名义金额）",
    Certainty.UPPER_BOUND: "最高 {yuan} 元",
    Certainty.LOWER_BOUND: "不低于 {yuan} 元",
    Certainty.RATE_UNSPECIFIED: "金额按有关政策核定",
    Certainty.NON_MONETARY: "",
}


def grouped(fen: int) -> str:
    whole, _, cents = yuan(fen).partition(".")
    return f"{int(whole):,}.{cents}"
