"""What django-allauth signals about log-ins, passwords and second factors is announced."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver

from hanjari.people.actions import presence
from hanjari.people.models import Member


@receiver(account.user_logged_in)
def _logged_in(request: Any, user: Member, **_: Any) -> None:
    presence.logged_in(user, request)


@receiver(user_login_failed)
def _login_failed(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    presence.login_failed(credentials.get("email") or "", request)


@receiver([account.password_changed, account.password_reset, account.password_set])
def _password_changed(user: Member, **_: Any) -> None:
    presence.password_changed(user)


@receiver([mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset])
def _second_factor_changed(signal: Any, user: Member, authenticator: Any, **_: Any) -> None:
    verb = {
        mfa.authenticator_added: "added",
        mfa.authenticator_removed: "removed",
        mfa.authenticator_reset: "renewed",
    }[signal]
    presence.second_factor_changed(user, authenticator.type, verb)


@receiver(mfa.authentication_failed)
def _second_factor_failed(user: Member, request: Any = None, **_: Any) -> None:
    presence.second_factor_failed(user, request)
