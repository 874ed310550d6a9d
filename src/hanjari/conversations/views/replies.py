"""Doors for answering: send or ask for approval, decide, take back, send again, look."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.channels import actions as channels
from hanjari.channels.contract import RefusedError
from hanjari.channels.models import Delivery
from hanjari.conversations import queries
from hanjari.conversations.actions import approvals, replies
from hanjari.conversations.forms.writing import NothingWrittenError, ReplyForm
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.moments import MomentError
from hanjari.conversations.pages.checked import checked
from hanjari.conversations.pages.later import later_context, moment_refused, moment_words
from hanjari.conversations.pages.promised import promises_context
from hanjari.conversations.sheets import UnsayableError
from hanjari.conversations.views.acting import done, kept
from hanjari.conversations.words import held_words
from hanjari.people.doors import needs, present
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

REFUSALS = (
    NothingWrittenError,
    MomentError,
    replies.OvertakenError,
    replies.NoNewTimeError,
    replies.ReplyRefusedError,
    RefusedError,
)
"""Why an answer stays here; its text does, too."""


@require_POST
@needs(Permission.REPLY)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish an answer: into the outbox, or first to a second person."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = _form(request, talk)
    try:
        written = replies.write_reply(talk, by=member, **form.answer())
    except REFUSALS as refusal:
        is_overtaken = isinstance(refusal, replies.OvertakenError)
        return _kept(request, member, talk, form, refused=_why(refusal), overtaken=is_overtaken)
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
    except (RefusedError, UnsayableError) as refusal:
        told = ""
        messages.error(request, str(refusal.words))
    return done(request, member, written.conversation_id, told)


def _decided(request: HttpRequest, written: Reply, member: Member) -> str:
    if request.POST.get("decision") == "approve":
        return _approved(approvals.approve_reply(written, by=member))
    approvals.send_back_reply(written, request.POST.get("reason", ""), by=member)
    return _("Sent back to its writer.")


def _approved(written: Reply) -> str:
    delivery = Delivery.objects.get(pk=written.delivery_id or 0)
    if delivery.state == Delivery.State.HELD:
        return _("Approved. %(why)s It waits for its writer.") % {
            "why": held_words(delivery.held_for)
        }
    if delivery.scheduled_for:
        when = moment_words(delivery.scheduled_for, written.conversation)
        return _("Approved. It leaves %(when)s.") % {"when": when}
    return _("Approved. It is on its way.")


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


def _form(request: HttpRequest, talk: Conversation) -> ReplyForm:
    """The answer as it came in."""
    zone, promises = talk.organisation.time_zone, queries.open_promises(talk)
    return ReplyForm(request.POST, promises=promises, zone=zone)


def _told(written: Reply) -> str:
    if written.state == Reply.State.WAITING:
        return _("A second person has been asked to look.")
    if written.send_at:
        when = moment_words(written.send_at, written.conversation)
        return _("It leaves %(when)s.") % {"when": when}
    return _("On its way. The network's number will stand beside it.")


def _why(refusal: Exception) -> str:
    if isinstance(refusal, RefusedError):
        return refusal.words
    if isinstance(refusal, MomentError):
        return moment_refused(refusal.code)
    return {
        NothingWrittenError: _("Nothing is written yet."),
        replies.OvertakenError: _(
            "Something new was said while you wrote. Read it, then send again."
        ),
        replies.NoNewTimeError: _(
            "The promise can't move: the answer names no new time. Write one, or choose otherwise."
        ),
    }.get(type(refusal), _("It can't go out like this."))


def _kept(
    request: HttpRequest, member: Member, talk: Conversation, form: ReplyForm, **more: Any
) -> HttpResponse:
    """The same page with the text as it was, what was chosen, and why it did not go."""
    text = str(form.data.get("text", ""))
    is_private = bool(form.data.get("is_private"))
    at, later = form.moment_or_now(), later_context(talk, form.chosen())
    found = (
        checked(member, talk, text, is_private=is_private, at=at)
        | later
        | promises_context(talk, form.said_of_promises())
    )
    return kept(request, member, talk.pk, draft=text, in_private=is_private, **found, **more)
