"""Doors for writing: notes, drafts, prepared texts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import drafts, macros, notes
from hanjari.conversations.forms.writing import DraftForm, NoteForm
from hanjari.conversations.pages.checked import draft_context
from hanjari.conversations.queries import macro_for
from hanjari.conversations.views.acting import done
from hanjari.kit.web import render
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.WRITE_NOTE)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave words among colleagues; @name calls one."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return done(request, member, pk)
    notes.write_note(talk, form.cleaned_data["text"], by=member)
    return done(request, member, pk, _("The note is kept."))


@require_POST
@needs(Permission.REPLY)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is written so far, and say what the check finds in it."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = DraftForm(request.POST)
    if form.is_valid():
        drafts.save_draft(talk, form.cleaned_data["text"], by=member)
    context = draft_context(member, talk, form.words(), is_kept=form.is_valid())
    return render(request, "conversations/findings.html", context)


@require_POST
@needs(Permission.REPLY)
def macro(request: HttpRequest, pk: int, macro_pk: int) -> HttpResponse:
    """A prepared text, filled for this person; it goes into the draft, never out by itself."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    text = macros.use_macro(macro_for(member, macro_pk), talk, by=member)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
