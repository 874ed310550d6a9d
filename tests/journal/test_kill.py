"""Listeners hear exactly once, also when their worker is killed at any point."""

import json

import pytest

KILLS = 60
STORY = f"""
import json, os, random, signal, time
from django.db import connections
from hanjari.journal.actions import record
from hanjari.journal.ears import _listeners, listens_to
from hanjari.journal.hearing import hear, seat_listeners, settle
from hanjari.journal.models import Cursor, Entry, Retry
from hanjari.journal.sealing import seal
from hanjari.journal.verification import verify

_listeners.clear()
@listens_to("note.added")
def echo(entry):
    record("note.echoed", "note", entry.noun_id, organisation=None)
seat_listeners()

written = 0
def write(count):
    global written
    Entry.objects.bulk_create(
        [Entry(event="note.added", noun="note", noun_id=written + n) for n in range(count)]
    )
    written += count

def go():
    while True:
        seal(batch=7)
        hear()

kills = 0
while kills < {KILLS}:
    if Entry.objects.filter(event="note.echoed").count() > written - 400:
        write(1500)
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            go()
        finally:
            os._exit(1)
    time.sleep(random.uniform(0.002, 0.04))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    kills += 1
settle()
heard = list(Entry.objects.filter(event="note.echoed").values_list("noun_id", flat=True))
print(json.dumps(dict(
    kills=kills, written=written, heard=len(heard), once=len(set(heard)),
    retries=Retry.objects.count(), findings=[one.words for one in verify().findings],
)))
"""


@pytest.mark.real_server
@pytest.mark.slow
def test_a_worker_killed_at_any_point_loses_and_doubles_nothing(house):
    told = json.loads(house.tell(STORY))
    assert told["kills"] == KILLS
    assert told["written"] == told["heard"] == told["once"]
    assert told["retries"] == 0
    assert told["findings"] == []
