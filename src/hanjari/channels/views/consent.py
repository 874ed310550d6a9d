"""The way to a network's own page for saying yes, and the way back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hanjari.channels import actions, queries, registry
from hanjari.channels.models import Account
from hanjari.channels.views import checks
from hanjari.kit.web import render
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Connect at the network, for the first time or again."""
    found = queries.account_for(present(request), pk)
    if queries.permit_of(found) is None:
        raise Http404
    return depart(request, found)


@require_GET
@never_cache
@needs(Permission.MANAGE_CHANNELS)
def consented(request: HttpRequest) -> HttpResponse:
    """The person comes back from the network."""
    by, back = present(request), queries.redirect_uri()
    try:
        account = actions.accept_consent(request.GET.dict(), by=by, redirect_uri=back)
    except actions.NoConsentError as refusal:
        messages.error(request, str(refusal.words))
        if refusal.account is None:
            return redirect("channels:accounts")
        return redirect("channels:account", refusal.account.pk)
    messages.success(request, _("Connected. It begins now."))
    checks.look(request, account)
    return redirect("channels:account", account.pk)


def depart(request: HttpRequest, account: Account) -> HttpResponse:
    """A page that leads on to the network; the account's own page where there is nowhere to go.

    A redirect would be stopped by our own content policy: a form may send to nobody but us.
    """
    by, back = present(request), queries.redirect_uri()
    try:
        address = actions.ask_consent(account, by=by, redirect_uri=back)
    except actions.NoConsentError as refusal:
        messages.error(request, str(refusal.words))
        return redirect("channels:account", account.pk)
    if address is None:
        checks.look(request, queries.account_for(by, account.pk))
        return redirect("channels:account", account.pk)
    context = {"account": account, "kind": registry.kind(account.kind), "address": address}
    response = render(request, "channels/departing.html", context)
    response["Cache-Control"] = "no-store"
    return response
