"""The first page after logging in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanjari.channels.queries import ailing_accounts
from hanjari.kit.web import render
from hanjari.people.doors import present
from hanjari.people.permissions import Permission


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What waits today, and which channels are ill."""
    member = present(request)
    context = {
        "ailing": ailing_accounts(member.organisation_id),
        "may_manage": member.can(Permission.MANAGE_CHANNELS),
    }
    return render(request, "desk/front.html", context)
