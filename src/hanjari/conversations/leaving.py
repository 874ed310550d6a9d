"""Leaving: a scheduled answer is looked at once more when it is due, against all that happened since."""

from datetime import datetime

from hanjari.channels.leaving import know_end, look_before
from hanjari.channels.models import Delivery
from hanjari.conversations.models import Reply
from hanjari.conversations.queries.scheduled import reply_in, why_unfit
from hanjari.conversations.queries.windows import window_end


def why_not(delivery: Delivery) -> str:
    """Why the answer that this delivery carries may not leave, as a code; empty where nothing is against it."""
    reply = reply_in(delivery)
    return why_unfit(reply) if reply else ""


def ends_at(delivery: Delivery) -> datetime | None:
    """The last moment at which the network takes the answer that this delivery carries."""
    rows = Reply.objects.select_related("conversation__account", "to_message")
    reply = rows.filter(delivery=delivery).first()
    if reply is None:
        return None
    return window_end(reply.conversation, reply.to_message, is_private=reply.is_private)


look_before("conversations", why_not)
know_end("conversations", ends_at)
