"""Doors for narrowing the list and keeping the result as a view."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.conversations.actions import saved_views
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.forms.narrowing import Narrow
from hanjari.conversations.queries import saved_view_for, sidebar
from hanjari.kit.web import render
from hanjari.people.doors import present
from hanjari.people.permissions import Permission


@require_safe
def filters(request: HttpRequest) -> HttpResponse:
    """All filters of the list, and the views one has kept."""
    member, asked = present(request), Asked.read(request.GET)
    side = sidebar.sidebar(member)
    may_share = member.can(Permission.MANAGE_RULES)
    context = {
        "form": Narrow(initial=asked.told, side=side),
        "asked": asked,
        "base": reverse("conversations:inbox"),
        "here": asked.link(),
        "may_share": may_share,
        "own": [view for view in side.saved if view.member_id or may_share],
    }
    return render(request, "conversations/filters.html", context, block="form")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is narrowed now, for oneself or for all."""
    member, asked = present(request), Asked.read(request.GET)
    name = request.POST.get("name", "").strip()
    is_shared = "is_shared" in request.POST
    if is_shared and not member.can(Permission.MANAGE_RULES):
        raise PermissionDenied
    if name:
        saved_views.save_view(name, asked.filters, by=member, view=asked.view, is_shared=is_shared)
        messages.success(request, _("Kept as “%(name)s”.") % {"name": name})
    sidebar.forget(member)
    return redirect(reverse("conversations:inbox") + asked.link())


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own; a shared one only by those who may make such."""
    member, view = present(request), saved_view_for(present(request), pk)
    if view.member_id is None and not member.can(Permission.MANAGE_RULES):
        raise PermissionDenied
    saved_views.delete_view(view, by=member)
    sidebar.forget(member)
    messages.success(request, _("The view is gone; its conversations stay."))
    return redirect(reverse("conversations:inbox"))
