"""The first page after logging in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanjari.desk.today import today
from hanjari.kit.web import render
from hanjari.people.doors import present


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What waits today, and which channels are ill."""
    return render(request, "desk/front.html", today(present(request)))
