"""Drafts on the server: nothing typed is lost, and others see that somebody is writing.

Saving a draft leaves no journal row: it happens every few seconds and decides nothing.
"""

from django.db import transaction

from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation, Draft, Reply
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member


@transaction.atomic
def save_draft(conversation: Conversation, text: str, *, by: Member) -> Draft:
    """Keep what a member has written so far; the one in charge is then seen to be answering."""
    draft, is_new = Draft.objects.update_or_create(
        conversation=conversation, member=by, defaults={"text": text, "updated_at": now()}
    )
    if is_new and text.strip():
        _begin_answering(conversation, by)
    return draft


def keep_words(reply: Reply, *, by: Member) -> None:
    """The words of an answer that was taken back go on in the draft, before what was begun meanwhile."""
    begun = Draft.objects.filter(conversation=reply.conversation_id, member=by).first()
    rest = f"\n\n{begun.text}" if begun and begun.text.strip() else ""
    save_draft(reply.conversation, reply.text + rest, by=by)


@transaction.atomic
def discard_draft(conversation: Conversation, *, by: Member) -> bool:
    """Throw one's own draft away; False when there was none."""
    count, _rows = Draft.objects.filter(conversation=conversation, member=by).delete()
    return bool(count)


def _begin_answering(conversation: Conversation, by: Member) -> None:
    row = held(conversation)
    if row.status != Conversation.Status.ASSIGNED or row.assignee_id != by.pk:
        return
    pass_on(row, Conversation.Status.ANSWERING, by=by)
    journal.record(
        "conversation.status_changed",
        "conversation",
        row.pk,
        organisation=row.organisation_id,
        by=by,
        before=Conversation.Status.ASSIGNED,
        after=Conversation.Status.ANSWERING,
    )
