"""Doors for writing: notes, drafts, prepared texts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.conversations import queries, sheets
from hanjari.conversations.actions import drafts, macros, notes
from hanjari.conversations.forms.later import LaterForm
from hanjari.conversations.forms.writing import DraftForm, NoteForm
from hanjari.conversations.models import Conversation
from hanjari.conversations.pages.checked import checked, draft_context
from hanjari.conversations.queries import macro_for
from hanjari.conversations.views.acting import done, kept
from hanjari.kit.web import is_fragment, render
from hanjari.people.doors import needs, present
from hanjari.people.models import Member
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError


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
    later = LaterForm(request.POST, zone=talk.organisation.time_zone)
    if form.is_valid():
        drafts.save_draft(talk, form.cleaned_data["text"], by=member)
    at, is_kept = later.moment_or_now(), form.is_valid()
    context = draft_context(member, talk, form.words(), is_kept=is_kept, at=at)
    return render(request, "conversations/findings.html", context)


@require_POST
@needs(Permission.REPLY)
def ready(request: HttpRequest, pk: int, answer_pk: int) -> HttpResponse:
    """An approved answer into the draft; without JavaScript it is put behind what was typed."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    try:
        text = sheets.take(member, talk, answer_pk)
    except RefusalError as refusal:
        return _not_taken(request, member, talk, str(refusal.words))
    if is_fragment(request):
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    typed = request.POST.get("text", "").strip()
    drafts.save_draft(talk, f"{typed}\n\n{text}".strip(), by=member)
    return done(request, member, pk)


def _not_taken(
    request: HttpRequest, member: Member, talk: Conversation, words: str
) -> HttpResponse:
    """Why not, above the draft as it was typed."""
    text = request.POST.get("text", "")
    found = checked(member, talk, text, is_empty_fine=True)
    return kept(request, member, talk.pk, draft=text, refused=words, **found)


@require_POST
@needs(Permission.REPLY)
def macro(request: HttpRequest, pk: int, macro_pk: int) -> HttpResponse:
    """A prepared text, filled for this person; it goes into the draft, never out by itself."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    text = macros.use_macro(macro_for(member, macro_pk), talk, by=member)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
