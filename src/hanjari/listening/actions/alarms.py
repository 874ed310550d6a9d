"""What members say of an alarm: that it is one, that it is none and why, that it may become an issue."""

from collections.abc import Iterable

from django.db import transaction

from hanjari.journal.actions import record
from hanjari.listening.actions.calling import call_off_for
from hanjari.listening.models import Alarm, CallRule, Candidate, StandingQuery, Verdict
from hanjari.people.models import Member, Role


@transaction.atomic
def confirm_alarm(alarm: Alarm, *, by: Member) -> Verdict:
    """Something is happening; nobody else is called. Saying it twice changes nothing."""
    return _say(alarm, Verdict.Word.CONFIRMED, "", by)


@transaction.atomic
def dismiss_alarm(alarm: Alarm, reason: str, *, by: Member) -> Verdict:
    """No cause for alarm, and why: the next one like it is shown with this reason."""
    return _say(alarm, Verdict.Word.DISMISSED, reason, by)


@transaction.atomic
def open_candidate(alarm: Alarm, title: str, *, by: Member) -> Candidate:
    """Hold the alarm for an issue; it is confirmed thereby. Once an alarm: the first one stands."""
    made, is_new = Candidate.objects.get_or_create(alarm=alarm, defaults={"title": title, "by": by})
    if is_new:
        _say(alarm, Verdict.Word.CONFIRMED, "", by)
        _record("alarm.candidate_opened", alarm, by, title=title)
    return made


@transaction.atomic
def change_call_rule(
    query: StandingQuery,
    *,
    members: Iterable[Member],
    roles: Iterable[Role],
    is_urgent: bool,
    minutes: int,
    by: Member,
) -> CallRule:
    """Who is called for the query's alarms from now on."""
    fields = {"is_urgent": is_urgent, "minutes": minutes}
    rule, _is_new = CallRule.objects.update_or_create(query=query, defaults=fields)
    rule.members.set(members)
    rule.roles.set(roles)
    named = [one.name for one in rule.members.all()] + [one.name for one in rule.roles.all()]
    facts = {"name": query.name, "to": named, "minutes": minutes}
    record(
        "standing_query.calls_changed",
        "standing_query",
        query.pk,
        organisation=query.organisation_id,
        by=by,
        **facts,
    )
    return rule


def _say(alarm: Alarm, word: str, reason: str, by: Member) -> Verdict:
    Alarm.objects.select_for_update().get(pk=alarm.pk)
    last = alarm.verdicts.last()
    if last and (last.word, last.reason) == (word, reason):
        return last
    verdict = Verdict.objects.create(alarm=alarm, word=word, reason=reason, by=by)
    _record(f"alarm.{word}", alarm, by, **({"reason": reason} if reason else {}))
    call_off_for(alarm)
    return verdict


def _record(event: str, alarm: Alarm, by: Member, **facts: str) -> None:
    query = alarm.query.name
    record(
        event, "alarm", alarm.pk, organisation=alarm.organisation_id, by=by, query=query, **facts
    )
