"""Hearing a whole network: begin, and stop."""

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
    """Hear everything public there, from now on."""
    told = _("Listening begins. What a standing query finds is kept.")
    return switch(request, pk, actions.ask_stream, told, offered=queries.stream_of)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of it."""
    told = _("Listening has stopped. What was kept stays.")
    return switch(request, pk, actions.stop_stream, told)
