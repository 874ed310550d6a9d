"""Reminding: a review that nobody finishes is told to whoever led, before and after its day."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.issues.models import Issue, Review
from hanjari.issues.queries.review import unfinished
from hanjari.issues.queries.seats import lead_of
from hanjari.kit.clock import now
from hanjari.kit.web import times
from hanjari.people.actions import calls
from hanjari.people.models import Call, Member, Way

AHEAD = timedelta(days=3)
MOST = 50


def remind_of_reviews() -> int:
    """Call whoever leads three days before a review is due, and once more when it is late; how many rang."""
    return sum(_remind(review) for review in unfinished(now() + AHEAD)[:MOST])


@transaction.atomic
def _remind(review: Review) -> bool:
    """Once for each time it is due: an issue opened again and closed anew is reminded of anew."""
    issue = review.issue
    key = _key(review, "late" if review.due_at < now() else "soon")
    whom = leading(issue)
    if whom is None or Call.objects.filter(organisation=issue.organisation, key=key).exists():
        return False
    told = {"number": issue.number, "title": issue.title}
    calls.call(
        [whom],
        subject=lambda: _("Review of issue #%(number)s: %(title)s") % told,
        words=lambda: _words(review),
        key=key,
        url=reverse("issues:review", args=[issue.pk]),
        without=silent(issue),
    )
    return True


def still_reminders(review: Review, *, by: Member) -> None:
    """It is finished: what was called for it no longer matters."""
    rows = Call.objects.filter(
        organisation=review.issue.organisation_id,
        key__in=[_key(review, "soon"), _key(review, "late")],
    )
    for made in rows.select_related("organisation"):
        calls.call_off(made, by=by)


def _key(review: Review, when: str) -> str:
    return f"issue:{review.issue_id}:review:{review.due_at:%Y%m%d%H%M}:{when}"


def _words(review: Review) -> str:
    told = {"time": times.stamp(review.due_at)}
    if review.due_at < now():
        return _("It was due by %(time)s and is not finished.") % told
    return _("It is due by %(time)s and is not finished.") % told


def leading(issue: Issue) -> Member | None:
    """Whoever leads; where nobody sat, whoever closed or raised it and still works here."""
    seat = lead_of(issue)
    asked = (
        seat.member if seat else None,
        seat.deputy if seat else None,
        issue.closed_by,
        issue.raised_by,
    )
    return next((one for one in asked if one and one.is_active), None)


def silent(issue: Issue) -> set[Way]:
    """An exercise rings on the desk alone, and webhooks never hear of a restricted issue."""
    if issue.is_exercise:
        return {Way.WEBHOOK, Way.MAIL, Way.PUSH}
    return {Way.WEBHOOK} if issue.is_restricted else set()
