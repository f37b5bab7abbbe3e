"""What may be called: a table of addresses, and of what people write for them."""

from ipaddress import ip_address

import pytest

from shared.outbound.targets import Guard, TargetRefused, is_public

REFUSED = (
    "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2606:4700::1111%1",
)  # fmt: skip
ALLOWED = (
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.255.255",
    "172.32.0.1", "192.167.255.255", "198.17.255.255", "223.5.5.5", "2400:3200::1", "2606:4700::1111",
    "2a00:1450:4001::1",
)  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_of_the_open_internet_is_never_called(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(TargetRefused):
        Guard().choose([ip_address("1.1.1.1"), ip_address(address)])


@pytest.mark.parametrize("address", ALLOWED)
def test_a_public_address_is_called(address: str) -> None:
    assert Guard().choose([ip_address(address)]) == ip_address(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example/hook", "ftp://bank.example/", "https://bank.example:22/", "https://user:pw@bank.example/",
        "https://bank.example/#part", "https:///hook", "https://localhost/", "https://intranet/", "//bank.example/",
        "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
        "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/meta-data/",
        "https://bank.example\\@127.0.0.1/", "https://bank.example/ x", "https://bank.example/\n", "javascript:1",
        "https://" + "a" * 600 + ".example/", "https://127.0.0.1./", "https://10.1/",
    ],
)  # fmt: skip
def test_what_is_no_public_https_address_cannot_be_registered(url: str) -> None:
    with pytest.raises(TargetRefused) as refused:
        Guard().check_url(url)
    assert url not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["https://hooks.bank.example/zjtx?a=1", "https://bank.example:8443/", "https://银行.example/", "https://1.1.1.1/"],
)
def test_what_banks_write_can(url: str) -> None:
    assert Guard().check_url(url).scheme == "https"


def test_development_may_call_itself_and_nothing_else_inside() -> None:
    guard = Guard(loopback=True)
    assert guard.check_url("http://127.0.0.1:8080/hook").port == 8080
    for url in ("http://10.0.0.1/", "https://192.168.1.1/", "http://bank.example/", "ftp://localhost/"):
        with pytest.raises(TargetRefused):
            guard.check_url(url)
    with pytest.raises(TargetRefused):
        guard.choose([ip_address("10.0.0.1")])
