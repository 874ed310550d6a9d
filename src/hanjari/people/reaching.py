"""Questions about calls: each fetches and authorises in one; a stranger gets 404."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from hanjari.people.actions.lines import reach_of
from hanjari.people.browsers import browser
from hanjari.people.faults import fault_words
from hanjari.people.models import Call, CallOut, Device, Member, Way, Webhook
from hanjari.people.rings import escalation_of
from hanjari.people.ways.links import line_of
from hanjari.people.ways.push import house_key

__all__ = ["escalation_of", "reach_of"]
SHOWN = 20
"""Calls on a page; the audit trail has all."""


def call_to(member: Member, pk: int) -> Call:
    """A call that rang for this member."""
    return get_object_or_404(Call.objects.filter(outs__member=member).distinct(), pk=pk)


def line_by_ticket(ticket: str) -> CallOut | None:
    """The line that a link was made for, while its member works here."""
    pk = line_of(ticket)
    lines = CallOut.objects.select_related("call__organisation", "member__organisation")
    return lines.filter(pk=pk, member__is_active=True).first() if pk else None


def device_of(member: Member, pk: int) -> Device:
    """One of the member's own devices."""
    return get_object_or_404(Device, member=member, pk=pk)


def webhook_for(member: Member, pk: int) -> Webhook:
    """A webhook of the member's organisation."""
    return get_object_or_404(Webhook, organisation=member.organisation_id, pk=pk)


def own_page(member: Member) -> dict[str, Any]:
    """What the member's page shows: devices, the house's key, the last calls."""
    rang = CallOut.objects.filter(member=member, way=Way.DESK, state=CallOut.State.SENT)
    return {
        "devices": [(device, browser(device.agent)) for device in member.devices.all()],
        "push_key": house_key().public,
        "rang": rang.select_related("call__answered_by").order_by("-pk")[:SHOWN],
    }


def desk_page(member: Member) -> dict[str, Any]:
    """What the organisation's page shows: webhooks, and the last calls with every line."""
    lines = CallOut.objects.select_related("member", "webhook", "letter")
    calls = Call.objects.filter(organisation=member.organisation_id, is_trial=False)
    return {
        "fault_words": fault_words,
        "webhooks": Webhook.objects.filter(organisation=member.organisation_id),
        "recent": calls.select_related("answered_by").prefetch_related(Prefetch("outs", lines))[
            :SHOWN
        ],
    }
