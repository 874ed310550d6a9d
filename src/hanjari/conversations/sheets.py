"""Sheets: what a conversation belongs to and which answers are ready for it, offered by a room above.

The room above says what concerns a conversation, which answers may be said there now, and whether a
text says one that may not be said; it is asked here without being known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise

from hanjari.conversations.models import Conversation
from hanjari.people.models import Member
from hanjari.people.refusals import RefusalError


class Concern(NamedTuple):
    """What a conversation belongs to: its name, where it is, how it is toned."""

    name: str
    url: str
    tone: str = ""


class Ready(NamedTuple):
    """An answer that may be said now: its number, what it answers, its words, until when it holds."""

    pk: int
    question: str
    words: str
    until: datetime


class Beside(NamedTuple):
    """What stands beside the draft of a conversation."""

    concerns: list[Concern]
    ready: list[Ready]


@dataclass(frozen=True)
class Sheet:
    """`take` gives an answer's words for a draft or raises a `RefusalError`; `against` tells why a text can't go."""

    beside: Callable[[Member, Conversation], Beside]
    take: Callable[[Member, Conversation, int], str]
    against: Callable[[Member, Conversation, str], Promise | str]


class UnsayableError(RefusalError):
    """The text says what may not be said; `words` tell which, and what to do."""


_sheets: list[Sheet] = []


def offer(sheet: Sheet) -> None:
    """Say that there are answers; called from the upper room's `AppConfig.ready`."""
    _sheets[:] = [sheet]


def beside(member: Member, conversation: Conversation) -> Beside:
    """What it belongs to, and what may be said, as far as the member may see it."""
    return _sheets[0].beside(member, conversation) if _sheets else Beside([], [])


def take(member: Member, conversation: Conversation, pk: int) -> str:
    """The words of an answer for this conversation. Raises a `RefusalError` where it may not be said."""
    if not _sheets:
        raise UnsayableError
    return _sheets[0].take(member, conversation, pk)


def against(member: Member, conversation: Conversation, text: str) -> str:
    """Why a text can't go because of an answer in it; empty where nothing stands against it."""
    if not _sheets or not text.strip():
        return ""
    return str(_sheets[0].against(member, conversation, text))
