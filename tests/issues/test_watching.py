"""Watching: what came grows the open issues, and raises one where the rules ask for it."""

import pytest
from tests.conversations.conftest import make

from hanjari.issues import actions as issues
from hanjari.issues.actions import comparing, watching
from hanjari.issues.models import Belonging, Cause, Comparing, Issue, Resemblance, Sighting
from hanjari.journal.actions import record
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.listening.models import Hit, Message, StandingQuery

LEAK = "정수기 밑으로 물이 새서 마루가 젖었습니다"


def complain(account, number, text=LEAK, **fields):
    fields.setdefault("who", f"누수{number}")
    fields.setdefault("intent", "complaint")
    return make(account, f"w{number}", text=text, **fields)


def arrive(*messages):
    """As the ingest tells it, and as the worker then looks at it."""
    seat_listeners()
    record(
        "messages.arrived", "account", messages[0].account_id,
        organisation=messages[0].organisation_id, message_ids=[one.pk for one in messages],
    )  # fmt: skip
    settle()
    while watching.look():
        pass


def test_three_alike_complaints_raise_an_issue_once(mailbox):
    some = [complain(mailbox, number) for number in range(3)]
    arrive(*some)
    issue = Issue.objects.get()
    assert (issue.origin, issue.level, issue.triggers) == ("rule", 1, ["complaints"])
    assert issue.title.startswith("비슷한 불만: 정수기")
    assert set(issue.belongings.values_list("message_id", "state")) == {
        (one.pk, "confirmed") for one in some
    }
    arrive(*some)
    assert Issue.objects.count() == 1
    assert not Sighting.objects.exists()


def test_the_next_complaint_grows_the_issue_instead_of_raising_a_second(mailbox):
    arrive(*[complain(mailbox, number) for number in range(3)])
    later = complain(mailbox, 7)
    arrive(later)
    issue = Issue.objects.get()
    assert issue.belongings.get(message=later).state == Belonging.State.PROPOSED


def test_one_burn_is_a_crisis_and_a_second_one_is_the_same(mailbox):
    arrive(complain(mailbox, 1, "온수에 화상을 입었습니다", intent="incident", urgency=4))
    issue = Issue.objects.get()
    assert (issue.level, issue.triggers) == (3, ["harm"])
    arrive(complain(mailbox, 2, "저도 응급실에 다녀왔어요", intent="incident", urgency=4))
    assert Issue.objects.count() == 1
    assert issue.belongings.count() == 2


def test_a_false_alarm_that_was_dismissed_is_not_raised_again(mailbox, minseo):
    arrive(complain(mailbox, 1, "온수에 화상을 입었습니다", intent="incident", urgency=4))
    issues.dismiss(Issue.objects.get(), "소설의 한 구절", by=minseo)
    arrive(complain(mailbox, 5, "언제 오나요", intent="complaint"))
    assert Issue.objects.count() == 1


def test_what_is_overheard_counts_only_where_a_query_about_us_found_it(mailbox, hanbit):
    said = {"intent": "incident", "urgency": 4, "is_overheard": True}
    strange = complain(mailbox, 1, "옆 동네에 불이 났어요", **said)
    arrive(strange)
    assert not Issue.objects.exists()
    query = StandingQuery.objects.create(
        organisation=hanbit.organisation, name="한빛", expression="한빛", side="ours"
    )
    ours = complain(mailbox, 2, "한빛 정수기에서 불이 났어요", **said)
    Hit.objects.create(query=query, message=ours)
    arrive(ours)
    assert list(Cause.objects.values_list("trigger", "cluster")) == [("harm", f"query:{query.pk}")]


def test_our_own_words_raise_nothing(mailbox):
    arrive(*[complain(mailbox, n, is_ours=True) for n in range(3)])
    assert not Issue.objects.exists()


def test_an_open_issue_collects_what_fits_its_query(issue, mailbox):
    Issue.objects.filter(pk=issue.pk).update(expression="정수기 AND 필터")
    fits = make(mailbox, "f1", text="정수기 필터 문의요", who="필터", intent="question")
    other = make(mailbox, "f2", text="배송 문의요", who="배송", intent="question")
    arrive(fits, other)
    row = issue.belongings.get(message=fits)
    assert (row.how, row.state) == ("query", "proposed")
    assert not issue.belongings.filter(message=other).exists()


def test_an_exercise_collects_nothing(hanbit, minseo, mailbox):
    drill = issues.raise_issue(
        hanbit.organisation, "훈련", by=minseo, expression="필터", is_exercise=True
    )
    arrive(make(mailbox, "f1", text="필터 문의요", intent="complaint"))
    assert not drill.belongings.exists()


def test_proposals_stop_where_nobody_looks(issue, mailbox, monkeypatch):
    monkeypatch.setattr(watching, "MOST_PROPOSED", 1)
    Issue.objects.filter(pk=issue.pk).update(expression="필터")
    arrive(make(mailbox, "f1", text="필터 하나"))
    arrive(make(mailbox, "f2", text="필터 둘"))
    assert issue.belongings.filter(state="proposed").count() == 1


def test_an_erased_message_is_looked_past(mailbox, issue):
    gone = complain(mailbox, 1)
    watching.note_sightings(gone.organisation_id, [gone.pk])
    Message.objects.filter(pk=gone.pk).delete()
    assert watching.look()
    assert not Sighting.objects.exists()


@pytest.fixture
def meaning(settings):
    settings.MEANING = True


def test_what_says_the_same_in_other_words_is_proposed(meaning, issue, mailbox):
    like = make(
        mailbox, "l1", text="새로 산 정수기에서 누수가 생겨요", who="비슷", intent="complaint"
    )
    other = make(mailbox, "l2", text="배송 조회는 어디서 하나요", who="다름", intent="question")
    arrive(like, other)
    row = issue.belongings.get(message=like)
    assert row.how == "alike"
    assert row.likeness >= watching.ALIKE
    assert not issue.belongings.filter(message=other).exists()


def test_a_new_issue_is_compared_with_those_before_it(meaning, issue, hanbit, minseo, mailbox):
    again = make(mailbox, "a1", text="정수기에서 또 물이 샙니다", who="또")
    new = issues.raise_issue(
        hanbit.organisation, "정수기 누수 재발", by=minseo, message_ids=[again.pk]
    )
    apart = issues.raise_issue(hanbit.organisation, "채용 공고 오류", by=minseo)
    seat_listeners()
    for one in (issue, new, apart):
        comparing.await_comparing(one.pk)
    while comparing.compare_waiting():
        pass
    assert list(Resemblance.objects.values_list("issue", "other")) == [(new.pk, issue.pk)]
    assert not Comparing.objects.exists()
