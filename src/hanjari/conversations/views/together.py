"""Doors for acts on many, and for taking them back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import bulk
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.forms.together import Together
from hanjari.conversations.queries import sidebar, undoable_for
from hanjari.conversations.views.acting import tried
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.ASSIGN)
def act(request: HttpRequest) -> HttpResponse:
    """One act on all that are ticked; it can be taken back for ten minutes. Or they are carried to a room above."""
    member, asked = present(request), Asked.read(request.GET)
    form = Together(request.POST, member=member)
    if form.is_valid() and form.way:
        return redirect(form.way.leads(form.cleaned_data["pick"]))
    if form.is_valid():
        chosen = queries.selected_for(member, form.cleaned_data["pick"])
        row = bulk.act_on_many(form.name, chosen, *form.given, by=member, **form.how)
        count = len(row.before)
        words = ngettext("%(n)d conversation changed.", "%(n)d conversations changed.", count)
        way_back = reverse("conversations:undo", args=[row.pk]) + asked.link()
        messages.success(request, words % {"n": count}, extra_tags=f"undo:{way_back}")
    else:
        messages.error(request, _("Tick at least one conversation and choose what to do."))
    sidebar.forget(member)
    return redirect(reverse("conversations:inbox") + asked.link(before=asked.before))


@require_POST
@needs(Permission.ASSIGN)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back where nothing has changed since."""
    member, row = present(request), undoable_for(present(request), pk)
    if tried(request, lambda: bulk.undo(row, by=member)):
        messages.success(request, _("Taken back, where nothing has changed since."))
    sidebar.forget(member)
    return redirect(reverse("conversations:inbox") + Asked.read(request.GET).link())
