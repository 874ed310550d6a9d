"""Doors for merging, splitting and taking either back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import merging
from hanjari.conversations.forms import regrouping as forms
from hanjari.conversations.models import Regrouping
from hanjari.conversations.queries import regrouping_for
from hanjari.conversations.views.acting import REFUSALS, ask, done, tried
from hanjari.people.doors import is_submitted, needs, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "POST"])
@needs(Permission.MERGE)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it one with another."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = forms.Merge(request.POST or None, member=member, talk=talk)
    if not is_submitted(request, form):
        intro = _("Everything said and noted here goes there. It can be taken back.")
        return ask(request, pk, form, _("Merge with another"), _("Merge"), intro=intro)
    target, reason = form.cleaned_data["target"], form.cleaned_data["reason"]
    try:
        row = merging.merge(talk, target, by=member, reason=reason)
    except REFUSALS:
        messages.error(request, _("These two can't be merged. Nothing was changed."))
        return done(request, member, pk)
    _tell(request, row, _("Merged."))
    return done(request, member, target.pk)


@require_http_methods(["GET", "POST"])
@needs(Permission.MERGE)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take messages out into a conversation of their own."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = forms.Split(request.POST or None, talk=talk, since=request.GET.get("from", ""))
    if not is_submitted(request, form):
        return ask(request, pk, form, _("Split"), _("Make it a conversation of its own"))
    chosen, reason = form.cleaned_data["messages"], form.cleaned_data["reason"]
    if not tried(request, lambda: merging.split(talk, chosen, by=member, reason=reason)):
        return done(request, member, pk)
    row = talk.regroupings_from.latest("pk")
    _tell(request, row, _("Split."))
    return done(request, member, row.target_id)


@require_POST
@needs(Permission.MERGE)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge or split back."""
    member, row = present(request), regrouping_for(present(request), pk)
    is_done = tried(request, lambda: merging.undo(row, by=member))
    return done(request, member, row.source_id, _("Taken back.") if is_done else "")


def _tell(request: HttpRequest, row: Regrouping, words: str) -> None:
    way_back = reverse("conversations:undo_regrouping", args=[row.pk])
    messages.success(request, words, extra_tags=f"undo:{way_back}")
