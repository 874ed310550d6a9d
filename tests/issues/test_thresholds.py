"""Thresholds: the company's own numbers hold, are bounded and written down, and are tried on the past first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.issues.test_watching import LEAK, arrive, complain

from hanjari.issues import actions as issues
from hanjari.issues.actions.thresholds import try_a_day
from hanjari.issues.models import Issue, OwnThresholds, Trial
from hanjari.issues.queries.thresholds import numbers_of, trial_for
from hanjari.issues.refusals.thresholds import HarderNeedsReasonError
from hanjari.issues.thresholds import BOUNDS, HOUSE, PEOPLE
from hanjari.issues.triggers import LEVELS, Trigger
from hanjari.journal.models import Entry
from hanjari.journal.telling import tell
from hanjari.kit import clock
from hanjari.kit.clock import now
from hanjari.listening import actions as listening

PAGE = "issues:thresholds"


def numbers(**changes):
    return {**PEOPLE, **changes}


def post(**changes):
    return {"hours": 24, **PEOPLE, "word": "save", **changes}


def tried():
    while try_a_day():
        pass
    return Trial.objects.get()


def test_the_house_has_a_number_and_bounds_for_every_rule():
    assert set(PEOPLE) == set(BOUNDS) == set(LEVELS) == set(Trigger.values)
    assert all(low <= PEOPLE[name] <= high for name, (low, high) in BOUNDS.items())


def test_two_people_are_enough_where_the_company_says_so(mailbox, yuna):
    issues.set_thresholds(24, numbers(complaints=2), by=yuna)
    arrive(complain(mailbox, 1), complain(mailbox, 2))
    assert Issue.objects.get().triggers == ["complaints"]


def test_where_it_takes_five_three_raise_nothing(mailbox, yuna):
    issues.set_thresholds(24, numbers(complaints=5), by=yuna, reason="하루 주문이 수만 건이라")
    arrive(*[complain(mailbox, number) for number in range(3)])
    assert not Issue.objects.exists()


def test_one_injury_waits_for_a_second_person_where_the_company_says_so(mailbox, yuna):
    issues.set_thresholds(24, numbers(harm=2), by=yuna, reason="의료 상담 창구라서")
    hurt = {"text": "뜨거운 물에 화상을 입었어요", "intent": "incident", "urgency": 4}
    arrive(complain(mailbox, 1, **hurt))
    assert not Issue.objects.exists()
    arrive(complain(mailbox, 2, **hurt))
    assert Issue.objects.get().level == 3


def test_hours_say_how_far_back_people_are_counted(mailbox, yuna):
    early = now() - timedelta(hours=30)
    with clock.at(early):
        first = complain(mailbox, 1)
    type(first).objects.filter(pk=first.pk).update(arrived_at=early)
    arrive(complain(mailbox, 2))
    issues.set_thresholds(48, PEOPLE, by=yuna)
    assert not Issue.objects.exists()
    arrive(complain(mailbox, 3))
    assert Issue.objects.get().belongings.filter(message=first).exists()


def test_hearing_less_needs_a_reason_and_hearing_more_none(yuna):
    with pytest.raises(HarderNeedsReasonError):
        issues.set_thresholds(24, numbers(leak=2), by=yuna, reason="  ")
    with pytest.raises(HarderNeedsReasonError):
        issues.set_thresholds(12, PEOPLE, by=yuna)
    assert numbers_of(yuna.organisation_id) == HOUSE
    issues.set_thresholds(48, numbers(complaints=2), by=yuna)
    assert numbers_of(yuna.organisation_id).of("complaints") == 2


def test_each_changed_number_is_a_sentence_of_the_journal_and_the_same_again_is_none(yuna):
    told = {"people": numbers(complaints=2, harm=3), "reason": "주문이 적은 가게라"}
    issues.set_thresholds(30, by=yuna, **told)
    issues.set_thresholds(30, by=yuna, **told)
    entries = Entry.objects.filter(event__startswith="threshold.").order_by("pk")
    assert [tell(one) for one in entries] == [
        "이슈를 올리는 인원을 3명에서 2명으로 바꿈: 비슷한 불만 (주문이 적은 가게라)",
        "이슈를 올리는 인원을 1명에서 3명으로 바꿈: 부상·사망·화재 (주문이 적은 가게라)",
        "규칙이 돌아보는 시간을 24시간에서 30시간으로 바꿈 (주문이 적은 가게라)",
    ]
    assert {one.by for one in entries} == {yuna}


def test_a_rivals_numbers_stay_theirs(yuna, taeyang):
    issues.set_thresholds(48, PEOPLE, by=yuna)
    assert numbers_of(taeyang.organisation_id) == HOUSE


def test_a_trial_tells_what_other_numbers_would_have_raised(mailbox, yuna):
    for number, days in enumerate((20, 20, 20, 3, 3)):
        at = now() - timedelta(days=days, minutes=number)
        with clock.at(at):
            row = complain(mailbox, number)
        type(row).objects.filter(pk=row.pk).update(arrived_at=at)
    issues.ask_trial(24, numbers(complaints=2), by=yuna)
    trial = tried()
    assert [one["trigger"] for one in trial.found] == ["complaints", "complaints"]
    assert [len(one["messages"]) for one in trial.found] == [3, 2]
    assert len(trial.found_now) == 1
    assert (trial.read_count, trial.is_done) == (5, True)
    assert not Issue.objects.exists()


def test_what_was_imported_long_after_it_was_said_raises_nothing_in_a_trial(mailbox, yuna):
    with clock.at(now() - timedelta(days=300)):
        rows = [complain(mailbox, number) for number in range(3)]
    type(rows[0]).objects.update(arrived_at=now() - timedelta(days=2))
    issues.ask_trial(24, PEOPLE, by=yuna)
    assert tried().found == []


def test_whoever_asks_anew_while_a_day_is_looked_through_gets_their_own_answer(
    mailbox, yuna, jiho, monkeypatch
):
    issues.ask_trial(24, PEOPLE, by=yuna)
    from hanjari.issues.actions import thresholds  # noqa: PLC0415 (the seam between reading and keeping)

    real = thresholds.replay

    def overtaken(*args):
        if Trial.objects.get().by == yuna:
            with clock.at(now() + timedelta(seconds=1)):
                issues.ask_trial(24, numbers(complaints=2), by=jiho)
        return real(*args)

    monkeypatch.setattr(thresholds, "replay", overtaken)
    assert try_a_day()
    row = Trial.objects.get()
    assert (row.by, row.looked_until, row.people["complaints"]) == (jiho, row.begin, 2)


def test_an_erased_message_is_not_shown_by_a_trial_that_found_it(mailbox, yuna, client):
    rows = [complain(mailbox, number) for number in range(3)]
    with clock.at(now() + timedelta(minutes=1)):
        issues.ask_trial(24, PEOPLE, by=yuna)
        tried()
    assert trial_for(yuna).issues[0].message == min(rows, key=lambda one: one.pk)
    client.force_login(yuna)
    assert LEAK in client.get(reverse(PAGE)).content.decode()
    for row in rows:
        listening.erase_message(row, by=yuna, reason="본인 요청")
    assert trial_for(yuna).issues[0].message is None
    assert LEAK not in client.get(reverse(PAGE)).content.decode()


def test_the_page_keeps_what_is_good_and_says_what_is_not(client, yuna):
    client.force_login(yuna)
    page = reverse(PAGE)
    assert "기본 3 · 2~50" in client.get(page).content.decode()
    assert client.post(page, post(complaints=2)).status_code == 302
    assert OwnThresholds.objects.get().numbers.of("complaints") == 2
    for wrong in ({"complaints": 1}, {"harm": 6}, {"hours": 100}, {"many": 2}, {"crime": ""}):
        assert client.post(page, post(**wrong)).status_code == 422
    refused = client.post(page, post(complaints=9))
    assert "덜 듣게 돼요" in refused.content.decode()
    assert OwnThresholds.objects.get().numbers.of("complaints") == 2


def test_the_page_tries_and_asks_for_its_block_until_it_is_done(client, yuna, mailbox):
    client.force_login(yuna)
    asked = client.post(reverse(PAGE), post(word="try", complaints=2))
    assert asked.url.endswith("?word=try#trial")
    page = client.get(asked.url).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert 'value="2"' in page
    tried()
    block = client.get(reverse(PAGE), headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in block
    assert "<html" not in block
    assert not OwnThresholds.objects.exists()


def test_only_who_manages_rules_sees_and_sets_them(client, minseo, doyun, jiho):
    for member, status in ((minseo, 403), (doyun, 403), (jiho, 200)):
        client.force_login(member)
        assert client.get(reverse(PAGE)).status_code == status
    client.force_login(minseo)
    assert client.post(reverse(PAGE), post(complaints=2)).status_code == 403
    assert client.post(reverse(PAGE), post(word="try")).status_code == 403
    assert not OwnThresholds.objects.exists()
    assert not Trial.objects.exists()
