"""What the demonstration needs of notifications: programmes of the city that are open, and leads to follow."""

from datetime import timedelta
from typing import Final

from services.notifications import store
from services.notifications.service.leads import leads
from services.notifications.service.leads.files import Said
from services.notifications.service.postings import drafting
from services.notifications.service.postings.files import Terms
from services.notifications.store.postings import Wanted
from shared.callers import Caller
from shared.db import Database, Tx
from shared.values import CITY

_CITY_OFFICER: Final = Caller("officer", "demonstration-city", district=CITY, roles=("reviewer", "approver"))
_OPEN_FOR: Final = timedelta(days=180)
_PHONE: Final = "0571-00000000"
"""A number nobody has"""
_ISSUER: Final = "示例市级主管部门"
_PROGRAMMES: Final = (
    (
        "challenge",
        "demand",
        "示例：高精度压力传感芯片封装攻关",
        "量程 0 至 60 MPa，精度优于 0.1%，六个月内交付样件。",
        "C39",
    ),
    ("two_way", "offer", "示例：高校新型导热材料成果转化", "实验室样品已通过检测，征集产业化合作企业。", "C"),
    ("ecommerce", "offer", "示例：电商平台专场与直播间辅导", "平台提供开店指导与首月流量，面向消费品制造企业。", None),
)
_LEADS: Final = (
    ("gap", "智能传感产业链", "示例：MEMS 封装测试产能", None, "本地缺少中试与封装测试产能。"),
    ("enterprise", "智能装备产业链", "示例精密减速器有限公司", "示例省示例市", "有扩产意向，正在选址。"),
)


async def demonstrate(db: Database) -> None:
    """Safe to run again: where anything was ever posted, it stays out."""
    async with db.transaction() as tx:
        if await store.postings.overseen(tx, None, Wanted(), None, 1):
            return
        await _post(tx)
        for kind, chain, title, region, words in _LEADS:
            await leads.record(tx, _CITY_OFFICER, Said(kind, chain, title, region, None, words, None, None))


async def _post(tx: Tx) -> None:
    for kind, direction, title, words, industry in _PROGRAMMES:
        terms = Terms(
            kind=kind,
            direction=direction,
            title=title,
            words=words,
            industry=industry,
            budget_fen=None,
            open_until=tx.today + _OPEN_FOR,
            place=None,
            audience="zone",
            tiers=(),
            invited=(),
            contact_name="示例",
            contact_phone=_PHONE,
        )
        drafted = await drafting.draft_programme(tx, _CITY_OFFICER, _ISSUER, terms)
        await drafting.submit(tx, _CITY_OFFICER, drafted.row.posting_id)
