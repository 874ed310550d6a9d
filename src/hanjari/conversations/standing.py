"""How a conversation stands after each message: a pure fold in the order of the provider's time.

The conversation row keeps the result, so that a message that comes last only takes one more step,
and one that comes late, or is erased, folds the whole thread again: both ways end the same.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from hanjari.language import SURE
from hanjari.listening import stories

HISTORY = timedelta(days=7)
"""A message that arrives longer than this after it was posted is history (an import, a first pull):
it is kept and threaded, but nobody has been waiting for us since, so no clock starts."""

INTENTS = (
    "incident",
    "press",
    "complaint",
    "request",
    "question",
    "rumour",
    "idea",
    "partner",
    "praise",
    "abuse",
    "spam",
    "chat",
)
"""Intents by what they ask of us, the weightiest first; an unknown or empty one weighs least."""


def intent_bits(intents: Iterable[str]) -> int:
    """A set of intents as one number, a bit each, so that a list is narrowed to one without a join."""
    return sum(1 << INTENTS.index(name) for name in set(intents) if name in INTENTS)


_WEIGHT = {intent: -place for place, intent in enumerate(INTENTS)}


class Heard(NamedTuple):
    """A message as the fold sees it."""

    id: int
    posted_at: datetime
    arrived_at: datetime
    is_ours: bool
    is_automatic: bool
    is_public: bool
    is_erased: bool
    subject: str
    text: str
    speaker: str
    person_id: int | None
    language: str
    intent: str
    urgency: int
    sentiment: int | None
    reading: Any
    """What the machine read, as the driver gave it: JSON text that is opened only when it decides."""
    is_answerable: bool = True
    """Whether its channel lets us answer; nobody waits for an answer to a news feed."""

    @property
    def opened(self) -> dict[str, Any]:
        """What the machine read, opened."""
        told = json.loads(self.reading) if isinstance(self.reading, str) else self.reading
        return stories.opened(told)

    def reasons(self, told: dict[str, Any]) -> list[Any]:
        """Why it was judged so, the words behind its intent first."""
        label = f"intent:{self.intent}"
        why = stories.with_words(told, self.subject, self.text).get("why", [])
        return sorted(why, key=lambda reason: bool(reason[0] != label))

    @property
    def is_history(self) -> bool:
        """Whether it was said long before it reached us."""
        return self.arrived_at - self.posted_at > HISTORY

    @property
    def is_waiting(self) -> bool:
        """Whether a person said it now, to us, and can be answered."""
        is_theirs = not (self.is_ours or self.is_automatic or self.is_erased)
        return is_theirs and self.is_answerable and not self.is_history


@dataclass(slots=True)
class Standing:
    """The conversation's columns that follow from its messages; names are the model's."""

    settled_id: int = 0
    """Everything up to this message needs no answer: a member said so by closing."""
    person_id: int | None = None
    is_public: bool = True
    subject: str = ""
    text: str = ""
    speaker: str = ""
    language: str = ""
    intent: str = ""
    intent_bits: int = 0
    """All that was said since our last answer, as `intent_bits` counts them."""
    urgency: int = 1
    sentiment: int | None = None
    needs_answer: bool = False
    has_abuse: bool = False
    why: list[Any] = field(default_factory=list)
    message_count: int = 0
    first_message_at: datetime | None = None
    last_message_at: datetime | None = None
    waiting_since: datetime | None = None
    waiting_count: int = 0
    first_id: int = 0
    heard_id: int = 0
    answered_id: int = 0
    last_id: int = 0
    first_ack_at: datetime | None = None
    first_human_at: datetime | None = None

    def values(self) -> tuple[Any, ...]:
        """The columns in the order of `STANDING`."""
        values: tuple[Any, ...] = _VALUES(self)
        return values

    def copy(self) -> "Standing":
        """Another one to go on from."""
        return replace(self)

    def add(self, message: Heard) -> None:
        """One step; messages must come in the order of their ids."""
        self.message_count += 1
        if not self.first_id:
            self.first_id, self.first_message_at = message.id, message.posted_at
            self.is_public = message.is_public
        self.subject = self.subject or message.subject
        self.last_id, self.last_message_at = message.id, message.posted_at
        self.text, self.speaker = message.text, message.speaker
        if message.is_ours:
            self._answer(message)
        elif not (message.is_automatic or message.is_erased):
            self._hear(message)

    def _answer(self, message: Heard) -> None:
        at = max(message.posted_at, self.waiting_since or message.posted_at)
        if self.heard_id:
            self.first_ack_at = self.first_ack_at or at
        if message.is_automatic:
            return
        if self.heard_id:
            self.first_human_at = self.first_human_at or at
        self.answered_id = message.id
        self.waiting_since, self.waiting_count = None, 0

    def _hear(self, message: Heard) -> None:
        is_fresh = self.heard_id <= max(self.answered_id, self.settled_id)
        told = message.opened
        if is_fresh or _WEIGHT.get(message.intent, -99) >= _WEIGHT.get(self.intent, -99):
            self.intent, self.why = message.intent or self.intent, message.reasons(told)
        if is_fresh:
            self.urgency, self.intent_bits, self.needs_answer, self.has_abuse = 1, 0, False, False
        self._mark(message, told)
        self.heard_id, self.person_id = message.id, message.person_id
        self.language, self.sentiment = message.language or self.language, message.sentiment
        if message.id > self.settled_id and message.is_waiting:
            since = min(message.posted_at, message.arrived_at)
            self.waiting_since = min(self.waiting_since or since, since)
            self.waiting_count += 1

    def _mark(self, message: Heard, told: dict[str, Any]) -> None:
        """What is true of any of the words that wait is true of the conversation."""
        sure = {name for name, p in told.get("intents", {}).items() if p >= SURE}
        self.intent_bits |= intent_bits({message.intent, *sure})
        self.urgency = max(self.urgency, message.urgency)
        self.needs_answer = self.needs_answer or bool(told.get("needs_answer"))
        self.has_abuse = self.has_abuse or bool(told.get("abuse"))


STANDING = tuple(Standing.__slots__)
"""The conversation's columns that a fold fills."""
_VALUES = attrgetter(*STANDING)


