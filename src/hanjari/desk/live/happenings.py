"""Happenings: what the journal and the drafts tell a page, as ids and event names."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from hanjari.conversations.models import Conversation, Draft
from hanjari.desk.live.tickets import Scope
from hanjari.issues.queries.access import members_of_restricted
from hanjari.journal.models import Entry

NOUNS = frozenset({"account", "alarm", "import", "issue"})
"""Nouns beside conversations that pages follow; but for restricted issues everybody of the organisation may."""
MANY = 50
"""An act on more conversations than this tells pages to load anew instead of naming each."""
_ONE, _SEVERAL = ("conversation", "source", "target"), ("conversations", "opened", "grown")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing to tell. `text` is ready to be sent; sequence 0 is not counted (drafts)."""

    sequence: int
    organisation_id: int
    text: str
    conversation_id: int | None = None
    department_id: int | None = None
    assignee_id: int | None = None
    author_id: int | None = None
    only: frozenset[int] | None = None
    """Members who alone may hear it: those of a restricted issue."""
    at: float = field(default_factory=monotonic)

    def is_for(self, scope: Scope) -> bool:
        """Whether this listener may and would hear it: nobody is told of their own writing."""
        if self.organisation_id != scope.organisation_id:
            return False
        if self.author_id == scope.member_id:
            return False
        if self.only is not None:
            return scope.member_id in self.only
        if self.conversation_id is None or scope.sees_all:
            return True
        return self.assignee_id == scope.member_id or self.department_id in scope.departments


def told_after(sequence: int, limit: int = 500) -> tuple[int, list[Happening]]:
    """What the journal sealed after this place, and the new place."""
    rows = list(
        Entry.objects.filter(sequence__gt=sequence)
        .order_by("sequence")
        .values_list("sequence", "organisation_id", "event", "noun", "noun_id", "facts", "by_id")[
            :limit
        ]
    )
    if not rows:
        return sequence, []
    named = [(row, conversations_in(row[3], row[4], row[5])) for row in rows]
    owners = _owners(number for _, numbers in named for number in numbers[:MANY])
    closed = members_of_restricted({row[4] for row in rows if row[3] == "issue" and row[4]})
    told = [one for row, ids in named for one in _tell(row, ids, owners, closed)]
    return rows[-1][0] or sequence, told


def drafts_after(moment: datetime) -> tuple[datetime, list[Happening]]:
    """Who wrote since this moment, and the newest moment."""
    rows = Draft.objects.filter(updated_at__gt=moment).exclude(text="").order_by("updated_at")
    owner = [f"conversation__{name}" for name in _OWNER]
    written = list(rows.values_list("updated_at", "conversation_id", "member_id", *owner)[:500])
    told = []
    for _, pk, author, organisation, department, assignee in written:
        text = _event("draft", {"id": str(pk), "event": "draft.written", "member": str(author)})
        told.append(Happening(0, organisation, text, pk, department, assignee, author))
    return written[-1][0] if written else moment, told


def conversations_in(noun: str, noun_id: int | None, facts: dict[str, Any]) -> list[int]:
    """The conversations that an entry is about: its noun, or those its facts name."""
    numbers = [noun_id] if noun == "conversation" else []
    numbers += [facts.get(key) for key in _ONE]
    for key in _SEVERAL:
        several = facts.get(key)
        numbers += several if isinstance(several, list) else []
    return list(dict.fromkeys(number for number in numbers if isinstance(number, int)))


_OWNER = ("organisation_id", "department_id", "assignee_id")


def _owners(numbers: Iterable[int]) -> dict[int, tuple[int, int | None, int | None]]:
    rows = Conversation.objects.filter(pk__in=set(numbers)).values_list("pk", *_OWNER)
    return {
        pk: (organisation, department, assignee) for pk, organisation, department, assignee in rows
    }


def _tell(
    row: tuple[Any, ...],
    ids: list[int],
    owners: dict[int, tuple[int, int | None, int | None]],
    closed: dict[int, frozenset[int]],
) -> Iterator[Happening]:
    sequence, organisation_id, event, noun, noun_id, _, by_id = row
    if organisation_id is None:
        return
    if len(ids) > MANY:
        yield Happening(sequence, organisation_id, _event("reload", {"event": event}, sequence))
        return
    told = {"event": event} | ({"by": str(by_id)} if by_id else {})
    for pk in ids:
        owner = owners.get(pk)
        if owner and owner[0] == organisation_id:
            text = _event("conversation", {"id": str(pk), **told}, sequence)
            yield Happening(sequence, organisation_id, text, pk, owner[1], owner[2])
    if noun in NOUNS and (not ids or noun == "issue"):
        only = closed.get(noun_id) if noun == "issue" else None
        text = _event(noun, {"id": str(noun_id), **told}, sequence)
        yield Happening(sequence, organisation_id, text, only=only)


def _event(name: str, told: dict[str, str], sequence: int = 0) -> str:
    mark = f"id: {sequence}\n" if sequence else ""
    return f"{mark}event: {name}\ndata: {json.dumps(told)}\n\n"
