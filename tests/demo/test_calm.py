"""Who opens the demo finds a desk at work: one loud alarm, and nothing that rules raised or a brake holds."""

from datetime import timedelta

import pytest

from hanjari.channels.models import Brake
from hanjari.demo import telling
from hanjari.demo.murmur import words
from hanjari.issues.actions import watching
from hanjari.issues.models import Issue, Sighting
from hanjari.issues.trigger_words import named
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit import clock
from hanjari.listening.alarming import watch
from hanjari.listening.models import Alarm

MURMURS = (
    words.GOOD, words.BAD, words.PLAIN, words.ENGLISH, words.RIVALRY, words.DOUBLE_CHARGE,
    words.DEARER, [text for _who, text in words.LOGGED_OUT],
)  # fmt: skip


@pytest.mark.django_db
def test_the_rules_raise_nothing_of_what_the_demo_overhears():
    """As the worker does in its first minutes: every waiting message is held against rules, alarms are watched."""
    seat_listeners()
    telling.tell()
    settle()
    assert Sighting.objects.exists()
    opened = clock.now()
    for minutes in range(11):
        with clock.at(opened + timedelta(minutes=minutes)):
            watch()
            settle()
            while watching.look():
                settle()
    assert Issue.objects.get().origin == Issue.Origin.TALKS
    assert not Brake.objects.filter(released_at=None).exists()
    assert Alarm.objects.get(ended_at=None).query.name == "한빛"


@pytest.mark.parametrize("texts", MURMURS)
def test_no_murmur_names_what_an_issue_is_made_of(texts):
    assert [text for text in texts if named(text)] == []
