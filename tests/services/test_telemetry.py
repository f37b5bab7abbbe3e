"""What is measured of a request is its route, and never what stood in its address."""

from tests.zone import RunningZone


async def test_a_request_is_measured_by_the_template_of_its_address(zone: RunningZone) -> None:
    uscc = await zone.register()
    async with zone.officer() as officer:
        (await officer.get(f"/v1/enterprises/{uscc}")).raise_for_status()
        await officer.get(f"/v1/nowhere/{uscc}")
        measured = (await officer.get("/metrics")).text

    assert 'zjtx_http_request_seconds_count{method="GET",route="/v1/enterprises/{uscc}",status="200"}' in measured
    assert 'route="unmatched",status="404"' in measured
    assert uscc not in measured
