"""Finding conversations by their words."""

from django.db.models import Q, QuerySet

from hanjari.conversations.models import Conversation
from hanjari.people.models import Member


def with_text(rows: QuerySet[Conversation], _member: Member, text: str) -> QuerySet[Conversation]:
    """Those in which these words were said."""
    return rows.filter(
        Q(subject__icontains=text) | Q(text__icontains=text) | Q(speaker__icontains=text)
    )
