"""Doors of the list: a page of rows, one row, what is new."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from hanjari.conversations import queries
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.pages.listed import list_context, row_context
from hanjari.conversations.queries import sidebar
from hanjari.kit.clock import now
from hanjari.kit.web import is_fragment, render
from hanjari.people.doors import present


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The list, nothing opened; htmx gets the list pane alone."""
    context = list_context(present(request), Asked.read(request.GET))
    template = "list" if is_fragment(request) else "inbox"
    return render(request, f"conversations/{template}.html", context)


@require_safe
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row as it stands now; it keeps its place in the list."""
    member = present(request)
    found = queries.row_for(member, pk)
    if found is None:
        raise Http404
    context = {**row_context(member, Asked.read(request.GET), [pk]), "rows": [found]}
    return push_url(render(request, "conversations/rows.html", context), url=False)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """How much is new in this list since it was read; it waits to be pressed."""
    asked = Asked.read(request.GET)
    since = _moment(request.GET.get("since", ""))
    count = sidebar.news_count(present(request), asked.view, asked.filters, since)
    context = {"count": count, "base": reverse("conversations:inbox"), "here": asked.link()}
    return push_url(render(request, "conversations/news.html", context), url=False)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now()
    return at if at.tzinfo else now()
