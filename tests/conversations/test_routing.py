"""Routing and narrowing by every label: what new words go where, and which lists hold them."""

import pytest
from django.test import Client
from tests.conversations.conftest import after

from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.actions.routing import delete_routing_rule, save_routing_rule
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.models import Conversation, RoutingRule
from hanjari.conversations.queries import Filters
from hanjari.conversations.routing import fits
from hanjari.conversations.standing import Standing, intent_bits
from hanjari.journal.models import Entry
from hanjari.language import INTENTS
from hanjari.people.models import Department

CALM = {"language": "ko", "intent": "chat", "urgency": 1, "sentiment": None, "reading": {}}
LOUD = {
    "language": "en",
    "intent": "complaint",
    "urgency": 3,
    "sentiment": -1,
    "reading": {
        "intents": {"complaint": 0.9, "question": 0.7},
        "needs_answer": True,
        "abuse": True,
    },
}
LABELS = [
    ("intent", "complaint"), ("intent", "question"), ("sentiment", "negative"), ("needs_answer", "yes"),
    ("abuse", "yes"), ("language", "en"),
]  # fmt: skip


@pytest.fixture
def press(hanbit) -> Department:
    return Department.objects.get(organisation=hanbit.organisation, name="홍보")


def names(member, **asked: object) -> set[str]:
    return {row.text for row in queries.inbox(member, "all", Filters(**asked)).rows}


@pytest.fixture
def two(say) -> None:
    say("calm", text="calm", posted_at=after(0), **CALM)
    say("loud", text="loud", posted_at=after(1), **LOUD)


@pytest.mark.parametrize(("name", "value"), [*LABELS, ("urgency", 2)])
def test_the_list_is_narrowed_by_each_label(two, minseo, name, value):
    assert names(minseo, **{name: value}) == {"loud"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sentiment", "unsure"),
        ("needs_answer", "no"),
        ("abuse", "no"),
        ("language", "ko"),
        ("intent", "chat"),
    ],
)
def test_and_by_what_it_is_not(two, minseo, name, value):
    assert names(minseo, **{name: value}) == {"calm"}


def test_a_wrong_value_narrows_nothing(two, minseo):
    assert names(minseo, sentiment="furious", abuse="perhaps") == {"calm", "loud"}


def test_what_was_said_before_our_answer_no_longer_counts(say, minseo):
    say("1", text="loud", posted_at=after(0), **LOUD)
    say("2", "1", text="answer", is_ours=True, posted_at=after(5))
    say("3", "2", text="calm", posted_at=after(9), **CALM)
    assert names(minseo, abuse="yes") == names(minseo, intent="question") == set()


def test_any_of_the_words_that_wait_counts(say, minseo):
    say("1", text="loud", posted_at=after(0), **LOUD)
    say("2", "1", text="calm", posted_at=after(5), **CALM)
    assert names(minseo, abuse="yes", intent="question", needs_answer="yes") == {"calm"}


def test_a_view_keeps_every_label(two, minseo, client: Client):
    client.force_login(minseo)
    link = "view=all&intent=question&sentiment=negative&needs_answer=yes&abuse=yes&language=en&urgency=2"
    client.post(f"/inbox/views/?{link}", {"name": "급한 것"})
    [view] = queries.saved_views_for(minseo)
    assert set(Asked.kept(view.filters).told) == {
        "intent", "sentiment", "needs_answer", "abuse", "language", "urgency",
    }  # fmt: skip
    shown = client.get(f"/inbox/{Asked.kept(view.filters).link()}").content.decode()
    assert "loud" in shown
    assert "calm" not in shown


def test_the_form_of_filters_offers_every_label_and_words_name_them(two, minseo, client: Client):
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)
    form = client.get("/inbox/filters/?view=all").content.decode()
    for name in ("intent", "urgency", "sentiment", "needs_answer", "abuse", "language"):
        assert f'name="{name}"' in form
    shown = client.get("/inbox/?view=all&sentiment=unsure&abuse=no&language=fr").content.decode()
    for words in ("Mood not sure", "Not abusive", "French"):
        assert words in shown


