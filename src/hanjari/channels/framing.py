"""Answers of the public pages: in the visitor's language, framed only by the company's own sites."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.core.internal.httpkit import get_client_ip
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hanjari.channels.kinds.webform.intake import origins
from hanjari.channels.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_visitors(view: View[P]) -> View[P]:
    """Speak the language that the address asks for (`?lang=en`), and let nobody keep the page."""

    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asked = request.GET.get("lang", "")
        spoken = asked if asked in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(spoken):
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return cast("View[P]", door)


def framed(request: HttpRequest, response: HttpResponse, account: Account) -> HttpResponse:
    """Let the account's own sites, and nobody else, show this answer in a frame."""
    sites = origins(account.settings)
    if not sites:
        return response
    response.xframe_options_exempt = True  # CSP says it finer
    replace = csp_replace({"frame-ancestors": ["'self'", *sites]})
    return cast("HttpResponse", replace(lambda _: response)(request))


def caller_of(request: HttpRequest) -> str:
    """Who is counted as one caller: an IPv4 address, or an IPv6 network of one household (/64)."""
    address = str(get_client_ip(request) or "")
    return ":".join(address.split(":")[:4]) if ":" in address else address


def address_of(request: HttpRequest, path: str) -> str:
    """The path with what must stay on it: the frame and the language."""
    kept = {name: request.GET[name] for name in ("frame", "lang") if request.GET.get(name)}
    query = "&".join(f"{name}={value}" for name, value in kept.items() if value.isalnum())
    return f"{path}?{query}" if query else path
