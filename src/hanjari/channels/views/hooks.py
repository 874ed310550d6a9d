"""The door at which networks push."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hanjari.channels import actions, queries
from hanjari.channels.contract import ForgedError

BIGGEST = 1_000_000
"""Bytes of one push; the networks that push send below 256 kB."""


@csrf_exempt  # a network has no cookie; the kind checks its signature
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, door: str) -> HttpResponse:
    """Greet, verify, store, say thanks; a forged push is 403, a repeated one changes nothing."""
    account = queries.account_pushed_to(door)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > BIGGEST:
        return HttpResponse(status=413)
    try:
        if request.method == "GET":
            return actions.greet(account, request) or HttpResponseNotAllowed(["POST"])
        return actions.receive(account, request)
    except ForgedError:
        return HttpResponse(status=403)
    except RequestDataTooBig:
        return HttpResponse(status=413)
