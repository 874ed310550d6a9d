"""Everything needs a member, except what says that it is public; language and time zone follow the member."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from hanjari.people.models import Member

OPEN_PREFIXES = ("/account/", "/join/", "/open/", "/public/", "/hooks/", "/static/")
"""Doors for people without an account: log in, join, the public web form, webhooks, styles."""


class MemberMiddleware:
    """Sends strangers to the log-in page and sets the page's language and clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a member or a public door through."""
        is_open = request.path.startswith(OPEN_PREFIXES)
        request.user = get_user(request)  # itself: a lazy one costs a detour at each look
        if isinstance(request.user, Member):
            _speak(request.user.spoken_language, request.user.local_zone)
            if not is_open and _lacks_second_factor(request.user):
                return _go(request, reverse("mfa_index"))
        else:
            _speak(translation.get_language_from_request(request))
            if not is_open:
                return _go(request, redirect_to_login(_here(request)).url)
        return self.get_response(request)


def _speak(language: str, zone: str = "") -> None:
    translation.activate(language)
    if zone:
        timezone.activate(ZoneInfo(zone))
    else:
        timezone.deactivate()


def _lacks_second_factor(member: Member) -> bool:
    has_one = getattr(member, "has_second_factor", False)  # told by attendance.present_member
    return member.organisation.requires_second_factor and not has_one


def _here(request: HttpRequest) -> str:
    """The page to come back to; a fragment's own address would be no page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined] # set by django-htmx
    return (htmx.current_url_abs_path or "/") if htmx else request.get_full_path()


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect the window; htmx would put the other page into the fragment's place."""
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
