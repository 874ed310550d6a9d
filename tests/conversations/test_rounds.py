"""Everyone told: one text, each person addressed, looked at by two, and never told twice."""

from datetime import date

import pytest
from tests.conversations.conftest import START, after

from hanjari.channels.models import Delivery
from hanjari.commitments import actions as commitments
from hanjari.commitments.models import Commitment
from hanjari.conversations.actions import deliveries, rounds, telling
from hanjari.conversations.actions.everyone import prepare_telling
from hanjari.conversations.addressing import addressed
from hanjari.conversations.guards import obstacle_of
from hanjari.conversations.models import Conversation, Recipient, Reply, Round
from hanjari.conversations.queries.rounds import counts_of
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit.clock import now
from hanjari.listening.models import Message

DUE = date(2027, 3, 1)


@pytest.fixture
def people(say):
    return [
        say(name, posted_at=after(number), who=f"사람{name}") for number, name in enumerate("abc")
    ]


def begin(
    hanbit, people, key="key", text="{name}님, 필터 알림을 고쳤습니다. 말씀해 주셔서 고맙습니다."
) -> Round:
    row = rounds.start_round(
        hanbit.organisation, key, text, by=hanbit.members["minseo"], conversations=people
    )
    return rounds.ask_approval(row, by=hanbit.members["minseo"])


def send(row: Round, hanbit) -> None:
    rounds.approve_round(row, by=hanbit.members["jiho"])
    while telling.tell_due():
        pass


def test_each_is_addressed_by_name_in_their_own_thread(hanbit, people):
    send(begin(hanbit, people), hanbit)
    said = {reply.conversation_id: reply.text for reply in Reply.objects.all()}
    assert set(said) == {talk.pk for talk in people}
    assert said[people[0].pk].startswith("사람a님, 필터 알림을 고쳤습니다.")
    assert Delivery.objects.filter(state="queued").count() == 3


def test_the_writer_does_not_let_it_go(hanbit, people):
    row = begin(hanbit, people)
    with pytest.raises(rounds.NotTheSecondError):
        rounds.approve_round(row, by=hanbit.members["minseo"])
    assert not telling.tell_due()
    assert not Reply.objects.exists()


def test_a_changed_text_asks_for_a_new_look(hanbit, people):
    row = rounds.write_round(
        begin(hanbit, people), text="다른 글", text_en="", by=hanbit.members["jiho"]
    )
    assert row.state == Round.State.DRAFT
    with pytest.raises(rounds.NotTheSecondError):
        rounds.approve_round(row, by=hanbit.members["jiho"])


def test_telling_again_tells_nobody_twice(hanbit, people):
    row = begin(hanbit, people)
    send(row, hanbit)
    for one in row.recipients.all():
        assert telling.tell(one.pk) == 0
    again = rounds.start_round(hanbit.organisation, "key", "x", by=None, conversations=people)
    assert again.pk == row.pk
    telling.tell_due()
    assert Reply.objects.count() == 3


def test_that_many_are_told_is_heard_together(hanbit, say, django_assert_max_num_queries):
    talks = [say(f"t{number}", who=f"사람{number}", text="물이 새요") for number in range(30)]
    send(begin(hanbit, talks), hanbit)
    for number, reply in enumerate(Reply.objects.all()):
        Delivery.objects.filter(pk=reply.delivery_id).update(
            state=Delivery.State.SENT, external_id=f"sent-{number}", sent_at=now()
        )
    with django_assert_max_num_queries(12 * len(talks)):
        deliveries.note_sent(Delivery.objects.values_list("pk", flat=True))
    assert Message.objects.filter(is_ours=True).count() == len(talks)
    assert {talk.status for talk in Conversation.objects.all()} == {"waiting_person"}
    assert {talk.sending for talk in Conversation.objects.all()} == {""}


def test_a_person_with_two_threads_is_told_once_in_the_newer(hanbit, say):
    first = say("eins", posted_at=START, who="하늘")
    second = say("zwei", posted_at=after(60), who="하늘")
    assert first.pk != second.pk
    row = begin(hanbit, [first, second])
    send(row, hanbit)
    assert [reply.conversation_id for reply in Reply.objects.all()] == [second.pk]
    assert row.recipients.get(conversation=first).state == Recipient.State.ELSEWHERE


def test_who_cannot_be_told_is_kept_with_the_reason(hanbit, people):
    Conversation.objects.filter(pk=people[0].pk).update(status=Conversation.Status.SPAM)
    Conversation.objects.filter(pk=people[1].pk).update(status=Conversation.Status.WITHDRAWN)
    row = begin(hanbit, people)
    send(row, hanbit)
    why = dict(
        row.recipients.filter(state=Recipient.State.UNTOLD).values_list("conversation", "why")
    )
    assert why == {people[0].pk: "spam", people[1].pk: "withdrawn"}
    counts = counts_of(row)
    assert (counts.on_the_way, counts.all) == (1, 3)


def test_each_account_keeps_its_pace(hanbit, people, settings):
    settings.ROUNDS_PER_MINUTE = 2
    row = begin(hanbit, people)
    send(row, hanbit)
    assert Reply.objects.count() == 2
    row.refresh_from_db()
    assert row.state == Round.State.SENDING


