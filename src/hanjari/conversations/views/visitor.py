"""The visitor's own page: follow the talk by a private link and write again, without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hanjari.channels import actions as channels
from hanjari.channels.contract import ForgedError
from hanjari.channels.framing import address_of, caller_of, for_visitors, framed
from hanjari.channels.kinds.webform.intake import VisitorForm
from hanjari.channels.kinds.webform.tickets import check, issue
from hanjari.channels.models import Visit
from hanjari.conversations.queries.visiting import talk_of, visit_at
from hanjari.kit.clock import now
from hanjari.kit.web import render


@csrf_exempt  # the link itself is the right; a signed ticket and the origin are checked
@require_http_methods(["GET", "HEAD", "POST"])
@for_visitors
def talk(request: HttpRequest, token: str) -> HttpResponse:
    """Everything said so far, and a place to write again."""
    visit = visit_at(token)
    form = VisitorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_of(visit, request):
        try:
            channels.receive_visitor(visit.account, request, caller_of(request))
        except (channels.TooManyError, channels.NoRoomError, ForgedError) as error:
            return _page(request, visit, form, *_refused(error))
        return framed(request, redirect(address_of(request, request.path)), visit.account)
    return _page(request, visit, form, _stale(request, form), 422 if request.POST else 200)


def _is_of(visit: Visit, request: HttpRequest) -> bool:
    ticket = check(request.POST.get("ticket", ""))
    return ticket is not None and ticket.talk == visit.talk


def _refused(error: Exception) -> tuple[str, int]:
    if isinstance(error, channels.NoRoomError):
        words = _(
            "We cannot take your words at this moment. They are still here. Please send them again"
            " in a few minutes."
        )
        return words, 507
    words = _("That did not reach us. Your words are still here. Please send them in ten minutes.")
    return words, 429


def _stale(request: HttpRequest, form: VisitorForm) -> str:
    if request.method == "POST" and form.is_valid():
        return _(
            "This page was open for a long time. Your words are still here. Please send again."
        )
    return ""


def _page(
    request: HttpRequest, visit: Visit, form: VisitorForm, trouble: str, status: int
) -> HttpResponse:
    context = {"form": form, "trouble": trouble, **_about(request, visit)}
    page = render(request, "conversations/visitor.html", context, status=status)
    return framed(request, page, visit.account)


def _about(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    said = talk_of(visit)
    return {
        "account": visit.account,
        "said": said,
        "name": next((one.name for one in reversed(said) if one.name), ""),
        "has_address": bool(visit.address),
        "ticket": issue(visit.account_id, now().timestamp(), visit.talk),
        "action": address_of(request, request.path),
        "link": request.build_absolute_uri(request.path),
        "frame": request.GET.get("frame", ""),
    }
