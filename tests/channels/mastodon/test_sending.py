"""Sending: the right people see it, the right ones are named, and it stands there once."""

from base64 import b64encode
from datetime import timedelta

import pytest
from tests.channels.mastodon.conftest import Counter, access_to
from tests.channels.mastodon.simulator import GARAM, HANEUL, US
from tests.servers.network import Reply

from hanjari.channels.calling import Attachment
from hanjari.channels.contract import Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.mastodon import KIND, media, sending
from hanjari.channels.kinds.mastodon.limits import Limits
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
SINCE = now() - timedelta(minutes=1)


def answer(post, text="곧 알려 드리겠습니다.", **extra) -> Outgoing:
    return Outgoing(
        f"key-{text}", text, parent_id=post.id, root_id=post.id, language="ko", extra=extra
    )


def last(sim):
    return sim.of(US)[-1]


@pytest.mark.parametrize(
    ("asked", "quiet", "seen_by"),
    [
        ("public", False, "public"),
        ("public", True, "unlisted"),
        ("unlisted", False, "unlisted"),
        ("private", True, "private"),
        ("direct", False, "direct"),
        ("local", False, "local"),
        ("mutuals_only", False, "mutuals_only"),
        ("unheard-of", False, "direct"),
    ],
)
def test_an_answer_is_never_seen_by_more_people(any_sim, asked, quiet, seen_by):
    post = any_sim.write("@hanbit 질문", visibility=asked)
    receipt = KIND.send(access_to(any_sim, quiet=quiet), answer(post))
    sent = last(any_sim)
    assert sent.visibility == seen_by
    assert sent.parent == post.id
    assert receipt.external_id == sent.id
    assert receipt.url.endswith(sent.id)


def test_a_private_answer_to_a_public_post_is_a_direct_message(sim, open_account):
    KIND.send(open_account(), answer(sim.write("@hanbit 질문"), is_private=True))
    assert last(sim).visibility == "direct"


def test_the_author_and_those_named_are_named_once_and_never_ourselves(sim, open_account):
    post = sim.write("@hanbit @garam@maeul.example 둘 다 봐 주세요")
    KIND.send(open_account(), answer(post, "@haneul 네, 봅니다."))
    assert last(sim).text == "@garam@maeul.example @haneul 네, 봅니다."
    ours = sim.write("@haneul 우리가 먼저", US)
    KIND.send(open_account(), answer(ours, "이어서 말씀드립니다."))
    assert last(sim).text == "@haneul 이어서 말씀드립니다."


def test_warning_language_and_key_go_along(sim, open_account):
    post = sim.write("@hanbit 누수 사진", spoiler="누수", language="ja")
    KIND.send(open_account(), Outgoing("k9", "보았습니다.", parent_id=post.id))
    assert (last(sim).spoiler, last(sim).language) == ("누수", "ja")
    call = next(call for call in sim.place.calls if call.method == "POST")
    key = call.headers["Idempotency-Key"]
    assert key.isascii()
    sim.fail("POST", "/api/v1/statuses", Reply(500, b""))
    with pytest.raises(UnsureError):
        KIND.send(open_account(), Outgoing("k9", "보았습니다.", parent_id=post.id))
    assert sim.place.calls[-1].headers["Idempotency-Key"] == key, "the same at every attempt"
    KIND.send(open_account(), answer(post))
    assert last(sim).language == "ko"


def test_a_new_post_is_public_and_a_direct_one_names_its_reader(sim, open_account):
    KIND.send(open_account(), Outgoing("n1", "점검 안내"))
    assert (last(sim).visibility, last(sim).parent) == ("public", None)
    KIND.send(
        open_account(), Outgoing("n2", "따로", to=(f"id-{GARAM}",), extra={"is_private": True})
    )
    assert (last(sim).visibility, last(sim).text) == ("direct", "@garam@maeul.example 따로")
    with pytest.raises(RefusedError):
        KIND.send(open_account(), Outgoing("n3", "누구?", extra={"is_private": True}))


def test_what_was_answered_is_gone_so_nothing_is_sent(sim, open_account):
    post = sim.write("@hanbit 질문")
    sim.delete(post)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), answer(post))
    assert refused.value.code == "parent_gone"
    assert sim.of(US) == []


def test_the_server_s_own_limit_counts_and_is_told_before_anything_is_asked(any_sim):
    any_sim.most = 1000
    post = any_sim.write("@hanbit 질문", spoiler="주의")
    KIND.send(access_to(any_sim), answer(post, "가" * 900))
    with pytest.raises(RefusedError) as refused:
        KIND.send(access_to(any_sim), answer(post, "가" * 995))
    assert "1,000" in refused.value.words
    assert not refused.value.can_retry
    assert len(any_sim.of(US)) == 1


def test_links_count_short_only_where_the_server_counts_them_so(any_sim):
    any_sim.most = 60
    link = "https://hanbit.example/" + "a" * 60
    if any_sim.flavour == "mastodon":
        KIND.send(access_to(any_sim), Outgoing("l", link))
    else:
        with pytest.raises(RefusedError):
            KIND.send(access_to(any_sim), Outgoing("l", link))


