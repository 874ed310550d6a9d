"""Taking up: what was only overheard becomes a conversation, because a member wants to answer it."""

from django.db import transaction

from hanjari.conversations.actions.arrival import thread_messages
from hanjari.conversations.actions.assignment import assign
from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation, Turn
from hanjari.journal import actions as journal
from hanjari.listening.models import Message
from hanjari.people.models import Member


@transaction.atomic
def take_up(message: Message, *, by: Member) -> Conversation:
    """Open a conversation for a message and give it to the member; one that has a place keeps it."""
    Message.objects.select_for_update().get(pk=message.pk)  # two members at once: one opens it
    turn = Turn.objects.filter(message=message).select_related("conversation").first()
    if turn:
        return turn.conversation
    thread_messages([message.pk])
    conversation = Turn.objects.select_related("conversation").get(message=message).conversation
    if not conversation.is_open:  # said long ago: threading takes it for history
        pass_on(held(conversation), Conversation.Status.TRIAGED, by=by)
    assign(conversation, by, by=by)
    journal.record(
        "conversation.taken_up", "conversation", conversation.pk,
        organisation=conversation.organisation_id, by=by, message=message.pk,
    )  # fmt: skip
    return conversation
