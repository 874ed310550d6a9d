"""Issues are born with a number and the words they came from."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.conversations.conftest import make

from hanjari.commitments.models import Trace
from hanjari.commitments.queries import led_to, sources_of
from hanjari.issues import actions as issues
from hanjari.issues.models import Belonging, Issue, LevelChange
from hanjari.journal.models import Entry


def events(issue):
    return list(
        Entry.objects.filter(noun="issue", noun_id=issue.pk)
        .order_by("pk")
        .values_list("event", flat=True)
    )


def test_every_message_an_issue_came_from_belongs_to_it_and_is_traced(issue, complaints):
    rows = issue.belongings.all()
    assert {(row.message_id, row.how, row.state) for row in rows} == {
        (one.pk, "origin", "confirmed") for one in complaints
    }
    assert sources_of(("issue", issue.pk), "message") == [
        ("message", pk) for pk in sorted(one.pk for one in complaints)
    ]
    assert led_to(("message", complaints[0].pk)) == [("issue", issue.pk)]
    assert events(issue) == ["issue.raised", "traces.drawn", "issue.messages_added"]


def test_numbers_count_each_company_from_one(hanbit, narae, minseo, taeyang):
    ours = [issues.raise_issue(hanbit.organisation, "가", by=minseo).number for _ in range(3)]
    theirs = issues.raise_issue(narae.organisation, "나", by=taeyang).number
    assert (ours, theirs) == ([1, 2, 3], 1)


STORY = """
from hanjari.issues import actions as issues
from hanjari.people.models import Organisation
desk = Organisation.objects.first()
for _ in range(10):
    issues.raise_issue(desk, "동시에", by=None)
"""


@pytest.mark.real_server
def test_processes_that_raise_issues_at_once_never_share_a_number(house):
    house.tell("from hanjari.demo.cast import seat_hanbit; seat_hanbit()")
    with ThreadPoolExecutor(3) as three:
        list(three.map(house.tell, [STORY] * 3))
    told = house.tell(
        "from hanjari.issues.models import Issue\n"
        "print(sorted(Issue.objects.values_list('number', flat=True)))"
    )
    assert told.strip() == str(list(range(1, 31)))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite: its own test, on a file")
@pytest.mark.django_db(transaction=True)
def test_transactions_that_raise_issues_at_once_never_share_a_number(hanbit):
    def raise_some(_worker):
        try:
            for _ in range(5):
                issues.raise_issue(hanbit.organisation, "동시에", by=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as four:
        list(four.map(raise_some, range(4)))
    assert sorted(Issue.objects.values_list("number", flat=True)) == list(range(1, 21))


def test_a_message_of_another_company_does_not_get_in(issue, rival_mailbox):
    strange = make(rival_mailbox, "n1", text="정수기 누수")
    assert issues.propose_belonging(issue, [strange.pk], "query") == 0
    assert issues.add_messages(issue, [strange.pk], by=None) == 0
    assert not Trace.objects.filter(source_id=strange.pk).exists()


def test_an_issue_raised_at_level_two_tells_so_for_the_committee(hanbit, minseo):
    issue = issues.raise_issue(hanbit.organisation, "유출", by=minseo, level=Issue.Level.COMMITTEE)
    assert events(issue) == ["issue.raised", "issue.level_raised"]
    change = LevelChange.objects.get()
    assert (change.before, change.after, change.by) == (1, 2, minseo)


def test_an_exercise_says_that_it_is_one(hanbit, minseo):
    issue = issues.raise_issue(hanbit.organisation, "훈련", by=minseo, is_exercise=True)
    assert (issue.origin, issue.is_exercise) == (Issue.Origin.EXERCISE, True)


def test_what_is_proposed_waits_for_a_member_and_stays_as_they_say(issue, mailbox, minseo, jiho):
    new = [make(mailbox, f"n{n}", text="물이 새네요", who=f"새손님{n}").pk for n in range(3)]
    assert issues.propose_belonging(issue, new, "alike", {new[0]: 0.7}) == 3
    assert issues.propose_belonging(issue, new, "query") == 0  # safe to repeat
    assert issue.belongings.get(message=new[0]).likeness == 0.7
    assert not Trace.objects.filter(source_id__in=new).exists()
    assert issues.confirm_belonging(issue, new[:1], by=minseo) == 1
    assert issues.refuse_belonging(issue, new[1:2], by=jiho) == 1
    assert issues.confirm_belonging(issue, None, by=minseo) == 1  # all that still wait
    states = dict(issue.belongings.filter(message__in=new).values_list("message_id", "state"))
    assert states == {new[0]: "confirmed", new[1]: "refused", new[2]: "confirmed"}
    assert set(Trace.objects.filter(source_id__in=new).values_list("source_id", flat=True)) == {
        new[0],
        new[2],
    }
    assert (
        issues.propose_belonging(issue, new, "query") == 0
    )  # what was refused is not proposed again


def test_a_message_that_was_taken_in_by_mistake_loses_its_trace(issue, complaints, minseo):
    assert issues.refuse_belonging(issue, [complaints[0].pk], by=minseo) == 1
    assert ("message", complaints[0].pk) not in sources_of(("issue", issue.pk), "message")
    assert issues.add_messages(issue, [complaints[0].pk], by=minseo) == 1
    assert ("message", complaints[0].pk) in sources_of(("issue", issue.pk), "message")
    assert issue.belongings.filter(state=Belonging.State.CONFIRMED).count() == 3
