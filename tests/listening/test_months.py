"""Months on PostgreSQL: every message in its own, unique over all of them, and rows moved whole."""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from tests.listening.spoken import NOON, said

from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening import months
from hanjari.listening.ids import message_id
from hanjari.listening.models import Edition, Message

pytestmark = pytest.mark.skipif(
    "DATABASE_URL" not in os.environ, reason="only PostgreSQL divides messages by month"
)

BEFORE = """
from django.core.management import call_command
call_command("migrate", "listening", "0015", verbosity=0)
from hanjari.channels.models import Account
from hanjari.listening.models import Author, Edition, Hit, Message, Person, StandingQuery
from hanjari.listening.search import add
from hanjari.listening.ids import message_id
from datetime import UTC, datetime
from hanjari.people.models import Organisation
home = Organisation.objects.create(name="한빛")
account = Account.objects.create(organisation=home, kind="archive", name="x")
author = Author.objects.create(organisation=home, kind="archive", external_id="a", person=Person.objects.create(organisation=home))
query = StandingQuery.objects.create(organisation=home, name="q", expression="환불")
for n, at in enumerate([datetime(1999, 5, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 10, 31, 23, 59, tzinfo=UTC)]):
    row = Message.objects.create(id=message_id(at, account.pk, str(n)), organisation=home, account=account,
        external_id=str(n), author=author, text=f"환불 {n}", posted_at=at, references=["r"])
    add([(row.pk, "", row.text)])
    Edition.objects.create(message=row, text="전")
    Hit.objects.create(query=query, message=row)
"""
AFTER = """
from pathlib import Path
from django.core.management import call_command
from django.db import connection
from hanjari.config import dumps
from hanjari.listening.models import Edition, Hit, Message
from hanjari.listening.search import Scope, search
call_command("migrate", verbosity=0)
def look():
    with connection.cursor() as cursor:
        cursor.execute("SELECT external_id, text, tableoid::regclass::text FROM listening_message ORDER BY id")
        rows = cursor.fetchall()
        cursor.execute("SELECT external_id FROM listening_name WHERE message_id IN (SELECT id FROM listening_message) ORDER BY 1")
        names = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confrelid = 'listening_message'::regclass")
        keys = cursor.fetchone()
    found = search(Scope(Message.objects.first().organisation_id), "환불").ids
    return rows, names, keys, Edition.objects.count(), Hit.objects.count(), len(found)
first = look()
file = Path(__import__("sys").argv[1])
dumps.dump(file)
Message.objects.filter(external_id="1").update(text="lost")
Hit.objects.all().delete()
dumps.load(file)
assert look() == first, (look(), first)
print(first)
"""


def place_of(message: Message) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM listening_message WHERE id = %s", [message.pk]
        )
        return str(cursor.fetchone()[0])


def told(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def drop(month: str) -> None:
    """An operator lets a whole month go."""
    told("SET CONSTRAINTS ALL IMMEDIATE")
    told(f"ALTER TABLE listening_message DETACH PARTITION {month}")
    told(f"DROP TABLE {month}")


def test_every_message_lies_in_its_month_and_what_is_old_before_all_of_them(square):
    old = NOON.replace(year=1995)
    listening.keep(square, [said(square, "1", "환불"), said(square, "2", "옛말", posted_at=old)])
    places = {one.external_id: place_of(one) for one in Message.objects.all()}
    assert places == {
        "1": f"listening_message_y{NOON.year}m{NOON.month:02}",
        "2": "listening_message_before",
    }


def test_a_double_dies_by_the_key_whatever_month_it_claims(square):
    listening.keep(square, [said(square, "1", "환불")])
    row = Message.objects.get()
    row.posted_at -= timedelta(days=90)
    row.pk = message_id(row.posted_at, square.pk, "1")
    with pytest.raises(IntegrityError, match="message_once"), transaction.atomic():
        row.save(force_insert=True)


def test_the_key_follows_a_renamed_and_a_deleted_message(square):
    listening.keep(square, [said(square, "1", "환불")])
    Message.objects.update(external_id="new")
    assert told("SELECT external_id FROM listening_name") == [("new",)]
    assert listening.keep(square, [said(square, "new", "환불")]).double_count == 1
    Message.objects.all().delete()
    assert told("SELECT external_id FROM listening_name") == []
    assert len(listening.keep(square, [said(square, "1", "환불")]).new) == 1


def test_missing_months_are_noticed_and_made(square):
    ahead = months.following(now(), 2)
    name = f"listening_message_y{ahead.year}m{ahead.month:02}"
    drop(name)
    assert months.missing() == [name]
    assert months.make_ahead() == [name]
    assert months.make_ahead() == []


def test_a_worker_that_rested_for_months_makes_room_for_what_comes(square, monkeypatch):
    monkeypatch.setattr(months, "_known", set())
    month = months.following(now(), 0)
    drop(f"listening_message_y{month.year}m{month.month:02}")
    listening.keep(square, [said(square, "1", "환불", posted_at=now())])
    assert place_of(Message.objects.get()).endswith(f"m{month.month:02}")


def test_a_month_with_nothing_left_in_it_can_be_dropped(square):
    listening.keep(square, [said(square, "1", "환불")])
    row = Message.objects.get()
    month = place_of(row)
    Edition.objects.create(message=row, text="전")
    with pytest.raises(IntegrityError, match="listening_edition"), transaction.atomic():
        drop(month)
    row.delete()
    drop(month)
    assert Message.objects.count() == 0


def run(story: str, url: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{story}", *words],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_database_with_rows_is_divided_and_comes_back_from_a_backup(tmp_path):
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE undivided")
    try:
        there = urlsplit(url)._replace(path="/undivided").geturl()
        run(BEFORE, there)
        said = run(AFTER, there, str(tmp_path / "x.pgdump"))
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("DROP DATABASE undivided WITH (FORCE)")
    assert "('0', '환불 0', 'listening_message_before')" in said
    assert "('1', '환불 1', 'listening_message_y2026m03')" in said
    assert "('2', '환불 2', 'listening_message_y2026m10')" in said
    assert "[('0',), ('1',), ('2',)]" in said
    assert said.rstrip().endswith("3, 3, 3)")