@pytest.mark.parametrize(("name", "value"), [*LABELS, ("min_urgency", 3)])
def test_a_rule_sends_what_fits_and_nothing_else(say, hanbit, jiho, press, name, value):
    save_routing_rule(hanbit.organisation, by=jiho, name="r", department=press, **{name: value})
    assert say("loud", **LOUD).department == press
    assert say("calm", **CALM).department is None


def test_the_first_rule_that_fits_decides(say, hanbit, jiho, press):
    care = Department.objects.get(organisation=hanbit.organisation, name="고객응대")
    rules = [
        save_routing_rule(hanbit.organisation, by=jiho, name="b", place=2, department=press),
        save_routing_rule(
            hanbit.organisation, by=jiho, name="a", place=1, department=care, intent="complaint"
        ),
    ]
    assert say("1", **LOUD).department == care
    assert say("2", **CALM).department == press
    save_routing_rule(hanbit.organisation, by=jiho, rule=rules[1], is_active=False)
    assert say("3", **LOUD).department == press
    delete_routing_rule(rules[0], by=jiho)
    assert say("4", **LOUD).department is None


def test_what_a_member_has_sorted_stays(say, hanbit, jiho, press):
    talk = say("1", **CALM)
    care = Department.objects.get(organisation=hanbit.organisation, name="고객응대")
    conversations.assign_department(talk, care, by=jiho)
    save_routing_rule(hanbit.organisation, by=jiho, name="r", department=press)
    assert say("2", "1", **LOUD).department == care


def test_new_words_may_send_what_nobody_has_taken_up(say, hanbit, jiho, press):
    save_routing_rule(hanbit.organisation, by=jiho, name="r", department=press, intent="complaint")
    assert say("1", posted_at=after(0), **CALM).department is None
    assert say("2", "1", posted_at=after(1), **LOUD).department == press
    assert Entry.objects.get(event="conversation.routed").facts["rule"] == "r"


def test_another_companys_rules_route_nothing_here(say, narae, taeyang):
    theirs = narae.organisation.departments.first() or Department.objects.create(
        organisation=narae.organisation, name="x"
    )
    save_routing_rule(narae.organisation, by=taeyang, name="r", department=theirs)
    assert say("1", **LOUD).department is None


def test_the_page_keeps_a_rule_and_tells_it_in_words(client: Client, jiho, press):
    jiho.language = "en"
    jiho.save()
    client.force_login(jiho)
    told = {
        "name": "기자",
        "intent": "press",
        "sentiment": "unsure",
        "place": 1,
        "is_active": "on",
        "department": press.pk,
    }
    assert client.post("/settings/routing/", told).status_code == 302
    rule = RoutingRule.objects.get()
    shown = client.get("/settings/routing/").content.decode()
    assert "Press · Mood not sure → 홍보" in shown
    assert client.post(f"/settings/routing/{rule.pk}/", {**told, "place": 0}).status_code == 422
    assert client.post(f"/settings/routing/{rule.pk}/remove/").status_code == 302
    assert not RoutingRule.objects.exists()


def test_a_strange_department_is_refused(client: Client, jiho, narae):
    client.force_login(jiho)
    theirs = Department.objects.create(organisation=narae.organisation, name="x")
    told = {"name": "r", "place": 1, "department": theirs.pk}
    assert client.post("/settings/routing/", told).status_code == 422


def test_a_rule_without_conditions_fits_everything():
    rule = RoutingRule(name="all")
    assert fits(rule, "mail", Standing())


def test_intents_as_bits_are_each_their_own():
    every = {intent_bits([name]) for name in INTENTS}
    assert len(every) == len(INTENTS)
    assert 0 not in every
    assert intent_bits(["nothing"]) == 0


def test_the_reading_of_a_new_conversation_is_on_its_row(say):
    talk = say("1", **LOUD)
    row = Conversation.objects.get(pk=talk.pk)
    assert (row.needs_answer, row.has_abuse) == (True, True)
    assert row.intent_bits == intent_bits(["complaint", "question"])
