"""The door of search: every message by its words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanjari.conversations.pages.found import search_context
from hanjari.kit.web import render
from hanjari.people.doors import present


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Messages with all the words that the member may see, newest first."""
    words = request.GET.get("q", "").strip()[:200]
    context = search_context(present(request), words, request.GET.get("before", ""))
    return render(request, "conversations/search.html", context)
