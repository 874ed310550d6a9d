"""What this room hears of its own announcements."""

from hanjari.journal.ears import listens_to
from hanjari.journal.models import Entry
from hanjari.listening import actions


@listens_to("messages.arrived")
def let_arrivals_be_heard_again(entry: Entry) -> None:
    """New words wait to be read by their meaning."""
    actions.await_rehearing(entry.facts["message_ids"])


@listens_to("messages.arrived")
def let_arrivals_be_folded(entry: Entry) -> None:
    """New words may be copies of others, or noise."""
    if entry.organisation_id:
        actions.await_folding(entry.organisation_id, entry.facts["message_ids"])


@listens_to("message.edited")
def let_edits_be_heard_again(entry: Entry) -> None:
    """Edited words were read anew by rules, and so are they by meaning."""
    if entry.noun_id:
        actions.await_rehearing([entry.noun_id])
