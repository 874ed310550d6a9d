"""The brake as it is asked for: whether it is on, why, and what it holds."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.shortcuts import get_object_or_404

from hanjari.channels.models import Brake, Delivery
from hanjari.people.models import Member

BRAKE = "brake"
"""Why a delivery is held (`Delivery.held_for`) whose moment passed while a brake was on."""
_LEFT = Q(state=Delivery.State.HELD, held_for=BRAKE)


def open_brakes(organisation_id: int) -> QuerySet[Brake]:
    """Those that are on, the first one first."""
    rows = Brake.objects.filter(organisation=organisation_id, released_at=None)
    return rows.select_related("put_on_by")


def open_brake_for(member: Member, pk: int) -> Brake:
    """One of the member's company that is on, or 404."""
    return get_object_or_404(open_brakes(member.organisation_id), pk=pk)


def held_delivery_for(member: Member, pk: int) -> Delivery:
    """One automatic message of the member's company that has not left, or 404."""
    return get_object_or_404(held_deliveries(member.organisation_id), pk=pk)


def held_since(organisation_id: int) -> datetime | None:
    """When the newest brake was put on that holds this organisation's automatic messages; None: none does."""
    on = Brake.objects.filter(organisation=organisation_id, released_at=None)
    return on.order_by("-put_on_at").values_list("put_on_at", flat=True).first()


def unbraked() -> Combinable:
    """Deliveries that no brake holds; part of the very statement that lets one go, so without a join.

    (`accounts.sending_accounts` says why.)
    """
    on = Brake.objects.filter(organisation__accounts=OuterRef("account"), released_at=None)
    return Q(is_automatic=False) | ~Exists(on)


def held_deliveries(organisation_id: int) -> QuerySet[Delivery]:
    """Automatic messages that have not left, in the order in which they would; held while a brake is on.

    Also those that are scheduled, and those whose moment passed during a brake.
    """
    waiting = Q(is_automatic=True, state=Delivery.State.QUEUED)
    rows = Delivery.objects.filter(waiting | _LEFT, account__organisation=organisation_id)
    return rows.select_related("account").order_by("not_before", "pk")


def left_behind(organisation_id: int) -> QuerySet[Delivery]:
    """What was scheduled and whose moment passed during a brake: it leaves when somebody says so."""
    rows = Delivery.objects.filter(_LEFT, account__organisation=organisation_id)
    return rows.select_related("account").order_by("not_before", "pk")
