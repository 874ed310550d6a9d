"""One door: the newest fifty conversations, as model objects, in a Django template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from hanjari.conversations.models import Conversation
from hanjari.kit.clock import now


def inbox(request: HttpRequest) -> HttpResponse:
    """What our page shows, the plain way; the frame around the rows is our own page's, as still text."""
    talks = Conversation.objects.filter(organisation=request.user.organisation)  # type: ignore[union-attr] # the middleware lets members through
    talks = talks.select_related("account", "person", "assignee", "department")
    context = {"talks": talks.prefetch_related("labels").order_by("-last_id")[:50], "now": now()}
    return render(request, "inbox.html", context)


urlpatterns = [path("inbox/", inbox)]
