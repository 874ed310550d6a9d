"""A switch on an account's page: begin or stop something, tell it, and back to the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hanjari.channels import queries
from hanjari.channels.models import Account
from hanjari.people.doors import present


def switch(
    request: HttpRequest,
    pk: int,
    act: Callable[..., bool],
    told: str,
    *,
    offered: Callable[[Account], object] | None = None,
) -> HttpResponse:
    """Act on one of the member's accounts; 404 for a stranger's, and where `offered` says None."""
    member = present(request)
    found = queries.account_for(member, pk)
    if offered and offered(found) is None:
        raise Http404
    if act(found, by=member):
        messages.success(request, told)
    return redirect("channels:account", pk)
