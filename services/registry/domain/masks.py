"""Personal data as it leaves by default (个人信息脱敏)."""

from shared.masks import masked_name, masked_phone

__all__ = ["masked_email", "masked_name", "masked_phone"]


def masked_email(email: str) -> str:
    """The first letter and the domain: z***@example.com."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"
