"""The audit trail tells every act in plain words, to those who may read it, and leaves by a door that tells too."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hanjari.desk.sentences import SENTENCES, outline, tell
from hanjari.journal import actions as journal
from hanjari.journal.models import Entry
from hanjari.journal.queries import NOBODY, Filters, entries_for
from hanjari.people import actions as people

AUDIT = "/settings/audit/"


def as_member(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def note(member, event="thing.done", **facts) -> Entry:
    return journal.record(event, "thing", 7, organisation=member.organisation, by=member, **facts)


def test_a_lead_reads_what_was_done_in_plain_words(jiho, yuna, hanbit):
    people.invite(hanbit.roles["agent"], by=yuna, email="gaon@hanbit.example")
    page = as_member(jiho).get(AUDIT, headers={"Accept-Language": "en"}).content.decode()
    assert "gaon@hanbit.example" in page
    assert "유나" in page


def test_a_reader_may_not(doyun):
    assert as_member(doyun).get(AUDIT).status_code == 403
    assert as_member(doyun).post(reverse("desk:audit_csv")).status_code == 403


def test_a_stranger_sees_nothing_of_ours(yuna, taeyang):
    note(yuna, secret_word="hanbit-only")
    assert "hanbit-only" not in as_member(taeyang).get(AUDIT).content.decode()
    export = as_member(taeyang).post(reverse("desk:audit_jsonl")).getvalue().decode()
    assert "hanbit-only" not in export


@pytest.mark.parametrize("name", ["desk:audit_csv", "desk:audit_jsonl"])
def test_an_export_is_not_made_by_looking(name, jiho):
    assert as_member(jiho).get(reverse(name)).status_code == 405


def test_the_page_is_not_written_to(jiho):
    assert as_member(jiho).post(AUDIT).status_code == 405


def test_an_unknown_event_shows_its_name_and_facts(yuna):
    entry = note(yuna, depth=3, kept=True, gone=None, names=["a", "b"])
    assert tell(entry) == "thing.done · depth: 3 · kept: yes · names: a, b" or "depth: 3" in tell(
        entry
    )
    assert "gone" not in tell(entry)


@pytest.mark.parametrize("event", sorted(SENTENCES))
def test_every_sentence_stands_without_its_facts(event):
    assert tell(Entry(event=event, facts={}))
    assert "%(" not in outline(event)


def test_a_moment_among_the_facts_is_told_in_the_readers_zone(yuna):
    entry = Entry(event="promise.made", facts={"due_at": "2026-11-23T06:00:00+00:00"})
    with timezone.override("Asia/Seoul"):
        assert "15:00" in tell(entry)
        assert "2026-11-23T" not in tell(entry)


def test_standard_roles_are_called_by_their_words(yuna, minseo, hanbit):
    people.change_role(minseo, hanbit.roles["lead"], by=yuna)
    words = tell(Entry.objects.get(event="member.role_changed"))
    assert "agent" not in words.split()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(event="a.b"), ["a.b"]),
        (Filters(noun="thing"), ["c.d", "a.b"]),
        (Filters(by=NOBODY), ["e.f"]),
        (Filters(text="정수기"), ["c.d"]),
        (Filters(text="a.b"), ["a.b"]),
        (Filters(since=datetime(2026, 3, 2, tzinfo=UTC)), ["e.f", "c.d"]),
        (Filters(until=datetime(2026, 3, 2, tzinfo=UTC)), ["a.b"]),
        (Filters(text="정수기", event="a.b"), []),
    ],
)
def test_filters_narrow_and_combine(filters, found, yuna, jiho):
    with time_machine.travel("2026-03-01T12:00Z"):
        note(yuna, "a.b", about="kettle")
    with time_machine.travel("2026-03-02T12:00Z"):
        note(jiho, "c.d", about="정수기")
    with time_machine.travel("2026-03-03T12:00Z"):
        journal.record("e.f", "other", 1, organisation=yuna.organisation)
    assert [entry.event for entry in entries_for(yuna, filters)] == found


def test_a_member_filter_shows_that_member_alone(yuna, jiho):
    note(yuna, "a.b")
    note(jiho, "c.d")
    page = as_member(yuna).get(AUDIT, {"by": jiho.pk}).content.decode()
    assert "c.d" in page
    assert "a.b" not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "0"}, {"by": "x"}, {"event": "no.such"}, {"since": "yesterday"}, {"before": "-1"},
        {"before": "9" * 30}, {"text": "x" * 81}, {"noun": "no such"}, {"until": "2026-02-30"},
        {"since": "0001-01-01"}, {"until": "9999-12-31"},
        {"text": "a\x00b"},
    ],
)  # fmt: skip
def test_bad_filters_are_said_and_not_exported(asked, jiho):
    client = as_member(jiho)
    assert client.get(AUDIT, asked).status_code == 422
    assert client.post(reverse("desk:audit_csv"), asked).status_code == 400
    assert not Entry.objects.filter(event="audit.exported").exists()


def test_pages_follow_each_other_without_gap_or_doubling(jiho):
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        made = [note(jiho, number=number).pk for number in range(120)]
    seen, before = [], None
    while rows := list(entries_for(jiho, Filters(noun="thing"), before=before)[:50]):
        seen += [entry.pk for entry in rows]
        before = rows[-1].pk
    assert seen == sorted(made, reverse=True)


def test_a_page_links_to_the_older_one(jiho):
    for number in range(51):
        note(jiho, number=number)
    client = as_member(jiho)
    page = client.get(AUDIT, {"noun": ""}).content.decode()
    assert 'rel="next"' in page
    oldest_shown = Entry.objects.order_by("id")[1].pk
    older = client.get(AUDIT, {"before": oldest_shown}).content.decode()
    assert 'rel="next"' not in older
    assert 'rel="prev"' in older


def test_a_page_of_fifty_costs_a_handful_of_queries(jiho, unhurried, django_assert_max_num_queries):
    for number in range(60):
        note(jiho, number=number)
    client = as_member(jiho)
    client.get(AUDIT)
    with django_assert_max_num_queries(6):
        client.get(AUDIT)


def test_the_export_is_entered_and_ends_before_itself(jiho):
    note(jiho, about="정수기")
    client = as_member(jiho)
    lines = client.post(reverse("desk:audit_jsonl"), {"text": "정수기"}).getvalue().decode()
    (row,) = [json.loads(line) for line in lines.splitlines()]
    assert row["facts"] == {"about": "정수기"}
    entered = Entry.objects.get(event="audit.exported")
    assert entered.by == jiho
    assert entered.facts == {"kind": "jsonl", "asked": {"text": "정수기"}}


def test_a_csv_opens_in_a_spreadsheet_and_runs_nothing(yuna):
    people.change_preferences(by=yuna, name="=HYPERLINK(1)")
    response = as_member(yuna).post(reverse("desk:audit_csv"))
    assert response["Content-Disposition"].startswith('attachment; filename="hanjari-audit-')
    text = response.getvalue().decode()
    assert text.startswith("\ufeffid,at,by,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["by_name"] for row in rows if row["event"] == "member.renamed"] == [
        "'=HYPERLINK(1)"
    ]
