"""Reading pages, pushes and looks: the same ids by every way, and one bad item loses no other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.x.bench import status
from tests.channels.x.world import HANEUL, US

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.x import KIND

ACCESS = Access(7, "한빛 X", {}, {}, {}, (US,))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


def post(number: str = "1861000000000000001", **more) -> dict:
    return {
        "id": number,
        "text": "@hanbit_kr 필터는 어디서 사나요?",
        "author_id": HANEUL,
        "conversation_id": number,
        "created_at": "2026-11-25T10:00:00.000Z",
        "edit_history_tweet_ids": [number],
        **more,
    }


def read(body, **hints) -> list[Envelope]:
    return list(KIND.read(ACCESS, Raw(json.dumps(body).encode(), hints)))


def test_a_page_is_read_with_its_author_and_address():
    users = [
        {
            "id": HANEUL,
            "name": "하늘",
            "username": "haneul",
            "public_metrics": {"followers_count": 12},
        }
    ]
    (one,) = read({"data": [post()], "includes": {"users": users}})
    assert (one.external_id, one.text) == (
        "1861000000000000001",
        "@hanbit_kr 필터는 어디서 사나요?",
    )
    assert (one.sender.name, one.sender.handle, one.sender.followers) == ("하늘", "haneul", 12)
    assert one.url == "https://x.com/haneul/status/1861000000000000001"
    assert one.posted_at.isoformat() == "2026-11-25T10:00:00+00:00"
    assert one.is_public
    assert not one.is_ours


def test_links_are_opened_and_escapes_undone():
    urls = [
        {"url": "https://t.co/abc", "expanded_url": "https://hanbit.kr/a?b=1&lt=2"},
        {
            "url": "https://t.co/pic",
            "expanded_url": "https://x.com/haneul/status/1/photo/1",
            "media_key": "3_9",
        },
    ]
    text = "A &lt; B &amp;amp; C https://t.co/abc https://t.co/pic"
    (one,) = read({"data": [post(text=text, entities={"urls": urls})]})
    assert one.text == "A < B &amp; C https://hanbit.kr/a?b=1&lt=2"


def test_a_long_post_is_read_to_its_end():
    long = {"text": "긴 글 " * 100, "entities": {}}
    (one,) = read({"data": [post(text="긴 글…", note_tweet=long)]})
    assert one.text == ("긴 글 " * 100).strip()


def test_an_answer_knows_parent_and_talk_and_shows_what_it_answers():
    answer = post(
        "1861000000000000009",
        conversation_id="1861000000000000001",
        referenced_tweets=[{"type": "replied_to", "id": "1861000000000000005"}],
    )
    beside = {
        "users": [{"id": US, "username": "hanbit_kr", "name": "한빛"}],
        "tweets": [{"id": "1861000000000000005", "author_id": US, "text": "필터가 나왔습니다"}],
    }
    (one,) = read({"data": [answer], "includes": beside})
    assert (one.parent_id, one.root_id) == ("1861000000000000005", "1861000000000000001")
    assert one.quoted == "@hanbit_kr: 필터가 나왔습니다"


def test_a_deleted_parent_is_an_error_beside_the_answer_and_loses_nothing():
    answer = post(referenced_tweets=[{"type": "replied_to", "id": "1861000000000000005"}])
    error = {
        "resource_id": "1861000000000000005",
        "type": "https://api.x.com/2/problems/resource-not-found",
    }
    (one,) = read({"data": [answer], "errors": [error]})
    assert one.parent_id == "1861000000000000005"
    assert not one.deletes


def test_an_edit_keeps_the_first_id():
    history = ["1861000000000000001", "1861000000000000002"]
    (one,) = read({"data": [post(history[1], edit_history_tweet_ids=history)]})
    assert one.external_id == history[0]
    assert one.edits
    assert one.url.endswith(history[1])


def test_a_repost_says_nothing_of_its_own():
    assert read({"data": [post(referenced_tweets=[{"type": "retweeted", "id": "1"}])]}) == []


def test_a_quote_is_a_talk_of_its_own_that_tells_what_it_quotes():
    (one,) = read({"data": [post(referenced_tweets=[{"type": "quoted", "id": "5"}])]})
    assert (one.parent_id, one.extra) == ("", {"quotes": "5"})


def test_a_picture_comes_with_its_words():
    media = [
        {
            "media_key": "3_9",
            "type": "photo",
            "url": "https://pbs.twimg.com/media/a.jpg",
            "alt_text": "새는 필터",
        }
    ]
    (one,) = read(
        {
            "data": [post(attachments={"media_keys": ["3_9", "3_lost"]})],
            "includes": {"media": media},
        }
    )
    assert [(medium.url, medium.alt) for medium in one.media] == [
        ("https://pbs.twimg.com/media/a.jpg", "새는 필터"),
        ("", ""),
    ]


@pytest.mark.parametrize("bad", [None, 7, "x", {}, {"id": "1"}, {"id": "no", "author_id": HANEUL}, {"id": ["1"]}, post(created_at="yesterday", referenced_tweets=[{"type": "replied_to"}, 5], attachments=[], entities=3)])  # fmt: skip
def test_one_bad_post_never_loses_its_neighbours(bad):
    found = read({"data": [post("1861000000000000001"), bad, post("1861000000000000003")]})
    assert {"1861000000000000001", "1861000000000000003"} <= {one.external_id for one in found}


def test_a_push_and_a_page_give_the_same_message_the_same_id():
    (pushed,) = read(
        {"for_user_id": US, "tweet_create_events": [status("1861000000000000001", "안녕")]}
    )
    (paged,) = read({"data": [post(text="안녕")]})
    assert pushed.external_id == paged.external_id
    assert pushed.posted_at == paged.posted_at
    assert pushed.url.endswith("/haneul/status/1861000000000000001")


def test_a_long_push_is_read_to_its_end_and_its_parent_is_known():
    long = {
        "full_text": "끝까지 &amp; 모두 https://t.co/a",
        "entities": {"urls": [{"url": "https://t.co/a", "expanded_url": "https://hanbit.kr"}]},
    }
    told = status(
        "2", "끝까지…", truncated=True, extended_tweet=long, in_reply_to_status_id_str="1"
    )
    (one,) = read({"for_user_id": US, "tweet_create_events": [told]})
    assert (one.text, one.parent_id) == ("끝까지 & 모두 https://hanbit.kr", "1")


def test_our_own_post_pushed_back_is_ours():
    (one,) = read({"for_user_id": US, "tweet_create_events": [status("2", "답", US)]})
    assert one.is_ours


def test_likes_follows_and_typing_are_no_messages():
    push = {
        "for_user_id": US,
        "favorite_events": [{"id": "a"}],
        "follow_events": [{}],
        "direct_message_indicate_typing_events": [{}],
    }
    assert read(push) == []
    assert read({"user_event": {"revoke": {"source": {"user_id": US}}}}) == []


def test_a_deletion_is_honoured_by_both_kinds_of_push():
    old = {
        "for_user_id": US,
        "tweet_delete_events": [
            {"status": {"id": "1861000000000000001", "user_id": HANEUL}, "timestamp_ms": "1"}
        ],
    }
    new = {
        "data": {
            "event_type": "post.delete",
            "filter": {"user_id": US},
            "payload": {"id": "1861000000000000001", "author_id": HANEUL},
        }
    }
    for push in (old, new):
        (one,) = read(push)
        assert (one.external_id, one.deletes) == ("1861000000000000001", True)


def test_an_activity_event_is_a_post_of_v2():
    event = {
        "event_type": "post.mention.create",
        "filter": {"user_id": US},
        "payload": post(),
        "includes": {"users": [{"data": {"id": HANEUL, "username": "haneul", "name": "하늘"}}]},
    }
    (one,) = read({"data": event})
    assert (one.external_id, one.sender.handle) == ("1861000000000000001", "haneul")
    assert read({"data": {**event, "event_type": "spaces.start"}}) == []


def test_direct_messages_with_one_person_are_one_private_thread():
    def event(number, sender, recipient, text):
        return {
            "type": "message_create",
            "id": number,
            "created_timestamp": "1784928224372",
            "message_create": {
                "sender_id": sender,
                "target": {"recipient_id": recipient},
                "message_data": {"text": text},
            },
        }

    events = [
        event("11", HANEUL, US, "주문이 안 왔어요"),
        event("12", US, HANEUL, "확인하겠습니다"),
        {"type": "message_create", "id": "13"},
    ]
    users = {HANEUL: {"name": "하늘", "screen_name": "haneul"}}
    theirs, ours = read({"for_user_id": US, "direct_message_events": events, "users": users})
    assert (theirs.external_id, theirs.sender.handle, theirs.is_public) == (
        "dm-11",
        "haneul",
        False,
    )
    assert theirs.root_id == ours.root_id == f"dm-with-{HANEUL}"
    assert (theirs.is_ours, ours.is_ours) == (False, True)
    inner = {
        "direct_message_events": events[:1],
        "users": {HANEUL: {"data": {"username": "haneul"}}},
    }
    (again,) = read(
        {"data": {"event_type": "dm.received", "filter": {"user_id": US}, "payload": inner}}
    )
    assert (again.external_id, again.sender.handle) == ("dm-11", "haneul")


def test_a_daily_look_takes_back_only_what_is_gone():
    error = {
        "resource_id": "1861000000000000001",
        "resource_type": "tweet",
        "type": "https://api.x.com/2/problems/resource-not-found",
    }
    (one,) = read(
        {
            "data": [post("1861000000000000003")],
            "errors": [error, {"type": "about:blank", "resource_id": "5"}],
        },
        form="lookup",
    )
    assert (one.external_id, one.deletes) == ("1861000000000000001", True)


def test_what_x_never_sends_is_unreadable():
    for body in (b"[]", b"7", b'{"hello": "world"}'):
        with pytest.raises(UnreadableError):
            KIND.read(ACCESS, Raw(body))


@given(st.sampled_from(["data", "tweet_create_events", "tweet_delete_events", "direct_message_events", "includes", "errors"]), JSON, st.sampled_from(["page", "lookup", "push"]))  # fmt: skip
def test_no_answer_however_odd_breaks_the_reader(name, inside, form):
    body = {"for_user_id": US, name: inside} if form == "push" else {"meta": {}, name: inside}
    for told in (body, {"data": [post(**{name: inside})], "includes": inside}):
        raw = Raw(json.dumps(told).encode(), {"form": form})
        assert all(isinstance(one, Envelope) for one in KIND.read(ACCESS, raw))


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(post(), JSON)), JSON)
def test_no_post_however_odd_breaks_the_reader(changes, beside):
    told = {
        "data": [{**post(), **changes}, post("1861000000000000003")],
        "includes": {"users": beside, "tweets": beside, "media": beside},
    }
    found = KIND.read(ACCESS, Raw(json.dumps(told).encode(), {"form": "page"}))
    assert "1861000000000000003" in {one.external_id for one in found}
