"""Leaving: a scheduled answer is looked at once more when it is due, against all that happened since."""

from hanjari.channels.leaving import look_before
from hanjari.channels.models import Delivery
from hanjari.conversations.queries.scheduled import reply_in, why_unfit


def why_not(delivery: Delivery) -> str:
    """Why the answer that this delivery carries may not leave, as a code; empty where nothing is against it."""
    reply = reply_in(delivery)
    return why_unfit(reply) if reply else ""


look_before("conversations", why_not)
