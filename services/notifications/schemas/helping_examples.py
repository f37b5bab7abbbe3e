"""Examples of 政策帮享, as the documents show them."""

from typing import Any, Final

ACTIVITY_ID: Final = "6f2b1c9e-47d3-4a85-9b06-3e8d5f7a1c20"
ENTRY: Final[dict[str, Any]] = {
    "kind": "training",
    "audience_group": "managers",
    "title": "数字化转型与精益管理培训（示例）",
    "text": "面向经营管理者的一日培训，讲解数字化转型诊断与精益管理方法，结合示例案例分组讨论。",
    "audience": "全市省级以上专精特新中小企业的经营管理者",
    "condition": {"fact": "title", "any_of": ["specialised", "hidden_champion", "little_giant"]},
    "online": False,
    "place": "示例会议中心三楼报告厅",
    "starts_at": "2026-12-08T01:00:00Z",
    "ends_at": "2026-12-08T08:30:00Z",
    "closes_at": "2026-12-05T10:00:00Z",
    "capacity": 60,
    "organiser": "示例市中小企业服务中心",
    "contact": "0571-00000000",
}
ACTIVITY: Final[dict[str, Any]] = ENTRY | {
    "activity_id": ACTIVITY_ID,
    "kind_label": "多层次培训",
    "clause": "18-1",
    "group_label": "经营管理者",
    "district": "330100",
    "conditions_text": "有效称号为省级专精特新中小企业、省级隐形冠军企业、国家级专精特新“小巨人”企业之一",
    "state": "open",
    "state_label": "报名中",
    "takes_registrations": True,
    "reason": None,
    "seated": 41,
    "waiting": 0,
    "ratings": 0,
    "rating": None,
    "for_me": {"verdict": "met", "reason": "有效称号为省级专精特新中小企业"},
    "version": 2,
}
REGISTRATION: Final[dict[str, Any]] = {
    "registration_id": "0d4e8b2a-95c1-4f37-8a6d-7b3f1e5c9d02",
    "activity_id": ACTIVITY_ID,
    "title": "数字化转型与精益管理培训（示例）",
    "kind": "training",
    "kind_label": "多层次培训",
    "starts_at": "2026-12-08T01:00:00Z",
    "ends_at": "2026-12-08T08:30:00Z",
    "place": "示例会议中心三楼报告厅",
    "activity_state": "open",
    "activity_state_label": "报名中",
    "number": 42,
    "state": "seated",
    "state_label": "报名成功",
    "attendee": "张*",
    "phone": "138****5678",
    "registered_at": "2026-11-28T02:00:00Z",
    "attended_at": None,
    "rating": None,
    "words": None,
}
PARTICIPANT: Final[dict[str, Any]] = {
    "registration_id": "0d4e8b2a-95c1-4f37-8a6d-7b3f1e5c9d02",
    "number": 42,
    "name": "示例有限公司",
    "uscc": "91330108MAXB0012XH",
    "district": "330108",
    "state": "seated",
    "state_label": "报名成功",
    "attendee": "张*",
    "phone": "138****5678",
    "registered_at": "2026-11-28T02:00:00Z",
    "attended_at": None,
    "rating": None,
    "words": None,
}
PROVIDER_ID: Final = "3e7a9c52-1b84-4f60-8d2c-5a9e7f1b3d64"
TERMS: Final[dict[str, Any]] = {
    "name": "示例检测技术服务有限公司",
    "region": "zhejiang",
    "text": "传感器与电子元件的可靠性检测、环境试验。",
    "services": [{"kind": "testing", "text": "可靠性检测与环境试验，按项目报价"}],
    "vouchers": ["innovation-voucher-quota", "service-voucher"],
    "contact": "0571-00000000",
    "document": "示例服务机构遴选〔2026〕1号",
}
PROVIDER: Final[dict[str, Any]] = TERMS | {
    "services": [
        {"kind": "testing", "text": "可靠性检测与环境试验，按项目报价", "kind_label": "检验检测", "clause": "18-2"}
    ],
    "provider_id": PROVIDER_ID,
    "region_label": "浙江省",
    "voucher_labels": ["科技创新券", "服务券"],
    "suspended": False,
    "reason": None,
    "uses": 12,
    "ratings": 8,
    "rating": "4.6",
    "version": 1,
}
USE: Final[dict[str, Any]] = {
    "voucher_id": "d3c2b1a0-7e6f-4d5c-9b8a-0f1e2d3c4b5a",
    "provider_id": PROVIDER_ID,
    "provider": "示例检测技术服务有限公司",
    "purpose": "传感器可靠性检测",
    "used": "76500.00",
    "document": "示例验收单2026-017",
    "settled_on": "2026-11-27",
    "rating": 5,
    "words": "报告及时",
    "rated_at": "2026-11-28T02:00:00Z",
}
WRITTEN: Final[dict[str, Any]] = {
    "title": "十年磨一“感”（示例）",
    "text": "示例有限公司专注工业温度传感器，主导产品国内市场占有率连续三年提升，牵头制定行业标准一项。",
    "organiser": "示例市经信局",
}
CASE: Final[dict[str, Any]] = WRITTEN | {
    "case_id": "a91d3f7c-60b2-4e58-8c14-2f6e9b0d5a73",
    "uscc": "91330108MAXB0012XH",
    "name": "示例有限公司",
    "district": "330108",
    "honour": "国家级专精特新“小巨人”企业",
    "state": "published",
    "state_label": "已发布",
    "edition": 1,
    "answered_at": "2026-11-27T02:00:00Z",
    "published_at": "2026-11-28T02:00:00Z",
    "reason": None,
    "version": 3,
}
