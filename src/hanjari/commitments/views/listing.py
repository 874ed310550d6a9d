"""Doors to look at promises: the list and one of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanjari.commitments import queries
from hanjari.commitments.pages.promised import list_context, promise_context
from hanjari.kit.web import render
from hanjari.people.doors import present


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """One shelf of the list."""
    asked = request.GET.get("shelf", "")
    shelf = asked if asked in queries.SHELVES else "open"
    return render(request, "commitments/promises.html", list_context(present(request), shelf))


@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise with all that belongs to it."""
    member = present(request)
    found = queries.commitment_for(member, pk)
    return render(request, "commitments/promise.html", promise_context(member, found))
