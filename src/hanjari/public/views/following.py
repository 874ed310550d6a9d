"""Following the open page by mail: no login, no cookie; a link in a letter is the key."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hanjari.kit.web import render
from hanjari.kit.web.environment import has_mail
from hanjari.public.actions import following
from hanjari.public.forms import FollowForm
from hanjari.public.models import OpenPage, Subscriber
from hanjari.public.pages.frame import frame_of
from hanjari.public.queries.shown import open_page


@csrf_exempt  # a stranger has no session that another site could use; a letter must be confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str, language: str = "ko") -> HttpResponse:
    """Ask for a letter that confirms the address."""
    page = open_page(slug)
    if page is None or not has_mail():
        raise Http404
    form = FollowForm(request.POST if request.method == "POST" else None)
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked:
        following.ask_to_follow(page, form.cleaned_data["address"], language)
    told = {"form": form, "state": "asked" if is_asked else "form"}
    return _shown(request, page, language, told)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, slug: str, ticket: str) -> HttpResponse:
    """The click that confirms; mail scanners only look (GET), people press."""
    row = following.by_ticket(ticket, following.CONFIRM_WITHIN)
    return _answered(request, slug, row, "confirm", following.confirm)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str, ticket: str) -> HttpResponse:
    """No letters any more; the address is forgotten."""
    return _answered(request, slug, following.by_ticket(ticket), "leave", following.leave)


def _answered(
    request: HttpRequest, slug: str, row: Subscriber | None, state: str, act: Any
) -> HttpResponse:
    page = open_page(slug)
    if page is None or (row and row.organisation_id != page.organisation_id):
        raise Http404
    if row is None:
        return _shown(request, page, "ko", {"state": "gone"})
    if request.method == "POST":
        act(row)
        state = {"confirm": "confirmed", "leave": "left"}[state]
    return _shown(request, page, row.language, {"state": state})


def _shown(
    request: HttpRequest, page: OpenPage, language: str, told: dict[str, Any]
) -> HttpResponse:
    with translation.override(language):
        return render(
            request, "public/follow.html", frame_of(page, language) | {"path": "follow/"} | told
        )
