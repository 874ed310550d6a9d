"""The lines that ring for a call: which of a member's ways, and which of the organisation's webhooks."""

from collections.abc import Iterator
from datetime import datetime

from hanjari.kit.web.environment import has_mail
from hanjari.people.models import Call, CallOut, Member, Reach, Urgency, Way

_RANK = {Urgency.CALM: 0, Urgency.USUAL: 1, Urgency.URGENT: 2}


def reach_of(member: Member) -> Reach:
    """As the member chose; else the standard one (unsaved)."""
    return Reach.objects.filter(member=member).first() or Reach(member=member)


def lines_of(made: Call, member: Member, ring: int, due: datetime) -> Iterator[CallOut]:
    """A member's lines: always the desk, then the ways chosen.

    Who chose notifications alone and has no device gets a mail: a choice must not make anybody deaf.
    """
    common = {"call": made, "member": member, "ring": ring, "not_before": due}
    yield CallOut(line=f"{Way.DESK}:{member.pk}", way=Way.DESK, **common)
    ways = reach_of(member).ways(made.urgency)
    devices = list(member.devices.all()) if Way.PUSH in ways else []
    for device in devices:
        yield CallOut(line=f"{Way.PUSH}:{device.pk}", way=Way.PUSH, device=device, **common)
    if has_mail() and (Way.MAIL in ways or (ways and not devices)):
        yield CallOut(line=f"{Way.MAIL}:{member.pk}", way=Way.MAIL, **common)


def webhook_lines(made: Call) -> Iterator[CallOut]:
    """The organisation's webhooks that hear calls of this urgency."""
    for webhook in made.organisation.webhooks.filter(stopped_at=None):
        if _RANK[Urgency(made.urgency)] >= _RANK[Urgency(webhook.hears)]:
            yield CallOut(
                call=made,
                line=f"{Way.WEBHOOK}:{webhook.pk}",
                way=Way.WEBHOOK,
                webhook=webhook,
                not_before=made.made_at,
            )
