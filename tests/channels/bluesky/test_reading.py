"""Reading what came: whatever shape it has, it becomes messages or nothing, and never an accident."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.kinds.bluesky import KIND, uris

US, HANEUL = "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:44ybard66vv44zksje25o7dz"
ACCESS = Access(7, "한빛", {"did": US}, {}, {}, (US,))
NAME = uris.uri(HANEUL, "3n36jad4ids2f")


def view(**changes: Any) -> dict[str, Any]:
    record = {"$type": uris.POST, "text": "물이 새요", "createdAt": "2026-11-25T01:00:00.000Z"}
    told = {
        "uri": NAME,
        "cid": "bafy",
        "author": {"did": HANEUL, "handle": "haneul.example", "displayName": "하늘"},
        "indexedAt": "2026-11-25T01:00:05.000Z",
    }
    return {**told, "record": {**record, **changes.pop("record", {})}, **changes}


def read(*views: Any, **more: Any) -> list:
    return KIND.read(ACCESS, Raw(json.dumps({"views": views, **more}).encode()))


def test_a_post_is_read_with_who_when_and_where():
    (one,) = read(view())
    assert (one.external_id, one.text) == (NAME, "물이 새요")
    assert (one.sender.external_id, one.sender.name) == (HANEUL, "하늘")
    assert one.posted_at.isoformat() == "2026-11-25T01:00:00+00:00"
    assert one.url == "https://bsky.app/profile/haneul.example/post/3n36jad4ids2f"
    assert not one.is_ours


def test_a_clock_that_runs_ahead_does_not_put_a_post_into_the_future():
    (one,) = read(view(record={"createdAt": "2099-01-01T00:00:00Z"}))
    assert one.posted_at.isoformat() == "2026-11-25T01:00:05+00:00"
    (one,) = read(view(record={"createdAt": "gestern"}, indexedAt=""))
    assert one.posted_at == uris.moment(NAME)


def test_labels_of_services_and_of_the_author_are_kept_and_taken_back_ones_are_not():
    labels = [{"val": "spam"}, {"val": "rude", "neg": True}]
    own = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]}
    (one,) = read(view(labels=labels, record={"labels": own}))
    assert one.extra["labels"] == ["graphic-media", "spam"]


def test_a_film_a_quote_with_pictures_and_a_card_are_seen():
    ref = {"$type": "blob", "ref": {"$link": "bafkrei1"}, "mimeType": "image/png", "size": 5}
    pictures = {"$type": "app.bsky.embed.images", "images": [{"image": ref, "alt": "수도꼭지"}]}
    quoted = {"$type": "app.bsky.embed.record", "record": {"uri": NAME, "cid": "c"}}
    both = {"$type": "app.bsky.embed.recordWithMedia", "record": quoted, "media": pictures}
    (one,) = read(view(record={"embed": both}))
    assert one.extra["quotes"] == NAME
    (medium,) = one.media
    assert (medium.alt, medium.kind, medium.size) == ("수도꼭지", "image/png", 5)
    film = {"$type": "app.bsky.embed.video", "video": {**ref, "mimeType": "video/mp4"}}
    assert [one.kind for one in read(view(record={"embed": film}))[0].media] == ["video/mp4"]
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.kr/1"}}
    assert read(view(record={"embed": card}))[0].text == "물이 새요\nhttps://a.kr/1"
    linked = {"embed": card, "text": "https://a.kr/1 보세요"}
    assert read(view(record=linked))[0].text == "https://a.kr/1 보세요"


def test_a_deletion_and_what_it_deletes_are_two_things():
    found = read(view(), gone=[NAME, "at://nonsense", 7], at="2026-11-25T02:00:00Z")
    assert [one.deletes for one in found] == [False, True]
    assert {one.external_id for one in found} == {NAME}


def test_our_own_is_known_and_what_is_no_post_is_none():
    own = view(uri=uris.uri(US, "3n36jad4ids2f"))
    like = view(uri=f"at://{HANEUL}/app.bsky.feed.like/3n36jad4ids2f")
    empty = {**view(), "record": None}
    (one,) = read(own, like, view(reason="like"), empty)
    assert one.is_ours


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "$type",
                    "text",
                    "facets",
                    "reply",
                    "root",
                    "parent",
                    "uri",
                    "cid",
                    "embed",
                    "record",
                    "media",
                    "images",
                    "langs",
                    "labels",
                    "values",
                    "author",
                    "handle",
                    "index",
                    "features",
                    "createdAt",
                    "external",
                    "video",
                    "image",
                    "ref",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(JSON, JSON, JSON)
def test_no_shape_is_an_accident(record, author, rest):
    told = view(author=author, labels=rest, embed=rest)
    told["record"] = record
    for one in read(told, rest, beside={NAME: rest}):
        assert one.external_id
        assert one.posted_at.tzinfo


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"views": {}}', b"[" * 100_000])
def test_what_is_no_payload_says_why(body):
    with pytest.raises(UnreadableError, match=r"\w"):
        KIND.read(ACCESS, Raw(body))
