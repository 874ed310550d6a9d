"""The log: traces where they tell something, words where they do not."""

import logging
import sys

import pytest

from hanjari.config.logs import Brief
from hanjari.config.watch import _say
from hanjari.kit import disk


def record(error: Exception | None = None, **more: object) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    made = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "%s: %s", ("No", "/x"), info
    )
    made.__dict__.update(more)
    return made


def test_a_refused_page_leaves_no_trace():
    made = record(PermissionError("no"), status_code=403)
    assert Brief().filter(made)
    assert made.exc_info is None


def test_a_broken_page_keeps_its_trace():
    made = record(ValueError("no"), status_code=500)
    assert Brief().filter(made)
    assert made.exc_info


@pytest.mark.parametrize("made", [record(OSError(28, "No space")), record(status_code=507)])
def test_a_full_disk_is_said_in_words_once_a_minute(made, monkeypatch):
    brief = Brief()
    assert brief.filter(made)
    assert made.getMessage() == f"No: /x. {disk.FULL}"
    assert made.exc_info is None
    assert not brief.filter(record(OSError(28, "No space")))
    monkeypatch.setattr("hanjari.config.logs.SAY_AGAIN", 0)
    assert brief.filter(record(OSError(28, "No space")))


def test_the_watch_goes_on_when_its_log_is_full(monkeypatch):
    class Full:
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            """Nothing is held back."""

    monkeypatch.setattr(sys, "stderr", Full())
    _say("worker died.")
