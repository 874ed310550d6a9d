"""How django-allauth behaves in this house: nobody signs up alone, it speaks our words, second factors are sealed."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.kit.secrets import seal, unseal
from hanjari.people.models import Member
from hanjari.people.post import post
from hanjari.people.queries import SECOND_FACTORS

TOLD: dict[str, Promise] = {
    "account/messages/logged_out.txt": _("You are logged out."),
    "account/messages/password_changed.txt": _(
        "The new password counts. All other sessions ended."
    ),
    "mfa/messages/totp_activated.txt": _("Log-ins now ask for the digits of your app."),
    "mfa/messages/totp_deactivated.txt": _("Log-ins no longer ask for the digits of your app."),
    "mfa/messages/webauthn_added.txt": _("The key is added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("These are your new recovery codes."),
}
"""What is told after an act; allauth's own messages that are not named here are not worth a word."""

NOTICES: dict[str, Promise] = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was set anew by a link."),
    "mfa/email/totp_activated": _("An authenticator app was added to your log-in."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your log-in."),
    "mfa/email/webauthn_added": _("A security key was added to your log-in."),
    "mfa/email/webauthn_removed": _("A security key was removed from your log-in."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your log-in."),
}
"""Letters to the member whose keys changed, so that a thief's change is seen."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Members come by invitation or by the first key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Address or password is not right. Look at both and try again."
        ),
        "too_many_login_attempts": _("Too many wrong attempts. Wait five minutes, then try again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password until now."),
        "incorrect_code": _(
            "This code does not fit. Codes change every half minute: take the newest."
        ),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        """Never: a desk is joined by a link."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 (allauth's signature)
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Tell in our own words, or say nothing."""
        words = message or TOLD.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Member,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Letters go to the address that the member logs in with."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A notice in the member's own language, sent by an errand; other letters of allauth's are none of ours."""
        if template_prefix not in NOTICES:
            return
        member = Member.objects.select_related("organisation").filter(email=email).first()
        with translation.override(member.spoken_language if member else None):
            post(email, *notice(NOTICES[template_prefix], str(context.get("ip", ""))))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Keeps the shared secrets of authenticator apps sealed, and the last factor where one is required."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _(
            "This desk asks everybody for a second factor. Set up another one first."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal with the house's key file, so that the database alone logs nobody in."""
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return unseal(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of a desk that requires one."""
        if authenticator.type not in SECOND_FACTORS:
            return True
        member: Member = authenticator.user
        others = Authenticator.objects.filter(user=member, type__in=SECOND_FACTORS)
        is_last = not others.exclude(pk=authenticator.pk).exists()
        return not (member.organisation.requires_second_factor and is_last)

    def generate_authenticator_name(self, user: Member, type: str) -> str:  # noqa: A002 (allauth's signature)
        """Keys are numbered in the order in which they come."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Key %(number)s") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return "Hanjari"


def notice(what: Promise, ip: str) -> tuple[str, str]:
    """Subject and words of a letter that tells of a change to a member's keys."""
    words = gettext(
        "%(what)s\n\nIt was done from %(ip)s. If it was not you, tell an administrator at once."
    )
    return str(what), words % {"what": what, "ip": ip}