def test_files_are_described_awaited_and_attached(sim, open_account):
    sim.media_waits = 3
    one = {"name": "필터.png", "kind": "image/png", "alt": "새 필터", "content": _base64(b"png")}
    meter, rests = Counter(), []
    access = open_account(meter=meter)
    outgoing = Outgoing("m", "새 필터입니다.", extra={"media": [one]})
    with sending.speaker(access) as api:
        assert media.upload(api, outgoing, Limits(), rests.append) == ["m1"]
    assert rests == [0.5, 1.0]
    KIND.send(access, outgoing)
    assert last(sim).media[0]["description"] == "새 필터"
    assert meter.taken.count("media") == 2


def test_files_that_the_server_would_refuse_are_refused_in_plain_words(sim, open_account):
    good = {"kind": "image/png", "content": _base64(b"png")}
    wrong = {
        "too_many": [good] * 5,
        "media_kind": [{**good, "kind": "text/html"}],
        "media_size": [{**good, "content": ""}],
    }
    for code, files in wrong.items():
        with pytest.raises(RefusedError) as refused:
            KIND.send(open_account(), Outgoing("m", "글", extra={"media": files}))
        assert refused.value.code == code
    with pytest.raises(RefusedError) as refused:
        media.judge(Attachment("", "image/png", "", "", b"x" * 20), Limits(image=10))
    assert refused.value.code == "media_size"
    sim.fail("POST", "/api/v2/media", Reply(422, {"error": "Validation failed: File is empty"}))
    with pytest.raises(RefusedError, match="File is empty"):
        KIND.send(open_account(), Outgoing("m", "글", extra={"media": [good]}))
    assert sim.of(US) == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(422, {"error": "Validation failed"}), RefusedError),
        (Reply(401, b""), RefusedError),
        (Reply(429, b""), RefusedError),
        (Reply(500, b""), UnsureError),
        (Reply(502, b"<html>"), UnsureError),
        (Reply(200, b"<html>"), UnsureError),
        (Reply(200, b"{", {"Content-Type": "application/json"}), UnsureError),
        (Reply(200, {"id": None}), UnsureError),
    ],
)
def test_no_is_refused_and_everything_else_unsure(sim, open_account, reply, error):
    sim.fail("POST", "/api/v1/statuses", reply)
    with pytest.raises(error):
        KIND.send(open_account(), Outgoing("k", "글"))


def test_a_lost_answer_is_found_in_the_thread_or_among_our_own(any_sim):
    post = any_sim.write("@hanbit 질문", visibility="direct")
    outgoing, access = answer(post, "답입니다. https://hanbit.example/"), access_to(any_sim)
    assert KIND.find(access, outgoing, SINCE) is None
    receipt = KIND.send(access, outgoing)
    assert KIND.find(access, outgoing, SINCE).external_id == receipt.external_id
    any_sim.delete(post)
    assert KIND.find(access, outgoing, SINCE).external_id == receipt.external_id
    other = answer(post, "다른 답입니다.")
    assert KIND.find(access, other, SINCE) is None


def test_two_alike_and_a_broken_line_are_unsure(sim, open_account):
    sim.write("같은 글", US)
    sim.write("같은 글", US)
    with pytest.raises(UnsureError):
        KIND.find(open_account(), Outgoing("k", "같은 글"), SINCE)
    sim.fail("GET", "/api/v1/accounts", Reply(503, b""))
    with pytest.raises(UnsureError):
        KIND.find(open_account(), Outgoing("k", "글"), SINCE)


def test_an_edit_keeps_names_warning_and_files_and_the_same_twice_changes_nothing(
    sim, open_account
):
    post = sim.write("@hanbit 질문", spoiler="주의")
    one = {"kind": "image/png", "alt": "그림", "content": _base64(b"png")}
    sent = KIND.send(open_account(), answer(post, "틀린 답", media=[one]))
    assert KIND.change(open_account(), sent.external_id, "고친 답").external_id == sent.external_id
    ours = last(sim)
    assert (ours.text, ours.spoiler, len(ours.media)) == ("@haneul 고친 답", "주의", 1)
    KIND.change(open_account(), sent.external_id, "고친 답")
    assert sum(call.method == "PUT" for call in sim.place.calls) == 1


def test_a_server_without_edits_says_so(sim, open_account):
    ours = sim.write("우리 글", US)
    sim.fail("PUT", "/api/v1/statuses", Reply(404, b""))
    with pytest.raises(RefusedError) as refused:
        KIND.change(open_account(), ours.id, "새 글")
    assert refused.value.code == "no_edit"
    with pytest.raises(RefusedError):
        KIND.change(open_account(), "gone", "새 글")


def test_taking_back_may_be_asked_twice(sim, open_account):
    ours = sim.write("우리 글", US)
    KIND.take_back(open_account(), ours.id)
    KIND.take_back(open_account(), ours.id)
    assert sim.of(US) == []
    sim.fail("DELETE", "/api/v1/statuses", Reply(500, b""))
    with pytest.raises(UnsureError):
        KIND.take_back(open_account(), ours.id)
    with pytest.raises(RefusedError):
        KIND.take_back(open_account(), "../accounts")


def test_without_consent_nothing_is_sent_and_it_may_be_tried_later(sim, open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(secrets={}), answer(sim.write("@hanbit 질문", HANEUL)))
    assert refused.value.can_retry


def _base64(body: bytes) -> str:
    return b64encode(body).decode()
