"""Seats: taken by hand, handed over with a briefing, left; one lead at a time."""

from django.db import IntegrityError, transaction

from hanjari.issues.actions.convening import call_to_seats, note_sitting, take_seat
from hanjari.issues.models import Issue, Part, Seat
from hanjari.issues.queries.seats import lead_of, seats_of
from hanjari.issues.refusals.committee import (
    LeadTakenError,
    NotHereError,
    NotYourSeatError,
    SeatedAlreadyError,
    SeatGoneError,
)
from hanjari.issues.refusals.issue import EndedError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


@transaction.atomic
def give_seat(issue: Issue, part: str, member: Member, *, by: Member | None) -> Seat:
    """Call one more member to a part; whoever takes one oneself is there at once.

    Two who want to lead at the same moment: the first leads, the second is told who does
    (`LeadTakenError`).
    """
    held = _held(issue, member)
    lead = lead_of(held)
    if part == Part.LEAD and lead and lead.member_id != member.pk:
        raise LeadTakenError(lead.member.name if lead.member else "")
    if seats_of(held).filter(part=part, member=member).exists():
        raise SeatedAlreadyError
    seat = Seat.objects.create(issue=held, part=part, member=member)
    record(
        "issue.seat_given", "issue", held.pk, organisation=held.organisation_id, by=by,
        part=f"part:{part}", name=member.name,
    )  # fmt: skip
    return _there_or_called(held, seat, by)


@transaction.atomic
def hand_over(seat: Seat, to: Member, *, by: Member, briefing: str = "") -> Seat:
    """The seat goes to somebody else, with what they must know; the old one stays as history."""
    held = _held(seat.issue, to)
    old = _own_seat(seat, by)
    if old.member_id == to.pk:
        raise SeatedAlreadyError
    if seats_of(held).filter(part=old.part, member=to).exists():
        raise SeatedAlreadyError
    _leave(old)
    try:
        new = Seat.objects.create(
            issue=held, part=old.part, member=to, follows=old, briefing=briefing.strip()
        )
    except IntegrityError as fault:  # another store's lock let a second hand-over through
        raise SeatGoneError from fault
    record(
        "issue.seat_handed_over", "issue", held.pk, organisation=held.organisation_id, by=by,
        part=f"part:{old.part}", before=old.member.name if old.member else "", after=to.name,
        briefing=briefing.strip()[:200],
    )  # fmt: skip
    return _there_or_called(held, new, by)


@transaction.atomic
def leave_seat(seat: Seat, *, by: Member) -> Seat:
    """Somebody leaves a part that nobody follows in, yet; leading is handed over, never just left."""
    held = _held(seat.issue)
    old = _own_seat(seat, by)
    if old.part == Part.LEAD:
        raise NotYourSeatError
    _leave(old)
    _record_left(held, old, by)
    return old


@transaction.atomic
def vacate(member_id: int) -> int:
    """A member works here no more: their seats in open issues are left, and the deputies called.

    How many seats that were. Tasks stay theirs by name and are shown as vacant.
    """
    seats = Seat.objects.filter(member=member_id, renounced_at=None).select_related("issue")
    open_seats = [seat for seat in seats.order_by("issue_id") if seat.issue.is_open]
    for seat in open_seats:
        held = _held(seat.issue)
        _leave(seat)
        _record_left(held, seat, None)
        deputy = seat.deputy
        if deputy and deputy.is_active and not _sits(held, seat.part, deputy):
            new = Seat.objects.create(issue=held, part=seat.part, member=deputy, follows=seat)
            call_to_seats(held, [new], by=None)
    return len(open_seats)


def _sits(issue: Issue, part: str, member: Member) -> bool:
    return seats_of(issue).filter(part=part, member=member).exists()


def _held(issue: Issue, member: Member | None = None) -> Issue:
    """The issue, locked: acts on seats go one after the other."""
    held = Issue.objects.select_for_update().select_related("organisation").get(pk=issue.pk)
    if not held.is_open:
        raise EndedError
    if member and (not member.is_active or member.organisation_id != held.organisation_id):
        raise NotHereError
    return held


def _own_seat(seat: Seat, by: Member) -> Seat:
    old = Seat.objects.select_for_update().get(pk=seat.pk)
    if old.renounced_at:
        raise SeatGoneError
    if by.pk not in (old.member_id, old.deputy_id) and not by.can(Permission.RUN_ISSUE):
        raise NotYourSeatError
    return old


def _leave(seat: Seat) -> None:
    seat.renounced_at = now()
    seat.save(update_fields=["renounced_at"])


def _record_left(issue: Issue, seat: Seat, by: Member | None) -> None:
    record(
        "issue.seat_left", "issue", issue.pk, organisation=issue.organisation_id, by=by,
        part=f"part:{seat.part}", name=seat.member.name if seat.member else "",
    )  # fmt: skip


def _there_or_called(issue: Issue, seat: Seat, by: Member | None) -> Seat:
    if by and seat.member_id == by.pk:
        return take_seat(seat, by=by)
    call_to_seats(issue, [seat], by=by)
    note_sitting(issue, by=by)
    return seat
