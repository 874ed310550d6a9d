"""Messages as threading and the fold see them: few columns, no objects."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hanjari.channels.models import Account
from hanjari.channels.registry import kinds
from hanjari.conversations import threads
from hanjari.conversations.models import Conversation
from hanjari.conversations.rows import ask, listed
from hanjari.conversations.standing import Heard
from hanjari.kit.rows import pieces, utc

_HEARD = """
    SELECT m.id, m.posted_at, m.arrived_at, m.is_ours, m.is_automatic, m.is_public, m.erased_at,
           m.subject, SUBSTR(m.text, 1, 300), a.name, a.person_id, m.language, m.intent, m.urgency,
           m.sentiment, m.reading, {more}
    FROM listening_message m
    JOIN listening_author a ON a.id = m.author_id
    LEFT JOIN conversations_turn t ON t.message_id = m.id
"""
_OPENS = """
    NOT m.is_overheard OR EXISTS (
        SELECT 1 FROM listening_hit h JOIN listening_standingquery q ON q.id = h.query_id
        WHERE h.message_id = m.id AND q.opens_conversations
    )
"""
"""What a network's stream told opens no conversation, unless a query that found it does."""
_UNPLACED = _HEARD.replace("{more}", 'm.external_id, m.parent_id, m."references", m.root_id') + (
    " WHERE m.account_id = %s AND t.message_id IS NULL AND m.id IN ({marks})"
    f" AND ({_OPENS}) ORDER BY m.id"
)
_WHOLE = _HEARD.replace("{more}", "t.conversation_id") + " WHERE t.conversation_id IN ({marks})"
_PLACED = """
    SELECT m.external_id, t.conversation_id FROM listening_message m
    JOIN conversations_turn t ON t.message_id = m.id
    WHERE m.account_id = %s AND m.external_id IN ({marks})
"""
_TIED = """
    SELECT external_id, conversation_id FROM conversations_tie
    WHERE account_id = %s AND external_id IN ({marks})
"""


def is_answerable(kind: str) -> bool:
    """Whether this kind of channel lets us answer at all; an unknown kind counts as one that does."""
    found = kinds().get(kind)
    if found is None:
        return True
    return found.capabilities.can_reply or found.capabilities.can_reply_privately


def accounts(message_ids: Sequence[int]) -> list[Account]:
    """The accounts at which these messages arrived."""
    question = "SELECT DISTINCT account_id FROM listening_message WHERE id IN ({marks})"
    found = {row[0] for row in ask(question, message_ids)}
    return list(Account.objects.filter(pk__in=found).select_related("organisation").order_by("pk"))


def ended(conversation_ids: Iterable[int]) -> dict[int, datetime]:
    """When those of these conversations that are done were closed."""
    found: dict[int, datetime] = {}
    for piece in pieces(conversation_ids):
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
    for row in ask(_UNPLACED, ids, account.pk):
        name, parent, references, root = row[16:]
        heard[row[0]] = _heard(row, can_answer=can_answer)
        links = threads.links(parent, listed(references), root)
        said.append(threads.Said(row[0], name, links))
    return said, heard


def whole(conversation_ids: Iterable[int], *, can_answer: bool) -> dict[int, list[Heard]]:
    """All messages of these conversations, for folding them again."""
    found: dict[int, list[Heard]] = defaultdict(list)
    for row in ask(_WHOLE, conversation_ids):
        found[row[16]].append(_heard(row, can_answer=can_answer))
    return found


def known(account: Account, said: Iterable[threads.Said]) -> dict[str, int]:
    """Which conversations the ids of these messages already lie in, by turn or by tie."""
    names = {name for message in said for name in (message.name, *message.links)}
    pointed = {name for message in said for name in message.links}
    places: dict[str, int] = dict(ask(_TIED, names, account.pk))
    places.update(dict(ask(_PLACED, pointed, account.pk)))
    return places


def parted(conversation_ids: Iterable[int]) -> set[int]:
    """Those of these conversations at which somebody drew a border."""
    found: set[int] = set()
    for piece in pieces(conversation_ids):
        bordered = Conversation.objects.filter(pk__in=piece, is_parted=True)
        found.update(bordered.order_by().values_list("pk", flat=True))
    return found


def _heard(row: Sequence[Any], *, can_answer: bool) -> Heard:
    """A row of `_HEARD`; what was erased says nothing any more."""
    times = utc(row[1]), utc(row[2])
    flags = bool(row[3]), bool(row[4]), bool(row[5]), row[6] is not None
    return Heard._make((row[0], *times, *flags, *row[7:16], can_answer))
