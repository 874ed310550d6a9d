"""What happened to a conversation, act by act, from the journal."""

from typing import NamedTuple

from hanjari.conversations.queries.access import conversation_for
from hanjari.journal.models import Entry
from hanjari.kit.numbers import row_number
from hanjari.people.models import Member

PAGE = 100


class Timeline(NamedTuple):
    """Entries, newest first; `before` asks for the earlier ones and is empty at the beginning."""

    entries: list[Entry]
    before: str


def timeline(member: Member, pk: int, *, before: str = "") -> Timeline:
    """All acts on a conversation and on those that were merged into it."""
    conversation = conversation_for(member, pk)
    ids = [conversation.pk, *conversation.merged.values_list("pk", flat=True)]
    rows = Entry.objects.filter(noun="conversation", noun_id__in=ids)
    if (bound := row_number(before)) is not None:
        rows = rows.filter(pk__lt=bound)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    is_more = len(found) > PAGE
    return Timeline(found[:PAGE], str(found[PAGE - 1].pk) if is_more else "")
