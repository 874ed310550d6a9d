"""Which hosts may be reached when their name was typed by a user: public ones, and the operator's own list.

A name is resolved once; the addresses that were judged are the ones that are connected to, so a
name server that changes its answer in between (DNS rebinding) gains nothing.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings

Resolve = Callable[[str, int], Sequence[str]]
"""Name and port to addresses, as text."""
Judge = Callable[[str], bool]
"""Whether an address is a public one."""

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


class ForbiddenAddressError(Exception):
    """The host is on a private network, or is this machine itself. `host` is what was typed."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a public address")
        self.host = host


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver; raises `OSError` when the name is not known."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is reachable by everybody: nothing private, loopback, link-local, multicast, reserved.

    IPv4 addresses wrapped in IPv6 are unwrapped where that is how they are reached (NAT64, RFC 6052;
    6to4, RFC 3056) and refused where only a trick would use them (IPv4-mapped, Teredo).
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped or ip.teredo:
            return False
        if inner := _wrapped(ip):
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.sixtofour


def is_allowed_by_operator(host: str) -> bool:
    """Whether HANJARI_ALLOW_PRIVATE_HOSTS names this host."""
    plain = host.strip("[]").rstrip(".").lower()
    return plain in {entry.lower() for entry in settings.ALLOW_PRIVATE_HOSTS}


def reachable(
    host: str, port: int, *, resolver: Resolve = resolve, judge: Judge = is_public
) -> Sequence[str]:
    """The addresses that may be connected to for this host.

    One forbidden address among them forbids all: an honest name never mixes public and private.
    Raises `ForbiddenAddressError`, or `OSError` when the name is not known.
    """
    addresses = resolver(host.strip("[]"), port)
    if not is_allowed_by_operator(host) and not all(judge(address) for address in addresses):
        raise ForbiddenAddressError(host)
    return addresses
