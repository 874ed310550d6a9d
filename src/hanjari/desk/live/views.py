"""The door where a page fetches its ticket."""

from typing import cast

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hanjari.desk.live.tickets import ticket_for
from hanjari.people.models import Member


@never_cache
@require_safe
def ticket(request: HttpRequest) -> JsonResponse:
    """A ticket for `/live`, good for a minute and for this session."""
    return JsonResponse({"ticket": ticket_for(request, cast("Member", request.user))})
