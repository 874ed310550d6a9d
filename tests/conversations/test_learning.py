"""The page of judgements: what was judged, how often the reading was right, and the tables made of it."""

import pytest
from django.test import Client
from tests.conversations.conftest import after

from hanjari.conversations.actions import judging
from hanjari.conversations.pages.learned import value_words
from hanjari.listening import actions as listening
from hanjari.listening.actions import training
from hanjari.listening.models import Message, Training

PART = {
    "part": "intent:complaint", "judged": 30, "wrong": 20, "fixed": 17, "broken": 1, "guarded": 200,
    "changed": 2, "chance": 0.001, "verdict": "better",
}  # fmt: skip


@pytest.fixture
def lead(client: Client, jiho) -> Client:
    jiho.language = "en"
    jiho.save()
    client.force_login(jiho)
    return client


@pytest.fixture
def message(say) -> Message:
    say("1", text="커튼 색이 바래요", language="ko", intent="chat", posted_at=after(0))
    return Message.objects.get(external_id="1")


@pytest.fixture
def made(hanbit, yuna) -> Training:
    return Training.objects.create(
        organisation=hanbit.organisation, number=1, state="made", by=yuna,
        figures={"parts": [PART], "judged": 30}, tables=b"x",
    )  # fmt: skip


def page(lead: Client) -> str:
    return lead.get("/settings/judgements/").content.decode()


def test_a_judgement_is_listed_with_who_when_from_and_to(lead, message, minseo):
    judging.judge(message, "intents", ["complaint"], by=minseo)
    shown = page(lead)
    for words in (
        "<del>Chat</del>",
        "<strong>Complaint</strong>",
        "민서",
        "read by hanjari",
        "커튼 색이 바래요",
    ):
        assert words in shown, words
    assert "0 / 1" in shown, "the reading was right in none of one"


def test_it_is_taken_back_from_the_list(lead, message, minseo):
    row = judging.judge(message, "urgency", 4, by=minseo)
    answer = lead.post(f"/inbox/judgements/{row.pk}/undo/", {"to": "list"})
    assert answer["Location"] == "/settings/judgements/"
    assert Message.objects.get(pk=message.pk).urgency == 1
    assert "taken back" in page(lead)


def test_the_button_asks_the_worker_once(lead, hanbit):
    assert "Make tables" in page(lead)
    lead.post("/settings/judgements/train/")
    shown = page(lead)
    assert 'hx-trigger="every 2s"' in shown
    assert 'role="status"' in shown
    lead.post("/settings/judgements/train/")
    assert Training.objects.filter(organisation=hanbit.organisation).count() == 1


def test_figures_are_told_in_words(lead, made):
    shown = page(lead)
    assert "17 of 20 corrected come right, 3 of 210 others change" in shown
    assert "clearly better" in shown


def test_tables_are_used_and_left_again(lead, made, hanbit):
    lead.post("/settings/judgements/tables/1/use/")
    assert Training.objects.get().is_used
    assert "New messages are read with tables 1." in page(lead)
    lead.post("/settings/judgements/tables/0/use/")
    assert not Training.objects.get().is_used
    lead.post("/settings/judgements/tables/9/use/")
    assert not Training.objects.filter(is_used=True).exists()


def test_a_refusal_says_why(lead, hanbit, jiho):
    listening.ask_for_training(hanbit.organisation, by=jiho)
    training.train_waiting()
    assert "No member has corrected a reading yet." in page(lead)


def test_who_makes_no_rules_stays_outside(lead, minseo, made):
    lead.force_login(minseo)
    assert lead.get("/settings/judgements/").status_code == 403
    assert lead.post("/settings/judgements/train/").status_code == 403
    assert lead.post("/settings/judgements/tables/1/use/").status_code == 403
    assert lead.get("/settings/judgements/train/").status_code == 405


def test_another_companys_judgements_are_not_listed(client, taeyang, message, minseo, made):
    judging.judge(message, "urgency", 3, by=minseo)
    taeyang.role.permissions = [*taeyang.role.permissions, "rule.manage"]
    taeyang.role.save()
    client.force_login(taeyang)
    answer = client.get("/settings/judgements/")
    assert "바래요" not in answer.content.decode()
    client.post("/settings/judgements/tables/1/use/")
    assert not Training.objects.get().is_used


def test_a_long_list_goes_on(lead, say, minseo):
    for number in range(32):
        say(f"m{number}", text=f"글 {number}", posted_at=after(number))
        judging.judge(Message.objects.get(external_id=f"m{number}"), "urgency", 2, by=minseo)
    shown = page(lead)
    assert "글 31" in shown
    assert "글 1<" not in shown
    older = shown.split('href="?before=')[1].split('"')[0]
    assert "글 1<" in lead.get(f"/settings/judgements/?before={older}").content.decode()


@pytest.mark.parametrize(
    ("aspect", "value"), [("intents", []), ("sentiment", None), ("urgency", 1), ("abuse", False)]
)
def test_every_value_has_words(aspect, value):
    assert value_words(aspect, value)
