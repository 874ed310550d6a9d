"""The whole article behind a feed's entry, fetched on a member's word."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions, queries
from hanjari.channels.contract import BrokenError
from hanjari.people.doors import present


@require_POST
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch it; it takes the place of the excerpt as soon as it is read in. Any reader may ask."""
    by, back = present(request), request.POST.get("next", "")
    account = queries.account_for(by, pk)
    try:
        actions.fetch_article(
            account, request.POST.get("id", ""), request.POST.get("url", ""), by=by
        )
    except BrokenError as error:
        messages.error(request, error.words)
    else:
        messages.success(request, _("The whole article is here."))
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_ours else "/")
