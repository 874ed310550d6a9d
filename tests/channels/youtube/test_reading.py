"""Reading: threads, replies and lookups; html cleaned, and one bad comment loses no other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.youtube.world import CHANNEL, HANEUL

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.youtube import KIND

ACCESS = Access(7, "한빛 유튜브", {}, {}, {}, (CHANNEL,))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


def comment(number: str = "Ug1", **more) -> dict:
    told = {
        "authorDisplayName": "@haneul",
        "authorChannelUrl": "http://www.youtube.com/@haneul",
        "authorChannelId": {"value": HANEUL},
        "videoId": "vid1",
        "textDisplay": '물이 &lt;안&gt; 나와요<br>도와주세요 <a href="https://x">0:12</a>',
        "publishedAt": "2026-11-25T10:00:00Z",
        "updatedAt": "2026-11-25T10:00:00Z",
    }
    return {"kind": "youtube#comment", "id": number, "snippet": {**told, **more}}


def thread(number: str = "Ug1", replies=(), **more) -> dict:
    top = {
        "videoId": "vid1",
        "topLevelComment": comment(number, **more),
        "totalReplyCount": len(replies),
    }
    return {"id": number, "snippet": top, "replies": {"comments": list(replies)}}


def read(items, **hints) -> list[Envelope]:
    return list(KIND.read(ACCESS, Raw(json.dumps({"items": items}).encode(), hints)))


def test_html_is_read_as_plain_text_and_the_title_is_the_subject():
    (one,) = read([thread()], titles={"vid1": "필터 가는 법"})
    assert one.text == "물이 <안> 나와요\n도와주세요 0:12"
    assert one.subject == "필터 가는 법"
    assert one.url == "https://www.youtube.com/watch?v=vid1&lc=Ug1"
    assert (one.sender.external_id, one.sender.handle) == (HANEUL, "haneul")


def test_what_came_as_plain_text_is_left_as_it_is():
    (one,) = read([thread(textDisplay="1 < 2 &amp; <b>")], text="plain")
    assert one.text == "1 < 2 &amp; <b>"


def test_replies_hang_below_their_thread_and_ours_are_ours():
    ours = comment("Ug1.2", parentId="Ug1", authorChannelId={"value": CHANNEL})
    top, reply = read([thread(replies=[ours])])
    assert (reply.parent_id, reply.root_id) == ("Ug1", "Ug1")
    assert (top.is_ours, reply.is_ours) == (False, True)


def test_an_edit_is_known_and_what_is_held_is_marked():
    (edited,) = read([thread(updatedAt="2026-11-25T11:00:00Z")])
    assert edited.edits
    (held,) = read([thread(moderationStatus="heldForReview")])
    assert held.extra == {"moderation": "heldForReview"}


def test_only_what_was_new_is_read():
    assert [one.external_id for one in read([thread("Ug1"), thread("Ug2")], fresh=["Ug2"])] == [
        "Ug2"
    ]


def test_a_lookup_takes_back_what_did_not_come_back():
    (gone,) = read(
        [comment("Ug1")], form="lookup", asked=["Ug1", "Ug2"], at="2026-11-25T10:00:00+00:00"
    )
    assert (gone.external_id, gone.deletes) == ("Ug2", True)


def test_an_author_without_a_channel_is_known_by_name():
    (one,) = read([thread(authorChannelId=None, authorDisplayName="옛 사람")])
    assert one.sender.external_id == "name:옛 사람"


@pytest.mark.parametrize("bad", [None, 7, {}, {"id": "x"}, {"id": "x", "snippet": []}, comment(publishedAt="yesterday", authorChannelId="x", textDisplay=None, videoId=5)])  # fmt: skip
def test_one_bad_comment_never_loses_its_neighbours(bad):
    found = {
        one.external_id
        for one in read([thread("Ug1"), bad, thread("Ug3", replies=[bad] if bad else [])])
    }
    assert {"Ug1", "Ug3"} <= found


def test_what_youtube_never_sends_is_unreadable():
    for body in (b"[]", b"7", b'{"hello": 1}'):
        with pytest.raises(UnreadableError):
            KIND.read(ACCESS, Raw(body))


@given(
    JSON, JSON, st.sampled_from(["text", "form", "fresh", "titles", "video", "asked", "at"]), JSON
)
def test_no_answer_however_odd_breaks_the_reader(inside, snippet, hint, told):
    body = {
        "items": [
            inside,
            {"id": "Ug9", "snippet": snippet, "replies": inside},
            thread("Ug3", publishedAt=inside, authorChannelId=snippet),
        ]
    }
    found = KIND.read(ACCESS, Raw(json.dumps(body).encode(), {hint: told}))
    assert all(isinstance(one, Envelope) and one.external_id for one in found)
