"""A page process notices a channel that stands still, also when no worker lives."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError

from hanjari.channels.models import Account
from hanjari.config import lookout
from hanjari.journal.models import Entry
from hanjari.kit.clock import now


@pytest.fixture(autouse=True)
def _keep_the_tests_connection(monkeypatch) -> None:
    monkeypatch.setattr(lookout.connections, "close_all", lambda: None)


def test_a_channel_that_fails_is_told_by_a_page_process(hanbit, yuna):
    Account.objects.create(
        organisation=hanbit.organisation, kind="feed", name="한빛 소식", owner=yuna,
        failing_since=now() - timedelta(minutes=1),
    )  # fmt: skip
    lookout.look()
    assert Entry.objects.get().event == "account.failed"


def test_a_database_that_refuses_is_asked_again_later(monkeypatch):
    asked = []

    def refuse() -> int:
        asked.append(1)
        raise OperationalError("locked")

    monkeypatch.setattr(lookout, "watch_accounts", refuse)
    lookout.look()
    lookout.look()
    assert len(asked) == 2


def test_it_goes_on_in_a_thread_that_holds_up_no_stop(monkeypatch):
    seen, until = threading.Event(), threading.Event()
    monkeypatch.setattr(lookout, "look", seen.set)
    monkeypatch.setattr(lookout, "uniform", lambda *_: 0)
    thread = lookout.keep_lookout(until)
    assert seen.wait(5)
    until.set()
    thread.join(5)
    assert thread.daemon
    assert not thread.is_alive()
