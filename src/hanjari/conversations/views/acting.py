"""What the doors of acts share: asking with a form, telling that it is done, or why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from hanjari.conversations import queries, states
from hanjari.conversations.actions import assignment, bulk, merging, promises, snoozing
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.pages.listed import list_context, row_context
from hanjari.conversations.pages.opened import talk_context
from hanjari.conversations.queries import sidebar
from hanjari.kit.web import is_fragment, render
from hanjari.people.models import Member

REFUSALS = (
    states.PassageRefusedError,
    states.ReasonMissingError,
    snoozing.SnoozeRefusedError,
    assignment.StrangerError,
    merging.RegroupingRefusedError,
    bulk.UndoRefusedError,
    promises.PromiseRefusedError,
)


def ask(
    request: HttpRequest, pk: int, form: Form, heading: str, verb: str, **more: Any
) -> HttpResponse:
    """The act's form: inside the dialog for htmx, else as a page; 422 when it came back wrong."""
    here = Asked.read(request.GET).link()
    context = {
        "form": form,
        "heading": heading,
        "verb": verb,
        "action": request.path + here,
        "back": reverse("conversations:conversation", args=[pk]) + here,
        **more,
    }
    status = 422 if form.is_bound else 200
    return render(request, "conversations/act.html", context, block="form", status=status)


def done(
    request: HttpRequest, member: Member, pk: int, told: str = "", **more: Any
) -> HttpResponse:
    """After an act: htmx gets both panes and the row anew, others go back to the conversation."""
    if told:
        messages.success(request, told)
    sidebar.forget(member)
    asked = Asked.read(request.GET)
    if not is_fragment(request):
        return redirect(reverse("conversations:conversation", args=[pk]) + asked.link())
    return _panes(request, member, pk, asked, more)


def kept(request: HttpRequest, member: Member, pk: int, **more: Any) -> HttpResponse:
    """After an answer that can't go: the same conversation with its text as it was, 422."""
    asked = Asked.read(request.GET)
    if is_fragment(request):
        return _panes(request, member, pk, asked, more, status=422)
    context = {**list_context(member, asked), **talk_context(member, pk), "chosen": pk, **more}
    return render(request, "conversations/inbox.html", context, status=422)


def _panes(
    request: HttpRequest,
    member: Member,
    pk: int,
    asked: Asked,
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    row = queries.row_for(member, pk)
    context = {**row_context(member, asked), **talk_context(member, pk), **more}
    context |= {"rows": [row] if row else [], "is_changed": True, "chosen": pk}
    template = "conversations/acted.html"
    response = render(request, template, context, block="acted", status=status)
    return reswap(retarget(response, "#panes"), "innerHTML")


def tried(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it; a refusal is told in words, and nothing was changed."""
    try:
        act()
    except REFUSALS:
        words = _(
            "Somebody was quicker, or this step is not possible from here. Nothing was changed."
        )
        messages.error(request, words)
        return False
    return True
