"""What this room hears from below."""

from collections.abc import Sequence

from hanjari.channels.models import Act, Delivery
from hanjari.commitments.models import Commitment
from hanjari.conversations.actions import (
    answering,
    arrival,
    at_network,
    deliveries,
    everyone,
    judging,
    mending,
    scheduling,
)
from hanjari.journal.ears import listens_to, listens_together_to
from hanjari.journal.models import Entry
from hanjari.people.models import Member


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


@listens_to("authors.named")
def name_who_spoke(entry: Entry) -> None:
    """A stream told ids alone, and now the network has said who wrote."""
    mending.authors_named(entry.facts["author_ids"])


@listens_to("messages.heard_again")
def follow_what_was_heard_again(entry: Entry) -> None:
    """Messages are graver than their words: their conversations stand differently."""
    judging.heard_again(entry.facts["message_ids"])


@listens_together_to("delivery.sent")
def join_what_was_sent(entries: Sequence[Entry]) -> None:
    """Answers are out: they take their places in the threads."""
    deliveries.note_sent(entry.noun_id or 0 for entry in entries)


@listens_to("delivery.failed", "delivery.unknown")
def show_what_is_stuck(entry: Entry) -> None:
    """An answer is not out, or may be."""
    event = entry.event.replace("delivery.", "reply.")
    deliveries.note_trouble(Delivery.objects.get(pk=entry.noun_id or 0), event)


@listens_to("delivery.held")
def show_what_is_held(entry: Entry) -> None:
    """A scheduled answer did not leave by itself: its writer is called."""
    scheduling.note_held(Delivery.objects.get(pk=entry.noun_id or 0))


@listens_to("delivery.cancelled")
def give_words_back(entry: Entry) -> None:
    """A scheduled answer was withdrawn at the outbox: its words lie in its writer's draft."""
    by = Member.objects.filter(pk=entry.by_id or 0).first()
    scheduling.note_cancelled(Delivery.objects.get(pk=entry.noun_id or 0), by=by)


@listens_to("delivery.let_go")
def show_what_was_let_go(entry: Entry) -> None:
    """Somebody let a held answer go: the list says that it is on its way."""
    scheduling.note_let_go(Delivery.objects.get(pk=entry.noun_id or 0))


@listens_to("act.done")
def keep_what_was_done(entry: Entry) -> None:
    """The network has taken back, corrected or moderated: our record follows."""
    at_network.note_done(_act(entry))


@listens_to("act.refused", "act.unknown")
def show_what_was_not_done(entry: Entry) -> None:
    """The network would not, or never said."""
    at_network.note_trouble(_act(entry))


@listens_to(*(f"commitment.{occasion}" for occasion in everyone.OCCASIONS))
def make_telling_ready(entry: Entry) -> None:
    """A promise moved: a text for everybody whose words led to it waits to be read and approved."""
    commitment = Commitment.objects.select_related("organisation").get(pk=entry.noun_id or 0)
    everyone.prepare_telling(commitment, entry.event.partition(".")[2])


@listens_together_to(
    "conversations.arrived",
    "conversations.changed_together",
    "conversations.change_undone",
    "conversation.status_changed",
    "conversation.reopened",
    "conversation.merged",
    "conversation.split",
    "conversation.regrouping_undone",
    "conversation.taken_up",
    "reply.sent",
)
def let_waiting_be_counted(entries: Sequence[Entry]) -> None:
    """Somebody began to wait, was answered, or went: their hours are counted again."""
    answering.await_counting(dict.fromkeys(pk for entry in entries for pk in _concerned(entry)))


def _concerned(entry: Entry) -> list[int]:
    """The conversations of which an entry tells."""
    ids = [
        entry.facts[name] for name in ("source", "target") if isinstance(entry.facts.get(name), int)
    ]
    for name in ("opened", "grown", "ids"):
        ids += entry.facts.get(name, [])
    if entry.noun == "conversation" and entry.noun_id:
        ids.append(entry.noun_id)
    return ids


def _act(entry: Entry) -> Act:
    return Act.objects.select_related("account", "by").get(pk=entry.noun_id or 0)
