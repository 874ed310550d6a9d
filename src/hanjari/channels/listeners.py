"""What this room hears of itself."""

from hanjari.channels.actions import note_answer
from hanjari.channels.actions.owners import TOLD, write_to_owner
from hanjari.channels.models import Account, Delivery
from hanjari.journal.ears import listens_to
from hanjari.journal.models import Entry


@listens_to("delivery.sent")
def note_answers_to_visitors(entry: Entry) -> None:
    """An answer at a web form is told to the visitor who left an address."""
    delivery = Delivery.objects.filter(pk=entry.noun_id or 0, account__kind="webform").first()
    if delivery and not delivery.outgoing.get("is_automatic"):
        note_answer(delivery.account_id, delivery.outgoing.get("root_id", ""))


@listens_to(*TOLD)
def write_to_owners(entry: Entry) -> None:
    """Who keeps a channel hears by mail that it stands still, and that it works again."""
    account = Account.objects.select_related("owner").filter(pk=entry.noun_id or 0).first()
    if account and not account.removed_at:
        write_to_owner(account, entry.event, entry.facts)