def test_a_stopped_round_tells_nobody_else(hanbit, people, settings):
    settings.ROUNDS_PER_MINUTE = 1
    row = begin(hanbit, people)
    send(row, hanbit)
    rounds.stop_round(row, by=hanbit.members["jiho"])
    settings.ROUNDS_PER_MINUTE = 60
    telling.tell_due()
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "name", "language", "said"),
    [
        ("{name}님, 고맙습니다", "하늘", "ko", "하늘님, 고맙습니다"),
        ("{name}, 고맙습니다", "하늘님", "ko", "하늘님, 고맙습니다"),
        ("{name}님, 고맙습니다", "", "ko", "고객님, 고맙습니다"),
        ("{name}님, 고맙습니다", "a@b.example", "ko", "고객님, 고맙습니다"),
        ("Hello {name}, thank you", "Sky", "en", "Hello Sky, thank you"),
        ("Hello {name}, thank you", "", "en", "Hello, thank you"),
        ("고쳤습니다", "하늘", "ko", "하늘님, 안녕하세요.\n\n고쳤습니다"),
        ("{name}님", "{name}", "ko", "고객님"),
    ],
)
def test_nobody_is_addressed_wrongly(text, name, language, said):
    assert addressed(text, name, language) == said


def promise(hanbit, people, **more):
    ids = Message.objects.filter(turn__conversation__in=people).values_list("pk", flat=True)
    return commitments.propose(
        hanbit.organisation, "필터 교체 알림을 쓴 물의 양으로 바꾸겠습니다", by=hanbit.members["minseo"],
        first_due=DUE, owner=hanbit.members["doyun"], sources=[("message", pk) for pk in ids], **more,
    )  # fmt: skip


def test_a_decided_promise_makes_a_text_ready_for_all_who_spoke(hanbit, people):
    seat_listeners()
    made = promise(hanbit, people)
    commitments.accept(made, by=hanbit.members["jiho"])
    settle()
    row = Round.objects.get()
    assert (row.about_kind, row.about_id, row.state) == ("commitment", made.pk, "draft")
    assert {one.conversation_id for one in row.recipients.all()} == {talk.pk for talk in people}
    assert "{name}" in row.text
    assert "필터 교체 알림" in row.text
    assert "we have decided" in row.text_en
    assert not Reply.objects.exists()


def test_each_occasion_has_one_round(hanbit, people):
    made = promise(hanbit, people)
    first = prepare_telling(made, "decided")
    assert prepare_telling(made, "decided") == first
    assert prepare_telling(made, "kept") != first


def test_of_a_promise_that_was_kept_since_nobody_is_told_that_it_is_late(hanbit, people):
    made = promise(hanbit, people)
    late, kept = prepare_telling(made, "late"), prepare_telling(made, "kept")
    assert obstacle_of(late) == ""
    Commitment.objects.filter(pk=made.pk).update(state=Commitment.State.KEPT)
    assert "끝났습니다" in obstacle_of(late)
    assert obstacle_of(kept) == ""


def test_nobody_is_told_of_a_drill_or_of_what_nobody_asked_for(hanbit, people):
    assert prepare_telling(promise(hanbit, people, is_exercise=True), "decided") is None
    assert prepare_telling(promise(hanbit, []), "decided") is None


def test_a_member_writes_and_another_sends_it_by_the_pages(client, hanbit, people):
    row = prepare_telling(promise(hanbit, people), "kept")
    client.force_login(hanbit.members["minseo"])
    assert client.get("/rounds/").status_code == 200
    page = client.get(f"/rounds/{row.pk}/")
    assert "필터 교체 알림을 쓴 물의 양으로" in page.content.decode()
    client.post(
        f"/rounds/{row.pk}/write/", {"text": "{name}님, 고쳤습니다. 고맙습니다.", "text_en": ""}
    )
    assert client.post(f"/rounds/{row.pk}/approve/").status_code == 403
    client.force_login(hanbit.members["jiho"])
    client.post(f"/rounds/{row.pk}/approve/")
    while telling.tell_due():
        pass
    row.refresh_from_db()
    assert row.state == Round.State.DONE
    assert Reply.objects.count() == 3
    assert "승인" in client.get(f"/rounds/{row.pk}/").content.decode()


def test_strangers_see_no_round(client, hanbit, narae, people):
    row = begin(hanbit, people)
    client.force_login(narae.members["taeyang"])
    assert client.get(f"/rounds/{row.pk}/").status_code == 404
    assert client.post(f"/rounds/{row.pk}/approve/").status_code == 404


def test_a_promises_page_names_who_spoke_and_the_round(client, hanbit, people):
    made = promise(hanbit, people)
    row = prepare_telling(made, "decided")
    client.force_login(hanbit.members["jiho"])
    text = client.get(f"/promises/{made.pk}/").content.decode()
    assert "사람a" in text
    assert f"/rounds/{row.pk}/" in text


def test_a_round_leads_back_to_the_promise_that_it_tells_of(client, hanbit, people):
    made = promise(hanbit, people)
    row = prepare_telling(made, "decided")
    client.force_login(hanbit.members["jiho"])
    page = client.get(f"/rounds/{row.pk}/").content.decode()
    assert f'href="/promises/{made.pk}/"' in page
    assert made.text in page
    Round.objects.filter(pk=row.pk).update(about_id=made.pk + 100)
    assert client.get(f"/rounds/{row.pk}/").status_code == 200
