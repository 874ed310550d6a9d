"""Who a session belongs to: one query loads all that a page needs to know about its member."""

from allauth.account.auth_backends import AuthenticationBackend

from hanjari.people.attendance import present_member
from hanjari.people.models import Member


class MemberBackend(AuthenticationBackend):  # type: ignore[misc] # allauth ships no types
    """Logs in by address and password as allauth does, and loads members in one query."""

    def get_user(self, user_id: int | str) -> Member | None:
        """The session's member, while active."""
        return present_member(user_id)
