"""Setting all labels of a conversation at once, as its form does."""

from collections.abc import Sequence

from django.db import transaction

from hanjari.conversations.actions.labels import label, unlabel
from hanjari.conversations.models import Conversation, Label
from hanjari.people.models import Member


@transaction.atomic
def relabel(
    conversation: Conversation, words: Sequence[Label], new: str = "", *, by: Member
) -> None:
    """Exactly these words, and a new one where it is given; each change is its own entry."""
    wanted = {word.pk for word in words}
    for word in conversation.labels.exclude(pk__in=wanted):
        unlabel(conversation, word, by=by)
    for word in words:
        label(conversation, word.name, by=by)
    if new.strip():
        label(conversation, new, by=by)
