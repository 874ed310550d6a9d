"""Reply windows: what leaves later leaves while the network still takes it, or is refused at once."""

from datetime import timedelta

import pytest
import time_machine
from tests.conversations.conftest import after

from hanjari.channels import actions as channels
from hanjari.channels.actions.braking import WindowOverError
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations.actions import replies, rounds, scheduling, telling
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.queries.checking import check_reply
from hanjari.conversations.queries.windows import MARGIN, window_ends

WORDS = "하늘님, 내일 다시 알려 드리겠습니다."
DAY = timedelta(hours=24)
WITH = "with:"
State = Delivery.State


def moment(minutes: float):
    return time_machine.travel(after(minutes), tick=False)


@pytest.fixture
def messenger(hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="facebook", name="페이지")


@pytest.fixture
def talk(say, messenger) -> Conversation:
    """Haneul writes by Messenger at ten in the morning."""
    with moment(0):
        fields = {"posted_at": after(0), "root_id": f"{WITH}77", "is_public": False}
        yield say("m1", account=messenger, **fields)


def scheduled(talk: Conversation, minseo, minutes: float) -> Reply:
    return conversations.write_reply(talk, WORDS, by=minseo, send_at=after(minutes))


def refused(talk: Conversation, minseo, minutes: float) -> tuple[str, ...]:
    with pytest.raises(replies.ReplyRefusedError) as refusal:
        scheduled(talk, minseo, minutes)
    return refusal.value.check.problems


def test_a_message_is_scheduled_within_a_day_and_not_after(talk, minseo) -> None:
    assert refused(talk, minseo, 24 * 60) == ("window",)
    reply = scheduled(talk, minseo, 23 * 60)
    assert reply.delivery.scheduled_for == after(23 * 60)
    with pytest.raises(replies.ReplyRefusedError):
        scheduling.reschedule(reply, after(25 * 60), by=minseo)
    assert Delivery.objects.get().scheduled_for == after(23 * 60)
    assert window_ends([Reply.objects.get()]) == {reply.pk: after(0) + DAY - MARGIN}


def test_the_human_agent_tag_makes_it_a_week(talk, messenger, minseo) -> None:
    messenger.settings = {"human_agent": True}
    messenger.save()
    talk = Conversation.objects.get(pk=talk.pk)
    assert scheduled(talk, minseo, 6 * 24 * 60).send_at == after(6 * 24 * 60)
    assert refused(talk, minseo, 7 * 24 * 60) == ("window",)


def test_whoever_writes_again_opens_it_again(talk, say, messenger, minseo) -> None:
    with moment(60):
        fields = {"posted_at": after(60), "root_id": f"{WITH}77", "is_public": False}
        again = say("m2", "m1", account=messenger, **fields)
        assert again == talk
        assert scheduled(again, minseo, 24 * 60 + 30).send_at == after(24 * 60 + 30)


def test_a_comment_waits_for_ever_and_its_private_answer_a_week(say, messenger, minseo) -> None:
    with moment(0):
        comment = say("c1", account=messenger, posted_at=after(0), root_id="p1", is_public=True)
        month = after(30 * 24 * 60)
        assert check_reply(comment, WORDS, by=minseo, at=month).problems == ()
        told = check_reply(comment, WORDS, by=minseo, at=month, is_private=True)
        assert told.problems == ("window",)
        assert told.until == after(7 * 24 * 60) - MARGIN


def test_kakaos_consultation_lasts_a_month_and_its_chatbot_no_later(say, hanbit, minseo) -> None:
    talks = {}
    for way in ("dealer", "skill"):
        account = Account.objects.create(
            organisation=hanbit.organisation, kind="kakao", name=way, settings={"way": way}
        )
        with moment(0):
            fields = {"posted_at": after(0), "root_id": f"{WITH}{way}", "is_public": False}
            talks[way] = say(way, account=account, **fields)
    with moment(0):
        assert scheduled(talks["dealer"], minseo, 29 * 24 * 60).send_at
        assert refused(talks["dealer"], minseo, 30 * 24 * 60) == ("window",)
        assert refused(talks["skill"], minseo, 10) == ("window",)


