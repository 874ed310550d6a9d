"""Writing on Instagram: replies, mentions, messages, private answers once, and pictures in two steps."""

from base64 import b64encode
from datetime import timedelta

import pytest
from tests.channels.meta.graph import HANEUL, IG, error
from tests.servers.network import Reply

from hanjari.channels.calling.graph.api import speaker
from hanjari.channels.contract import Changes, Outgoing, RefusedError, TakesBack, UnsureError
from hanjari.channels.kinds.instagram import KIND, publishing
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
PICTURE = {
    "name": "a.jpg",
    "kind": "image/jpeg",
    "alt": "정수기",
    "content": b64encode(b"jpeg").decode(),
}
AFAR = {"url": "https://www.hanbit.example/a.jpg", "kind": "image/jpeg", "alt": "정수기"}


def below(one, text="답입니다", **more):
    """An answer to a comment, as the house makes it."""
    line = tuple(each for each in (one.parent, one.id) if each)
    return Outgoing(
        "reply-1", text, parent_id=one.id, root_id=one.parent or one.id, references=line, **more
    )


def named(number, text="고맙습니다"):
    return Outgoing("reply-1", text, parent_id=number, root_id=number, references=(number,))


def talk(text="답입니다", **more):
    return Outgoing(
        "reply-1", text, to=(HANEUL,), parent_id="aWdf1", root_id=f"with:{HANEUL}", **more
    )


def private(one, text="자세히 알려 주세요"):
    return Outgoing("reply-1", text, parent_id=one.id, root_id=one.id, extra={"is_private": True})


def refused(access, outgoing):
    with pytest.raises(RefusedError) as no:
        KIND.send(access, outgoing)
    assert no.value.words
    return no.value


def test_an_answer_to_a_reply_hangs_below_the_first_comment(sim, meta_bench, open_account):
    top = sim.say(meta_bench.post, "얼마예요?")
    reply = sim.say(top, "저도요")
    receipt = KIND.send(open_account(), below(reply))
    assert sim.comments[receipt.external_id].parent == top.id


@pytest.mark.parametrize("comment", [True, False])
def test_who_named_us_elsewhere_is_answered_there(sim, open_account, comment):
    one = sim.mention("@hanbit_kr 어때요?", comment=comment)
    number = f"mention:{one.media}:{one.id}" if comment else f"mention:{one.id}:"
    receipt = KIND.send(open_account(), named(number))
    told = sim.elsewhere[receipt.external_id].told
    assert told["message"] == "고맙습니다"
    assert told.get("comment_id") == (one.id if comment else None)
    with pytest.raises(UnsureError):
        KIND.find(open_account(), named(number), now())


@pytest.mark.parametrize("number", ["tag:17890001", "seen:17890001", "mention:x:", "../me"])
def test_what_cant_be_answered_there_is_refused_in_plain_words(sim, open_account, number):
    assert refused(open_account(), named(number)).code == "no_parent"
    told = Outgoing("k", "몰래", parent_id=number, root_id=number, extra={"is_private": True})
    assert refused(open_account(), told).code == "no_private"
    assert sim.place.calls == []


def test_a_comment_is_answered_privately_once_and_within_seven_days(sim, meta_bench, open_account):
    comment = sim.say(meta_bench.post, "번호가 뭐예요?")
    receipt = KIND.send(open_account(), private(comment))
    assert [one.id for one in sim.ours()] == [receipt.external_id]
    assert refused(open_account(), private(comment)).code == "replied"
    old = sim.say(meta_bench.post, "번호가 뭐예요?", at=now() - timedelta(days=8))
    assert refused(open_account(), private(old)).code == "too_late"


def test_messages_keep_to_the_window_and_to_a_thousand_bytes(sim, open_account):
    sim.message("안녕하세요")
    assert KIND.send(open_account(), talk("가" * 333)).external_id
    assert refused(open_account(), talk("가" * 334)).code == "too_long"
    sim.talks[HANEUL][0].at -= timedelta(hours=25)
    assert refused(open_account(), talk()).code == "outside_window"
    sim.human_agent = True
    assert KIND.send(open_account(human_agent=True), talk("늦은 답")).external_id


def test_a_picture_is_published_with_its_description(sim, open_account):
    receipt = KIND.send(open_account(), Outgoing("k", "새 정수기", extra={"media": [PICTURE]}))
    post = sim.media[receipt.external_id]
    assert (post.text, post.told["alt_text"]) == ("새 정수기", "정수기")
    assert post.told["image_url"].startswith("https://scontent.")
    assert next(iter(sim.photos.values()))["published"] == "false"


def test_several_pictures_are_a_carousel(sim, open_account):
    receipt = KIND.send(open_account(), Outgoing("k", "둘", extra={"media": [AFAR, AFAR]}))
    told = sim.media[receipt.external_id].told
    assert (told["media_type"], len(told["children"].split(","))) == ("CAROUSEL", 2)
    assert sim.photos == {}, "what has an address of its own is not uploaded"


def test_it_waits_until_instagram_has_the_picture(sim, open_account):
    sim.statuses = ["IN_PROGRESS", "IN_PROGRESS", "FINISHED"]
    waited = []
    told = Outgoing("k", "글", extra={"media": [AFAR]})
    with speaker(open_account()) as graph:
        publishing.publish(graph, IG, "1", told, waited.append)
    assert waited == [1.0, 2.0]


