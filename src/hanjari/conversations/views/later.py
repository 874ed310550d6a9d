"""Doors of an answer that leaves later: another moment, or now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import replies, scheduling
from hanjari.conversations.forms.later import LaterForm
from hanjari.conversations.models import Conversation
from hanjari.conversations.moments import MomentError
from hanjari.conversations.pages.checked import problem_words
from hanjari.conversations.pages.later import moment_refused, moment_words
from hanjari.conversations.views.acting import done
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission

REFUSALS = (
    MomentError,
    replies.OvertakenError,
    replies.ReplyRefusedError,
    replies.TooLateError,
)


@require_POST
@needs(Permission.REPLY)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it leave at another moment."""
    member, written = present(request), queries.reply_for(present(request), pk)
    form = LaterForm(request.POST, zone=written.conversation.organisation.time_zone)
    try:
        kept = scheduling.reschedule(written, form.moment(), by=member, token=_token(request))
    except REFUSALS as refusal:
        return _refused(request, written.conversation, refusal)
    when = moment_words(kept.send_at or form.moment(), written.conversation)
    return done(request, member, written.conversation_id, _("It leaves %(when)s.") % {"when": when})


@require_POST
@needs(Permission.REPLY)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it by hand, at once."""
    member, written = present(request), queries.reply_for(present(request), pk)
    try:
        scheduling.send_now(written, by=member, token=_token(request))
    except REFUSALS as refusal:
        return _refused(request, written.conversation, refusal)
    return done(request, member, written.conversation_id, _("It goes out now."))


def _token(request: HttpRequest) -> str:
    """What the member saw; without it nothing is known to have been seen."""
    return request.POST.get("token", "")[:60] or "?"


def _refused(request: HttpRequest, talk: Conversation, refusal: Exception) -> HttpResponse:
    messages.error(request, _why(refusal, talk))
    return done(request, present(request), talk.pk)


def _why(refusal: Exception, talk: Conversation) -> str:
    if isinstance(refusal, MomentError):
        return moment_refused(refusal.code)
    if isinstance(refusal, replies.ReplyRefusedError):
        problems = refusal.check.problems
        told = [problem_words(code, refusal.check, talk) for code in problems]
        return " ".join([*told, _("Nothing was changed.")])
    if isinstance(refusal, replies.OvertakenError):
        return _("Something new was said. Read it, then decide again; nothing was changed.")
    return _("Too late: it has left, or is leaving.")
