"""Entries are lined up and sealed; whatever is changed afterwards is found."""

import json
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from hanjari.journal import actions as journal
from hanjari.journal.guards import NAMES, lower_guards, raise_guards, standing_guards
from hanjari.journal.models import Entry
from hanjari.journal.sealing import anchor, head, link, marks, seal
from hanjari.journal.verification import verify


def write(organisation, count, **facts):
    for number in range(count):
        journal.record("note.added", "note", number, organisation=organisation, n=number, **facts)


@contextmanager
def lowered_guards():
    """What somebody with the database's password can do."""
    lower_guards(connection)
    yield
    raise_guards(connection)


def tamper(place, /, **columns):
    with lowered_guards(), connection.cursor() as cursor:
        for column, value in columns.items():
            cursor.execute(
                f'UPDATE journal_entry SET "{column}" = %s WHERE sequence = %s',  # noqa: S608 (a test's own words)
                [value, place],
            )


@pytest.fixture
def chain(hanbit):
    write(hanbit.organisation, 6, who="민서")
    seal()
    anchor()


def test_waiting_entries_get_their_places_in_order(hanbit):
    write(hanbit.organisation, 5)
    assert seal() == 5
    places = list(Entry.objects.order_by("id").values_list("sequence", flat=True))
    assert places == [1, 2, 3, 4, 5]
    assert verify().is_whole


def test_sealing_takes_at_most_a_batch(hanbit):
    write(hanbit.organisation, 5)
    assert [seal(batch=3), seal(batch=3), seal(batch=3)] == [3, 2, 0]
    assert verify().entry_count == 5


def test_nothing_to_seal_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert seal() == 0


def test_the_same_entry_hangs_differently_on_another_past():
    row = (1, None, None, None, "", "x", "y", 1, {"a": 1})
    assert link("", 1, row) != link("a", 1, row) != link("", 2, row)


@pytest.mark.parametrize(
    "change", [{"event": "reply.sent"}, {"facts": "{}"}, {"digest": "0" * 64}, {"sequence": 99}]
)
def test_a_sealed_entry_cannot_be_changed(chain, change):
    column, value = next(iter(change.items()))
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(
            f"UPDATE journal_entry SET {column} = %s WHERE sequence = 3",  # noqa: S608 (a test's own words)
            [value],
        )
    assert verify().is_whole


def test_sealing_may_not_smuggle_in_another_change(hanbit):
    write(hanbit.organisation, 1)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Entry.objects.update(sequence=1, digest="a" * 64, event="reply.sent")


def test_an_entry_cannot_be_deleted(chain):
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Entry.objects.filter(sequence=3).delete()
    assert verify().entry_count == 6


def test_the_guards_stand_after_migrate(db):
    assert standing_guards(connection) == set(NAMES)


def test_a_desks_database_is_never_flushed(db, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/hanjari/hanjari.sqlite3")
    with pytest.raises(CommandError, match="never flushed"):
        call_command("flush", interactive=False)


class Whole:
    """A journal of six entries with a floor of every kind of value."""

    values = {
        "id": st.integers(1000, 2**40),
        "organisation_id": st.none(),
        "at": st.datetimes().map(lambda moment: moment.isoformat(" ")),
        "by_name": st.text(
            st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80
        ),
        "event": st.text("abc._", min_size=1, max_size=60),
        "noun": st.text("abc", min_size=1, max_size=30),
        "noun_id": st.integers(100, 2**60) | st.none(),
        "facts": st.dictionaries(st.text("xyz", max_size=3), st.integers() | st.booleans()).map(
            json.dumps
        ),
        "sequence": st.none() | st.integers(100, 2**60),
        "digest": st.text("0123456789abcdef", min_size=64, max_size=64) | st.just(""),
    }


changes = st.sampled_from(sorted(Whole.values)).flatmap(
    lambda column: st.tuples(st.just(column), Whole.values[column])
)


@examples(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(1, 6), change=changes)
def test_any_change_of_one_field_of_any_sealed_entry_is_found(chain, place, change):
    with transaction.atomic():
        tamper(place, **dict([change]))
        findings = verify().findings
        transaction.set_rollback(True)
    assert findings
    assert verify().is_whole


def test_a_changed_entry_is_named_and_its_neighbours_are_not(chain):
    tamper(3, facts='{"n": 7}')
    findings = verify().findings
    assert [finding.sequence for finding in findings] == [3]
    assert "Entry 3 " in findings[0].words
    assert "note.added" in findings[0].words


def test_a_changed_digest_is_blamed_on_its_own_entry(chain):
    tamper(3, digest="f" * 64)
    assert [finding.sequence for finding in verify().findings] == [3]


def test_a_deleted_entry_leaves_a_gap(chain):
    with lowered_guards():
        Entry.objects.filter(sequence=3).delete()
    assert [finding.words for finding in verify().findings] == [
        "Entry 3 is missing: deleted, or moved to another place."
    ]


def test_two_exchanged_entries_are_found(chain):
    tamper(2, sequence=99)
    tamper(4, sequence=2)
    tamper(99, sequence=4)
    assert {finding.sequence for finding in verify().findings} >= {2, 4}


def test_a_journal_cut_short_is_found_by_the_seal_log(chain):
    with lowered_guards():
        Entry.objects.filter(sequence__gt=4).delete()
    [finding] = verify().findings
    assert "2 entries were cut off" in finding.words


def test_a_wholly_rewritten_journal_is_found_by_the_seal_log(chain):
    with lowered_guards(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET sequence = NULL, digest = '', by_name = 'x'")
    seal()
    assert any("written anew" in finding.words for finding in verify().findings)


def test_the_seal_log_grows_only_when_the_journal_does(chain, settings, hanbit):
    assert anchor() is None
    write(hanbit.organisation, 1)
    seal()
    assert anchor() is not None
    assert [mark.sequence for mark in marks(settings.SEAL_LOG)] == [6, 7]
    assert marks(settings.SEAL_LOG)[-1].digest == head().digest


def test_a_torn_last_line_of_the_seal_log_is_passed_over(chain, settings):
    with settings.SEAL_LOG.open("a") as log:
        log.write("2026-01-01 7 abc")
    assert verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_fill_the_journal():
    journal.record("note.added", "note", 1, organisation=None)
    assert seal() == 1


@pytest.mark.django_db(transaction=True)
def test_and_the_next_finds_it_empty_and_guarded_again():
    assert not Entry.objects.exists()
    assert standing_guards(connection) == set(NAMES)
