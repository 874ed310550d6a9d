"""What a browser gets is what RFC 8291 says, and only that browser can read it."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from tests.people.pushed import Browser

from hanjari.kit import webpush
from hanjari.kit.webpush import to_bytes, to_text

PLAIN = b"When I grow up, I want to be a watermelon"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY"
    "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS"
    "gSxsj_Qulcy4a-fN"
)


def test_the_body_is_that_of_the_example_in_rfc_8291():
    scalar = int.from_bytes(to_bytes(OURS), "big")
    body = webpush.encrypted(
        PLAIN,
        browser_key=to_bytes(THEIRS),
        browser_secret=to_bytes(AUTH),
        salt=to_bytes(SALT),
        own_key=ec.derive_private_key(scalar, ec.SECP256R1()),
    )
    assert to_text(body) == BODY


@given(st.binary(max_size=webpush.LONGEST))
def test_a_browser_reads_what_was_said(plain):
    browser = Browser()
    body = webpush.encrypted(plain, browser_key=browser.key, browser_secret=browser.secret)
    assert browser.read(body) == plain
    assert len(body) <= 4096


def test_what_is_too_long_is_refused():
    browser = Browser()
    with pytest.raises(ValueError, match="3993"):
        webpush.encrypted(b"x" * 3994, browser_key=browser.key, browser_secret=browser.secret)


def test_a_point_beside_the_curve_is_refused():
    with pytest.raises(ValueError, match=r"."):
        webpush.encrypted(b"x", browser_key=b"\x04" + b"\x01" * 64, browser_secret=b"x" * 16)


def test_the_push_service_learns_who_sends_and_for_whom_alone():
    key = webpush.opened_key(webpush.new_key())
    told = webpush.vapid("https://push.example:444/abc?d", key=key, contact="mailto:a@b.example")
    token, shown = told.removeprefix("vapid t=").split(", k=")
    claims = jwt.decode(
        token, key.public_key(), algorithms=["ES256"], audience="https://push.example:444"
    )
    assert claims["sub"] == "mailto:a@b.example"
    assert to_bytes(shown) == webpush.point(key)
