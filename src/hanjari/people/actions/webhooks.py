"""Webhooks of an organisation: where its own programs hear calls."""

from django.db import transaction

from hanjari.kit.announce import announce
from hanjari.kit.clock import now
from hanjari.kit.secrets import seal
from hanjari.people.models import Member, Webhook
from hanjari.people.refusals import TooManyWebhooksError
from hanjari.people.ways.parcel import Outcome
from hanjari.people.ways.webhook import new_secret

MOST = 20


@transaction.atomic
def add_webhook(name: str, url: str, *, hears: str, by: Member) -> tuple[Webhook, str]:
    """An address that hears calls of at least this urgency, and its secret, shown this once.

    Raises `TooManyWebhooksError`.
    """
    if by.organisation.webhooks.count() >= MOST:
        raise TooManyWebhooksError
    secret = new_secret()
    webhook = Webhook.objects.create(
        organisation=by.organisation,
        name=name,
        url=url,
        hears=hears,
        secret=seal(secret.encode()),
    )
    _tell(webhook, "webhook.added", by=by)
    return webhook, secret


@transaction.atomic
def remove_webhook(webhook: Webhook, *, by: Member) -> None:
    """It hears nothing more."""
    _tell(webhook, "webhook.removed", by=by)
    webhook.delete()


@transaction.atomic
def wake_webhook(webhook: Webhook, *, by: Member) -> None:
    """One that had said it is gone hears calls again. Safe to repeat."""
    if Webhook.objects.filter(pk=webhook.pk, stopped_at__isnull=False).update(
        stopped_at=None, failed_at=None, fault=""
    ):
        _tell(webhook, "webhook.woken", by=by)


def note_webhook(webhook: Webhook, outcome: Outcome) -> None:
    """How the last call went, for the people who look after it; one that is gone is called no more."""
    rows = Webhook.objects.filter(pk=webhook.pk)
    if not outcome.fault:
        rows.update(reached_at=now(), failed_at=None, fault="")
        return
    rows.update(failed_at=now(), fault=outcome.fault)
    if outcome.is_gone and rows.filter(stopped_at=None).update(stopped_at=now()):
        _tell(webhook, "webhook.stopped", by=None)


def _tell(webhook: Webhook, event: str, *, by: Member | None) -> None:
    announce(
        event,
        "webhook",
        webhook.pk,
        organisation=webhook.organisation_id,
        by=by,
        name=webhook.name,
    )