@pytest.mark.parametrize(
    ("statuses", "can_retry"),
    [(["IN_PROGRESS"] * 20, True), (["ERROR"], False), (["EXPIRED"], False)],
)
def test_what_instagram_does_not_finish_is_not_published(
    sim, meta_bench, open_account, statuses, can_retry
):
    sim.statuses = statuses
    told = Outgoing("k", "글", extra={"media": [AFAR]})
    with speaker(open_account()) as graph, pytest.raises(RefusedError) as no:
        publishing.publish(graph, IG, "1", told, lambda _seconds: None)
    assert (no.value.can_retry, list(sim.media)) == (can_retry, [meta_bench.post.id])


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("글만", []),
        ("#정수기 " * 31, [AFAR]),
        ("@hanbit_kr " * 21, [AFAR]),
        ("그림", [{**PICTURE, "kind": "image/png"}]),
        ("너무 많이", [PICTURE] * 11),
    ],
)
def test_what_instagram_would_not_take_is_refused_before_it_is_asked(
    sim, open_account, text, media
):
    refused(open_account(), Outgoing("k", text, extra={"media": media}))
    assert sim.place.calls == []


@pytest.mark.parametrize("calm", range(4))
def test_before_the_last_step_everything_is_surely_unpublished(sim, meta_bench, open_account, calm):
    taken = sim.answer
    calls = []

    def struck(call):
        calls.append(call)
        return taken(call) if len(calls) <= calm else Reply(500, b"")

    for method in ("GET", "POST"):
        sim.place.on(method, "/v25.0/*", struck)
    no = refused(open_account(), Outgoing("k", "글", extra={"media": [PICTURE]}))
    assert (no.can_retry, list(sim.media)) == (True, [meta_bench.post.id])


def test_a_lost_publication_is_found_by_its_caption(sim, open_account):
    since, taken = now() - timedelta(minutes=10), sim.answer
    told = Outgoing("k", "잃어버린 글", extra={"media": [AFAR]})

    def lost(call):
        reply = taken(call)
        return Reply(502, b"") if call.path.endswith("media_publish") else reply

    sim.place.on("POST", "/v25.0/*", lost)
    with pytest.raises(UnsureError):
        KIND.send(open_account(), told)
    (post,) = (one for one in sim.media.values() if one.text == "잃어버린 글")
    found = KIND.find(open_account(), told, since)
    assert (found.external_id, found.url) == (post.id, f"https://www.instagram.com/p/{post.id}/")


def test_a_lost_reply_and_message_are_found_and_others_are_not(sim, meta_bench, open_account):
    since = now() - timedelta(minutes=10)
    asked = sim.say(meta_bench.post, "얼마예요?")
    sim.message("안녕하세요")
    for told in (below(asked, "첫째"), talk("둘째")):
        receipt = KIND.send(open_account(), told)
        assert KIND.find(open_account(), told, since).external_id == receipt.external_id
    with pytest.raises(UnsureError):
        KIND.find(open_account(), below(asked, "없는 말"), since)
    assert KIND.find(open_account(), below(asked, "없는 말"), since - timedelta(minutes=6)) is None


def test_comments_are_hidden_shown_deleted_and_taken_back(sim, meta_bench, open_account):
    assert isinstance(KIND, TakesBack)
    assert not isinstance(KIND, Changes), "Instagram lets nobody edit"
    comment = sim.say(meta_bench.post, "욕설")
    for act, hidden in (("hold", True), ("approve", False)):
        KIND.moderate(open_account(), comment.id, act)
        assert comment.is_hidden is hidden
    KIND.moderate(open_account(), comment.id, "trash")
    KIND.take_back(open_account(), comment.id)
    assert comment.id not in sim.comments
    for wrong in (("ban", comment.id), ("hold", "mention:1:2"), ("trash", "aWdf1")):
        with pytest.raises(RefusedError):
            KIND.moderate(open_account(), wrong[1], wrong[0])


def test_our_post_that_the_api_cant_delete_is_not_called_deleted(sim, meta_bench, open_account):
    with pytest.raises(RefusedError) as no:
        KIND.take_back(open_account(), meta_bench.post.id)
    assert (no.value.code, meta_bench.post.id in sim.media) == ("no_delete", True)


def test_a_machine_may_not_answer_and_comments_hold_no_pictures(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "얼마예요?")
    assert refused(open_account(), below(asked, is_automatic=True)).code == "automatic"
    assert refused(open_account(), below(asked, extra={"media": [PICTURE]})).code == "no_media"
    assert sim.place.calls == []


@pytest.mark.parametrize(
    ("reply", "code", "can_retry"),
    [
        (error(80_002), "rate", True),
        (error(9, 2_207_042), "spent", True),
        (error(4, 2_207_051), "blocked", False),
        (error(10, 2_534_022), "outside_window", False),
        (error(10), "rights", False),
        (error(190, 463), "login", False),
    ],
)
def test_every_refusal_says_what_happened(sim, meta_bench, open_account, reply, code, can_retry):
    asked = sim.say(meta_bench.post, "얼마예요?")
    sim.fail(reply)
    no = refused(open_account(), below(asked))
    assert (no.code, no.can_retry) == (code, can_retry)


def test_before_consent_nothing_is_written(sim, open_account):
    for changes in ({"secrets": {"access_token": ""}}, {"ig_id": ""}):
        with pytest.raises(RefusedError) as no:
            KIND.send(open_account(**changes), Outgoing("k", "글"))
        assert no.value.can_retry
    assert sim.place.calls == []
