"""What the rows tell: people, journal, listeners, channels, outbox."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.db.models import Count, Max

from hanjari.channels.models import Account, Delivery
from hanjari.channels.queries.health import health_of
from hanjari.config.examinations.sign import Sign, care, ill, well
from hanjari.journal.guards import NAMES, standing_guards
from hanjari.journal.models import Entry, Retry
from hanjari.journal.verification import verify
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError, unseal
from hanjari.listening.months import missing as missing_months
from hanjari.people.models import Letter, Member

SLOW = timedelta(minutes=2)
"""An entry that waits longer to be sealed has no worker that does it."""


def look_at_rows() -> Iterator[Sign]:
    """Only for a database of this version."""
    yield _people()
    yield _chain()
    yield from _guards()
    yield from _sealing()
    yield from _listeners()
    yield from _channels()
    yield from _outbox()
    yield from _letters()
    yield from _months()


def _people() -> Sign:
    keepers = Member.objects.filter(is_active=True, role__standard="administrator").count()
    if not keepers:
        return care("People", "there is no administrator yet.", "hanjari first-key")
    return well("People", f"{Member.objects.filter(is_active=True).count()} members")


def _chain() -> Sign:
    verdict = verify()
    if verdict.is_whole:
        return well("Journal", f"{verdict.entry_count:,} entries, each as it was sealed")
    words = f"was changed in {len(verdict.findings)} places. {verdict.findings[0].words}"
    return ill(
        "Journal", words, "hanjari journal verify names all; keep this database as evidence."
    )


def _guards() -> Iterator[Sign]:
    if missing := set(NAMES) - standing_guards(connection):
        words = f"the database does not guard it: {', '.join(sorted(missing))} missing."
        yield ill("Journal", words, "hanjari restore, or ask who removed the trigger.")


def _sealing() -> Iterator[Sign]:
    waiting = Entry.objects.filter(sequence__isnull=True)
    if count := waiting.filter(at__lt=now() - SLOW).count():
        words = f"{count:,} entries have waited over two minutes to be sealed."
        yield care("Journal", words, "Is a worker running? hanjari serve, or hanjari worker")


def _listeners() -> Iterator[Sign]:
    rows = Retry.objects.filter(given_up_at__isnull=False).values("listener")
    for row in rows.annotate(count=Count("pk"), last=Max("error")):
        words = f"{row['listener']} gave up {row['count']} entries; the last reason: {row['last']}"
        yield ill("Listeners", words[:300], "Report this with the log of the worker.")
    if count := Retry.objects.filter(given_up_at=None).count():
        yield care("Listeners", f"{count} entries are being tried again.")


def _channels() -> Iterator[Sign]:
    for account in Account.objects.filter(removed_at=None).select_related("organisation"):
        name = f"Channel {account.name}"
        try:
            unseal(bytes(account.secrets)) if account.secrets else None
        except SealBrokenError:
            yield ill(
                name,
                "its secrets cannot be opened: the key is not in the key file.",
                "Put the key file back from your copy, or enter its password again.",
            )
            continue
        health = health_of(account)
        if health.tone in {"alarm", "care"}:
            make = ill if health.tone == "alarm" else care
            yield make(name, f"{health.name}. {health.words}".strip(), health.remedy)
        else:
            yield well(name, str(health.name))


def _outbox() -> Iterator[Sign]:
    waiting = Delivery.objects.filter(state__in=["queued", "sending"])
    waiting = waiting.exclude(scheduled_for__gt=now())
    if count := waiting.filter(created_at__lt=now() - timedelta(minutes=10)).count():
        words = f"{count} answers have waited over ten minutes to be sent."
        yield care("Outbox", words, "Is a worker running, and the channel reached?")
    if count := Delivery.objects.filter(state="unknown").count():
        words = f"of {count} answers it is not known yet whether they went out."
        yield care(
            "Outbox", words, "They are looked for by themselves; the conversations show them."
        )


def _letters() -> Iterator[Sign]:
    waiting = Letter.objects.filter(given_up_at=None, created_at__lt=now() - timedelta(minutes=10))
    if count := waiting.count():
        fault = waiting.exclude(fault="").values_list("fault", flat=True).last() or "no attempt yet"
        words = f"{count} letters to members have waited over ten minutes ({fault})."
        yield care("Letters", words, "Is a worker running, and HANJARI_SMTP_URL right?")
    lately = Letter.objects.filter(given_up_at__gt=now() - timedelta(days=7))
    if count := lately.count():
        words = f"{count} letters to members were given up in the last seven days."
        yield care("Letters", words, "Hand the links over in another way.")


def _months() -> Iterator[Sign]:
    if connection.vendor != "postgresql":
        return
    if missing := missing_months():
        words = f"{len(missing)} partitions of coming months are missing ({missing[0]})."
        yield care("Months", words, "Is a worker running? It makes them within the hour.")
    else:
        yield well("Months", "the partitions of this month and the next ones stand ready")
