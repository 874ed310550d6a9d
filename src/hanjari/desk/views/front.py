"""The first page after logging in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanjari.kit.web import render


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What waits today."""
    return render(request, "desk/front.html", {})
