"""Questions of the conversations room."""

from hanjari.conversations.queries.access import (
    conversation_for,
    conversations_for,
    selected_for,
    visible_to,
)
from hanjari.conversations.queries.filters import Filters
from hanjari.conversations.queries.listing import VIEWS, Page, Row, count, counts, inbox, row_for
from hanjari.conversations.queries.reading import Item, Thread, message_for, thread, token_of

__all__ = [
    "VIEWS",
    "Filters",
    "Item",
    "Page",
    "Row",
    "Thread",
    "conversation_for",
    "conversations_for",
    "count",
    "counts",
    "inbox",
    "message_for",
    "row_for",
    "selected_for",
    "thread",
    "token_of",
    "visible_to",
]
