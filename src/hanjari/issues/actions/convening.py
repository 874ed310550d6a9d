"""Convening: everyone whom the issue concerns is called at once, and says: I'm here."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.issues import quorum, seating
from hanjari.issues.actions.clocks import meet_clock, start_clocks
from hanjari.issues.actions.staging import set_stage
from hanjari.issues.models import Issue, Seat
from hanjari.issues.queries.seats import asking_of, people_of, rules_of, seats_of
from hanjari.issues.refusals.committee import NotYourSeatError, SeatGoneError
from hanjari.issues.refusals.issue import EndedError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.actions import calls
from hanjari.people.models import Member, Urgency, Way
from hanjari.people.rings import Ring

PATIENCE = {1: 15, 2: 10, 3: 5}
"""Minutes until the deputy is called as well, by level."""
FRESH = (Issue.Stage.TRIAGE, Issue.Stage.WATCH)


@transaction.atomic
def convene_committee(issue: Issue, *, by: Member | None) -> list[Seat]:
    """Call everyone whom the issue's level, kind and department ask for; the clocks of T0 begin.

    Who sits there already is not called again, so that it is safe to repeat: after the level rose
    only the further parts are called. Gives all seats that are taken or called.
    """
    held = Issue.objects.select_for_update().select_related("organisation").get(pk=issue.pk)
    if not held.is_open:
        raise EndedError
    new = _missing(held)
    if held.convened_at is None:
        held.convened_at = issue.convened_at = now()
        held.save(update_fields=["convened_at"])
    Seat.objects.bulk_create(new)
    call_to_seats(held, new, by=by)
    if new:
        names = [seat.member.name for seat in new if seat.member]
        record(
            "issue.convened", "issue", held.pk, organisation=held.organisation_id, by=by,
            names=names, level=held.level,
        )  # fmt: skip
    start_clocks(held, by=by)
    if held.stage in FRESH:
        set_stage(held, Issue.Stage.CONVENED, by=by)
        issue.stage = held.stage
    return list(seats_of(held))


def _missing(issue: Issue) -> list[Seat]:
    there = set(seats_of(issue).values_list("part", "member_id"))
    has_lead = any(part == "lead" for part, _member in there)
    wanted = seating.wanted(asking_of(issue), rules_of(issue), people_of(issue))
    return [
        Seat(issue=issue, part=one.part, member_id=one.member, deputy_id=one.deputy)
        for one in wanted
        if (one.part, one.member) not in there and not (one.part == "lead" and has_lead)
    ]


def call_to_seats(issue: Issue, seats: Iterable[Seat], *, by: Member | None) -> None:
    """One urgent call a member, by every way they chose; their deputy is called when nobody answers.

    An exercise rings on the desk alone. Webhooks hear of the first call, and never of a restricted
    issue.
    """
    silent = {Way.WEBHOOK} if issue.is_restricted else set()
    if issue.is_exercise:
        silent = {Way.WEBHOOK, Way.MAIL, Way.PUSH}
    by_member: dict[int, list[Seat]] = {}
    for seat in seats:
        if seat.member_id:
            by_member.setdefault(seat.member_id, []).append(seat)
    for own in by_member.values():
        _call(issue, own, by=by, silent=silent)
        silent = silent | {Way.WEBHOOK}


def _call(issue: Issue, own: list[Seat], *, by: Member | None, silent: set[Way]) -> None:
    member = own[0].member
    if member is None:
        return
    made = calls.call(
        [member],
        subject=lambda: _subject(issue),
        words=lambda: _words(issue, own),
        key=f"issue:{issue.pk}:seat:{own[0].pk}",
        url=reverse("issues:issue", args=[issue.pk]),
        urgency=Urgency.URGENT,
        by=by,
        then=_then(issue, own),
        without=silent,
    )
    Seat.objects.filter(pk__in=[seat.pk for seat in own]).update(call=made)


def _then(issue: Issue, own: list[Seat]) -> list[Ring] | None:
    """The deputies; nobody answering for a lead without one, those whom the company calls next."""
    deputies = [seat.deputy for seat in own if seat.deputy]
    if deputies:
        return [(timedelta(minutes=PATIENCE[issue.level]), deputies)]
    leads = any(seat.part == "lead" for seat in own)
    return None if leads and not issue.is_restricted else []


def _subject(issue: Issue) -> str:
    told = {"number": issue.number, "title": issue.title, "level": issue.get_level_display()}
    if issue.is_restricted:
        return _("You are called to the committee of issue #%(number)s") % told
    if issue.is_exercise:
        return _("Exercise: committee of issue #%(number)s, %(title)s") % told
    return _("Committee of issue #%(number)s, %(title)s (%(level)s)") % told


def _words(issue: Issue, own: list[Seat]) -> str:
    parts = ", ".join(str(seat.get_part_display()) for seat in own)
    words = _("Your part: %(parts)s. Say that you are here, then open the room.")
    told = words % {"parts": parts}
    return (
        told + " " + _("This is an exercise; nothing leaves the desk.")
        if issue.is_exercise
        else told
    )


@transaction.atomic
def take_seat(seat: Seat, *, by: Member) -> Seat:
    """I'm here. The deputy who comes first takes the seat over. Safe to repeat.

    When the lead and half of those called are there, the committee sits: how long that took since
    T0 is kept, and its clock is met.
    """
    issue = Issue.objects.select_for_update().get(pk=seat.issue_id)
    held = Seat.objects.select_for_update().get(pk=seat.pk)
    if held.renounced_at:
        raise SeatGoneError
    if held.member_id != by.pk:
        held = _stand_in(held, by)
    if held.arrived_at:
        return held
    held.arrived_at = now()
    held.save(update_fields=["arrived_at"])
    record(
        "issue.arrived", "issue", issue.pk, organisation=issue.organisation_id, by=by,
        part=f"part:{held.part}", minutes=_minutes(held),
    )  # fmt: skip
    if held.call:
        calls.answer(held.call, by=by)
    note_sitting(issue, by=by)
    return held


def _stand_in(seat: Seat, by: Member) -> Seat:
    """The deputy takes a seat that its member has not come to."""
    if by.pk != seat.deputy_id or seat.arrived_at:
        raise NotYourSeatError
    seat.renounced_at = now()
    seat.save(update_fields=["renounced_at"])
    return Seat.objects.create(
        issue_id=seat.issue_id, part=seat.part, member=by, call=seat.call,
        called_at=seat.called_at, follows=seat,
    )  # fmt: skip


def _minutes(seat: Seat) -> int:
    return int((now() - seat.called_at).total_seconds() // 60)


def note_sitting(issue: Issue, *, by: Member | None) -> None:
    """The first time that enough are there, `sat_at` is written and the committee's clock met."""
    if issue.sat_at:
        return
    rows = seats_of(issue).values_list("part", "member_id", "arrived_at")
    if not quorum.is_sitting(quorum.Seated(p, m, at is not None) for p, m, at in rows):
        return
    issue.sat_at = now()
    issue.save(update_fields=["sat_at"])
    minutes = int((issue.sat_at - issue.detected_at).total_seconds() // 60)
    record(
        "issue.sat", "issue", issue.pk, organisation=issue.organisation_id, by=by, minutes=minutes
    )
    meet_clock(issue, "committee", at=issue.sat_at, by=by)
