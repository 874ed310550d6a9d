"""How django-allauth behaves in this house: nobody signs up alone, second factors are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from hanjari.kit.secrets import seal, unseal
from hanjari.people.models import Member
from hanjari.people.queries import SECOND_FACTORS


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Members come by invitation or by the first key."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        """Never: a desk is joined by a link."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Keeps the shared secrets of authenticator apps sealed, and the last factor where one is required."""

    def encrypt(self, text: str) -> str:
        """Seal with the house's key file, so that the database alone logs nobody in."""
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return unseal(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of a desk that requires one."""
        member: Member = authenticator.user
        others = Authenticator.objects.filter(user=member, type__in=SECOND_FACTORS)
        is_last = not others.exclude(pk=authenticator.pk).exists()
        return not (member.organisation.requires_second_factor and is_last)

    def _get_site_name(self) -> str:
        return "Hanjari"
