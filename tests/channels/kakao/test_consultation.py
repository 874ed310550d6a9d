"""What the dealer pushes: words, files, the end, and anything else."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.kakao.bench import pushed
from tests.channels.kakao.simulator import HANEUL

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.kinds.kakao import KIND

pytestmark = pytest.mark.real_server
AT = "2026-11-26T01:00:00+00:00"


def heard(dealer, push):
    (raw,) = KIND.verify(dealer.access(), pushed(push, ""))
    return list(KIND.read(dealer.access(), raw))


def test_a_message_is_private_and_keeps_its_number_and_time(dealer):
    (found,) = heard(dealer, dealer.sim.talk("필터 주문이요", time=1654738690219, serial_number=7))
    assert (found.external_id, found.text, found.root_id) == (
        "talk:7", "필터 주문이요", f"with:{HANEUL}",
    )  # fmt: skip
    assert found.posted_at.isoformat() == "2022-06-09T01:38:10.219000+00:00"
    assert found.extra["session"] == "163755146"
    assert not found.is_public


def test_several_pictures_come_with_their_words(dealer):
    urls = [
        {"url": "https://k.example/a/1.jpg", "comment": "앞"},
        {"url": "https://k.example/2.jpg"},
    ]
    (found,) = heard(dealer, dealer.sim.talk("", type="photo", contents=urls))
    assert [(one.name, one.kind, one.alt) for one in found.media] == [
        ("1.jpg", "image/jpeg", "앞"),
        ("2.jpg", "image/jpeg", ""),
    ]
    assert found.text == ""


@pytest.mark.parametrize("content", [{"url": "https://k.example/v.mp4"}, "https://k.example/v.mp4"])
def test_the_older_form_is_read_too(dealer, content):
    push = dealer.sim.talk("", type="video", content=content)
    del push["contents"]
    (found,) = heard(dealer, push)
    assert [one.url for one in found.media] == ["https://k.example/v.mp4"]
    push = dealer.sim.talk("", content="옛 글")
    del push["contents"]
    assert heard(dealer, push)[0].text == "옛 글"


@pytest.mark.parametrize("rest", ["https://k.example/t.txt", {"url": "https://k.example/t.txt"}])
def test_the_rest_of_long_words_is_a_file(dealer, rest):
    (found,) = heard(dealer, dealer.sim.talk("가" * 300, attachment=rest))
    assert [(one.kind, one.url) for one in found.media] == [
        ("text/plain", "https://k.example/t.txt")
    ]


def test_the_end_is_told_in_the_thread_and_wants_no_answer(dealer):
    (found,) = heard(dealer, dealer.sim.end())
    assert found.is_automatic
    assert found.external_id == "end:163755146"
    assert found.root_id == f"with:{HANEUL}"
    assert found.text


def test_meta_data_brings_no_message(dealer):
    push = {**dealer.sim.end(), "reference": {"extra": "메인"}, "last_reference": {"bot": "true"}}
    assert heard(dealer, push) == []


def test_the_order_in_which_pushes_come_changes_nothing(dealer):
    pushes = [
        dealer.sim.talk("하나", time=1_700_000_000_000),
        dealer.sim.talk("둘"),
        dealer.sim.end(),
    ]
    expected = None
    for order in permutations(pushes):
        found = sorted(heard(dealer, push)[0].external_id for push in order)
        assert expected in (None, found)
        expected = found


def test_a_repeated_push_is_the_same_payload(dealer):
    push = dealer.sim.talk("한 번만")
    (first,), (second,) = (KIND.verify(dealer.access(), pushed(push, "")) for _ in range(2))
    assert first.body == second.body


def test_the_dealer_is_thanked_with_a_code(dealer):
    request = pushed(dealer.sim.talk("안녕"), "")
    assert json.loads(KIND.answer_push(dealer.access(), request, []).content) == {"code": 0}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("가a1:/", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("가a1:/", max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_NAMES = (
    "user_key", "session_id", "time", "serial_number", "type", "contents", "content",
    "attachment", "extra", "reference",
)  # fmt: skip


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMES, _JSON)))
def test_any_push_is_read_or_unreadable(body):
    raw = Raw(json.dumps({"user_key": "u", **body}).encode(), {"way": "dealer", "at": AT})
    access = Access(7, "한빛", {"way": "dealer"}, {}, {})
    try:
        envelopes = KIND.read(access, raw)
    except UnreadableError:
        return
    assert envelopes == KIND.read(access, raw), "reading is pure"
    assert all(len(one.external_id) < 150 and one.posted_at.tzinfo for one in envelopes)
