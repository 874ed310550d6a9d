"""Telling browsers: a ring is laid out for each, claimed, posted, and gone once it was told.

A worker that dies between posting and noting posts again after the lease; the second copy has the
same tag and replaces the first on the screen.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F

from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError
from hanjari.people.ways import push
from hanjari.people.ways.parcel import Outcome, Parcel, delivered
from hanjari.public.actions.drawing import standing
from hanjari.public.models import Browser, Notice, Ring
from hanjari.public.pages.news import notification

LAID_OUT, BATCH, SIDE_BY_SIDE = 1_000, 64, 16
LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=1)
GIVES_UP_AFTER = timedelta(hours=24)
"""News of yesterday is no notice any more; the page has it."""
UNREACHED = timedelta(days=3)
_LASTS = 86_400
"""Seconds that a push service keeps it for a browser that is switched off."""
log = structlog.get_logger(__name__)


def ring_browsers() -> bool:
    """Lay out what is new, and post what is due; True while more may be due."""
    is_laid = _lay_out()
    return _post_due() or is_laid


def forget_unreached() -> int:
    """Browsers whose push service never took anything are not kept; how many went."""
    old = Browser.objects.filter(reached_at=None, asked_at__lt=now() - UNREACHED)
    return old.delete()[1].get("public.Browser", 0)


@transaction.atomic
def _lay_out() -> bool:
    """Rings of one notice for the next browsers, each once, whatever dies between two turns."""
    due = standing(Notice.objects.select_for_update().filter(rung_at=None))
    notice = due.order_by("pk").first()
    if notice is None:
        return False
    rows = Browser.objects.filter(
        organisation=notice.organisation_id, asked_at__lte=notice.made_at, pk__gt=notice.rung
    ).order_by("pk")
    found = list(rows.values_list("pk", flat=True)[:LAID_OUT])
    Ring.objects.bulk_create([Ring(notice=notice, browser_id=pk) for pk in found])
    if found:
        notice.rung = found[-1]
    else:
        notice.rung_at = now()
    notice.save(update_fields=["rung", "rung_at"])
    return True


def _post_due() -> bool:
    due = Ring.objects.filter(not_before__lte=now()).order_by("not_before", "pk")
    rows = list(due.select_related("browser__organisation", "notice")[:BATCH])
    mine = [row for row in rows if _is_mine(row)]
    words = _words(mine)
    packed = [(row, parcel) for row in mine if (parcel := _packed(row, words[_key(row)]))]
    if packed:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:  # no rows in there, only requests
            outcomes = list(pool.map(_deliver, [parcel for _row, parcel in packed]))
        _note_all([row for row, _parcel in packed], outcomes)
    return bool(rows)


def _is_mine(row: Ring) -> bool:
    """Claimed, as it was read; not once another worker has it."""
    mine = Ring.objects.filter(pk=row.pk, not_before=row.not_before)
    return bool(mine.update(not_before=now() + LEASE, attempts=F("attempts") + 1))


def _key(row: Ring) -> tuple[int, str, int | None]:
    return row.browser.organisation_id, row.browser.language, row.notice_id


def _words(rows: list[Ring]) -> dict[tuple[int, str, int | None], dict[str, str] | None]:
    """The same for all browsers of one language: asked for once a batch."""
    firsts = {_key(row): row for row in rows}
    return {
        key: notification(row.browser.organisation, row.browser.language, row.notice)
        for key, row in firsts.items()
    }


def _packed(row: Ring, told: dict[str, str] | None) -> Parcel | None:
    """Ready to be posted; what is shown no longer, or can't be opened, is told to nobody."""
    try:
        if told:
            sealed = bytes(row.browser.sealed)
            return push.packed(sealed, told, lasts=_LASTS, urgency="normal", topic=told["tag"])
    except (SealBrokenError, ValueError, KeyError) as error:
        log.warning("notice.not_packed", browser=row.browser_id, fault=type(error).__name__)
    Ring.objects.filter(pk=row.pk).delete()
    return None


def _deliver(parcel: Parcel) -> Outcome:
    return delivered(parcel, gone=push.GONE)


def _note_all(rows: list[Ring], outcomes: list[Outcome]) -> None:
    for row, outcome in zip(rows, outcomes, strict=True):
        _note(row, outcome)


@transaction.atomic
def _note(row: Ring, outcome: Outcome) -> None:
    """Told, later again, or never; a browser that is gone, or was none, is forgotten."""
    rings = Ring.objects.filter(pk=row.pk)
    browsers = Browser.objects.filter(pk=row.browser_id)
    if not outcome.fault:
        rings.delete()
        browsers.update(reached_at=now())
    elif outcome.is_gone or outcome.fault == "forbidden":
        browsers.delete()
    elif outcome.is_final or now() - row.made_at > GIVES_UP_AFTER:
        rings.delete()
    else:
        wait = max(outcome.wait or FIRST_WAIT, FIRST_WAIT * 2 ** min(row.attempts, 10))
        rings.update(not_before=now() + min(wait, LONGEST_WAIT))
