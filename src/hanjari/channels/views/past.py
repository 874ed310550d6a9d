"""Reading older messages: begin, and stop."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions, queries
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what was said before the place was connected."""
    found = queries.account_for(present(request), pk)
    if queries.past_of(found) is None:
        raise Http404
    if actions.ask_look_back(found, by=present(request)):
        messages.success(request, _("Older messages are read while nothing new waits."))
    return redirect("channels:account", pk)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Read no further back."""
    found = queries.account_for(present(request), pk)
    if actions.stop_look_back(found, by=present(request)):
        messages.success(request, _("Stopped. What was read stays."))
    return redirect("channels:account", pk)
