"""Which addresses may be reached on a user's word."""

import pytest

from hanjari.kit.addresses import ForbiddenAddressError, is_public, reachable


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.0.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1",  # noqa: S104 (nothing is bound)
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:8.8.8.8",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:1::", "2001:db8::1",
        "2001:0:53aa:64c:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_private_and_odd_addresses_are_not_public(address) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_addresses_that_everybody_reaches_are_public(address) -> None:
    assert is_public(address)


def test_one_forbidden_address_forbids_the_whole_name() -> None:
    with pytest.raises(ForbiddenAddressError):
        reachable("mixed.example", 80, resolver=lambda *_: ["8.8.8.8", "10.0.0.1"])


def test_the_operator_may_allow_a_private_host(settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ["Mail.Corp.Local"]
    assert reachable("mail.corp.local.", 993, resolver=lambda *_: ["10.0.0.9"]) == ["10.0.0.9"]
    with pytest.raises(ForbiddenAddressError):
        reachable("other.corp.local", 993, resolver=lambda *_: ["10.0.0.9"])


@pytest.mark.enable_socket  # numbers only: nothing is looked up anywhere
@pytest.mark.parametrize("host", ["127.1", "0x7f.0.0.1", "2130706433", "[::1]", "0"])
def test_other_spellings_of_this_machine_are_seen_through(host) -> None:
    with pytest.raises(ForbiddenAddressError):
        reachable(host, 80)
