"""Judging at a message: the labels with their reasons, what a press changes, and the way back."""

import re

import pytest
from django.test import Client
from django.utils import translation
from tests.conversations.conftest import after, make

from hanjari.conversations import queries
from hanjari.conversations.actions import arrival, judging, routing
from hanjari.conversations.models import Clock, Conversation, RoutingRule
from hanjari.conversations.pages.labelled import labelled, sureness
from hanjari.conversations.queries import Filters
from hanjari.journal.models import Entry
from hanjari.listening.models import Judgement, Message
from hanjari.people.models import Department

HTMX = {"HX-Request": "true"}
READING = {
    "intents": {"complaint": 0.93, "question": 0.6},
    "needs_answer": True,
    "abuse": False,
    "is_sarcasm_suspect": True,
    "personal": ["phone"],
    "mood": [-0.8, 0.9],
    "why": [
        ["intent:complaint", "물이 새", 2],
        ["mood:negative", "새", 5],
        ["urgency:3", "먹통", -9],
    ],
}
TEXT = "또 물이 새요 <b>"


@pytest.fixture
def message(say) -> Message:
    say(
        "1", text=TEXT, subject="앱 먹통", language="ko", intent="complaint", urgency=3,
        sentiment=-1, reading=READING, posted_at=after(0),
    )  # fmt: skip
    return Message.objects.select_related("turn").get(external_id="1")


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)
    return client


def row(message: Message) -> Conversation:
    return Conversation.objects.get(turns__message=message)


def page(desk: Client, message: Message) -> str:
    return desk.get(f"/inbox/{message.turn.conversation_id}/?view=all").content.decode()


def judge(desk: Client, message: Message, said: str, **more: object):
    return desk.post(f"/inbox/messages/{message.pk}/judge/", {"judged": said}, **more)


def test_every_label_stands_at_the_message_with_its_reasons(desk, message):
    shown = page(desk, message)
    labels = re.search(r'<ul class="labels".*?</ul>', shown, re.DOTALL)[0]
    for words in (
        "Complaint", "very likely (93 %)", "Question", "perhaps (60 %)", "Needs an answer", "Very urgent",
        "Negative", "Perhaps sarcasm", "Personal data", "phone number", "Korean",
        "<q>물이 새</q>", "<q>먹통</q>", "in the subject", "By the text as a whole.",
    ):  # fmt: skip
        assert words in labels, words


def test_a_reason_is_marked_where_it_stands_and_nothing_becomes_markup(desk, message):
    shown = page(desk, message)
    assert re.search(r'또 <mark data-n="[^"]+">물이 </mark><mark data-n="[^"]+">새</mark>요', shown)
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_a_label_names_its_card_for_who_does_not_see(desk, message):
    shown = page(desk, message)
    for target, described in re.findall(
        r'<button class="chip label"[^>]*popovertarget="([^"]+)"[^>]*aria-describedby="([^"]+)"',
        shown,
    ):
        assert f'id="{target}"' in shown
        assert f'id="{described}"' in shown


def test_not_sure_is_shown_as_a_value(desk, say):
    say("2", text="음", language="ko", reading={})
    shown = page(desk, Message.objects.select_related("turn").get(external_id="2"))
    assert "Mood not sure" in shown
    assert "Not clear enough to say." in shown
    assert ">Chat<" in shown


def test_our_own_messages_have_no_labels(desk, say):
    say("3", text="안녕하세요", is_ours=True)
    assert 'class="labels"' not in page(
        desk, Message.objects.select_related("turn").get(external_id="3")
    )


def test_one_press_changes_message_conversation_and_list_at_once(desk, message, minseo):
    assert judge(desk, message, "intents:-complaint").status_code == 302
    talk = row(message)
    assert (talk.intent, talk.why) == (
        "question",
        [["mood:negative", "새", 5], ["urgency:3", "먹통", -9]],
    )
    assert not queries.inbox(minseo, "all", Filters(intent="complaint")).rows
    assert queries.inbox(minseo, "all", Filters(intent="question")).rows
    told = Entry.objects.get(event="message.judged")
    assert (told.noun, told.noun_id, told.by) == ("conversation", talk.pk, minseo)


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("sentiment:positive", "sentiment", 1),
        ("sentiment:unsure", "sentiment", None),
        ("urgency:1", "urgency", 1),
        ("needs_answer:no", "needs_answer", False),
        ("abuse:yes", "has_abuse", True),
        ("intents:+press", "intent", "press"),
    ],
)
def test_each_aspect_can_be_judged_and_undone(desk, message, said, field, value):
    before = row(message)
    judge(desk, message, said)
    assert getattr(row(message), field) == value
    judgement = Judgement.objects.get()
    assert desk.post(f"/inbox/judgements/{judgement.pk}/undo/").status_code == 302
    assert getattr(row(message), field) == getattr(before, field)
    assert row(message).why == before.why


