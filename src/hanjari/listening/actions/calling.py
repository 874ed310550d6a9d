"""Calling for an alarm: who is told by which rule, and that nobody is called about what is over."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.listening.models import Alarm, CallRule
from hanjari.listening.storytelling import story
from hanjari.people.actions import call, call_off
from hanjari.people.models import Call, Member, Urgency
from hanjari.people.permissions import Permission
from hanjari.people.rings import Ring, rings_of


def call_for(alarm: Alarm) -> Call:
    """Call whom the query's rule names; nobody looks in time: the organisation's next ones. Once an alarm."""
    rule = CallRule.objects.filter(query=alarm.query_id).first()
    return call(
        called_for(alarm, rule),
        subject=lambda: _("More than usual about %(query)s") % {"query": alarm.query.name},
        words=lambda: story(alarm),
        key=_key(alarm),
        url=reverse("listening:alarm", args=[alarm.pk]),
        urgency=Urgency.URGENT if rule is None or rule.is_urgent else Urgency.USUAL,
        organisation=alarm.organisation,
        then=_then(alarm, rule),
    )


def call_off_for(alarm: Alarm) -> None:
    """The burst is over, or somebody has said what it is: nobody else is called."""
    made = Call.objects.filter(organisation=alarm.organisation_id, key=_key(alarm)).first()
    if made:
        call_off(made)


def called_for(alarm: Alarm, rule: CallRule | None) -> list[Member]:
    """Those whom the rule names; without one, or where all it names have left, who may say what to listen for."""
    here = Member.objects.filter(organisation=alarm.organisation_id, is_active=True)
    named = []
    if rule:
        named = list(
            here.filter(pk__in=rule.members.all()) | here.filter(role__in=rule.roles.all())
        )
    may = [one for one in here.select_related("role") if one.can(Permission.MANAGE_QUERIES)]
    return named or may


def _then(alarm: Alarm, rule: CallRule | None) -> list[Ring]:
    """The organisation's rings; a rule says after how long the first of them is called."""
    rings = rings_of(alarm.organisation)
    if rule is None or not rings:
        return rings
    moved = timedelta(minutes=rule.minutes) - rings[0][0]
    return [(after + moved, members) for after, members in rings]


def _key(alarm: Alarm) -> str:
    return f"alarm:{alarm.pk}"
