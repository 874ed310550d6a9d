"""Messages as threading and the fold see them: few columns, no objects."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hanjari.channels.models import Account
from hanjari.channels.registry import kinds
from hanjari.conversations import threads
from hanjari.conversations.models import Conversation, Tie
from hanjari.conversations.rows import chunks
from hanjari.conversations.standing import Heard
from hanjari.listening.models import Message

_HEARD = (
    "id",
    "posted_at",
    "arrived_at",
    "is_ours",
    "is_automatic",
    "is_public",
    "erased_at",
    "subject",
    "text",
    "author__name",
    "author__person_id",
    "language",
    "intent",
    "urgency",
    "sentiment",
    "reading",
)
_SAID = ("account_id", "external_id", "parent_id", "references", "root_id")


def is_answerable(kind: str) -> bool:
    """Whether this kind of channel lets us answer at all; an unknown kind counts as one that does."""
    found = kinds().get(kind)
    if found is None:
        return True
    return found.capabilities.can_reply or found.capabilities.can_reply_privately


def accounts(message_ids: Sequence[int]) -> list[Account]:
    """The accounts at which these messages arrived."""
    found: set[int] = set()
    for piece in chunks(message_ids):
        messages = Message.objects.filter(pk__in=piece).order_by()
        found.update(messages.values_list("account_id", flat=True).distinct())
    return list(Account.objects.filter(pk__in=found).order_by("pk"))


def ended(conversation_ids: Iterable[int]) -> dict[int, datetime]:
    """When those of these conversations that are done were closed."""
    found: dict[int, datetime] = {}
    for piece in chunks(conversation_ids):
        done = Conversation.objects.filter(pk__in=piece, shelf=Conversation.Shelf.DONE)
        rows = done.order_by().values_list("pk", "closed_at")
        found.update({pk: closed_at for pk, closed_at in rows if closed_at})
    return found


def successor(conversation_id: int) -> tuple[int, datetime | None] | None:
    """The conversation that took this one up again, and when that was closed, if it is."""
    rows = Conversation.objects.filter(follows=conversation_id).order_by("-pk")
    return rows.values_list("pk", "closed_at").first()


def unplaced(account: Account, ids: Sequence[int]) -> tuple[list[threads.Said], dict[int, Heard]]:
    """Messages of this account that lie in no conversation yet, in time order."""
    said: list[threads.Said] = []
    heard: dict[int, Heard] = {}
    can_answer = is_answerable(account.kind)
    for piece in chunks(ids):
        rows = Message.objects.filter(pk__in=piece, account=account, turn__isnull=True)
        for row in rows.order_by("id").values_list(*_HEARD, *_SAID):
            _account, name, parent, references, root = row[16:]
            heard[row[0]] = _heard(row, can_answer=can_answer)
            links = threads.links(parent, references, root)
            said.append(threads.Said(row[0], name, links))
    return said, heard


def whole(conversation_ids: Iterable[int], *, can_answer: bool) -> dict[int, list[Heard]]:
    """All messages of these conversations, for folding them again."""
    found: dict[int, list[Heard]] = defaultdict(list)
    for piece in chunks(conversation_ids):
        rows = Message.objects.filter(turn__conversation__in=piece)
        for row in rows.order_by().values_list(*_HEARD, "turn__conversation_id"):
            found[row[16]].append(_heard(row, can_answer=can_answer))
    return found


def known(account: Account, said: Iterable[threads.Said]) -> dict[str, int]:
    """Which conversations the ids of these messages already lie in, by turn or by tie."""
    names = {name for message in said for name in (message.name, *message.links)}
    pointed = {name for message in said for name in message.links}
    places: dict[str, int] = {}
    for piece in chunks(names):
        ties = Tie.objects.filter(account=account, external_id__in=piece)
        places.update(ties.values_list("external_id", "conversation_id"))
    for piece in chunks(pointed):
        placed = Message.objects.filter(account=account, external_id__in=piece, turn__isnull=False)
        places.update(placed.order_by().values_list("external_id", "turn__conversation_id"))
    return places


def parted(conversation_ids: Iterable[int]) -> set[int]:
    """Those of these conversations at which somebody drew a border."""
    found: set[int] = set()
    for piece in chunks(conversation_ids):
        bordered = Conversation.objects.filter(pk__in=piece, is_parted=True)
        found.update(bordered.order_by().values_list("pk", flat=True))
    return found


def _heard(row: Sequence[Any], *, can_answer: bool) -> Heard:
    text = "" if row[6] else row[8][:300]
    why = (row[15] or {}).get("why", [])
    return Heard(*(*row[:6], row[6] is not None, row[7], text, *row[9:15], why, can_answer))