def test_mail_waits_for_ever(say, minseo) -> None:
    with moment(0):
        talk = say("q", posted_at=after(0))
        assert scheduled(talk, minseo, 80 * 24 * 60).delivery


def test_a_brake_that_outlasts_it_holds_it_and_nobody_lets_it_go(talk, minseo, jiho) -> None:
    reply = scheduled(talk, minseo, 60)
    brake = channels.put_on_brake(jiho.organisation, by=jiho, reason="살펴보는 중")
    with moment(25 * 60):
        held = Delivery.objects.get()
        with pytest.raises(WindowOverError):
            channels.let_go(held, by=jiho, reason="안전 안내")
        channels.release_brake(brake, by=jiho, reason="끝")
        assert channels.let_all_go(jiho.organisation, by=jiho, reason="읽어 봤음") == 0
        held.refresh_from_db()
        assert (held.state, held.held_for) == (State.HELD, "brake")
        with pytest.raises(replies.ReplyRefusedError):
            scheduling.reschedule(reply, after(26 * 60), by=minseo)


def test_approved_too_late_it_is_held_and_its_writer_told(talk, hanbit, minseo, jiho) -> None:
    conversations.save_rule(hanbit.organisation, by=jiho, name="모든 답장")
    reply = scheduled(talk, minseo, 60)
    with moment(25 * 60):
        conversations.approve_reply(reply, by=jiho)
        held = Delivery.objects.get()
    assert (held.state, held.held_for) == (State.HELD, "window")


def test_what_is_sent_by_hand_is_the_networks_to_judge(talk, minseo) -> None:
    with moment(30 * 60):
        reply = conversations.write_reply(talk, WORDS, by=minseo)
    assert reply.delivery.state == State.QUEUED


def test_nobody_is_told_after_it_until_they_write_again(talk, say, messenger, minseo, jiho) -> None:
    with moment(25 * 60):
        row = rounds.start_round(talk.organisation, "k", WORDS, by=minseo, conversations=[talk])
        rounds.approve_round(rounds.ask_approval(row, by=minseo), by=jiho)
        telling.tell_due()
        assert (row.recipients.get().state, row.recipients.get().why) == ("untold", "window")
    with moment(26 * 60):
        fields = {"posted_at": after(26 * 60), "root_id": f"{WITH}77", "is_public": False}
        say("m2", "m1", account=messenger, **fields)
        assert rounds.retry_untold(row, by=minseo) == 1
        telling.tell_due()
    assert row.recipients.get().reply.delivery.state == State.QUEUED


def test_whom_it_keeps_out_is_told_in_their_other_thread(talk, say, minseo, jiho) -> None:
    mail = say("older", posted_at=after(-60), who="하늘")
    Conversation.objects.filter(pk=mail.pk).update(person=talk.person)
    with moment(25 * 60):
        both = [talk, mail]
        row = rounds.start_round(talk.organisation, "k", WORDS, by=minseo, conversations=both)
        rounds.approve_round(rounds.ask_approval(row, by=minseo), by=jiho)
        telling.tell_due()
    states = dict(row.recipients.values_list("conversation", "state"))
    assert states == {talk.pk: "untold", mail.pk: "handed"}


def test_an_older_message_of_the_talk_does_not_close_it(talk, say, messenger, minseo) -> None:
    with moment(20 * 60):
        fields = {"posted_at": after(20 * 60), "root_id": f"{WITH}77", "is_public": False}
        make_again = say("m2", "m1", account=messenger, **fields)
        first = make_again.turns.order_by("message_id").first().message
        told = check_reply(make_again, WORDS, by=minseo, to_message=first, at=after(30 * 60))
    assert told.problems == ()
