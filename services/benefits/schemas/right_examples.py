"""What the documentation shows of people's rights: one invented enterprise, and nobody's real number."""

from typing import Any, Final

_Example = dict[str, Any]
TALENT_ID: Final = "5f2d8c31-6b7a-4e09-9d54-1a3c7e8f2b60"
RIGHT_ID: Final = "b3a7d0e5-4c18-4f6b-8a92-7e5d1c3f9b04"
TENURE: Final[_Example] = {
    "tenure_id": "e0c94b17-2f5d-4a83-b6d1-9c7a3e5f8012",
    "office": "chairman",
    "office_label": "董事长",
    "since_on": "2024-03-01",
    "until_on": None,
}
NEW_TENURE: Final[_Example] = {"office": "chairman", "since_on": "2024-03-01"}
NEW_TALENT: Final[_Example] = {
    "name": "欧阳示例",
    "id_kind": "resident",
    "id_number": "11010519491231002X",
    "tenure": NEW_TENURE,
}
TALENT: Final[_Example] = {
    "talent_id": TALENT_ID,
    "name": "欧阳*",
    "id_kind": "resident",
    "id_kind_label": "居民身份证",
    "id_number": "**** 002X",
    "tenures": [TENURE],
    "named_at": "2026-11-24T02:00:18.999922Z",
    "erased_at": None,
    "version": 1,
}
APPLICATION: Final[_Example] = {
    "talent_id": TALENT_ID,
    "benefit_code": "class-d-talent",
    "evidence": ["0f4f2b8a-93a4-4c5e-a0d7-5a0c7f1f0b11"],
}
RIGHT: Final[_Example] = {
    "right_id": RIGHT_ID,
    "uscc": "91330108MAXB0012XH",
    "enterprise_name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "talent_id": TALENT_ID,
    "person": "欧阳*",
    "offices": ["chairman"],
    "office_label": "董事长",
    "benefit_code": "class-d-talent",
    "policy_set": "HZ-DRAFT-2022",
    "clause": "12-6",
    "label": "董事长、总经理认定为杭州市D类高层次人才",
    "state": "granted",
    "state_label": "已授予",
    "holds": True,
    "granted_on": "2026-11-25",
    "ends_on": "2029-11-23",
    "stopped_on": None,
    "applied_on": "2026-11-24",
    "applied_at": "2026-11-24T02:00:18.999922Z",
    "receipt_id": "6f0e4c6b-9a35-4f4d-8c9e-7a100b1c7f52",
    "evidence": ["0f4f2b8a-93a4-4c5e-a0d7-5a0c7f1f0b11"],
    "statement": None,
    "to_mend": [],
    "version": 2,
}
STEP: Final[_Example] = {
    "version": 1,
    "at": "2026-11-24T02:00:18.999922Z",
    "seat": "enterprise",
    "seat_label": "企业",
    "step": "apply",
    "step_label": "申请",
    "state": "review",
    "state_label": "审核中",
    "day": None,
    "department": None,
    "actor": None,
    "words": None,
}
DOSSIER: Final[_Example] = {
    **RIGHT,
    "history": [STEP],
    "basis": "《杭州市加快中小企业“专精特新”发展行动计划（公开征求意见稿）》第二（四）12条",
    "departments": ["市委人才办", "市人力社保局", "市经信局", "市住保房管局", "各区、县（市）政府"],
    "legal_note": "征求意见稿，非兑付依据",
    "unstated": "按条款所列职务，每家企业至多2人，一人兼任只计一人；条款未规定期限，权利随称号与任职存续",
}
