"""Writing on a Page: comments, messages, private answers once, posts; and what Meta refuses, in plain words."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.channels.meta.graph import HANEUL, PAGE, error
from tests.servers.network import Reply

from hanjari.channels.contract import (
    Changes,
    Outgoing,
    RefusedError,
    TakesBack,
    UnsureError,
)
from hanjari.channels.kinds.facebook import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
PICTURE = {
    "name": "a.jpg",
    "kind": "image/jpeg",
    "alt": "정수기",
    "content": b64encode(b"jpeg").decode(),
}


def below(one, text="답입니다", **more):
    """An answer to a comment, as the house makes it."""
    line = tuple(each for each in (one.parent, one.id) if each)
    return Outgoing(
        "reply-1", text, parent_id=one.id, root_id=one.parent or one.id, references=line, **more
    )


def talk(text="답입니다", **more):
    return Outgoing(
        "reply-1", text, to=(HANEUL,), parent_id="m_1", root_id=f"with:{HANEUL}", **more
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
    assert receipt.url.startswith("https://www.facebook.com/")


def test_a_visitors_post_is_answered_below_itself(sim, open_account):
    post = sim.write("안 와요", HANEUL)
    told = Outgoing("k", "죄송합니다", parent_id=post.id, root_id=post.id, references=(post.id,))
    receipt = KIND.send(open_account(), told)
    assert (sim.comments[receipt.external_id].post, sim.comments[receipt.external_id].parent) == (
        post.id,
        "",
    )
    comment = sim.say(post, "언제요?")
    told = Outgoing(
        "k", "내일요", parent_id=comment.id, root_id=post.id, references=(post.id, comment.id)
    )
    receipt = KIND.send(open_account(), told)
    assert sim.comments[receipt.external_id].parent == comment.id


def test_a_comment_is_answered_privately_once(sim, meta_bench, open_account):
    comment = sim.say(meta_bench.post, "번호가 뭐예요?")
    receipt = KIND.send(open_account(), private(comment))
    assert [one.id for one in sim.ours()] == [receipt.external_id]
    again = refused(open_account(), private(comment))
    assert (again.code, again.can_retry) == ("replied", False)
    assert "one private answer" in again.words


def test_a_visitors_post_is_answered_privately_too(sim, open_account):
    post = sim.write("주문이 안 와요", HANEUL)
    receipt = KIND.send(open_account(), private(post))
    assert [one.id for one in sim.ours()] == [receipt.external_id]


def test_what_meta_does_not_let_be_deleted_is_not_called_deleted(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "얼마예요?")
    number = KIND.send(open_account(), below(asked)).external_id
    sim.route("DELETE", f"/{number}", lambda *_: error(100, 33, "does not support this operation"))
    with pytest.raises(RefusedError) as no:
        KIND.take_back(open_account(), number)
    assert (no.value.code, number in sim.comments) == ("no_delete", True)


def test_after_seven_days_a_private_answer_is_refused_in_plain_words(sim, meta_bench, open_account):
    comment = sim.say(meta_bench.post, "번호가 뭐예요?", at=now() - timedelta(days=8))
    no = refused(open_account(), private(comment))
    assert (no.code, no.can_retry) == ("too_late", False)
    assert "7 days" in no.words


def test_a_message_goes_out_within_the_day_and_not_after(sim, open_account):
    sim.message("안녕하세요")
    receipt = KIND.send(open_account(), talk())
    assert sim.ours()[0].id == receipt.external_id
    sim.talks[HANEUL][0].at -= timedelta(hours=25)
    no = refused(open_account(), talk())
    assert (no.code, no.can_retry) == ("outside_window", False)
    assert "24 hours" in no.words


def test_with_the_human_agent_tag_seven_days_are_open(sim, open_account):
    sim.human_agent = True
    sim.message("안녕하세요", at=now() - timedelta(days=6))
    assert KIND.send(open_account(human_agent=True), talk()).external_id
    sim.talks[HANEUL] = []
    sim.message("안녕하세요", at=now() - timedelta(days=8))
    before = len(sim.ours())
    no = refused(open_account(human_agent=True), talk())
    assert (no.code, len(sim.ours())) == ("outside_window", before)
    assert "7 days" in no.words


def test_messages_are_measured_in_bytes_and_hold_no_pictures(sim, open_account):
    sim.message("안녕하세요")
    assert KIND.send(open_account(), talk("가" * 666)).external_id
    assert refused(open_account(), talk("가" * 667)).code == "too_long"
    assert refused(open_account(), talk(extra={"media": [PICTURE]})).code == "no_media"


def test_a_post_goes_out_with_its_pictures_and_their_descriptions(sim, open_account):
    told = Outgoing("k", "새 정수기가 나왔습니다", extra={"media": [PICTURE, PICTURE]})
    receipt = KIND.send(open_account(), told)
    post = sim.posts[receipt.external_id]
    assert (post.text, len(post.pictures)) == ("새 정수기가 나왔습니다", 2)
    photo = next(iter(sim.photos.values()))
    assert (photo["published"], photo["source"]) == ("false", "jpeg")
    assert photo["alt_text_custom"].encode("latin-1").decode() == "정수기"


def test_a_comment_holds_one_picture(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "어떻게 생겼어요?")
    receipt = KIND.send(open_account(), below(asked, extra={"media": [PICTURE]}))
    assert len(sim.comments[receipt.external_id].pictures) == 1
    assert refused(open_account(), below(asked, extra={"media": [PICTURE] * 2})).code == "too_many"


@pytest.mark.parametrize(
    "broken",
    [
        {**PICTURE, "kind": "image/tiff"},
        {**PICTURE, "content": "%%%"},
        {**PICTURE, "content": ""},
        "picture",
    ],
)
def test_a_picture_that_is_none_is_refused_before_anything_is_asked(sim, open_account, broken):
    refused(open_account(), Outgoing("k", "글", extra={"media": [broken]}))
    assert sim.place.calls == []


def test_when_a_picture_fails_nothing_is_posted(sim, open_account):
    before = len(sim.posts)
    sim.fail(error(2))
    no = refused(open_account(), Outgoing("k", "글", extra={"media": [PICTURE]}))
    assert (no.can_retry, len(sim.posts)) == (True, before)


def test_our_words_can_be_corrected_and_taken_back(sim, meta_bench, open_account):
    assert isinstance(KIND, Changes)
    assert isinstance(KIND, TakesBack)
    asked = sim.say(meta_bench.post, "얼마예요?")
    number = KIND.send(open_account(), below(asked)).external_id
    assert KIND.change(open_account(), number, "고친 답").external_id == number
    assert sim.comments[number].text == "고친 답"
    KIND.take_back(open_account(), number)
    assert number not in sim.comments
    KIND.take_back(open_account(), number)
    with pytest.raises(RefusedError) as no:
        KIND.change(open_account(), asked.id, "남의 말")
    assert no.value.code == "rights"


def test_a_message_cant_be_changed(open_account):
    for act in (
        lambda access: KIND.take_back(access, "m_1"),
        lambda access: KIND.change(access, "m_1", "x"),
    ):
        with pytest.raises(RefusedError) as no:
            act(open_account())
        assert no.value.code == "no_change"


def test_a_comment_is_hidden_shown_and_deleted(sim, meta_bench, open_account):
    comment = sim.say(meta_bench.post, "욕설")
    assert KIND.moderation_acts == ("approve", "hold", "trash")
    for act, hidden in (("hold", True), ("hold", True), ("approve", False)):
        KIND.moderate(open_account(), comment.id, act)
        assert comment.is_hidden is hidden
    KIND.moderate(open_account(), comment.id, "trash")
    KIND.moderate(open_account(), comment.id, "trash")
    assert comment.id not in sim.comments
    with pytest.raises(RefusedError):
        KIND.moderate(open_account(), comment.id, "ban")


def test_a_machine_may_not_answer(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "얼마예요?")
    assert refused(open_account(), below(asked, is_automatic=True)).code == "automatic"
    assert sim.place.calls == []


def test_a_comment_whose_parent_is_gone_is_refused(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "얼마예요?")
    sim.remove(asked)
    assert refused(open_account(), below(asked)).code == "gone"


@pytest.mark.parametrize(
    ("reply", "code", "can_retry"),
    [
        (error(4), "rate", True),
        (error(613), "rate", True),
        (error(80_001), "rate", True),
        (error(10), "rights", False),
        (error(200), "rights", False),
        (error(190, 460), "login", False),
        (error(368), "blocked", False),
        (error(551), "unavailable", False),
        (error(100, 2_018_001), "unavailable", False),
        (error(10, 2_018_278), "outside_window", False),
        (error(10_903), "no_private", False),
        (error(100, 0, "Param message is wrong"), "invalid", False),
    ],
)
def test_every_refusal_says_what_happened(sim, open_account, reply, code, can_retry):
    sim.message("안녕하세요")
    sim.fail(reply)
    no = refused(open_account(), talk())
    assert (no.code, no.can_retry) == (code, can_retry)


@pytest.mark.parametrize(
    "reply", [error(1), error(2), Reply(500, b""), Reply(200, {}), Reply(200, b"")]
)
def test_what_may_have_gone_out_is_unsure_and_found_again(sim, meta_bench, open_account, reply):
    asked = sim.say(meta_bench.post, "얼마예요?")
    told, since = below(asked), now() - timedelta(minutes=10)
    taken = sim.answer

    def lost(call):
        taken(call)
        return reply

    sim.place.on("POST", "/v25.0/*", lost)
    with pytest.raises(UnsureError):
        KIND.send(open_account(), told)
    sim.place.on("POST", "/v25.0/*", taken)
    found = KIND.find(open_account(), told, since)
    (ours,) = sim.below(meta_bench.post.id, asked.id)
    assert found.external_id == ours.id


def test_the_same_words_of_others_or_of_long_ago_are_not_ours(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "얼마예요?")
    sim.say(asked, "답입니다")
    sim.say(asked, "답입니다", PAGE, at=now() - timedelta(days=2))
    with pytest.raises(UnsureError):
        KIND.find(open_account(), below(asked), now() - timedelta(minutes=10))
    assert KIND.find(open_account(), below(asked), now() - timedelta(minutes=16)) is None


def test_two_alike_are_for_a_person(sim, meta_bench, open_account):
    asked = sim.say(meta_bench.post, "얼마예요?")
    for _again in range(2):
        KIND.send(open_account(), below(asked))
    with pytest.raises(UnsureError):
        KIND.find(open_account(), below(asked), now() - timedelta(minutes=16))


def test_a_lost_message_private_answer_and_post_are_found(sim, meta_bench, open_account):
    since = now() - timedelta(minutes=10)
    sim.message("안녕하세요")
    comment = sim.say(meta_bench.post, "번호가 뭐예요?", "3383290475046999")
    for told in (talk("첫째"), private(comment, "둘째"), Outgoing("k", "셋째")):
        receipt = KIND.send(open_account(), told)
        assert KIND.find(open_account(), told, since).external_id == receipt.external_id


def test_a_post_that_meta_has_already_is_perhaps_ours(sim, open_account):
    sim.fail(error(506, 0, "Duplicate status message"))
    with pytest.raises(UnsureError):
        KIND.send(open_account(), Outgoing("k", "두 번"))


def test_before_consent_nothing_is_written(sim, open_account):
    for changes in ({"secrets": {"access_token": ""}}, {"page_id": ""}):
        with pytest.raises(RefusedError) as no:
            KIND.send(open_account(**changes), Outgoing("k", "글"))
        assert no.value.can_retry
    assert sim.place.calls == []


def test_an_old_thing_is_found_even_when_the_clock_is_wrong(sim, open_account):
    told = Outgoing("k", "옛 글")
    receipt = KIND.send(open_account(), told)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=True):
        found = KIND.find(open_account(), told, now() - timedelta(hours=3))
    assert found.external_id == receipt.external_id
