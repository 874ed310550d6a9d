"""What Facebook pushes: handshake, signature, one push for many Pages, and every verb of a change."""

import json
from contextlib import suppress

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from tests.channels.facebook.bench import change, comment
from tests.channels.meta import junk
from tests.channels.meta.graph import HANEUL, PAGE, STRANGER, VERIFY
from tests.channels.meta.pushing import asked, pushed

from hanjari.channels.contract import (
    AnswersPush,
    ForgedError,
    Greets,
    Raw,
    Routes,
    UnreadableError,
)
from hanjari.channels.kinds.facebook import KIND

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
    entry = {"id": PAGE, "time": 1_648_581_633_369, "messaging": [event]}
    return {"object": "page", "entry": [entry]}


def hello(**query):
    told = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    return RequestFactory().get("/hooks/x/", {**told, **query})


def test_the_handshake_gives_the_challenge_back_to_whoever_knows_our_word(open_account):
    assert isinstance(KIND, Greets)
    answer = KIND.greet(open_account(), hello())
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"] == "text/plain"
    for wrong in (
        {"hub.verify_token": "guessed"},
        {"hub.challenge": ""},
        {"hub.challenge": "1" * 2000},
    ):
        with pytest.raises(ForgedError):
            KIND.greet(open_account(), hello(**wrong))
    with pytest.raises(ForgedError):
        KIND.greet(open_account(secrets={"verify_token": ""}), hello(**{"hub.verify_token": ""}))
    assert KIND.greet(open_account(), RequestFactory().get("/hooks/x/")) is None
    assert KIND.greet(open_account(), pushed({})) is None


def test_one_push_for_many_pages_is_cut_and_each_piece_finds_its_page(open_account):
    assert isinstance(KIND, Routes)
    both = change(comment("1_2", "우리에게"))
    both["entry"] += change(comment("3_4", "다른 페이지에"), page="999")["entry"]
    raws = KIND.verify(open_account(), pushed(both))
    assert [KIND.whose(raw) for raw in raws] == [PAGE, "999"]
    assert ["우리에게" in raw.body.decode() for raw in raws] == [True, False]


def test_a_repeated_push_has_the_very_same_bytes(open_account):
    body = change(comment("1_2", "한 번만"))
    spaced = json.dumps(body, indent=2).encode()
    first, second = (KIND.verify(open_account(), pushed(one)) for one in (body, spaced))
    assert first == second
    doubled = {**body, "entry": body["entry"] * 3}
    assert KIND.verify(open_account(), pushed(doubled)) == first


def test_a_comment_and_its_reply(open_account):
    (top,) = heard(open_account(), change(comment("1_2", "얼마예요?")))
    (reply,) = heard(open_account(), change(comment("1_3", "저도요", STRANGER, parent_id="1_2")))
    assert (top.external_id, top.parent_id, top.is_public, top.is_ours) == ("1_2", "", True, False)
    assert (reply.parent_id, reply.root_id) == ("1_2", "1_2")
    assert reply.sender.external_id == STRANGER


def test_below_a_visitors_post_all_is_one_talk(open_account):
    wall = {"status_type": "wall_post", "id": f"{PAGE}_1"}
    (one,) = heard(open_account(), change(comment("1_2", "저도요", post=wall)))
    assert (one.parent_id, one.root_id) == (f"{PAGE}_1", f"{PAGE}_1")


def test_edits_and_deletions_name_the_same_comment(open_account):
    (edit,) = heard(open_account(), change(comment("1_2", "고쳤어요", verb="edited")))
    (gone,) = heard(open_account(), change(comment("1_2", "", verb="remove")))
    assert (edit.external_id, edit.text, edit.edits) == ("1_2", "고쳤어요", True)
    assert (gone.external_id, gone.deletes) == ("1_2", True)


@pytest.mark.parametrize(
    "value",
    [
        {"item": "reaction", "verb": "add", "post_id": "1_1", "reaction_type": "like"},
        {"item": "like", "verb": "add", "post_id": "1_1"},
        {"item": "comment", "verb": "hide", "comment_id": "1_2"},
        {"item": "comment", "verb": "add"},
        {"item": "event", "verb": "add", "post_id": "1_1"},
        {},
    ],
)
def test_what_is_no_message_is_left_alone(open_account, value):
    assert heard(open_account(), change(value)) == []
    assert heard(open_account(), change({"comment_id": "1_2"}, field="ratings")) == []


def test_a_visitors_post_is_heard_and_our_own_only_where_wanted(open_account):
    told = {"item": "status", "verb": "add", "post_id": f"{PAGE}_5", "message": "안 와요"}
    theirs = change({**told, "from": {"id": HANEUL, "name": "하늘"}, "created_time": 1_795_000_000})
    ours = change({**told, "from": {"id": PAGE, "name": "한빛"}, "created_time": 1_795_000_000})
    assert [one.text for one in heard(open_account(), theirs)] == ["안 와요"]
    assert heard(open_account(), ours) == []
    assert [one.is_ours for one in heard(open_account(own_posts=True), ours)] == [True]


