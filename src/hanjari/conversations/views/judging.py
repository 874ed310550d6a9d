"""Doors of judging: what a message is in a member's eyes, and taking that back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from hanjari.conversations import queries
from hanjari.conversations.actions import judging
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.forms.judging import Judge
from hanjari.conversations.pages.labelled import is_labelled, to_judge
from hanjari.conversations.pages.listed import row_context
from hanjari.conversations.pages.opened import talk_context
from hanjari.conversations.queries import sidebar
from hanjari.kit.web import is_fragment, render
from hanjari.listening.actions import JudgementRefusedError
from hanjari.listening.models import Judgement, Message
from hanjari.people.doors import is_submitted, needs, posted, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "POST"])
@needs(Permission.LABEL)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Every aspect of a message with what it could be; one press says it."""
    member, message = present(request), queries.message_for(present(request), pk)
    if not is_labelled(message):
        raise Http404
    form = Judge(posted(request), message=message)
    if not is_submitted(request, form):
        return _asked(request, message, form)
    try:
        row = judging.judge(message, *form.told, by=member)
    except JudgementRefusedError:
        messages.error(request, _("It can't be judged any more. Nothing was changed."))
    else:
        _tell(request, row)
    return _answered(request, message)


@require_POST
@needs(Permission.LABEL)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a judgement back; the label stands as before."""
    member, row = present(request), queries.judgement_for(present(request), pk)
    try:
        judging.undo_judgement(row, by=member)
    except JudgementRefusedError:
        messages.error(
            request,
            _("Somebody has judged it anew since, or taken this back. Nothing was changed."),
        )
    else:
        messages.success(request, _("Taken back. The label stands as before."))
    sidebar.forget(member)
    if request.POST.get("to") == "list":
        return redirect("conversations:judgements")
    return _answered(request, row.message)


def _asked(request: HttpRequest, message: Message, form: Judge) -> HttpResponse:
    here = Asked.read(request.GET).link()
    talk = reverse("conversations:conversation", args=[message.turn.conversation_id])
    context = {
        "message": message,
        "aspects": to_judge(message),
        "action": request.path + here,
        "back": talk + here,
    }
    status = 422 if form.is_bound else 200
    return render(request, "conversations/judge.html", context, block="form", status=status)


def _tell(request: HttpRequest, row: Judgement) -> None:
    if row.is_confirmation:
        messages.success(request, _("Kept: the reading was right."))
        return
    here = Asked.read(request.GET).link()
    way_back = reverse("conversations:undo_judgement", args=[row.pk]) + here
    messages.success(request, _("Corrected, and counted at once."), extra_tags=f"undo:{way_back}")


def _answered(request: HttpRequest, message: Message) -> HttpResponse:
    """The thread, the head and the row anew, the focus at the message; a page goes back to its place."""
    member, pk = present(request), message.turn.conversation_id
    sidebar.forget(member)
    asked = Asked.read(request.GET)
    if not is_fragment(request):
        there = reverse("conversations:conversation", args=[pk]) + asked.link()
        return redirect(f"{there}#message-{message.pk}")
    row = queries.row_for(member, pk)
    context = {**row_context(member, asked), **talk_context(member, pk)}
    context |= {"rows": [row] if row else [], "is_changed": True, "chosen": pk}
    context |= {"is_beside": True, "judged_message": message.pk}
    response = render(request, "conversations/judged.html", context, block="judged")
    return reswap(retarget(response, "#thread"), "innerHTML")
