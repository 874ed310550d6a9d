"""Notes among colleagues, and calling somebody in them by @name."""

from collections.abc import Iterable

from django.db import transaction

from hanjari.conversations.models import Conversation, Mention, Note
from hanjari.conversations.queries import conversations_for
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member


@transaction.atomic
def write_note(conversation: Conversation, text: str, *, by: Member) -> Note:
    """Leave words that stay inside; whoever is called by @name, and may read here, is told."""
    note = Note.objects.create(conversation=conversation, by=by, text=text, at=now())
    colleagues = Member.objects.filter(organisation=conversation.organisation_id, is_active=True)
    named = called_in(text, colleagues)
    called = [one for one in named if conversations_for(one).filter(pk=conversation.pk).exists()]
    Mention.objects.bulk_create([Mention(note=note, member=member) for member in called])
    journal.record(
        "note.written",
        "conversation",
        conversation.pk,
        organisation=conversation.organisation_id,
        by=by,
        note=note.pk,
        mentions=[member.pk for member in called],
    )
    return note


@transaction.atomic
def delete_note(note: Note, *, by: Member) -> None:
    """Take back a note of one's own; the journal keeps that there was one, not its words."""
    conversation = note.conversation
    journal.record(
        "note.deleted",
        "conversation",
        conversation.pk,
        organisation=conversation.organisation_id,
        by=by,
        note=note.pk,
    )
    note.delete()


def called_in(text: str, members: Iterable[Member]) -> list[Member]:
    """Whom a text calls: "@민서", "@민서님"; a longer name wins over its beginning."""
    found = []
    for member in sorted(members, key=lambda member: -len(member.name)):
        if f"@{member.name}" in text:
            found.append(member)
            text = text.replace(f"@{member.name}", "")
    return found
