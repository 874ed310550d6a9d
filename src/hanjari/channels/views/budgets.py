"""The monthly budget of a channel that costs money."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions, queries, registry
from hanjari.channels.budget_form import BudgetForm
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """Set it, raise it, take it away; what it stopped begins again at once."""
    by, found = present(request), queries.account_for(present(request), pk)
    if not registry.kind(found.kind).capabilities.can_cost:
        raise Http404
    form = BudgetForm(request.POST)
    if form.is_valid():
        actions.set_budget(found, form.cents, by=by)
        messages.success(request, _("The budget holds from now on."))
    else:
        messages.error(
            request, _("Nothing was changed. Give an amount in US dollars, as 20 or 12.50.")
        )
    return redirect("channels:account", pk)
