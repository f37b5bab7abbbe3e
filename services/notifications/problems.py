"""What notifications refuses, in its own words."""

from shared.problems import Conflict, NotFound, Unauthenticated, Unprocessable


class MessageNotFound(NotFound):
    code, title = "MESSAGE_NOT_FOUND", "没有找到该消息"


class ContactNotFound(NotFound):
    code, title = "CONTACT_NOT_FOUND", "没有找到该联系方式"


class AddressInvalid(Unprocessable):
    code, title = "ADDRESS_INVALID", "联系方式无法识别"


class TooManyContacts(Conflict):
    code, title = "TOO_MANY_CONTACTS", "今日添加的联系方式过多"


class ContactVerified(Conflict):
    code, title = "CONTACT_VERIFIED", "联系方式已验证"


class CodeTooSoon(Conflict):
    code, title = "CODE_TOO_SOON", "验证码刚刚发出"


class CodeOutdated(Conflict):
    code, title = "CODE_OUTDATED", "验证码不可再用"


class DeliveryNotFound(NotFound):
    code, title = "DELIVERY_NOT_FOUND", "没有找到该投递"


class NotRepeatable(Conflict):
    code, title = "DELIVERY_NOT_REPEATABLE", "该投递不能重新发送"


class GatewayUnknown(NotFound):
    code, title = "GATEWAY_UNKNOWN", "没有该渠道"


class ReceiptUnsigned(Unauthenticated):
    code, title = "RECEIPT_UNSIGNED", "回执签名无效"


class ReferenceUnknown(NotFound):
    code, title = "REFERENCE_UNKNOWN", "没有该流水号"
