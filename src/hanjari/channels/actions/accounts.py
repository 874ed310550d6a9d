"""Connecting a place, changing it, letting it rest, and taking it away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import open_access, opened_secrets, seal_secrets
from hanjari.channels.actions.granting import send_to_sleep
from hanjari.channels.actions.health import release, unexpected
from hanjari.channels.contract import AsksConsent, Check
from hanjari.channels.models import Account
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError
from hanjari.people.models import Department, Member

_LASTING = ("door", "scopes", "past", "pushed_at")
"""What stays an account's own whatever its form says, so a try must see it too."""


@dataclass(frozen=True)
class Connection:
    """What a connecting form gave: what may be shown again, and what never is."""

    name: str
    settings: dict[str, Any]
    secrets: dict[str, str] = field(default_factory=dict)
    own_ids: tuple[str, ...] = ()
    department: Department | None = None


def try_connection(
    kind: str, connection: Connection, account: Account | None = None
) -> Sequence[Check]:
    """Look at the network before anything is stored: one line a check, in plain words."""
    draft = Account(
        pk=account.pk if account else None,
        kind=kind,
        name=connection.name,
        settings=connection.settings,
        own_ids=list(connection.own_ids),
        cursor=account.cursor if account else {},
        secrets=seal_secrets(_all_secrets(connection, account)),
        **({name: getattr(account, name) for name in _LASTING} if account else {}),
    )
    return registry.kind(kind).health(open_access(draft))


@transaction.atomic
def connect_account(kind: str, connection: Connection, *, by: Member) -> Account:
    """Join a place to the desk; its first pull is due at once, or once its network has said yes."""
    account = Account(
        organisation=by.organisation,
        kind=kind,
        name=connection.name,
        department=connection.department,
        owner=by,
        settings=connection.settings,
        secrets=seal_secrets(connection.secrets),
        own_ids=list(connection.own_ids),
    )
    if isinstance(registry.kind(kind), AsksConsent):
        send_to_sleep(account)
    account.save()
    _record("account.connected", account, by, kind=kind)
    return account


@transaction.atomic
def change_account(account: Account, connection: Connection, *, by: Member) -> Account:
    """Change settings; a secret left empty stays as it was. A halted account begins again.

    One that its network never let in goes on waiting for that. `account` is as the form showed it,
    and is brought up to date: what was renewed meanwhile stays.
    """
    seen = dict(account.settings)
    Account.objects.select_for_update().get(pk=account.pk)
    account.refresh_from_db()
    before = {"name": account.name, "department": account.department_id}
    account.name, account.department = connection.name, connection.department
    changed = {
        name: value for name, value in connection.settings.items() if _is_new(value, name, seen)
    }
    account.settings = {**account.settings, **changed}
    account.own_ids = list(connection.own_ids or account.own_ids)  # or what the network told
    account.secrets = seal_secrets(_all_secrets(connection, account))
    account.renew_at, account.next_pull_at = None, now()
    if not account.lacks_consent:
        account.halted_at = None
    account.save()
    release(account)
    _record("account.changed", account, by, before=before, new_secrets=sorted(connection.secrets))
    return account


@transaction.atomic
def pause_account(account: Account, *, by: Member) -> Account:
    """Nothing in, nothing out, until resumed; what waits in the outbox goes on waiting."""
    if not account.paused_at:
        account.paused_at = now()
        account.save(update_fields=["paused_at"])
        _record("account.paused", account, by)
    return account


@transaction.atomic
def resume_account(account: Account, *, by: Member) -> Account:
    """Begin again, at once, also where only a person could mend it; not where the network never said yes."""
    if account.paused_at or account.halted_at:
        halted_at = account.halted_at if account.lacks_consent else None
        account.paused_at, account.halted_at, account.next_pull_at = None, halted_at, now()
        account.renew_at = None
        account.save(update_fields=["paused_at", "halted_at", "next_pull_at", "renew_at"])
        release(account)
        _record("account.resumed", account, by)
    return account


@transaction.atomic
def remove_account(account: Account, *, by: Member) -> Account:
    """Disconnect for good: secrets are wiped, messages and history stay, the name is free again."""
    if not account.removed_at:
        account.removed_at, account.secrets = now(), None
        account.save(update_fields=["removed_at", "secrets"])
        _record("account.removed", account, by)
    return account


def check_account(account: Account) -> Sequence[Check]:
    """Try the connection now, without changing anything."""
    try:
        return registry.kind(account.kind).health(open_access(account))
    except SealBrokenError as error:
        return [Check(_("Password"), is_well=False, words=unexpected(error).words)]


def _is_new(value: Any, name: str, seen: dict[str, Any]) -> bool:
    return name not in seen or seen[name] != value


def _all_secrets(connection: Connection, account: Account | None) -> dict[str, str]:
    """The new ones over the old ones; old ones that no key opens any more are left behind."""
    try:
        old = opened_secrets(account) if account else {}
    except SealBrokenError:
        old = {}
    return {**old, **connection.secrets}


def _record(event: str, account: Account, by: Member, **facts: Any) -> None:
    journal.record(
        event,
        "account",
        account.pk,
        organisation=account.organisation_id,
        by=by,
        name=account.name,
        **facts,
    )
