"""The brake: everything automatic stops at once, by one switch, and goes on when somebody says why."""

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanjari.channels import leaving
from hanjari.channels.actions.outbox import cancel, record
from hanjari.channels.actions.scheduling import hold_overdue, set_free
from hanjari.channels.models import Brake, Delivery
from hanjari.channels.queries.brakes import held_deliveries, left_behind
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.web.times import stamp
from hanjari.people.models import Member, Organisation
from hanjari.people.refusals import RefusalError


class NoBrakeReasonError(RefusalError):
    """What was stopped for a reason goes on for a reason."""

    words = _("Say why. Until then everything automatic stays where it is.")


class WindowOverError(RefusalError):
    """The network takes it no more; letting it go would only make it fail."""

    words = _(
        "The channel took answers here only until %(until)s. Nothing was sent, and the words are"
        " safe. Withdraw it, and answer when the person writes again."
    )


@transaction.atomic
def put_on_brake(
    organisation: Organisation,
    *,
    by: Member | None,
    reason: str = "",
    about: tuple[str, int] = ("", 0),
) -> Brake:
    """From the commit on no automatic message leaves. On already for this occasion, nothing changes."""
    kind, pk = about
    brake, is_new = Brake.objects.get_or_create(
        organisation=organisation,
        about_kind=kind,
        about_id=pk,
        released_at=None,
        defaults={"reason": reason.strip()[:500], "put_on_by": by},
    )
    if is_new:
        _record("brake.put_on", brake, by, reason=brake.reason, about=list(about))
    return brake


@transaction.atomic
def release_brake(brake: Brake, *, by: Member, reason: str, drops: bool = False) -> Brake:
    """Take it off; `drops`: what it held is withdrawn. Off already, nothing changes.

    What it held goes on only when no other brake is on; what was scheduled and whose moment passed
    meanwhile does not: somebody looks at it first (`scheduling.hold_overdue`). Raises `NoBrakeReasonError`.
    """
    if not reason.strip():
        raise NoBrakeReasonError
    held = Brake.objects.select_for_update().get(pk=brake.pk)
    if held.released_at:
        return held
    if drops:
        for delivery in held_deliveries(held.organisation_id):
            cancel(delivery, by=by)
    hold_overdue(held.organisation_id)
    held.released_at, held.released_by, held.released_for = now(), by, reason.strip()[:500]
    held.save(update_fields=["released_at", "released_by", "released_for"])
    _record("brake.released", held, by, reason=held.released_for, drops=drops)
    return held


@transaction.atomic
def let_go(delivery: Delivery, *, by: Member, reason: str) -> bool:
    """Let one held message leave although the brake is on: from now on a person sends it.

    One that is scheduled keeps its moment; has that passed, it leaves now. False when it has left,
    or was withdrawn. Raises `NoBrakeReasonError`, `WindowOverError`.
    """
    if not reason.strip():
        raise NoBrakeReasonError
    if (end := leaving.ends_at(delivery)) and end < now():
        raise WindowOverError(WindowOverError.words % {"until": stamp(end)})
    if not set_free(delivery):
        return False
    record("delivery.let_go", delivery, by=by, reason=reason.strip()[:500])
    return True


@transaction.atomic
def let_all_go(organisation: Organisation, *, by: Member, reason: str) -> int:
    """Let all that a released brake left behind leave now; how many. Raises `NoBrakeReasonError`.

    What its network takes no more stays where it is.
    """
    gone = 0
    for one in left_behind(organisation.pk):
        with suppress(WindowOverError):
            gone += let_go(one, by=by, reason=reason)
    return gone


@transaction.atomic
def withdraw_all(organisation: Organisation, *, by: Member) -> int:
    """Withdraw all that a released brake left behind; how many."""
    return sum(cancel(one, by=by) for one in left_behind(organisation.pk))


def _record(event: str, brake: Brake, by: Member | None, **facts: object) -> None:
    journal.record(event, "brake", brake.pk, organisation=brake.organisation_id, by=by, **facts)
