"""Reading older messages: begin, and stop."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions, queries
from hanjari.channels.views.switching import switch
from hanjari.people.doors import needs
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what was said before the place was connected."""
    told = _("Older messages are read while nothing new waits.")
    return switch(request, pk, actions.ask_look_back, told, offered=queries.past_of)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Read no further back."""
    told = _("Stopped. What was read stays.")
    return switch(request, pk, actions.stop_look_back, told)
