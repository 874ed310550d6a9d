"""Sending calls: each waiting line is claimed, sent, and noted; quiet hours put it off.

A worker that dies between sending and noting sends a line again after its lease. The second copy of
a notification replaces the first on the screen (its tag), and that of a webhook bears the same id.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F, QuerySet

from hanjari.kit.announce import announce
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError
from hanjari.people.actions.devices import lose_device
from hanjari.people.actions.lines import reach_of
from hanjari.people.actions.webhooks import note_webhook
from hanjari.people.models import Call, CallOut, Device, Way
from hanjari.people.ways import letter, push, webhook
from hanjari.people.ways.parcel import Outcome, Parcel, delivered

BATCH, SIDE_BY_SIDE = 24, 8
LEASE = timedelta(minutes=2)
"""How long a claimed line is left to its worker: longer than a batch of requests may take."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(minutes=15)
GIVES_UP_AFTER = timedelta(hours=24)
_log = structlog.get_logger(__name__)
State = CallOut.State


def send_calls() -> int:
    """Send what is due; returns how many lines were looked at."""
    due = CallOut.objects.filter(state=State.WAITING, not_before__lte=now()).order_by("not_before")
    rows = due.select_related("call__organisation", "member__organisation", "device", "webhook")
    outs = list(rows[:BATCH])
    parcels = [(out, ready) for out in outs if _is_to_ring(out) and (ready := _packed(out))]
    if parcels:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:  # no rows in there, only requests
            outcomes = list(pool.map(_deliver, parcels))
        _note_all([out for out, _parcel in parcels], outcomes)
    return len(outs)


def _is_to_ring(out: CallOut) -> bool:
    """Claimed and still wanted; otherwise put off or spared."""
    member, made = out.member, out.call
    is_late = out.ring > 0 and made.answered_at is not None
    if made.called_off_at or is_late or (member and not member.is_active):
        _mine(out).update(state=State.SPARED)
        return False
    if member and out.way != Way.DESK and not made.is_trial:
        until = reach_of(member).quiet_until(now(), made.urgency)
        if until:
            _mine(out).update(not_before=until)
            return False
    if not _mine(out).update(not_before=now() + LEASE, attempts=F("attempts") + 1):
        return False
    _note_ring(out)
    return True


def _mine(out: CallOut) -> QuerySet[CallOut]:
    """The row as it was read; empty once another worker has it."""
    return CallOut.objects.filter(pk=out.pk, state=State.WAITING, not_before=out.not_before)


def _note_ring(out: CallOut) -> None:
    """The first line of a later ring is told once."""
    further = Call.objects.filter(pk=out.call_id, ring__lt=out.ring)
    with transaction.atomic():
        if further.update(ring=out.ring):
            _tell(out, "call.escalated", to=out.member.name if out.member else "")


def _packed(out: CallOut) -> Parcel | None:
    """What goes out by http; mail and the desk are done at once."""
    try:
        return _PACKING[Way(out.way)](out)
    except (SealBrokenError, ValueError, KeyError) as error:
        _log.warning("call.not_packed", out=out.pk, fault=type(error).__name__)
        _note(out, Outcome("sealed", is_final=True))
    return None


@transaction.atomic
def _write(out: CallOut) -> Parcel | None:
    if out.member:
        out.letter = letter.posted(out, out.member)
        out.save(update_fields=["letter"])
        _note(out, Outcome() if out.letter else Outcome("no_mail", is_final=True))
    return None


def _show(out: CallOut) -> Parcel | None:
    _note(out, Outcome())
    return None


def _push(out: CallOut) -> Parcel | None:
    if out.device and out.member:
        return push.parcel(out, out.device, out.member)
    _note(out, Outcome("gone", is_final=True))
    return None


def _hook(out: CallOut) -> Parcel | None:
    if out.webhook and not out.webhook.stopped_at:
        return webhook.parcel(out, out.webhook)
    _note(out, Outcome("gone", is_final=True))
    return None


_PACKING: dict[Way, Callable[[CallOut], Parcel | None]] = {
    Way.DESK: _show,
    Way.MAIL: _write,
    Way.PUSH: _push,
    Way.WEBHOOK: _hook,
}


def _note_all(outs: list[CallOut], outcomes: list[Outcome]) -> None:
    for out, outcome in zip(outs, outcomes, strict=True):
        _note(out, outcome)


def _deliver(packed: tuple[CallOut, Parcel]) -> Outcome:
    out, parcel = packed
    return delivered(parcel, gone=push.GONE if out.way == Way.PUSH else webhook.GONE)


@transaction.atomic
def _note(out: CallOut, outcome: Outcome) -> None:
    """Sent, later again, or never; an address that is gone goes.

    A worker so slow that another one took its line over may still say that it was sent, but not
    that it failed where the other one succeeded.
    """
    rows = CallOut.objects.filter(pk=out.pk)
    waiting = rows.filter(state=State.WAITING)
    if not outcome.fault:
        rows.update(state=State.SENT, sent_at=now(), fault="")
        if out.device:
            Device.objects.filter(pk=out.device.pk).update(reached_at=now())
    elif outcome.is_final or now() - out.call.made_at > GIVES_UP_AFTER:
        if waiting.update(state=State.FAILED, fault=outcome.fault):
            _tell(out, "call.failed", way=out.way, fault=outcome.fault)
    else:
        wait = max(outcome.wait or FIRST_WAIT, FIRST_WAIT * 2 ** min(out.attempts, 10))
        waiting.update(not_before=now() + min(wait, LONGEST_WAIT), fault=outcome.fault)
    if out.webhook:
        note_webhook(out.webhook, outcome)
    if out.device and outcome.is_gone:
        lose_device(out.device)


def _tell(out: CallOut, event: str, **facts: str) -> None:
    made = out.call
    subject = made.said[made.organisation.language][0]
    announce(event, "call", made.pk, organisation=made.organisation_id, subject=subject, **facts)
