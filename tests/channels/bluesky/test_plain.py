"""A line of Jetstream read quickly says what the careful reading of it says, whatever is in it."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from hanjari.channels.contract import Access, Raw
from hanjari.channels.kinds.bluesky import KIND, uris
from hanjari.channels.kinds.bluesky.plain import plain_post

US, HANEUL = "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:44ybard66vv44zksje25o7dz"
ACCESS = Access(7, "한빛", {"did": US}, {}, {}, (US,))
NAME = uris.uri(HANEUL, "3n36jad4ids2f")

odd = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just([]) | st.just({})
times = st.sampled_from(
    ["2026-11-25T01:00:00.000Z", "2026-11-25T10:00:00+09:00", "2099-01-01T00:00:00Z", "gestern", ""]
)
names = st.sampled_from([NAME, "at://nobody", "", uris.uri(US, "x" * 101)])
ends = st.fixed_dictionaries({"uri": names | odd, "cid": st.text(max_size=4) | odd})
records = st.fixed_dictionaries(
    {"text": st.text(max_size=30)},
    optional={
        "$type": st.just(uris.POST) | st.just("app.bsky.feed.like") | odd,
        "createdAt": times | odd,
        "langs": st.lists(st.sampled_from(["ko", "en", "ja", "", "zh"]), max_size=5) | odd,
        "reply": st.fixed_dictionaries({"root": ends | odd, "parent": ends | odd}) | odd,
        "facets": odd,
        "embed": odd,
        "labels": st.just({"values": [{"val": "spam"}]}) | odd,
        "tags": odd,
    },
)
commits = st.fixed_dictionaries(
    {"record": records, "rkey": st.sampled_from(["3l7vxhiu4kq2u", "self", "", "/"])},
    optional={
        "operation": st.sampled_from(["create", "update", "delete"]) | odd,
        "collection": st.just(uris.POST) | st.just("app.bsky.feed.like") | odd,
        "cid": st.text(max_size=4) | odd,
    },
)
moments = st.integers(0, 10**18) | st.sampled_from([1_730_491_093_829_414, -5, 10**30])
lines = st.fixed_dictionaries(
    {"did": st.sampled_from([US, HANEUL, "did:", ""]), "commit": commits},
    optional={"time_us": moments | odd, "kind": st.just("commit") | odd},
)


def written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def post(**record: Any) -> dict[str, Any]:
    commit = {
        "operation": "create", "collection": uris.POST, "rkey": "3l7vxhiu4kq2u", "cid": "bafy",
        "record": {"$type": uris.POST, "text": "물이 새요", **record},
    }  # fmt: skip
    return {"did": HANEUL, "time_us": 1_730_491_093_829_414, "kind": "commit", "commit": commit}


@given(lines)
@example(post(reply={"root": {"uri": NAME, "cid": "b"}, "parent": {"uri": "at://x", "cid": ""}}))
@example(post(langs=["ko", "en", "ja", "zh"], createdAt="2020-01-01T00:00:00Z"))
def test_quick_and_careful_say_the_same(told) -> None:
    body = written(told)
    assert KIND.read(ACCESS, Raw(body)) == KIND.read(ACCESS, Raw(b" " + body))


def test_a_plain_answer_needs_no_careful_look() -> None:
    above = {"uri": NAME, "cid": "b"}
    answer = post(
        reply={"root": above, "parent": above}, langs=["ko"], createdAt="2020-01-01T00:00:00Z"
    )
    found = plain_post(ACCESS, written(answer))
    assert found is not None
    assert (found.text, found.parent_id, found.extra["root"]) == ("물이 새요", NAME, above)


def test_what_is_more_than_words_is_left_to_the_careful_look() -> None:
    for more in ({"embed": {"a": 1}}, {"facets": [{}]}, {"labels": {"values": []}}):
        assert plain_post(ACCESS, written(post(**more))) is None
    assert plain_post(ACCESS, b'{"did":') is None
