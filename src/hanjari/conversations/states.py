"""The state machine of a conversation (care domain §1.4): pure, no database.

new → triaged → assigned → answering → waiting_person → resolved → closed, and side states. Going
back is allowed where a person or the network does it; leaving the main line asks for a reason.
"""

from hanjari.conversations.models import Conversation

Status = Conversation.Status
Shelf = Conversation.Shelf

_OPEN = frozenset(Conversation.OPEN)
_REOPENED = frozenset({Status.NEW, Status.TRIAGED, Status.ASSIGNED, Status.ANSWERING})
_LEAVING = frozenset(
    {Status.RESOLVED, Status.CLOSED, Status.SPAM, Status.ABUSE_HOLD, Status.WITHDRAWN}
    | {Status.PLATFORM_DELETED, Status.MERGED}
)

PASSAGES: dict[str, frozenset[str]] = {
    Status.NEW: _OPEN | _LEAVING,
    Status.TRIAGED: _OPEN | _LEAVING,
    Status.ASSIGNED: _OPEN - {Status.NEW} | _LEAVING,
    Status.ANSWERING: _OPEN - {Status.NEW} | _LEAVING,
    Status.WAITING_PERSON: _OPEN | _LEAVING,
    Status.RESOLVED: _REOPENED | _LEAVING | {Status.WAITING_PERSON},
    Status.CLOSED: _REOPENED | {Status.MERGED, Status.SPAM, Status.WAITING_PERSON},
    Status.WITHDRAWN: _REOPENED | {Status.CLOSED, Status.MERGED},
    Status.PLATFORM_DELETED: _REOPENED | {Status.CLOSED, Status.MERGED},
    Status.SPAM: _REOPENED | {Status.CLOSED, Status.MERGED, Status.ABUSE_HOLD},
    Status.ABUSE_HOLD: _REOPENED | {Status.CLOSED, Status.MERGED, Status.SPAM},
    Status.MERGED: frozenset(),
}
"""Allowed passages; a merged conversation comes back only by undoing the merge."""

BY_HAND = (
    Status.NEW,
    Status.TRIAGED,
    Status.ASSIGNED,
    Status.ANSWERING,
    Status.WAITING_PERSON,
    Status.RESOLVED,
    Status.CLOSED,
    Status.WITHDRAWN,
    Status.SPAM,
    Status.ABUSE_HOLD,
)
"""What a member may choose; the rest happens by merging or at the network."""

_SHELVES: dict[str, Conversation.Shelf] = {
    **dict.fromkeys(Conversation.OPEN, Shelf.OPEN),
    Status.SPAM: Shelf.SPAM,
    Status.ABUSE_HOLD: Shelf.SPAM,
    Status.MERGED: Shelf.MERGED,
}


class PassageRefusedError(Exception):
    """The state machine has no such passage."""


class ReasonMissingError(Exception):
    """The passage leaves the main line, or lowers an alarm, and needs a reason."""


def is_allowed(before: str, after: str) -> bool:
    """Whether the table has this passage; staying is never one."""
    return before != after and after in PASSAGES[before]


def needs_reason(before: str, after: str) -> bool:
    """Holding abuse and withdrawing need one; so does closing what was not resolved, and lowering spam or abuse."""
    if after in {Status.ABUSE_HOLD, Status.WITHDRAWN}:
        return True
    if after == Status.CLOSED:
        return before != Status.RESOLVED
    return before in {Status.SPAM, Status.ABUSE_HOLD, Status.CLOSED}


def check(before: str, after: str, reason: str) -> None:
    """Raise `PassageRefusedError` or `ReasonMissingError`; silent when the passage may be made."""
    if not is_allowed(before, after):
        message = f"{before} → {after}"
        raise PassageRefusedError(message)
    if needs_reason(before, after) and not reason.strip():
        message = f"{before} → {after}"
        raise ReasonMissingError(message)


def choices(before: str) -> list[Conversation.Status]:
    """What a member may choose from here, in the order of the main line."""
    return [status for status in BY_HAND if is_allowed(before, status)]


def shelf(status: str) -> Conversation.Shelf:
    """Where the inbox keeps a conversation of this status."""
    return _SHELVES.get(status, Shelf.DONE)


def reopened(*, has_assignee: bool, has_department: bool) -> Conversation.Status:
    """Where a conversation goes when the person writes again."""
    if has_assignee:
        return Status.ASSIGNED
    return Status.TRIAGED if has_department else Status.NEW
