"""What this room hears: what arrives below, levels that rise, members who answer their calls, members who leave."""

from collections.abc import Sequence

from hanjari.conversations.models import Reply
from hanjari.issues import actions as issues
from hanjari.issues.actions import comparing, gathering, giving, publishing, watching
from hanjari.issues.models import Issue, Seat
from hanjari.issues.refusals.committee import NotYourSeatError, SeatGoneError
from hanjari.issues.refusals.issue import EndedError
from hanjari.journal.ears import listens_to, listens_together_to
from hanjari.journal.models import Entry


@listens_to("messages.arrived")
def bring_replies_home(entry: Entry) -> None:
    """Answers to what we published belong to its issue."""
    publishing.hear_replies(entry.facts["message_ids"])


@listens_to("messages.arrived", "messages.heard_again")
def note_what_came(entry: Entry) -> None:
    """What came, or was heard too low at first, waits to be held against rules and open issues."""
    if entry.organisation_id:
        watching.note_sightings(entry.organisation_id, entry.facts["message_ids"])


@listens_to("issue.raised")
def compare_what_was_raised(entry: Entry) -> None:
    """A new issue waits to be compared with the others by what it means."""
    comparing.await_comparing(entry.noun_id or 0)


@listens_to("issue.level_raised")
def convene_at_once(entry: Entry) -> None:
    """From level 2 on nobody waits for somebody to think of it; the rest is called as it rises."""
    issue = Issue.objects.filter(pk=entry.noun_id or 0).first()
    if issue and issue.is_open and issue.level >= Issue.Level.COMMITTEE:
        issues.convene_committee(issue, by=entry.by)


@listens_to("call.answered", "call.seen")
def seat_who_answered(entry: Entry) -> None:
    """One tap in a mail or a notification is: I'm here. A deputy's tap takes the seat over."""
    if entry.by is None:
        return
    for seat in Seat.objects.filter(call=entry.noun_id or 0, renounced_at=None):
        if seat.member_id == entry.by_id or seat.deputy_id == entry.by_id:
            try:
                issues.take_seat(seat, by=entry.by)
            except (SeatGoneError, NotYourSeatError, EndedError):
                continue  # they were a moment too late; whoever sits there sits there


@listens_to("member.disabled")
def call_the_deputies(entry: Entry) -> None:
    """Somebody works here no more: their seats go to their deputies."""
    issues.vacate(entry.noun_id or 0)


@listens_to("issue.messages_added", "issue.messages_confirmed", "answer.question_added")
def gather_what_is_asked(entry: Entry) -> None:
    """More belongs to an issue, or its sheet has a new line: what people ask there is laid together anew."""
    gathering.await_gathering(entry.noun_id or 0)


@listens_together_to("reply.sent")
def note_what_was_answered(entries: Sequence[Entry]) -> None:
    """Answers of a sheet have left in replies: a correction will know whom it concerns."""
    replies = Reply.objects.filter(pk__in={entry.facts.get("reply") or 0 for entry in entries})
    rows = replies.select_related("conversation__organisation", "by")
    giving.note_given(list(rows.order_by("pk")))
