"""What may be called from inside the zone: public addresses, whatever names and redirects say."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpx

PORTS: Final = (443, 8443)
MAX_URL: Final = 500
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_V4_NOT_PUBLIC: Final = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network (RFC 791)
            "10.0.0.0/8",  # private (RFC 1918)
            "100.64.0.0/10",  # behind a carrier's NAT (RFC 6598), and metadata services of some clouds
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local (RFC 3927), and metadata services of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments (RFC 6890)
            "192.0.2.0/24",  # documentation (RFC 5737)
            "192.88.99.0/24",  # 6to4 relays (RFC 7526)
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks (RFC 2544)
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
_V6_PUBLIC: Final = ipaddress.IPv6Network("2000::/3")
"""All that is assigned for unicast (RFC 4291); mapped, NAT64, unique local, link-local, multicast are outside."""
_V6_NOT_PUBLIC: Final = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo among them (RFC 2928, 4380)
            "2001:db8::/32",  # documentation (RFC 3849)
            "2002::/16",  # 6to4: an IPv4 address inside (RFC 3056)
            "3ffe::/16",  # given back (RFC 3701)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)


def is_public(address: Address) -> bool:
    """Whether it is a unicast address of the open Internet, and carries no other address inside itself.

    The lists stand here and not in the standard library, whose `is_global` differs from release to release.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _V4_NOT_PUBLIC)
    if address.scope_id is not None:
        return False
    return address in _V6_PUBLIC and not any(address in network for network in _V6_NOT_PUBLIC)


class TargetRefused(Exception):
    """Not to be called; the words are for whoever named it."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Which addresses may be called. `loopback` is for development: a receiver on the same machine, without TLS."""

    loopback: bool = False

    def check_url(self, url: str) -> httpx.URL:
        """What can be told without asking DNS. Raises TargetRefused."""
        if len(url) > MAX_URL or not url.isprintable() or any(one.isspace() or one == "\\" for one in url):
            raise TargetRefused(f"网址不得超过 {MAX_URL} 个字符，也不得含有空白或反斜线")
        try:
            parsed = httpx.URL(url)
            port = parsed.port
        except (httpx.InvalidURL, ValueError, TypeError) as fault:
            raise TargetRefused("网址无法识别，请写作 https://主机名/路径") from fault
        if parsed.userinfo or parsed.fragment or not parsed.host:
            raise TargetRefused("网址应写明主机名，不得含有用户名、密码或片段")
        literal = _literal(parsed.host)
        if self.loopback and (parsed.host == "localhost" or (literal is not None and literal.is_loopback)):
            if parsed.scheme in ("http", "https"):
                return parsed
            raise TargetRefused("网址应以 https:// 开头")
        if parsed.scheme != "https":
            raise TargetRefused("网址应以 https:// 开头")
        if (port or 443) not in PORTS:
            raise TargetRefused("端口只能是 443 或 8443")
        if literal is not None and not is_public(literal):
            raise TargetRefused("网址应是互联网上的公开地址")
        if literal is None and "." not in parsed.host.rstrip("."):
            raise TargetRefused("主机名应是完整的域名")
        return parsed

    def choose(self, addresses: Sequence[Address]) -> Address:
        """The address to connect to: the first, if every one may be called. Raises TargetRefused.

        One that may not be called among others that may is no accident, or soon one: the name is refused whole.
        """
        if not addresses or not all(self._may_call(one) for one in addresses):
            raise TargetRefused("主机名指向不可访问的地址")
        return addresses[0]

    def _may_call(self, address: Address) -> bool:
        return is_public(address) or (self.loopback and address.is_loopback)


def _literal(host: str) -> Address | None:
    """Host as an address; also in the forms some resolvers take for IPv4: 127.1, 0x7f000001, 2130706433."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2].lower()
        if last.isdigit() or last.startswith("0x"):
            return ipaddress.IPv4Address(0)  # whatever it stands for, it is no name: refused as not public
        return None
