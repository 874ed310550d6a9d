"""Everything needs a member, except what says that it is public; language and time zone follow the member."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from hanjari.people.models import Member

OPEN_PREFIXES = ("/account/", "/join/", "/open/", "/hooks/", "/static/")
"""Doors for people without an account: log in, join, the public web form, webhooks, styles."""


class MemberMiddleware:
    """Sends strangers to the log-in page and sets the page's language and clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a member or a public door through."""
        if isinstance(request.user, Member):
            translation.activate(request.user.spoken_language)
            timezone.activate(ZoneInfo(request.user.local_zone))
        elif not request.path.startswith(OPEN_PREFIXES):
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)
