"""Stancing: is it true, what kind is it, and how we answer; also who may see it, and what stays in sight."""

from collections.abc import Iterable

from django.db import transaction

from hanjari.issues import stances
from hanjari.issues.models import Issue, Pin, Stance
from hanjari.issues.refusals.committee import NoOverruleReasonError
from hanjari.journal.actions import record
from hanjari.journal.models import Entry
from hanjari.people.models import Member
from hanjari.people.refusals import RefusalError


@transaction.atomic
def take_stance(
    issue: Issue,
    truth: str,
    *,
    by: Member,
    kind: str = "",
    has_history: bool = False,
    chosen: Iterable[str] | None = None,
    overruled: str = "",
) -> Stance:
    """Answer "is it true?" and say how we answer; without `chosen` what is advised is taken.

    Going against the advice needs a reason; denial beside apology or excuse is refused whatever the
    reason. The row before stays: the last one counts.
    """
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    advice = stances.advise(truth, kind, has_history=has_history)
    picked = list(advice.strategies) if chosen is None else list(chosen)
    if faults := stances.faults(truth, picked):
        raise RefusalError(faults[0])
    goes_against = stances.overrules(advice, picked)
    if goes_against and not overruled.strip():
        raise NoOverruleReasonError
    stance = Stance.objects.create(
        issue=held, by=by, truth=truth, kind=kind, has_history=has_history,
        advised=list(advice.strategies), chosen=picked,
        overruled=overruled.strip()[:1000] if goes_against else "",
    )  # fmt: skip
    held.truth = issue.truth = truth
    held.kind = issue.kind = kind
    held.save(update_fields=["truth", "kind"])
    record(
        "issue.stance_overruled" if goes_against else "issue.stance_taken",
        "issue", held.pk, organisation=held.organisation_id, by=by,
        truth=f"truth:{truth}", chosen=[f"strategy:{one}" for one in picked],
        reason=stance.overruled[:300],
    )  # fmt: skip
    return stance


@transaction.atomic
def restrict(issue: Issue, *, by: Member, is_restricted: bool = True) -> Issue:
    """Only those seated, their deputies and whoever raised it see it, or everybody does again."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if held.is_restricted != is_restricted:
        held.is_restricted = issue.is_restricted = is_restricted
        held.save(update_fields=["is_restricted"])
        event = "issue.restricted" if is_restricted else "issue.opened_to_all"
        record(event, "issue", held.pk, organisation=held.organisation_id, by=by)
    return held


@transaction.atomic
def pin(issue: Issue, entry: Entry, *, by: Member) -> None:
    """Keep a moment of the timeline in sight. Safe to repeat."""
    _made, is_new = Pin.objects.get_or_create(issue=issue, entry=entry, defaults={"by": by})
    if is_new:
        record("issue.pinned", "issue", issue.pk, organisation=issue.organisation_id, by=by)


@transaction.atomic
def unpin(issue: Issue, entry: Entry, *, by: Member) -> None:
    """Let it go again. Safe to repeat."""
    removed, _each = Pin.objects.filter(issue=issue, entry=entry).delete()
    if removed:
        record("issue.unpinned", "issue", issue.pk, organisation=issue.organisation_id, by=by)
