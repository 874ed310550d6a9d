"""Labels: the words that members put on conversations; the row keeps them for the list."""

from django.db import transaction

from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import Conversation, Label
from hanjari.journal import actions as journal
from hanjari.people.models import Member


@transaction.atomic
def label(conversation: Conversation, name: str, *, by: Member) -> Label | None:
    """Put a word on a conversation, making it where it is new; None when it is there already."""
    row = held(conversation)
    word, _is_new = Label.objects.get_or_create(
        organisation=row.organisation, name=" ".join(name.split())[:40]
    )
    if row.labels.filter(pk=word.pk).exists():
        return None
    row.labels.add(word)
    write_words(row)
    _record("conversation.labelled", row, by=by, label=word.name)
    return word


@transaction.atomic
def unlabel(conversation: Conversation, word: Label, *, by: Member) -> bool:
    """Take a word off; False when it was not there."""
    row = held(conversation)
    if not row.labels.filter(pk=word.pk).exists():
        return False
    row.labels.remove(word)
    write_words(row)
    _record("conversation.unlabelled", row, by=by, label=word.name)
    return True


@transaction.atomic
def rename_label(word: Label, name: str, *, by: Member) -> None:
    """Call a label otherwise, everywhere."""
    before, word.name = word.name, " ".join(name.split())[:40]
    word.save(update_fields=["name"])
    for row in word.conversations.all():
        write_words(row)
    journal.record(
        "label.renamed",
        "label",
        word.pk,
        organisation=word.organisation_id,
        by=by,
        before=before,
        after=word.name,
    )


@transaction.atomic
def delete_label(word: Label, *, by: Member) -> None:
    """Take a label off everywhere and forget it."""
    rows = list(word.conversations.all())
    journal.record(
        "label.deleted",
        "label",
        word.pk,
        organisation=word.organisation_id,
        by=by,
        name=word.name,
        conversation_count=len(rows),
    )
    word.delete()
    for row in rows:
        write_words(row)


def write_words(row: Conversation) -> None:
    """Keep the row's copy of its labels, which the list reads."""
    row.label_words = list(row.labels.values_list("name", flat=True))
    row.save(update_fields=["label_words"])


def _record(event: str, row: Conversation, *, by: Member, **facts: str) -> None:
    journal.record(event, "conversation", row.pk, organisation=row.organisation_id, by=by, **facts)