def test_a_press_swaps_the_thread_and_offers_the_way_back(desk, message):
    answer = judge(desk, message, "sentiment:neutral", headers=HTMX)
    shown = answer.content.decode()
    assert answer["HX-Retarget"] == "#thread"
    assert f"/inbox/judgements/{Judgement.objects.get().pk}/undo/" in shown
    assert 'id="talk-head" hx-swap-oob' in shown
    assert f'id="judge-{message.pk}" data-focus' in shown
    assert "민서 said so" in shown


def test_agreeing_is_kept_and_shown(desk, message):
    judge(desk, message, "sentiment:negative")
    assert Judgement.objects.get().is_confirmation
    assert "민서 agreed" in page(desk, message)


@pytest.mark.parametrize(
    "said", ["", "mood:good", "urgency:9", "intents:*x", "intents:+abuse", "abuse:maybe"]
)
def test_a_wrong_value_changes_nothing(desk, message, said):
    assert judge(desk, message, said).status_code == 422
    assert not Judgement.objects.exists()


def test_the_form_shows_every_choice_without_scripts(desk, message):
    shown = desk.get(f"/inbox/messages/{message.pk}/judge/").content.decode()
    for value in (
        "intents:-complaint",
        "intents:+idea",
        "sentiment:unsure",
        "urgency:4",
        "abuse:yes",
    ):
        assert f'value="{value}"' in shown


def test_a_reader_sees_reasons_and_judges_nothing(desk, message, doyun):
    desk.force_login(doyun)
    assert "/judge/" not in page(desk, message)
    assert 'class="labels"' in page(desk, message)
    assert judge(desk, message, "urgency:1").status_code == 403


def test_a_stranger_finds_nothing(desk, message, taeyang, minseo):
    row_ = judging.judge(message, "urgency", 1, by=minseo)
    desk.force_login(taeyang)
    assert judge(desk, message, "urgency:1").status_code == 404
    assert desk.post(f"/inbox/judgements/{row_.pk}/undo/").status_code == 404


def test_a_judgement_that_was_overtaken_stays(desk, message, minseo):
    first = judging.judge(message, "urgency", 1, by=minseo)
    judging.judge(message, "urgency", 2, by=minseo)
    desk.post(f"/inbox/judgements/{first.pk}/undo/")
    assert row(message).urgency == 2


def test_a_clock_gets_tighter_when_a_member_raises_the_urgency(targets, message, say, minseo):
    say("9", text="음", language="ko", posted_at=after(0))
    calm = Message.objects.get(external_id="9")
    before = Clock.objects.get(conversation=row(calm), aim="first_human").due_at
    judging.judge(calm, "urgency", 4, by=minseo)
    assert Clock.objects.get(conversation=row(calm), aim="first_human").due_at < before


def test_a_judgement_routes_what_nobody_has_taken_up(message, hanbit, minseo):
    press = Department.objects.get(organisation=hanbit.organisation, name="홍보")
    routing.save_routing_rule(
        hanbit.organisation, by=minseo, name="기자", intent="press", department=press
    )
    judging.judge(message, "intents", ["press"], by=minseo)
    assert row(message).department == press


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.5, "perhaps (50 %)"), (0.7, "likely (70 %)"), (1.0, "almost certain (99 %)")],
)
def test_no_machine_is_ever_quite_certain(p, words):
    with translation.override("en"):
        assert sureness(p) == words


def test_old_readings_without_places_are_marked_by_looking(mailbox):
    message = make(mailbox, "old", text="환불해 주세요", reading={
        "intents": {"request": 0.9}, "why": [["intent:request", "해 주세요"]]
    })  # fmt: skip
    arrival.thread_messages([message.pk])
    assert (2, 7, "1") in labelled(message, {}).marks


def test_a_rule_is_no_row_of_another_company(narae, taeyang, client, hanbit, minseo):
    rule = RoutingRule.objects.create(
        organisation=hanbit.organisation,
        name="x",
        department=hanbit.organisation.departments.first(),
    )
    client.force_login(taeyang)
    assert client.get(f"/settings/routing/{rule.pk}/").status_code in (403, 404)
