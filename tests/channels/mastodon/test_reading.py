"""Reading: html as people read it, fields that are missing, junk of every sort."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.mastodon.world import HANEUL, Post, account

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.kinds.mastodon import KIND
from hanjari.channels.kinds.mastodon.reading import GONE
from hanjari.channels.kinds.mastodon.words import plain

ACCESS = Access(7, "한빛", {}, {}, {}, ("us",))
STATUS = Post("5", HANEUL, "안녕하세요", datetime(2026, 11, 25, tzinfo=UTC)).json()


def read(body, **hints):
    return KIND.read(ACCESS, Raw(json.dumps(body).encode(), hints))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>하나<br>둘<br />셋</p><p>넷</p>", "하나\n둘\n셋\n\n넷"),
        (
            ('<p><span class="h-card" translate="no"><a href="https://sol.example/@haneul" '
            'class="u-url mention">@<span>haneul</span></a></span> 네</p>'),
            "@haneul 네",
        ),
        (
            ('<a href="https://hanbit.example/filter/guide/long"><span class="invisible">https://'
            '</span><span class="ellipsis">hanbit.example/filter/gu</span><span '
            'class="invisible">ide/long</span></a>'),
            "https://hanbit.example/filter/guide/long",
        ),
        ('<a href="https://a.example/longer/way">a.example/lon…</a>', "https://a.example/longer/way"),
        ('<a href="https://a.example/">여기</a>를 보세요', "여기 (https://a.example/)를 보세요"),
        ('<a href="https://s.example/tags/물" class="mention hashtag">#<span>물</span></a>', "#물"),
        ('<a href="javascript:alert(1)">눌러요</a>', "눌러요"),
        ('안녕 :blobcat: <img class="emoji" alt=":wave:" src="x">', "안녕 :blobcat: :wave:"),
        ("<ul><li>하나</li><li>둘</li></ul><ol><li>가</li><li>나</li></ol>", "- 하나\n- 둘\n\n1. 가\n2. 나"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("&lt;b&gt; &amp; &quot;&#39;", "<b> & \"'"),
        ("<script>x</script><style>y</style>글", "글"),
        ("<p>끝이 없는 <a href='https://a.example'>a.example", "끝이 없는 https://a.example"),
        ("글\n사이", "글 사이"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_reads_as_it_is_meant(markup, text):
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-11-25T09:00:00.123Z", datetime(2026, 11, 25, 9, 0, 0, 123000, UTC)),
        ("2026-11-25T09:00:00Z", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("2026-11-25T18:00:00+09:00", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("2026-11-25T09:00:00", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("yesterday", datetime(1970, 1, 1, tzinfo=UTC)),
        (None, datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_times_with_and_without_fractions(told, moment):
    (one,) = read([{**STATUS, "created_at": told}])
    assert one.posted_at == moment


def test_a_status_with_hardly_a_field_is_still_a_message():
    (one,) = read([{"id": 5, "account": {"id": 9}, "content": None}])
    assert (one.external_id, one.sender.external_id, one.text) == ("5", "9", "")
    note = {"id": "1", "type": "mention", "created_at": "2026-11-25T09:00:00Z"}
    (one,) = read([{**note, "status": {"id": "5", "account": {"id": "9"}, "text": "글"}}])
    assert one.posted_at.year == 2026
    assert one.text == "글"


def test_boosts_and_notifications_without_a_status_are_none():
    assert read([{**STATUS, "reblog": STATUS}]) == []
    assert (
        read([{"id": "1", "type": "mention"}, {"id": "2", "type": "follow", "status": STATUS}])
        == []
    )
    assert read([None, 5, "x", {}, []]) == []


def test_our_own_are_known_by_the_account_or_by_what_the_pull_learnt():
    ours = {**STATUS, "account": {**account(HANEUL), "id": "us"}}
    assert [one.is_ours for one in read([ours])] == [True]
    assert [one.is_ours for one in read([STATUS], me=f"id-{HANEUL}")] == [True]
    assert [one.is_ours for one in read([STATUS])] == [False]


def test_pictures_polls_warnings_and_pleroma_s_own_words_are_kept():
    picture = {"type": "image", "url": "https://s.example/a/물.png", "description": "물"}
    poll = {"options": [{"title": "예"}, {"title": "아니요"}]}
    (one,) = read([{**STATUS, "media_attachments": [picture, None], "poll": poll}])
    assert one.text == "안녕하세요\n- 예\n- 아니요"
    assert [(medium.name, medium.alt) for medium in one.media] == [("물.png", "물")]
    (one,) = read([{**STATUS, "content": "", "pleroma": {"content": {"text/plain": "말"}}}])
    assert one.text == "말"


def test_deletions_are_read_by_their_hint_alone():
    assert [(one.external_id, one.deletes) for one in read(["5", "9x"], form=GONE)] == [
        ("5", True),
        ("9x", True),
    ]
    assert read(["5"]) == []


def test_a_thread_of_ten_thousand_with_gaps_doubles_and_no_order_has_one_root():
    answers = [
        {**STATUS, "id": str(1000 + number), "in_reply_to_id": str(1000 + number // 2)}
        for number in range(1, 10_001)
        if number % 97  # some parents were deleted
    ]
    answers = [*answers[5000:], *answers[:5000], *answers[:300]]
    root = {**STATUS, "id": "1000"}
    found = read({"ancestors": [root], "descendants": answers}, form="context", of="1000")
    assert len(found) == len({one["id"] for one in answers}) + 1
    assert {one.root_id for one in found if one.external_id != "1000"} == {"1000"}
    assert len({one.external_id for one in found}) == len(found)


@pytest.mark.parametrize("body", [b"{}", b"5", b'"x"', b"null", b"[" * 100_000])
def test_what_is_no_answer_is_said_to_be_none(body):
    with pytest.raises(UnreadableError):
        KIND.read(ACCESS, Raw(body))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*STATUS, "quote", "pleroma", "type", "status"]), _JSON))
def test_junk_in_any_field_never_breaks_the_rest(junk):
    found = read([{**STATUS, **junk}, {**STATUS, "id": "good"}])
    assert "good" in {one.external_id for one in found}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/a pbrli&;\"'=#x\n가"), max_size=80))
def test_junk_html_is_read_without_a_tag_left(markup):
    assert isinstance(plain(markup), str)
    assert plain(f"<p>{markup}</p><script>!!</script>").find("!!") == -1 or "<" in markup
