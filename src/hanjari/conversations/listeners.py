"""What this room hears from below."""

from hanjari.channels.models import Act, Delivery
from hanjari.conversations.actions import arrival, at_network, deliveries, mending
from hanjari.journal.ears import listens_to
from hanjari.journal.models import Entry


@listens_to("messages.arrived")
def thread_what_arrived(entry: Entry) -> None:
    """New messages find their conversations."""
    arrival.thread_messages(entry.facts["message_ids"])


@listens_to("message.edited", "message.erased")
def mend_what_changed(entry: Entry) -> None:
    """A message was changed or taken back: its conversation stands differently."""
    if entry.noun_id:
        mending.message_changed(entry.noun_id, is_erased=entry.event == "message.erased")


@listens_to("messages.expired")
def mend_what_expired(entry: Entry) -> None:
    """Words went under their network's terms: their conversations stand without them."""
    mending.messages_expired(entry.facts["message_ids"])


@listens_to("delivery.sent")
def join_what_was_sent(entry: Entry) -> None:
    """An answer is out: it takes its place in the thread."""
    deliveries.note_sent(Delivery.objects.get(pk=entry.noun_id or 0))


@listens_to("delivery.failed", "delivery.unknown")
def show_what_is_stuck(entry: Entry) -> None:
    """An answer is not out, or may be."""
    event = entry.event.replace("delivery.", "reply.")
    deliveries.note_trouble(Delivery.objects.get(pk=entry.noun_id or 0), event)


@listens_to("act.done")
def keep_what_was_done(entry: Entry) -> None:
    """The network has taken back, corrected or moderated: our record follows."""
    at_network.note_done(_act(entry))


@listens_to("act.refused", "act.unknown")
def show_what_was_not_done(entry: Entry) -> None:
    """The network would not, or never said."""
    at_network.note_trouble(_act(entry))


def _act(entry: Entry) -> Act:
    return Act.objects.select_related("account", "by").get(pk=entry.noun_id or 0)
