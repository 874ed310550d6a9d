"""The public form: anybody may write, without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hanjari.channels import actions, queries
from hanjari.channels.contract import ForgedError
from hanjari.channels.framing import address_of, caller_of, for_visitors, framed
from hanjari.channels.kinds.webform.intake import VisitorForm
from hanjari.channels.kinds.webform.tickets import check, issue
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.kit.web import render

STATUS: dict[type, int] = {actions.TooManyError: 429, actions.NoRoomError: 507, ForgedError: 403}


@csrf_exempt  # no cookie gives a visitor any right; a signed ticket and the origin are checked
@require_http_methods(["GET", "HEAD", "POST"])
@for_visitors
def open_form(request: HttpRequest, door: str) -> HttpResponse:
    """Show the form; take a message and lead to the talk."""
    account = queries.account_at(door, "webform")
    form = VisitorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and check(request.POST.get("ticket", "")):
        try:
            path = actions.receive_visitor(account, request, caller_of(request))
        except (actions.TooManyError, actions.NoRoomError, ForgedError) as error:
            return _page(request, account, form, error)
        return framed(request, redirect(address_of(request, path)), account)
    return _page(request, account, form)


def _page(
    request: HttpRequest, account: Account, form: VisitorForm, error: Exception | None = None
) -> HttpResponse:
    """A page that is sent back keeps every word, and gets a fresh ticket."""
    context: dict[str, Any] = {
        "account": account,
        "form": form,
        "ticket": issue(account.pk, now().timestamp()),
        "trouble": _trouble(request, form, error),
        "action": address_of(request, request.path),
        "frame": request.GET.get("frame", ""),
    }
    status = STATUS.get(type(error), 200)
    if request.method == "POST" and not error:
        status = 422
    page = render(request, "channels/open_form.html", context, status=status)
    return framed(request, page, account)


def _trouble(request: HttpRequest, form: VisitorForm, error: Exception | None) -> str:
    if error:
        return _refused(error)
    if request.method == "POST" and form.is_valid():
        return _(
            "This page was open for a long time. Your words are still here. Please send again."
        )
    return ""


def _refused(error: Exception) -> str:
    if isinstance(error, actions.TooManyError):
        return _(
            "That was a lot at once. Your words are still here. Please send them in ten minutes."
        )
    if isinstance(error, actions.NoRoomError):
        return _(
            "We cannot take your words at this moment. They are still here. Please send them again"
            " in a few minutes."
        )
    return _("This page was shown on a site that is not ours. Please open it on our own site.")
