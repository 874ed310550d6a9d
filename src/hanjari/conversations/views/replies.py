"""Doors for answering: send or ask for approval, decide, take back, send again, look."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions as channels
from hanjari.channels.contract import RefusedError
from hanjari.conversations import queries
from hanjari.conversations.actions import approvals, replies
from hanjari.conversations.forms.writing import ReplyForm
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.pages.checked import checked
from hanjari.conversations.views.acting import done, kept
from hanjari.people.doors import needs, present
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.REPLY)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish an answer: into the outbox, or first to a second person."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _kept(request, member, talk, form.data.get("text", ""), _("Nothing is written yet."))
    text = form.cleaned_data.pop("text")
    try:
        written = replies.write_reply(talk, text, by=member, **form.cleaned_data)
    except replies.OvertakenError:
        words = _("Something new was said while you wrote. Read it, then send again.")
        return _kept(request, member, talk, text, words, overtaken=True)
    except replies.ReplyRefusedError:
        return _kept(request, member, talk, text, _("It can't go out like this."))
    except RefusedError as refusal:
        return _kept(request, member, talk, text, refusal.words)
    return done(request, member, pk, _told(written))


@require_POST
@needs(Permission.APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second look: approve it, or send it back with a reason."""
    member, written = present(request), queries.reply_for(present(request), pk)
    try:
        told = _decided(request, written, member)
    except approvals.ApprovalRefusedError:
        told = ""
        words = _("Sending back needs a reason, and nobody approves their own words.")
        messages.error(request, words)
    except RefusedError as refusal:
        told = ""
        messages.error(request, refusal.words)
    return done(request, member, written.conversation_id, told)


def _decided(request: HttpRequest, written: Reply, member: Member) -> str:
    if request.POST.get("decision") == "approve":
        approvals.approve_reply(written, by=member)
        return _("Approved. It is on its way.")
    approvals.send_back_reply(written, request.POST.get("reason", ""), by=member)
    return _("Sent back to its writer.")


@require_POST
@needs(Permission.REPLY)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back while it is still here; its words go into the draft."""
    member, written = present(request), queries.reply_for(present(request), pk)
    try:
        replies.withdraw_into_draft(written, by=member)
    except replies.TooLateError:
        messages.error(request, _("Too late: it has left, or is leaving."))
        return done(request, member, written.conversation_id)
    return done(request, member, written.conversation_id, _("Taken back. It lies in your draft."))


@require_POST
@needs(Permission.REPLY)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed answer again; one that may have gone out is never sent twice."""
    member, written = present(request), queries.reply_for(present(request), pk)
    try:
        replies.retry_reply(written, by=member)
    except replies.TooLateError:
        messages.error(request, _("It can't be sent again: it has left, or nobody knows yet."))
        return done(request, member, written.conversation_id)
    return done(request, member, written.conversation_id, _("It will be sent again."))


@require_POST
@needs(Permission.REPLY)
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the thread back now for an answer of which nobody knows."""
    member, written = present(request), queries.reply_for(present(request), pk)
    if written.delivery_id:
        channels.reconcile(written.delivery_id)
    return done(request, member, written.conversation_id)


def _told(written: Reply) -> str:
    if written.state == Reply.State.WAITING:
        return _("A second person has been asked to look.")
    return _("On its way. The network's number will stand beside it.")


def _kept(
    request: HttpRequest, member: Member, talk: Conversation, text: str, words: str, **more: Any
) -> HttpResponse:
    """The same page with the text as it was, and why it did not go."""
    found = checked(member, talk, text)
    return kept(request, member, talk.pk, refused=words, draft=text, **found, **more)
