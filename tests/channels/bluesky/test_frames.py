"""Jetstream's lines as frames: quickly where a line is plain, carefully where it is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.channels.contract import Access
from hanjari.channels.kinds.bluesky import KIND
from hanjari.channels.kinds.bluesky.frames import frames_of

DID = "did:plc:2yoe6bdxkriejoszdzevaxoy"


def line(
    text: str = "배송이 늦어요",
    *,
    spaced: bool = False,
    at: int = 1730491093829414,
    **record: object,
) -> str:
    commit = {
        "rev": "3l7vxhiuibq2u", "operation": "create", "collection": "app.bsky.feed.post",
        "rkey": "3l7vxhiu4kq2u", "record": {"$type": "app.bsky.feed.post", "text": text, **record},
        "cid": "bafyreide7jpu67vvkn4p2iznph6frbwv6vamt7yg5duppqjqggz4sdfik4",
    }  # fmt: skip
    event = {"did": DID, "time_us": at, "kind": "commit", "commit": commit}
    return json.dumps(event, ensure_ascii=False, separators=None if spaced else (",", ":"))


@given(st.text(max_size=30) | st.text('"\\\\text:{}, 가', max_size=30))
def test_a_plain_line_tells_what_a_careful_reading_tells(text) -> None:
    quick, careful = frames_of([line(text), line(text, spaced=True)])
    assert (quick.id, quick.author, quick.text, quick.at, quick.names) == (
        careful.id, careful.author, careful.text, careful.at, careful.names,
    )  # fmt: skip
    assert quick.text == text


def test_the_address_of_a_card_belongs_to_the_words() -> None:
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://hanbit.example/1"}}
    (frame,) = frames_of([line("보세요", embed=card)])
    assert frame.text == "보세요\nhttps://hanbit.example/1"


@pytest.mark.parametrize("broken", ["", "{", "[1]", "null", "[" * 100_000, '{"commit":3}'])
def test_a_broken_line_spoils_no_other(broken) -> None:
    assert [frame.text for frame in frames_of([line(spaced=True), broken, line("둘")])] == [
        "배송이 늦어요", "둘",
    ]  # fmt: skip


@pytest.mark.parametrize("at", [-5, 0, 10**18, 10**25, 10**400])
@pytest.mark.parametrize("links", [{}, {"facets": []}])
def test_a_time_beyond_all_clocks_is_none(at, links) -> None:
    (frame,) = frames_of([line(at=at, **links)])
    assert frame.at == 0.0


def test_bytes_and_letters_tell_the_same() -> None:
    told = line("안녕하세요")
    assert frames_of([told]) == frames_of([told.encode()])


def test_a_frame_is_opened_as_the_post_that_it_was() -> None:
    (frame,) = frames_of([line("안녕하세요")])
    (envelope,) = KIND.read(Access(1, "", {"did": ""}, {}, {}), frame.raw)
    assert (envelope.external_id, envelope.text) == (frame.id, "안녕하세요")
    assert envelope.sender.external_id == DID
