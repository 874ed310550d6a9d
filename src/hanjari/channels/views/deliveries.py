"""What has not gone out: try again, or take back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions, queries
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A failed one goes out again."""
    delivery = queries.delivery_for(present(request), pk)
    if actions.retry(delivery, by=present(request)):
        messages.success(request, _("It is being sent again."))
    else:
        messages.error(request, _("Only what has surely failed can be sent again."))
    return redirect("channels:account", delivery.account_id)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """A waiting one stays at home."""
    delivery = queries.delivery_for(present(request), pk)
    if actions.cancel(delivery, by=present(request)):
        messages.success(request, _("Taken back. It was not sent."))
    else:
        messages.error(request, _("It is too late to take it back."))
    return redirect("channels:account", delivery.account_id)
