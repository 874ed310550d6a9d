"""Asking a network's own page for permission (OAuth), and keeping what it gave.

The word that comes back (`state`) is random, kept as a digest, good once, for a quarter of an hour
and for the member who was sent. The network is called outside of any transaction.
"""

import hmac
import json
import logging
import secrets as randomness
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import open_access, opened_secrets
from hanjari.channels.actions.accounts import Connection
from hanjari.channels.actions.granting import AWAKE, GRANTED, awaken, lay
from hanjari.channels.actions.health import release, unexpected
from hanjari.channels.actions.renewing import renewed
from hanjari.channels.contract import AsksConsent, BrokenError, Grant, Question
from hanjari.channels.models import Account, Consent
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError, seal, unseal
from hanjari.people.models import Member
from hanjari.people.refusals import RefusalError

LASTS = timedelta(minutes=15)
"""How long a person may take at the network's page."""
CONSENT_FIELDS = ("client_id", "client_secret")
"""What a form that names no `consent_fields` may call the app whose permission is asked."""
_log = logging.getLogger(__name__)


class NoConsentError(RefusalError):
    """The network was not asked, or gave nothing; the account is as it was before."""

    def __init__(self, words: str, account: Account | None = None) -> None:
        super().__init__(words)
        self.account = account


def ask_consent(account: Account, *, by: Member, redirect_uri: str) -> str | None:
    """Begin: the address to which the person is sent.

    None when this account does without (an app password); it is awake then. Raises `NoConsentError`.
    """
    kind = registry.kind(account.kind)
    if not isinstance(kind, AsksConsent):
        return None
    state = randomness.token_urlsafe(32)
    try:
        account = _readied(account)
        asked = kind.consent(open_access(account), redirect_uri=redirect_uri, state=state)
    except Exception as error:
        raise NoConsentError(_plain(error, account).words, account) from error
    if asked is None:
        _wake(account)
        return None
    if urlsplit(asked.url).scheme not in {"https", "http"}:
        raise NoConsentError(_("This address is no page of a network."), account)
    _remember(account, by, state, asked)
    return asked.url


def _readied(account: Account) -> Account:
    """What a kind makes for itself before anybody is asked (a key of its own: `Renews.renew`)."""
    try:
        return renewed(account)
    except BrokenError:  # an old permission has ended: that is why a person asks
        return account


def accept_consent(query: Mapping[str, str], *, by: Member, redirect_uri: str) -> Account:
    """The person came back with the network's `query`: keep what it gave, and begin at once.

    Raises `NoConsentError` with plain words when it gave nothing, or when nobody was sent with this
    word; nothing has changed then.
    """
    consent = _taken(query.get("state", ""), by)
    account, kind = consent.account, registry.kind(consent.account.kind)
    try:
        if not isinstance(kind, AsksConsent):
            raise TypeError(account.kind)
        grant = kind.granted(
            open_access(account),
            redirect_uri=redirect_uri,
            query=query,
            remembered=json.loads(unseal(bytes(consent.remembered))),
        )
    except Exception as error:
        raise NoConsentError(_plain(error, account).words, account) from error
    return _keep(account, grant, by)


def must_ask_again(account: Account, connection: Connection) -> bool:
    """Whether what a form changes wants the person at the network's page: another app, more rights.

    The kind's form names such fields (`consent_fields`). Ask before the change is made.
    """
    kind = registry.kind(account.kind)
    if not isinstance(kind, AsksConsent):
        return False
    names = getattr(kind.form(), "consent_fields", CONSENT_FIELDS)
    told = {**connection.settings, **connection.secrets}
    try:
        known = {**account.settings, **opened_secrets(account)}
    except SealBrokenError:
        return True
    return account.lacks_consent or any(
        name in told and told[name] != known.get(name) for name in names
    )


def forget_consents() -> None:
    """Who did not come back in time begins again."""
    Consent.objects.filter(begun_at__lt=now() - LASTS).delete()


@transaction.atomic
def _remember(account: Account, by: Member, state: str, asked: Question) -> None:
    """One open question an account and member: the newest counts."""
    forget_consents()
    Consent.objects.filter(account=account, member=by).delete()
    Consent.objects.create(
        account=account,
        member=by,
        state=_digest(state),
        remembered=seal(json.dumps(dict(asked.remembered)).encode()),
    )


def _taken(state: str, by: Member) -> Consent:
    """The question that this word answers, gone from now on. Raises `NoConsentError`."""
    told = _digest(state)
    mine = Consent.objects.filter(
        member=by,
        begun_at__gt=now() - LASTS,
        account__organisation=by.organisation_id,
        account__removed_at__isnull=True,
    )
    for one in mine.select_related("account"):
        if hmac.compare_digest(one.state, told) and Consent.objects.filter(pk=one.pk).delete()[0]:
            return one
    words = _("This way back was used already, is too old, or is not yours. Nothing was changed.")
    raise NoConsentError(words)


@transaction.atomic
def _keep(account: Account, grant: Grant, by: Member) -> Account:
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.removed_at:
        raise NoConsentError(_("This channel has been removed."))
    lay(row, grant)
    awaken(row)
    row.save(update_fields=[*GRANTED, *AWAKE])
    release(row)
    journal.record(
        "account.consented",
        "account",
        row.pk,
        organisation=row.organisation_id,
        by=by,
        name=row.name,
        kind=row.kind,
        scopes=list(row.scopes),
    )
    return row


@transaction.atomic
def _wake(account: Account) -> None:
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.halted_at:
        awaken(row)
        row.save(update_fields=AWAKE)
        release(row)


def _plain(error: Exception, account: Account) -> BrokenError:
    if isinstance(error, BrokenError):
        return error
    _log.exception("asking for permission failed at account %s", account.pk)
    return unexpected(error)


def _digest(state: str) -> str:
    return sha256(state.encode(errors="replace")).hexdigest()