def test_our_own_comment_coming_back_is_known_as_ours(open_account):
    (one,) = heard(open_account(), change(comment("1_2", "답입니다", PAGE)))
    assert one.is_ours


def test_a_mention_elsewhere_is_heard(open_account):
    told = {
        "item": "post",
        "verb": "add",
        "post_id": "77_88",
        "sender_id": HANEUL,
        "sender_name": "하늘",
    }
    (one,) = heard(open_account(), change({**told, "message": "@한빛정수기"}, field="mention"))
    assert (one.external_id, one.sender.name, one.extra["mention"]) == ("77_88", "하늘", True)


def test_messages_echoes_edits_and_the_rest(open_account):
    access = open_account()
    (one,) = heard(access, message(HANEUL, PAGE, message={"mid": "m_1", "text": "안녕하세요"}))
    (echo,) = heard(
        access, message(PAGE, HANEUL, message={"mid": "m_2", "text": "네", "is_echo": True})
    )
    (edit,) = heard(
        access, message(HANEUL, PAGE, message_edit={"mid": "m_1", "text": "안녕", "num_edit": 1})
    )
    assert (one.external_id, one.root_id, one.is_public) == ("m_1", f"with:{HANEUL}", False)
    assert (echo.external_id, echo.root_id, echo.is_ours) == ("m_2", f"with:{HANEUL}", True)
    assert (edit.external_id, edit.text, edit.edits) == ("m_1", "안녕", True)
    for quiet in (
        {"delivery": {"watermark": 1}},
        {"read": {"watermark": 1}},
        {"reaction": {"mid": "m_1", "action": "react", "emoji": "❤️"}},
        {"postback": {"title": "시작"}},
    ):
        assert heard(access, message(HANEUL, PAGE, **quiet)) == []


def test_pictures_come_along(open_account):
    told = {"type": "image", "payload": {"url": "https://scontent.xx.fbcdn.net/a.jpg"}}
    bad = {"type": "image", "payload": {"url": "javascript:alert(1)"}}
    (one,) = heard(
        open_account(), message(HANEUL, PAGE, message={"mid": "m_1", "attachments": [told, bad, 7]})
    )
    assert [medium.url for medium in one.media] == ["https://scontent.xx.fbcdn.net/a.jpg"]


def test_the_samples_of_others_are_read_as_meant(open_account, shared_data):
    told = json.loads((shared_data / "channel_samples" / "facebook_webhooks.json").read_text())
    access = open_account()
    (one,) = heard(access, told["page_message"])
    assert one.text == "facebook message"
    (one,) = heard(access, told["page_feed_comment"])
    assert (one.external_id, one.text, one.parent_id) == ("3_5", "comment message", "")
    for quiet in ("delivery", "read"):
        assert heard(access, {"object": "page", "entry": [told[quiet]]}) == []


def test_a_person_who_removes_the_app_or_wants_deletion_is_answered(open_account):
    assert isinstance(KIND, AnswersPush)
    access = open_account(door_url="https://desk.hanbit.example/hooks/abc/")
    request = asked({"user_id": "218471", "algorithm": "HMAC-SHA256", "issued_at": 1_795_000_000})
    raws = KIND.verify(access, request)
    assert KIND.read(access, raws[0]) == []
    told = json.loads(KIND.answer_push(access, request, raws).content)
    assert (
        told["url"]
        == f"https://desk.hanbit.example/hooks/abc/?deletion={told['confirmation_code']}"
    )
    page = KIND.greet(
        access, RequestFactory().get("/hooks/abc/", {"deletion": told["confirmation_code"]})
    )
    assert told["confirmation_code"] in page.content.decode()
    with pytest.raises(ForgedError):
        KIND.greet(access, RequestFactory().get("/hooks/abc/", {"deletion": "<script>"}))
    with pytest.raises(ForgedError):
        KIND.verify(access, asked({"user_id": "1"}, secret="guessed"))


def test_an_ordinary_push_is_answered_with_nothing(open_account):
    request = pushed(change(comment("1_2", "안녕")))
    raws = KIND.verify(open_account(), request)
    assert KIND.answer_push(open_account(), request, raws).content == b""


def test_what_meta_signs_for_another_object_is_dropped(open_account):
    body = {**change(comment("1_2", "인스타")), "object": "instagram"}
    assert KIND.verify(open_account(), pushed(body)) == []


def test_a_push_without_a_secret_here_is_refused(open_account):
    with pytest.raises(ForgedError):
        KIND.verify(open_account(secrets={"app_secret": ""}), pushed({}, secret=""))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=junk.pushes(["feed", "mention", "other"]), form=junk.FORMS)
def test_whatever_is_signed_or_stored_is_read_or_unreadable(open_account, told, form):
    access = open_account()
    body = json.dumps(told).encode()
    for raw in KIND.verify(access, pushed(body)):
        KIND.whose(raw)
        with suppress(UnreadableError):
            assert all(one.external_id for one in KIND.read(access, raw))
    hints = {"form": form, "fresh": ["1"], "before": {"1": []}, "asked": ["1"]}
    with suppress(UnreadableError):
        KIND.read(access, Raw(body, hints))
