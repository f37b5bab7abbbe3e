"""Personal data as it leaves by default (个人信息脱敏)."""

from shared.masks import masked_name

__all__ = ["masked_email", "masked_name", "masked_phone"]


def masked_phone(phone: str) -> str:
    """The first three and the last four digits: 138****5678; what is too short for that shows nothing."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 10 else "****"


def masked_email(email: str) -> str:
    """The first letter and the domain: z***@example.com."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"
