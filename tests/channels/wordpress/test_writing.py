"""Answers, moderation and posts as they stand at a real WordPress afterwards."""

from base64 import b64encode
from datetime import timedelta
from zlib import compress, crc32

import httpx
import pytest

from hanjari.channels.contract import Changes, Outgoing, RefusedError, TakesBack, UnsureError
from hanjari.channels.kinds.wordpress import KIND, finding, posts
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def chunk(name: bytes, told: bytes) -> bytes:
    return len(told).to_bytes(4, "big") + name + told + crc32(name + told).to_bytes(4, "big")


PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\2\0\0\0")
    + chunk(b"IDAT", compress(b"\0\xff\0\0"))
    + chunk(b"IEND", b"")
)


def picture(alt: str = "빨간 점", **more: str) -> dict[str, str]:
    return {
        "name": "점.png",
        "kind": "image/png",
        "alt": alt,
        "content": b64encode(PIXEL).decode(),
        **more,
    }


def to(parent: int, text: str = "감사합니다.", key: str = "reply-1") -> Outgoing:
    return Outgoing(key=key, text=text, parent_id=str(parent), root_id=str(parent))


@pytest.fixture
def rest(site):
    """The API as its operator sees it."""
    login = ("desk", site.people["desk"]["password"])
    with httpx.Client(base_url=f"{site.url}/wp-json/wp/v2", auth=login, trust_env=False) as client:
        yield lambda path: client.get(path, params={"context": "edit"}).json()


def test_the_kind_has_every_protocol_that_it_promises():
    assert isinstance(KIND, TakesBack)
    assert isinstance(KIND, Changes)
    assert KIND.moderation_acts == ("approve", "hold", "spam", "trash")


def test_an_answer_stands_below_its_comment_as_the_users_own_with_its_words_untouched(
    site, open_account, pulled, rest
):
    asked = site.comment("필터 있나요?")
    words = "네, <script>alert(1)</script> 3 < 4 & “따옴표”\n\n둘째 문단 🙂"
    receipt = KIND.send(open_account(), to(asked, words))
    told = rest(f"/comments/{receipt.external_id}")
    assert told["parent"] == asked
    assert told["author_name"] == "한빛 고객응대"
    assert told["author_user_agent"].endswith("(reply-1)")
    assert "<script>" not in told["content"]["rendered"]
    assert receipt.url == f"{site.url}/filter/#comment-{receipt.external_id}"
    assert abs(receipt.sent_at - now()) < timedelta(minutes=1)
    echo = next(one for one in pulled()[0] if one.external_id == receipt.external_id)
    assert echo.is_ours
    assert echo.text == words


def test_the_same_answer_twice_stands_there_once_and_has_one_receipt(site, open_account):
    asked = site.comment("언제 오나요?")
    first = KIND.send(open_account(), to(asked))
    assert KIND.send(open_account(), to(asked)) == first
    assert len(site.comments(f"comment_parent = {asked}")) == 1


def test_the_same_words_as_an_old_answers_are_refused_in_plain_words(site, open_account):
    asked = site.comment("언제 오나요?")
    old = KIND.send(open_account(), to(asked)).external_id
    site.tell("UPDATE wp_comments SET comment_date_gmt = '2026-01-01', comment_agent = 'browser'")
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), to(asked, key="reply-2"))
    assert not refused.value.can_retry
    assert refused.value.code == "comment_duplicate"
    assert [row[0] for row in site.comments(f"comment_parent = {asked}")] == [int(old)]


def test_an_answer_is_found_by_its_mark_even_when_somebody_corrected_it(site, open_account):
    asked = site.comment("언제 오나요?")
    ours = KIND.send(open_account(), to(asked)).external_id
    site.rewrite(int(ours), "고친 말")
    since = now() - timedelta(minutes=10)
    assert KIND.find(open_account(), to(asked), since).external_id == ours
    assert KIND.find(open_account(), to(asked, key="reply-2"), since) is None


def test_who_may_not_see_marks_finds_by_words_and_time(site, open_account):
    asked = site.comment("언제 오나요?")
    writer = open_account(who="writer")
    ours = KIND.send(writer, to(asked)).external_id
    since = now() - timedelta(minutes=10)
    assert KIND.find(writer, to(asked, key="another"), since).external_id == ours
    assert KIND.find(writer, to(asked), now() + timedelta(minutes=10)) is None


