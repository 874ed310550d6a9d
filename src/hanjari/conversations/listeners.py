"""What this room hears from below."""

from hanjari.conversations.actions import arrival
from hanjari.journal.ears import listens_to
from hanjari.journal.models import Entry


@listens_to("messages.arrived")
def thread_what_arrived(entry: Entry) -> None:
    """New messages find their conversations."""
    arrival.thread_messages(entry.facts["message_ids"])
