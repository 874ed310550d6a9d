"""Places at which a worker dies: before or after the n-th passage, by its own `kill -9`."""

import functools
import os
import signal
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from random import Random
from typing import Any

DOTS = (b".\r\n", b"\r\n.\r\n")
PLACES = {
    "every smtp write": "smtplib:SMTP.send",
    "every smtp answer": "smtplib:SMTP.getreply",
    "every imap write": "imaplib:IMAP4.send",
    "every imap line": "imaplib:IMAP4.readline",
    "every sql statement": "django.db.backends.sqlite3.base:SQLiteCursorWrapper.execute",
    "every commit": "django.db.backends.base.base:BaseDatabaseWrapper._commit",
    "the dot": "tests.kill.failpoints:the_dot",
    "its answer": "tests.kill.failpoints:the_answer",
    "claiming": "hanjari.channels.actions.sending:_claim",
    "marking sent": "hanjari.channels.actions.sending:_mark_sent",
    "marking unknown": "hanjari.channels.actions.sending:_to_unknown",
    "queueing again": "hanjari.channels.actions.sending:_requeue",
    "looking": "hanjari.channels.kinds.mail.finding:_found",
    "asking": "hanjari.channels.kinds.mail.finding:_ask",
    "removing probes": "hanjari.channels.kinds.mail.finding:_remove",
    "moving echoes": "hanjari.channels.kinds.mail.lines:MailBox.move",
    "fetching": "hanjari.channels.kinds.mail.pulling:fetch",
    "keeping raw": "hanjari.channels.actions.pulling:keep_raw",
    "taking in": "hanjari.listening.actions.hearing:take_in",
    "storing": "hanjari.listening.ingest.storing:insert",
    "sealing": "hanjari.journal.sealing:seal",
    "threading": "hanjari.conversations.actions.arrival:thread_messages",
    "joining our answer": "hanjari.conversations.actions.deliveries:note_sent",
    "keeping our answer": "hanjari.listening.actions:keep_own",
}

NARROW = ["the dot", "its answer", "marking sent", "looking", "queueing again"]
"""Where a mistake would send twice: tried far more often than chance would."""


@dataclass(frozen=True)
class Plan:
    """Where a worker dies; `passage` counts from 1."""

    place: str
    passage: int
    is_after: bool

    @classmethod
    def drawn(cls, chance: Random) -> "Plan":
        """A place at random; places passed often have a wide range of passages."""
        place = chance.choice(sorted(PLACES) if chance.random() < 0.6 else NARROW)
        passage = (
            chance.randint(1, 40) if place.startswith("every") else chance.choice((1, 1, 1, 2))
        )
        return cls(place, passage, chance.random() < 0.5)

    def __str__(self) -> str:
        return f"{'after' if self.is_after else 'before'} {self.place}, passage {self.passage}"


def the_dot(send: Callable[[], None]) -> None:
    """Passed when the dot that ends DATA goes out."""
    send()


def the_answer(told: Any) -> Any:
    """Passed when the answer to that dot is here."""
    return told


def arm(plan: Plan, tell: int) -> None:
    """In the worker, before it works: the place kills it. `tell` is a pipe that hears of it."""
    _watch_the_dot()
    owner, name, place = _find(PLACES[plan.place])
    passages = 0

    @functools.wraps(place)
    def passage(*args: Any, **more: Any) -> Any:
        nonlocal passages
        passages += 1
        is_here = passages == plan.passage
        if is_here and not plan.is_after:
            _die(tell)
        result = place(*args, **more)
        if is_here and plan.is_after:
            _die(tell)
        return result

    setattr(owner, name, passage)


def _watch_the_dot() -> None:
    here = import_module(__name__)
    send, answer = smtplib.SMTP.send, smtplib.SMTP.getreply
    dotted: set[int] = set()

    def sending(line: smtplib.SMTP, text: Any) -> None:
        if text in DOTS:
            here.the_dot(lambda: send(line, text))
            dotted.add(id(line))
        else:
            send(line, text)

    def answering(line: smtplib.SMTP) -> Any:
        told = answer(line)
        if id(line) in dotted:
            dotted.discard(id(line))
            return here.the_answer(told)
        return told

    smtplib.SMTP.send, smtplib.SMTP.getreply = sending, answering


def _find(path: str) -> tuple[Any, str, Callable[..., Any]]:
    module, _, inner = path.partition(":")
    owner: Any = import_module(module)
    *way, name = inner.split(".")
    for step in way:
        owner = getattr(owner, step)
    return owner, name, getattr(owner, name)


def _die(tell: int) -> None:
    os.write(tell, b"!")
    os.kill(os.getpid(), signal.SIGKILL)