def fold(messages: list[Heard], settled_id: int = 0) -> Standing:
    """The standing of a whole thread, whatever order it arrived in."""
    standing = Standing(settled_id=settled_id)
    for message in sorted(messages, key=lambda heard: heard.id):
        standing.add(message)
    return standing


@dataclass(slots=True)
class Change:
    """What a batch did to one conversation; `before` is empty for one that it opened."""

    conversation_id: int
    before: Standing | None
    after: Standing
    messages: list[Heard]

    @property
    def begins_waiting(self) -> bool:
        """Whether somebody waits for us now and did not before."""
        return self.after.waiting_since is not None and not (
            self.before and self.before.waiting_since
        )

    @property
    def is_live(self) -> bool:
        """Whether anything in it happened now."""
        return any(not said.is_history for said in self.messages)

    @property
    def is_news(self) -> bool:
        """Whether a person's words came with it, however late, whether or not they wait for us."""
        return any(
            not (said.is_ours or said.is_automatic or said.is_erased) for said in self.messages
        )

    @property
    def is_heard(self) -> bool:
        """Whether somebody has just said something that waits for us."""
        return self.after.waiting_since is not None and any(
            said.is_waiting and said.id > self.after.answered_id for said in self.messages
        )

    @property
    def answers(self) -> list[Heard]:
        """What a person of ours said from outside the desk (a mail client, the network's own app), just now."""
        return [
            said
            for said in self.messages
            if said.is_ours and not said.is_automatic and not said.is_history
        ]

    @property
    def is_answered(self) -> bool:
        """Whether the last word is now an answer of ours."""
        return bool(self.answers) and self.after.answered_id > self.after.heard_id > 0
