"""What Instagram pushes: comments without a time, mentions without words, messages that are unsent."""

import json
from contextlib import suppress

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from tests.channels.instagram.bench import change, comment
from tests.channels.meta import junk
from tests.channels.meta.graph import HANEUL, IG, IG_NAME, STRANGER, VERIFY, error
from tests.channels.meta.pulling import pulled
from tests.channels.meta.pushing import pushed

from hanjari.channels.contract import AnswersPush, Greets, Raw, Routes, UnreadableError
from hanjari.channels.kinds.instagram import KIND

pytestmark = pytest.mark.real_server


def heard(access, body):
    """The envelopes of a true push."""
    return [one for raw in KIND.verify(access, pushed(body)) for one in KIND.read(access, raw)]


def message(author, to, **more):
    event = {
        "sender": {"id": author},
        "recipient": {"id": to},
        "timestamp": 1_648_581_633_369,
        **more,
    }
    return {"object": "instagram", "entry": [{"id": IG, "time": 1, "messaging": [event]}]}


def mention(one):
    told = {"media_id": one.media or one.id, **({"comment_id": one.id} if one.media else {})}
    return change(told, field="mentions")


def test_the_handshake_is_answered(open_account):
    assert all(isinstance(KIND, able) for able in (Greets, Routes, AnswersPush))
    told = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    assert (
        KIND.greet(open_account(), RequestFactory().get("/hooks/x/", told)).content == b"1158201444"
    )


def test_a_comment_has_the_time_of_its_push_and_a_reply_its_parent(open_account):
    (top,) = heard(open_account(), change(comment("17900001", "얼마예요?")))
    (reply,) = heard(open_account(), change(comment("17900002", "저도요", parent_id="17900001")))
    assert (top.external_id, int(top.posted_at.timestamp())) == ("17900001", 1_795_000_000)
    assert (reply.parent_id, reply.root_id) == ("17900001", "17900001")
    assert top.sender.handle == "haneul.day"


def test_our_own_comment_is_known_by_number_or_name(open_account):
    (by_number,) = heard(open_account(), change(comment("17900001", "답", IG)))
    who = {"id": "99887766", "username": IG_NAME}
    (by_name,) = heard(open_account(), change({**comment("17900002", "답"), "from": who}))
    assert by_number.is_ours
    assert by_name.is_ours


def test_a_comment_that_names_us_elsewhere_comes_with_its_words(sim, open_account):
    one = sim.mention("@hanbit_kr 이거 어때요?")
    (found,) = heard(open_account(), mention(one))
    assert (found.text, found.sender.handle) == ("@hanbit_kr 이거 어때요?", "minsu")
    assert found.external_id == f"mention:{one.media}:{one.id}"
    assert found.url == "https://www.instagram.com/p/Abc/"
    assert KIND.verify(open_account(), pushed(mention(one))) == KIND.verify(
        open_account(), pushed(mention(one))
    )


def test_a_caption_that_names_us_comes_with_its_words(sim, open_account):
    one = sim.mention("@hanbit_kr 추천합니다", comment=False)
    (found,) = heard(open_account(), mention(one))
    assert (found.text, found.external_id) == ("@hanbit_kr 추천합니다", f"mention:{one.id}:")


def test_a_mention_whose_words_cant_be_had_is_kept_all_the_same(sim, open_account):
    one = sim.mention("@hanbit_kr 이거 어때요?")
    sim.fail(error(2))
    (found,) = heard(open_account(), mention(one))
    assert (found.text, found.external_id) == ("", f"mention:{one.media}:{one.id}")


def test_of_another_account_no_words_are_asked_for(sim, open_account):
    body = change({"media_id": "1", "comment_id": "2"}, "mentions", account="17841499999")
    (raw,) = KIND.verify(open_account(), pushed(body))
    assert KIND.whose(raw) == "17841499999"
    assert sim.place.calls == []


def test_a_mention_below_our_own_post_is_a_comment_already(sim, meta_bench, open_account):
    _, cursor = pulled(KIND, open_account)
    told = change({"media_id": meta_bench.post.id, "comment_id": "17900001"}, "mentions")
    assert KIND.verify(open_account(cursor), pushed(told)) == []


def test_messages_echoes_unsent_ones_and_the_rest(open_account):
    access = open_account()
    (one,) = heard(access, message(HANEUL, IG, message={"mid": "aWdf1", "text": "안녕하세요"}))
    (echo,) = heard(
        access, message(IG, HANEUL, message={"mid": "aWdf2", "text": "네", "is_echo": True})
    )
    (gone,) = heard(access, message(HANEUL, IG, message={"mid": "aWdf1", "is_deleted": True}))
    assert (one.external_id, one.root_id, one.is_public) == ("aWdf1", f"with:{HANEUL}", False)
    assert (echo.is_ours, echo.root_id) == (True, f"with:{HANEUL}")
    assert (gone.external_id, gone.deletes) == ("aWdf1", True)
    for quiet in ({"read": {"mid": "aWdf1"}}, {"reaction": {"mid": "aWdf1", "action": "react"}}):
        assert heard(access, message(HANEUL, IG, **quiet)) == []
    assert heard(access, change({"id": "1"}, field="story_insights")) == []


def test_the_samples_of_others_are_read_as_meant(open_account, shared_data):
    told = json.loads((shared_data / "channel_samples" / "instagram_webhooks.json").read_text())
    access = open_account(own_ids=("app-user-id-1",))
    read = {name: heard(access, told[name]) for name in told if not name.startswith("_")}
    assert read["message"][0].text == "This is the first message from the customer"
    assert read["standby"][0].text == "first standby message, after 24 hours"
    assert read["story_reply"][0].extra["story"] == "https://example.com/sample.png"
    assert read["unsend"][0].deletes
    assert [medium.kind for medium in read["story_mention"][0].media] == ["story_mention"]
    assert read["echo"][0].is_ours
    assert read["seen"] == []
    assert (read["comments_field"][0].external_id, read["comments_field"][0].text) == (
        "C2",
        "Price?",
    )


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=junk.pushes(["comments", "live_comments", "mentions", "other"]), form=junk.FORMS)
def test_whatever_is_signed_or_stored_is_read_or_unreadable(open_account, told, form):
    access = open_account(secrets={"access_token": ""})
    body = json.dumps(told).encode()
    for raw in KIND.verify(access, pushed(body)):
        KIND.whose(raw)
        with suppress(UnreadableError):
            assert all(one.external_id for one in KIND.read(access, raw))
    hints = {"form": form, "fresh": ["1"], "before": {"1": []}, "asked": ["1"], "above": STRANGER}
    with suppress(UnreadableError):
        KIND.read(access, Raw(body, hints))
