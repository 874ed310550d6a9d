"""The door at which networks push."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hanjari.channels import actions, queries, registry
from hanjari.channels.contract import ForgedError

BIGGEST = 1_000_000
"""Bytes of one push; the networks that push send below 256 kB."""


@csrf_exempt  # a network has no cookie; the kind checks its signature
@require_POST
def receive(request: HttpRequest, door: str) -> HttpResponse:
    """Verify, store, say thanks; a forged push is 403, a repeated one changes nothing."""
    pushed = [slug for slug, kind in registry.kinds().items() if kind.capabilities.can_push]
    account = queries.account_at(door, *pushed)
    if int(request.META.get("CONTENT_LENGTH") or 0) > BIGGEST:
        return HttpResponse(status=413)
    try:
        actions.receive(account, request)
    except ForgedError:
        return HttpResponse(status=403)
    except RequestDataTooBig:
        return HttpResponse(status=413)
    return HttpResponse(status=200)
