"""The committee's room by its doors: for who works there, who only reads, and strangers."""

import re

import pytest
from django.urls import reverse

from hanjari.issues import actions as issues
from hanjari.issues.models import Decision, Fact, Stance, Task
from hanjari.issues.queries.seats import seats_of
from hanjari.journal.hearing import settle


@pytest.fixture
def called(issue, jiho):
    issues.raise_level(issue, 2, by=jiho)
    settle()
    issue.refresh_from_db()
    return issue


def at(name, issue, *more):
    return reverse(f"issues:{name}", args=[issue.pk, *more])


def test_the_room_shows_seats_clocks_facts_and_the_course(called, client, jiho):
    issues.add_fact(called, "두 번 나갔다", by=jiho, confidence="confirmed", source="결제 기록")
    issues.ask(called, "해지한 사람도?", by=jiho)
    issues.give_task(called, "대조한다", by=jiho, owner=jiho)
    issues.decide(called, "먼저 취소한다", by=jiho, question="기다릴까", reason="결제일")
    issues.take_stance(called, "true", by=jiho, kind="human_harm")
    client.force_login(jiho)
    page = client.get(at("issue", called)).content.decode()
    for words in ("두 번 나갔다", "해지한 사람도?", "대조한다", "먼저 취소한다", "결제 기록"):
        assert words in page
    assert page.count('class="clock"') >= 4
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    live = client.get(at("issue", called), headers={"HX-Request": "true"}).content.decode()
    assert live.count('hx-swap-oob="true"') == 7
    assert '<form class="stack"' not in live  # what is being written is never swapped away


def test_each_act_has_its_door(called, client, jiho, sora):
    client.force_login(jiho)
    post = {"text": "새는 곳은 밸브", "confidence": "likely", "source": ""}
    assert client.post(at("add_fact", called), post).status_code == 302
    fact = Fact.objects.get()
    assert client.get(at("fact", called, fact.pk)).status_code == 200
    sure = post | {"confidence": "confirmed", "source": "제품팀"}
    assert client.post(at("fact", called, fact.pk), sure).status_code == 302
    assert client.post(at("add_fact", called), sure | {"source": ""}).status_code == 422
    client.post(at("add_unknown", called), {"text": "몇 대인가"})
    asked = called.unknowns.get()
    assert client.get(at("unknown", called, asked.pk)).status_code == 200
    client.post(at("unknown", called, asked.pk), sure | {"text": "86대"})
    client.post(at("add_task", called), {"text": "회수", "owner": sora.pk})
    task = Task.objects.get()
    assert client.get(at("task", called, task.pk)).status_code == 200
    client.post(at("task", called, task.pk), {"act": "pass", "owner": jiho.pk})
    client.post(at("finish_task", called, task.pk))
    task.refresh_from_db()
    assert (task.owner, task.done_by) == (jiho, jiho)
    told = {
        "question": "회수할까",
        "decided": "회수한다",
        "reason": "샌다",
        "options": "회수\n수리",
    }
    assert client.get(at("decide", called)).status_code == 200
    client.post(at("decide", called), told)
    assert Decision.objects.get().options == ["회수", "수리"]
    assert called.facts.filter(followed_by=None).count() == 2


def test_advice_follows_the_answers_and_another_choice_needs_a_reason(called, client, jiho):
    client.force_login(jiho)
    shown = client.get(at("stance", called), {"truth": "true", "kind": "human_harm"})
    assert shown.status_code == 200
    mixed = {"truth": "true", "kind": "human_harm", "chosen": ["deny", "apologise"]}
    client.post(at("stance", called), mixed | {"overruled": "그래도"})
    own = {"truth": "true", "kind": "human_harm", "chosen": ["instruct", "adjust"]}
    client.post(at("stance", called), own)
    assert not Stance.objects.exists()
    client.post(at("stance", called), own | {"overruled": "보상은 금액이 정해진 뒤"})
    assert Stance.objects.get().overruled == "보상은 금액이 정해진 뒤"


def test_seats_are_taken_and_handed_over_at_their_doors(called, client, jiho, sora, yuna):
    lead = seats_of(called).get(part="lead")
    client.force_login(lead.member)
    client.post(at("arrive", called, lead.pk))
    lead.refresh_from_db()
    assert lead.arrived_at
    other = next(one for one in (jiho, sora, yuna) if one != lead.member)
    assert client.get(at("seat", called, lead.pk)).status_code == 200
    client.post(at("seat", called, lead.pk), {"to": other.pk, "briefing": "지금까지"})
    assert seats_of(called).get(part="lead").member == other
    assert client.post(at("here", called)).status_code == 200


def test_a_reader_sees_the_room_and_writes_nothing(called, client, doyun):
    seats_of(called).filter(member=doyun).delete()
    client.force_login(doyun)
    assert client.get(at("issue", called)).status_code == 200
    post = {"text": "x", "confidence": "likely"}
    assert client.post(at("add_fact", called), post).status_code == 403
    assert client.post(at("know_fault", called)).status_code == 403
    assert client.get(at("decide", called)).status_code == 403
    assert client.get(reverse("issues:seat_rules")).status_code == 403


def test_a_restricted_room_is_404_for_strangers_of_the_house_and_outside(
    called, client, jiho, doyun, taeyang
):
    seats_of(called).filter(member=doyun).delete()
    issues.restrict(called, by=jiho)
    for stranger in (doyun, taeyang):
        client.force_login(stranger)
        assert client.get(at("issue", called)).status_code == 404
        assert client.post(at("here", called)).status_code == 404
        assert client.post(at("add_fact", called), {"text": "x"}).status_code == 404


def test_seat_rules_are_kept_at_their_door(hanbit, client, yuna, jiho, sora):
    client.force_login(yuna)
    page = reverse("issues:seat_rules")
    assert client.get(page).status_code == 200
    told = {"part": "lead", "member": jiho.pk, "deputy": sora.pk, "min_level": 2}
    assert client.post(page, told).status_code == 302
    rule = hanbit.organisation.seat_rules.get()
    assert client.get(reverse("issues:seat_rule", args=[rule.pk])).status_code == 200
    assert client.post(page, told | {"deputy": jiho.pk}).status_code == 422
    client.post(reverse("issues:remove_seat_rule", args=[rule.pk]))
    assert not hanbit.organisation.seat_rules.exists()


def test_a_clock_is_called_off_for_a_reason_and_only_by_who_leads(
    client, issue, jiho, minseo
) -> None:
    issues.start_clock(issue, "authority", by=jiho)
    where = f"/issues/{issue.pk}/clocks/authority/off/"
    client.force_login(minseo)
    assert client.post(where, {"reason": "x"}).status_code == 403
    client.force_login(jiho)
    assert "기관" in client.get(where).content.decode()
    assert client.post(where, {"reason": ""}).status_code == 422
    client.post(where, {"reason": "기관이 거두어들임"})
    clock = issue.clocks.get(kind="authority")
    assert (clock.called_off_at is not None, clock.reason) == (True, "기관이 거두어들임")
    assert client.get(where).status_code == 404
