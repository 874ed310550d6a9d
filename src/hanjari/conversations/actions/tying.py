"""A late parent ties conversations together: they become one, by themselves.

Most of them were never touched by anybody; those are joined a batch at a time. Where a member has
worked, a clock runs or something was settled, each is joined with the care of a merge by hand.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hanjari.channels.models import Account
from hanjari.conversations.actions import joining
from hanjari.conversations.models import Conversation, Passage, Regrouping, Tie, Turn
from hanjari.conversations.rows import ask, insert, update
from hanjari.journal import actions as journal
from hanjari.kit.clock import now

Status = Conversation.Status
REASON = "one thread by its links"

_LOOK = """
    SELECT c.id, c.first_id, c.status,
        c.assignee_id IS NOT NULL OR c.label_words <> '[]'
        OR EXISTS (SELECT 1 FROM conversations_note n WHERE n.conversation_id = c.id)
        OR EXISTS (SELECT 1 FROM conversations_reply r WHERE r.conversation_id = c.id)
        OR EXISTS (SELECT 1 FROM conversations_passage p
                   WHERE p.conversation_id = c.id AND p.by_id IS NOT NULL),
        c.settled_id <> 0
        OR EXISTS (SELECT 1 FROM conversations_draft d WHERE d.conversation_id = c.id)
        OR EXISTS (SELECT 1 FROM conversations_clock k WHERE k.conversation_id = c.id)
    FROM conversations_conversation c WHERE c.id IN ({marks})
"""


class _Look(NamedTuple):
    """A conversation as joining sees it; the order is the order of who survives."""

    is_untouched: bool
    first_id: int
    id: int
    is_quiet: bool
    status: str


def tie(account: Account, groups: Iterable[Sequence[int]]) -> dict[int, int]:
    """Merge what belongs together; gives each conversation's surviving one.

    The one with human work survives, else the older one. Survivors must be folded again.
    """
    joined: dict[int, int] = {}
    several = [ids for ids in groups if len(ids) > 1]
    looks = _looks({pk for ids in several for pk in ids})
    quiet: dict[int, _Look] = {}
    for ids in several:
        target, *sources = sorted(looks[pk] for pk in ids)
        joined.update(dict.fromkeys(ids, target.id))
        for source in sources:
            if source.is_quiet and source.is_untouched:
                quiet[source.id] = source
            else:
                _join_with_care(target.id, source.id)
    _join_quiet(account, quiet, joined)
    return joined


def _looks(ids: Iterable[int]) -> dict[int, _Look]:
    return {
        pk: _Look(not has_work, first_id, pk, not has_more, status)
        for pk, first_id, status, has_work, has_more in ask(_LOOK, ids)
    }


def _join_with_care(target_id: int, source_id: int) -> None:
    rows = Conversation.objects.in_bulk([target_id, source_id])
    joining.join(rows[target_id], rows[source_id], by=None, reason=REASON)


def _join_quiet(account: Account, quiet: dict[int, _Look], joined: dict[int, int]) -> None:
    moved: dict[int, list[int]] = {pk: [] for pk in quiet}
    lying = "SELECT conversation_id, {key} FROM {table} WHERE conversation_id IN ({{marks}})"
    for pk, message_id in ask(lying.format(key="message_id", table="conversations_turn"), quiet):
        moved[pk].append(message_id)
    update(Turn, ("conversation",), [(joined[pk], m) for pk, ids in moved.items() for m in ids])
    ties = list(ask(lying.format(key="id", table="conversations_tie"), quiet))
    update(Tie, ("conversation",), [(joined[pk], tie_id) for pk, tie_id in ties])
    _close_quiet(quiet, joined)
    _remember(account, quiet, joined, moved)


def _close_quiet(quiet: dict[int, _Look], joined: dict[int, int]) -> None:
    values = (Status.MERGED, Conversation.Shelf.MERGED.value, None, 0, None)
    columns = ("status", "shelf", "waiting_since", "waiting_count", "snoozed_until", "merged_into")
    update(Conversation, columns, [(*values, joined[pk], pk) for pk in quiet])


def _remember(
    account: Account,
    quiet: dict[int, _Look],
    joined: dict[int, int],
    moved: dict[int, list[int]],
) -> None:
    moment, way = now(), Regrouping.Way.MERGE
    insert(
        Passage,
        ("conversation", "at", "before", "after", "reason"),
        [(pk, moment, look.status, Status.MERGED, REASON) for pk, look in quiet.items()],
    )
    insert(
        Regrouping,
        ("way", "source", "target", "at", "reason", "moved"),
        [
            (way, pk, joined[pk], moment, REASON, {"status": look.status, "turns": moved[pk]})
            for pk, look in quiet.items()
        ],
    )
    for pk in quiet:
        journal.record(
            "conversation.merged",
            "conversation",
            joined[pk],
            organisation=account.organisation_id,
            source=pk,
            reason=REASON,
        )
