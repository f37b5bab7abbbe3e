"""One tier change, all the way, in both modes."""

from tests.zone import RunningZone


async def test_recognition_opens_what_is_owed_lists_the_firm_and_tells_it(zone: RunningZone) -> None:
    uscc = await zone.register()
    change = await zone.recognise(uscc, "specialised")
    record = await zone.complete(change["change_id"])

    assert record["kind"] == "tier.changed"
    assert [one["service"] for one in record["consequences"]] == ["benefits", "finance", "notifications"]
    entitlements = await zone.entitlements(uscc)
    assert entitlements["specialised-first-award"]["amount"] == "200000.00"
    assert entitlements["specialised-first-award"]["certainty"] == "nominal"
    assert "征求意见稿，非兑付依据" in entitlements["specialised-first-award"]["reason"]
    entry = await zone.on_list(uscc)
    assert entry is not None
    assert entry["tier"] == "specialised"
    (message,) = await zone.inbox(uscc)
    assert message["heading"] == "贵企业现为省级专精特新中小企业"
    assert "200,000.00 元（名义金额）" in message["text"]
    assert message["completed_at"] is not None


async def test_an_innovative_enterprise_is_on_the_list_and_hears_what_the_next_tier_would_open(
    zone: RunningZone,
) -> None:
    uscc = await zone.register()
    change = await zone.recognise(uscc, "innovative")
    await zone.complete(change["change_id"])

    entry = await zone.on_list(uscc)
    assert entry is not None
    assert entry["tier"] == "innovative"
    (message,) = await zone.inbox(uscc)
    assert "达到下一梯度（省级专精特新中小企业）将开启" in message["text"]
    assert "最高 500,000.00 元" in message["text"]


async def test_revocation_closes_removes_and_tells(zone: RunningZone) -> None:
    uscc = await zone.register()
    recognised = await zone.recognise(uscc, "little_giant")
    change = await zone.revoke(recognised["titles"][0]["title_id"], ground="fraud")
    record = await zone.complete(change["change_id"])

    assert record["current_tier"] == "none"
    entitlements = await zone.entitlements(uscc)
    assert {item["status"] for item in entitlements.values()} == {"closed"}
    assert await zone.on_list(uscc) is None
    message = next(one for one in await zone.inbox(uscc) if one["cause_id"] == change["change_id"])
    assert message["heading"] == "称号被撤销：贵企业现为无称号"
    assert "关闭：" in message["text"]