def test_an_answer_is_found_among_hundreds_below_the_same_comment(site, open_account):
    asked = site.comment("언제 오나요?")
    ours = KIND.send(open_account(), to(asked)).external_id
    desk = site.people["desk"]["id"]
    site.tell(
        "INSERT INTO wp_comments (comment_post_ID, comment_content, comment_approved,"
        " comment_parent, user_id, comment_date, comment_date_gmt, comment_author) SELECT 1, seq, '1', {asked}, {desk}, NOW(), NOW(), ''"
        " FROM seq_1_to_250",
        asked=asked,
        desk=desk,
    )
    assert KIND.find(open_account(), to(asked), now()).external_id == ours


@pytest.mark.parametrize("status", ["spam", "trash"])
def test_a_comment_that_is_gone_is_not_answered(site, open_account, status):
    asked = site.comment("지워질 글")
    site.status(asked, status)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), to(asked))
    assert not refused.value.can_retry
    site.lose(asked)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), to(asked))
    assert refused.value.code == "rest_comment_invalid_id"
    assert site.comments(f"comment_parent = {asked}") == []


def test_answering_a_held_comment_approves_it_only_where_that_was_chosen(site, open_account):
    asked = site.comment("잡힌 글")
    site.status(asked, "0")
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(approve=False), to(asked))
    assert refused.value.code == "held"
    assert len(site.comments()) == 1
    KIND.send(open_account(approve=True), to(asked))
    assert [row[2] for row in site.comments()] == ["1", "1"]


def test_a_closed_post_says_so(site, open_account):
    asked = site.comment("늦은 글")
    site.tell("UPDATE wp_posts SET comment_status = 'closed' WHERE ID = 1")
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), to(asked))
    assert refused.value.code == "rest_comment_closed"


def test_pictures_do_not_go_into_comments(site, open_account):
    asked = site.comment("사진 주세요")
    with pytest.raises(RefusedError):
        KIND.send(
            open_account(),
            Outgoing("k", "사진", parent_id=str(asked), extra={"media": [picture()]}),
        )
    assert len(site.comments()) == 1


@pytest.mark.parametrize(
    ("act", "status"), [("approve", "1"), ("hold", "0"), ("spam", "spam"), ("trash", "trash")]
)
def test_each_act_of_moderation_stands_and_may_be_repeated(site, open_account, act, status):
    number = site.comment("살펴볼 글")
    if act == "approve":
        site.status(number, "0")
    for _twice in range(2):
        KIND.moderate(open_account(), str(number), act)
        assert site.comments()[0][2] == status


def test_who_may_not_moderate_is_told_so_and_nothing_changes(site, open_account):
    number = site.comment("살펴볼 글")
    with pytest.raises(RefusedError) as refused:
        KIND.moderate(open_account(who="reader"), str(number), "spam")
    assert refused.value.code == "rest_cannot_edit"
    assert "편집자" in refused.value.words
    assert site.comments()[0][2] == "1"


@pytest.mark.parametrize(("number", "act"), [("1", "ban"), ("post-1", "spam"), ("", "hold")])
def test_what_wordpress_has_no_word_for_is_refused(open_account, number, act):
    with pytest.raises(RefusedError):
        KIND.moderate(open_account(), number, act)


def test_an_answer_is_corrected_and_taken_back_and_both_may_be_repeated(site, open_account):
    asked = site.comment("언제 오나요?")
    ours = KIND.send(open_account(), to(asked)).external_id
    for _twice in range(2):
        assert KIND.change(open_account(), ours, "내일 < 모레").external_id == ours
        assert site.comments(f"comment_ID = {ours}")[0][3] == "내일 &lt; 모레"
    for _twice in range(2):
        KIND.take_back(open_account(), ours)
        assert site.comments(f"comment_ID = {ours}")[0][2] == "trash"
    site.lose(int(ours))
    KIND.take_back(open_account(), ours)


def post(key: str = "post-key", **extra) -> Outgoing:
    text = "**굵게** <i>날것</i>\n\n- 하나\n- 둘\n\n[링크](https://hanbit.example/)"
    return Outgoing(key=key, text=text, subject="필터 <값>을 내립니다", extra=extra)


