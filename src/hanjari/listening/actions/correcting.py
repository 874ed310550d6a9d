"""Our own post says something else from now on, as the network has confirmed."""

from django.db import transaction

from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.listening.actions.hearing import keep
from hanjari.listening.models import Message


@transaction.atomic
def correct_own(message: Message, text: str, *, renamed_to: str = "") -> Message:
    """Replace what it says, keeping what it said; goes by the number `renamed_to` if there is one.

    Safe to repeat: the same words again change nothing.
    """
    keep(message.account, [_edit(message, text)])
    if renamed_to and not _is_taken(message, renamed_to):
        Message.objects.filter(pk=message.pk).update(external_id=renamed_to)
    message.refresh_from_db()
    return message


def _edit(message: Message, text: str) -> Envelope:
    """As if the network had told of the edit itself; what is beside the words stays."""
    return Envelope(
        account_id=message.account_id,
        external_id=message.external_id,
        posted_at=message.posted_at,
        sender=Sender(message.author.external_id, message.author.name),
        text=text,
        subject=message.subject,
        quoted=message.quoted,
        url=message.url,
        media=tuple(Medium(**medium) for medium in message.media),
        is_public=message.is_public,
        is_ours=True,
        edits=True,
        raw_id=message.raw_id,
        extra=message.extra,
    )


def _is_taken(message: Message, number: str) -> bool:
    others = Message.objects.filter(account=message.account_id, external_id=number)
    return others.exclude(pk=message.pk).exists()
