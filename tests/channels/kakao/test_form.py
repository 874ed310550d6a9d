"""Connecting: each way asks for its own keys."""

import pytest

from hanjari.channels.kinds.kakao.form import HEADER, KakaoForm

SKILL = {"way": "skill", "header_value": "v" * 20}
DEALER = {"way": "dealer", "sender_key": "k" * 40, "client_id": "c", "client_secret": "s"}


def test_each_way_needs_its_own_keys():
    for told in (SKILL, DEALER):
        assert KakaoForm(told).is_valid()
        for name in [name for name in told if name != "way"]:
            assert name in KakaoForm({**told, name: ""}).errors


def test_kept_secrets_may_stay_empty_but_not_when_the_way_changes():
    form = KakaoForm({"way": "skill"}, initial={"way": "skill"})
    assert form.is_valid()
    assert form.cleaned_data["header_name"] == HEADER
    assert not KakaoForm({"way": "skill"}, initial={"way": "dealer"}).is_valid()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("header_value", "short"),
        ("header_name", "X Key"),
        ("header_name", "X-Key: 1"),
        ("addresses", "kakao.com"),
        ("quick_replies", "\n".join("abcdefghijk")),
        ("quick_replies", "가" * 15),
        ("receipt", "가" * 1001),
    ],
)
def test_what_kakao_would_not_take_is_refused(name, value):
    assert name in KakaoForm({**SKILL, name: value}).errors


def test_lines_are_kept_once():
    form = KakaoForm(
        {**SKILL, "addresses": " 203.0.113.0/24\n\n203.0.113.0/24", "quick_replies": "네\n네"}
    )
    assert form.is_valid()
    assert form.cleaned_data["addresses"] == "203.0.113.0/24"
    assert form.cleaned_data["quick_replies"] == "네"