def test_a_post_is_published_once_with_markdown_and_raw_html_stays_text(site, open_account, rest):
    receipt = KIND.send(open_account(), post())
    number = receipt.external_id.removeprefix("post-")
    told = rest(f"/posts/{number}")
    assert told["status"] == "publish"
    assert told["title"]["raw"] == "필터 &lt;값&gt;을 내립니다"
    assert "<strong>굵게</strong> &lt;i&gt;날것&lt;/i&gt;" in told["content"]["raw"]
    assert "<li>하나</li>" in told["content"]["raw"]
    assert not told["slug"].startswith("hanjari-")
    assert receipt.url == told["link"]
    found = KIND.find(open_account(), post(), now() - timedelta(minutes=10))
    assert found.external_id == receipt.external_id


def test_a_draft_stays_one_and_is_not_taken_for_published(site, open_account, rest):
    receipt = KIND.send(open_account(), post(status="draft"))
    assert rest(f"/posts/{receipt.external_id.removeprefix('post-')}")["status"] == "draft"


def test_a_try_that_died_before_publishing_goes_on_with_its_draft(site, open_account):
    with (
        site.broken(
            "add_filter('rest_pre_insert_post', fn($post) => ($post->post_status ?? '') === 'publish'"
            " ? wp_die('gone', '', 500) : $post);"
        ),
        pytest.raises(UnsureError),
    ):
        KIND.send(open_account(), post())
    with pytest.raises(UnsureError):
        KIND.find(open_account(), post(), now() - timedelta(minutes=10))
    assert KIND.find(open_account(), post(), now() - timedelta(minutes=12)) is None
    KIND.send(open_account(), post())
    assert site.tell("SELECT COUNT(*) FROM wp_posts WHERE ID > 1 AND post_type = 'post'") == "1"


def test_a_post_is_corrected_below_which_its_pictures_stay_and_taken_back(site, open_account, rest):
    ours = KIND.send(open_account(), post(media=[picture()])).external_id
    assert KIND.change(open_account(), ours, "*다른* 말").external_id == ours
    number = ours.removeprefix("post-")
    said = rest(f"/posts/{number}")["content"]["raw"]
    assert said.startswith("<p><em>다른</em> 말</p>\n<figure")
    assert said.count("<figure") == 1
    KIND.take_back(open_account(), ours)
    KIND.take_back(open_account(), ours)
    assert rest(f"/posts/{number}")["status"] == "trash"


def test_pictures_are_uploaded_once_with_their_descriptions(site, open_account, rest):
    told = []
    for key in ("one", "two"):
        ours = KIND.send(open_account(), post(key, media=[picture('빨간 "점"')])).external_id
        told.append(rest(f"/posts/{ours.removeprefix('post-')}")["content"]["raw"])
    (medium,) = rest("/media")
    assert medium["alt_text"] == '빨간 "점"'
    assert all(medium["source_url"] in content for content in told)
    assert all('alt="빨간 &quot;점&quot;"' in content for content in told)
    assert httpx.get(medium["source_url"], trust_env=False).content == PIXEL


@pytest.mark.parametrize(
    "wrong", [picture(kind="text/html"), picture(content="***"), picture(content=""), "nothing"]
)
def test_a_picture_that_is_none_is_refused_before_anything_is_written(site, open_account, wrong):
    with pytest.raises(RefusedError):
        KIND.send(open_account(), post(media=[wrong]))
    assert site.tell("SELECT COUNT(*) FROM wp_posts WHERE ID > 1") == "0"


def test_a_post_without_a_title_is_refused(open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), Outgoing("k", "제목 없음"))
    assert refused.value.code == "no_title"


def test_who_may_not_publish_is_told_so(site, open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(who="reader"), post())
    assert "편집자" in refused.value.words


def test_a_mark_and_a_slug_are_the_same_for_the_same_key():
    assert finding.mark("k") == finding.mark("k") != finding.mark("l")
    assert posts.slug_of("k") == posts.slug_of("k") != posts.slug_of("l")
    assert len(finding.mark("k" * 300)) < 255
