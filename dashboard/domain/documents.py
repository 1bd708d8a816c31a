"""Which address that came with the data may be followed: http and https, on the hosts that the city names."""

from collections.abc import Iterable
from typing import NewType
from urllib.parse import urlsplit

SafeHref = NewType("SafeHref", str)
"""An address that came with the data and may be followed; `safe_href` alone makes one."""

_SCHEMES = frozenset({"http", "https"})


def safe_href(address: str | None, hosts: Iterable[str]) -> SafeHref | None:
    """The address, when it lies on one of `hosts` or below it ("city.kr" also means "docs.city.kr").

    Any other scheme (javascript:, data:, file:), a name and password before the host, and characters
    that browsers drop or read as another sign give None: then the address is shown as text.
    """
    return SafeHref(address) if address and _may_follow(address, hosts) else None


def _may_follow(url: str, hosts: Iterable[str]) -> bool:
    if any(not sign.isprintable() or sign in " \\" for sign in url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in _SCHEMES or not host or "@" in parts.netloc:
        return False
    return any(host == each or host.endswith(f".{each}") for each in _names(hosts))


def _names(hosts: Iterable[str]) -> list[str]:
    return [name for each in hosts if (name := each.strip().strip(".").lower())]
