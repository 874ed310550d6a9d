"""The audit trail of an issue that was restricted later: read only by whoever may see the issue."""

import json

import pytest
from django.urls import reverse

from hanjari.conversations.actions import rounds
from hanjari.desk.actions import export_audit
from hanjari.issues import actions as issues
from hanjari.issues.models import Statement
from hanjari.issues.queries.seats import seats_of
from hanjari.journal.hearing import settle
from hanjari.journal.models import Entry
from hanjari.journal.queries import Filters, entries_for

AUDIT = "/settings/audit/"
TITLE = "정수기 누수"


@pytest.fixture
def called(hanbit, issue, jiho, sora):
    """Convened with Jiho at the table; Sora may read the audit trail and does not sit there."""
    sora.role = jiho.role
    sora.save(update_fields=["role"])
    issues.raise_level(issue, 2, by=jiho)
    settle()
    seats_of(issue).exclude(member=jiho).delete()
    seats_of(issue).update(deputy=None)
    return issue


def told(member, **filters):
    return list(entries_for(member, Filters(**filters)))


def of_issue(entries, issue):
    return [one for one in entries if one.noun == "issue" and one.noun_id == issue.pk]


def test_before_it_is_restricted_both_read_it_and_afterwards_only_who_sits_there(
    called, jiho, sora
):
    assert of_issue(told(sora), called)
    issues.restrict(called, by=jiho)
    assert of_issue(told(sora), called) == []
    assert of_issue(told(jiho), called)
    issues.restrict(called, by=jiho, is_restricted=False)
    assert of_issue(told(sora), called)


def test_no_word_of_it_is_left_in_statements_calls_brakes_and_rounds(called, hanbit, jiho, sora):
    statement = issues.write_statement(called, Statement.Form.HOLDING, by=jiho)
    rounds.start_round(
        hanbit.organisation, "k", "{name}님", by=jiho, about=("issue", called.pk), conversations=()
    )
    issues.restrict(called, by=jiho)
    settle()
    nouns = {(one.noun, one.noun_id) for one in told(sora)}
    assert ("statement", statement.pk) not in nouns
    assert not {noun for noun, _pk in nouns} & {"brake", "round"}
    spoken = json.dumps([one.facts for one in told(sora)], ensure_ascii=False)
    assert TITLE not in spoken
    assert {"brake", "call", "round"} <= {one.noun for one in told(jiho)}


def test_a_twin_does_not_name_it(called, hanbit, jiho, sora, minseo):
    other = issues.raise_issue(hanbit.organisation, "필터 물샘", by=minseo)
    issues.mark_twin(other, called, by=jiho)
    issues.restrict(called, by=jiho)
    assert [one.event for one in of_issue(told(sora), other)] == ["issue.raised"]
    assert "issue.twin_found" in [one.event for one in of_issue(told(jiho), other)]


def test_searching_paging_and_counting_do_not_betray_it(called, jiho, sora, client):
    issues.restrict(called, by=jiho)
    hidden = Entry.objects.filter(noun="issue", noun_id=called.pk).latest("id")
    assert told(sora, text=TITLE) == told(sora, noun="issue", event="issue.raised") == []
    assert not entries_for(sora, before=hidden.pk).exists()
    client.force_login(sora)
    page = client.get(AUDIT, {"before": hidden.pk}).content.decode()
    assert TITLE not in page
    assert TITLE not in client.get(AUDIT, {"text": "정수기"}).content.decode().replace(
        'value="정수기"', ""
    )


def test_an_export_leaves_it_out(called, jiho, sora, client):
    issues.restrict(called, by=jiho)
    assert not export_audit("jsonl", Filters(), by=sora).filter(noun="issue").exists()
    client.force_login(sora)
    taken = client.post(reverse("desk:audit_csv")).getvalue().decode()
    assert TITLE not in taken
    client.force_login(jiho)
    assert TITLE in client.post(reverse("desk:audit_csv")).getvalue().decode()


def test_where_nothing_is_restricted_it_costs_one_question(called, sora, django_assert_num_queries):
    sora.can("x")
    with django_assert_num_queries(2):
        told(sora)
