"""Doors of what is done with posts at the network: take back, correct, moderate."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.channels import actions as channels
from hanjari.channels.contract import RefusedError
from hanjari.conversations import queries
from hanjari.conversations.actions import approvals, at_network, corrections, replies
from hanjari.conversations.forms.at_network import Correct, Moderate, TakeBack
from hanjari.conversations.models import Correction
from hanjari.conversations.pages.checked import finding_words, problem_words
from hanjari.conversations.queries.checking import ReplyCheck
from hanjari.conversations.views.acting import ask, done
from hanjari.listening.models import Message
from hanjari.people.doors import is_submitted, needs, posted, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "POST"])
@needs(Permission.REPLY)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete our own post at the network, with a reason."""
    member, message = present(request), _message(request, pk, is_ours=True)
    form, talk = TakeBack(posted(request)), message.turn.conversation_id
    if not is_submitted(request, form):
        intro = _(
            "It disappears at the network for everybody. Who has read it has read it; tell them what"
            " holds now. What it said stays here, in our record."
        )
        head, verb = _("Take our post back?"), _("Take it back")
        return ask(request, talk, form, head, verb, intro=intro, is_grave=True)
    reason = form.cleaned_data["reason"]
    told = _tried(request, lambda: at_network.take_back(message, reason, by=member))
    return done(request, member, talk, told)


@require_http_methods(["GET", "POST"])
@needs(Permission.REPLY)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Let our own post say something else, checked as when it was written."""
    member, message = present(request), _message(request, pk, is_ours=True)
    talk, may = message.turn.conversation_id, member.can(Permission.APPROVE)
    form = Correct(posted(request), may_overrule=may, initial={"text": message.text})
    told = _corrected(request, message, form) if is_submitted(request, form) else ""
    if form.errors or not form.is_bound:
        head, verb = _("Correct our post"), _("Correct it")
        intro = _(
            "What it said until now stays readable in our record; the network may show it, too."
        )
        return ask(request, talk, form, head, verb, intro=intro)
    return done(request, member, talk, told)


@require_http_methods(["GET", "POST"])
@needs(Permission.MARK_SPAM)
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show, hide or remove what somebody wrote at our place, or ban its author."""
    member, message = present(request), _message(request, pk, is_ours=False)
    talk = queries.conversation_for(member, message.turn.conversation_id)
    form = Moderate(posted(request), possible=queries.moderation_of(talk))
    if not is_submitted(request, form):
        intro = _(
            "This happens at the network, where everybody sees it. The conversation stays here."
        )
        head = _("What becomes of it at the network?")
        return ask(request, talk.pk, form, head, _("Do it"), intro=intro, is_grave=True)
    what, reason = form.cleaned_data["act"], form.cleaned_data["reason"]
    told = _tried(request, lambda: at_network.moderate(message, what, reason, by=member))
    return done(request, member, talk.pk, told)


@require_POST
@needs(Permission.APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second look at a correction."""
    member, row = present(request), queries.correction_for(present(request), pk)
    reason = request.POST.get("reason", "")
    is_good = request.POST.get("decision") == "approve"
    try:
        told = _decided(request, row, reason if not is_good else None)
    except approvals.ApprovalRefusedError:
        told = ""
        words = _("Sending back needs a reason, and nobody approves their own words.")
        messages.error(request, words)
    return done(request, member, row.message.turn.conversation_id, told)


@require_POST
@needs(Permission.REPLY)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the post as it is."""
    member, row = present(request), queries.correction_for(present(request), pk)
    try:
        corrections.withdraw_correction(row, by=member)
        told = _("The post stays as it is.")
    except replies.TooLateError:
        told = ""
        messages.error(request, _("Too late: it has left, or is leaving."))
    return done(request, member, row.message.turn.conversation_id, told)


def _decided(request: HttpRequest, row: Correction, reason: str | None) -> str:
    member = present(request)
    if reason is None:
        return _tried(request, lambda: corrections.approve_correction(row, by=member))
    corrections.send_back_correction(row, reason, by=member)
    return _("Sent back to its writer.")


def _corrected(request: HttpRequest, message: Message, form: Correct) -> str:
    """Hand it over; what holds it back stands at the field."""
    member, to = present(request), form.cleaned_data
    try:
        return _tried(request, lambda: corrections.correct(message, **to, by=member))
    except corrections.SameWordsError:
        form.add_error("text", _("It says that already."))
    except replies.ReplyRefusedError as refusal:
        for words in _why(refusal.check):
            form.add_error("text", words)
    return ""


def _message(request: HttpRequest, pk: int, *, is_ours: bool) -> Message:
    message = queries.message_for(present(request), pk)
    if message.is_ours != is_ours:
        raise Http404
    return message


def _tried(request: HttpRequest, act: Callable[[], object]) -> str:
    """Do it and say so; what the network or the state of things forbids is told in words."""
    try:
        found = act()
    except at_network.NotThereError:
        messages.error(request, _("It no longer stands at the network. Nothing was changed."))
    except channels.BusyError:
        messages.error(
            request, _("Something else is still being done with it. Wait for that, then try again.")
        )
    except RefusedError as refusal:
        messages.error(request, refusal.words)
    else:
        if isinstance(found, Correction) and found.state == Correction.State.WAITING:
            return _("A second person has been asked to look.")
        return _("On its way to the network. It stands as done once the network has said so.")
    return ""


def _why(check: ReplyCheck) -> list[str]:
    problems = [problem_words(code, check) for code in check.problems if code == "too_long"]
    return problems + [finding_words(finding.kind) for finding in check.stops]
