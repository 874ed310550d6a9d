"""Doors of the page on which judgements become tables of the company's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.conversations.pages.learned import learning_page
from hanjari.kit.web import render
from hanjari.listening import actions as listening
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission

MAY = Permission.MANAGE_RULES


@require_safe
@needs(MAY)
def judgements(request: HttpRequest) -> HttpResponse:
    """What members judged, how often the reading was right, and which tables were made of it."""
    context = learning_page(present(request), request.GET.get("before", ""))
    return render(request, "conversations/judgements.html", context, block="learning")


@require_POST
@needs(MAY)
def train(request: HttpRequest) -> HttpResponse:
    """Ask the worker for tables; it uses them only where they are clearly better."""
    member = present(request)
    try:
        listening.ask_for_training(member.organisation, by=member)
    except listening.TrainingRefusedError:
        messages.error(request, _("Tables are being made already. Wait for them."))
    return redirect("conversations:judgements")


@require_POST
@needs(MAY)
def use(request: HttpRequest, number: int) -> HttpResponse:
    """Read new messages with these tables; 0 is Hanjari's own reading alone."""
    member = present(request)
    try:
        listening.use_tables(member.organisation, number, by=member)
    except listening.TrainingRefusedError:
        messages.error(request, _("There are no such tables. Nothing was changed."))
    else:
        told = _("New messages are read with tables %(number)s.") % {"number": number}
        messages.success(
            request, told if number else _("New messages are read without tables of your own.")
        )
    return redirect("conversations:judgements")
