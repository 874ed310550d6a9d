"""Rich text both ways: what facets say is read, what we write is marked; everything in bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.channels.kinds.bluesky.facets import readable
from hanjari.channels.kinds.bluesky.marking import links_in, marked, tags_in

LINK = "app.bsky.richtext.facet#link"


def facet(text: str, piece: str, uri: str) -> dict:
    start = len(text[: text.index(piece)].encode())
    index = {"byteStart": start, "byteEnd": start + len(piece.encode())}
    return {"index": index, "features": [{"$type": LINK, "uri": uri}]}


def test_a_shortened_link_behind_hangul_and_emoji_is_written_out():
    text = "필터 교체 🙏 hanbit.kr/filt… 보세요"
    long = "https://hanbit.kr/filter/2026?a=1"
    said = readable(text, [facet(text, "hanbit.kr/filt…", long)])
    assert said == f"필터 교체 🙏 {long} 보세요"


def test_a_link_under_other_words_shows_both():
    text = "여기를 누르세요"
    assert (
        readable(text, [facet(text, "여기", "https://evil.example/")])
        == "여기 (https://evil.example/)를 누르세요"
    )


@pytest.mark.parametrize(
    "index",
    [
        {"byteStart": 1, "byteEnd": 4},  # inside a letter
        {"byteStart": 0, "byteEnd": 99},
        {"byteStart": 6, "byteEnd": 3},
        {"byteStart": -3, "byteEnd": 3},
        {"byteStart": "0", "byteEnd": 3},
        {},
    ],
)
def test_a_facet_that_fits_nowhere_changes_nothing(index):
    broken = [{"index": index, "features": [{"$type": LINK, "uri": "https://a.example"}]}, 7, None]
    assert readable("가나다", broken) == "가나다"


def test_of_two_facets_over_the_same_letters_the_first_counts():
    text = "hanbit.kr"
    both = [facet(text, text, "https://hanbit.kr/"), facet(text, "kr", "https://kr.example/")]
    assert readable(text, both) == "https://hanbit.kr/"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("보세요: https://hanbit.kr/길?x=1.", ["https://hanbit.kr/길?x=1"]),
        ("(https://hanbit.kr/a_(b))", ["https://hanbit.kr/a_(b)"]),
        ("“https://hanbit.kr” 와 http://a.kr,", ["https://hanbit.kr", "http://a.kr"]),
        ("https:// 는 아니고 me@https://x", []),
    ],
)
def test_links_end_where_the_sentence_goes_on(text, links):
    assert [feature["uri"] for _first, _last, feature in links_in(text)] == links


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#정수기 #필터_교체! ＃한빛", ["정수기", "필터_교체", "한빛"]),
        ("#1 #1위 a#b (#괄호)", ["1위", "괄호"]),
        ("##두번 #", []),
        ("#" + "가" * 65, []),
    ],
)
def test_hashtags_are_known_in_korean(text, tags):
    assert [feature["tag"] for _first, _last, feature in tags_in(text)] == tags


class Nobody:
    """An address book without a name in it: whoever asks is a fault."""

    def ask(self, *_: object, **__: object):
        raise AssertionError


@given(
    st.text(alphabet="가a #@.🙏e\u0301hts:/\ud7a3", max_size=60).filter(lambda one: "@" not in one)
)
def test_every_mark_points_at_its_own_words(text):
    text = f"{text} https://a.kr #태그"
    content = text.encode()
    for one in marked(Nobody(), text):
        piece = content[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode()
        feature = one["features"][0]
        assert piece in (feature.get("uri"), f"#{feature.get('tag')}")
