"""Doors of rounds: one text for everybody who spoke of something, written, looked at, sent."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.conversations.abouts import about_of
from hanjari.conversations.actions import rounds as acts
from hanjari.conversations.forms.rounds import RoundForm, SendBackForm
from hanjari.conversations.guards import obstacle_of
from hanjari.conversations.models import Round
from hanjari.conversations.queries.rounds import counts_of, round_for, rounds_for
from hanjari.kit.web import render
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission

SHOWN = 100
_AHEAD = (Round.State.DRAFT, Round.State.WAITING, Round.State.SENDING, Round.State.STOPPED)


@require_safe
@needs(Permission.READ_ALL)
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds with how far each has come."""
    rows = rounds_for(present(request))[:SHOWN]
    return render(
        request, "conversations/rounds.html", {"rows": [(row, counts_of(row)) for row in rows]}
    )


@require_safe
@needs(Permission.READ_ALL)
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Its text, its people, and what may be done with it."""
    return _shown(request, round_for(present(request), pk))


@require_POST
@needs(Permission.REPLY)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the text, and ask a second person to look."""
    member, row = present(request), round_for(present(request), pk)
    form = RoundForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form=form, status=422)

    def act() -> None:
        acts.ask_approval(acts.write_round(row, by=member, **form.cleaned_data), by=member)

    return _done(
        request, row, act, _("Written. Somebody else looks at it before anything is sent.")
    )


@require_POST
@needs(Permission.APPROVE)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go."""
    member, row = present(request), round_for(present(request), pk)
    return _done(
        request, row, lambda: acts.approve_round(row, by=member), _("It goes out now, one by one.")
    )


@require_POST
@needs(Permission.APPROVE)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to its writer."""
    member, row = present(request), round_for(present(request), pk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, back_form=form, status=422)
    reason = form.cleaned_data["reason"]
    return _done(
        request, row, lambda: acts.send_back_round(row, reason, by=member), _("Sent back.")
    )


@require_POST
@needs(Permission.APPROVE)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody else is told."""
    member, row = present(request), round_for(present(request), pk)
    return _done(
        request, row, lambda: acts.stop_round(row, by=member), _("Stopped. Who was told, was.")
    )


@require_POST
@needs(Permission.APPROVE)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try those again who could not be told."""
    member, row = present(request), round_for(present(request), pk)
    return _done(request, row, lambda: acts.retry_untold(row, by=member), _("Tried again."))


def _done(
    request: HttpRequest, row: Round, act: Callable[[], object], told: str | Promise
) -> HttpResponse:
    attempt(request, act, told)
    return redirect("conversations:round", row.pk)


def _shown(request: HttpRequest, row: Round, status: int = 200, **more: Any) -> HttpResponse:
    member = present(request)
    context: dict[str, Any] = {
        "round": row,
        "counts": counts_of(row),
        "about": about_of(member, row),
        "obstacle": obstacle_of(row) if row.state in _AHEAD else "",
        "form": RoundForm(initial={"text": row.text, "text_en": row.text_en}),
        "back_form": SendBackForm(),
        "may_write": member.can(Permission.REPLY) and row.state in ("draft", "waiting"),
        "may_approve": row.state == Round.State.WAITING and acts.may_approve(row, member),
        "may_stop": member.can(Permission.APPROVE) and row.state in ("waiting", "sending"),
        "may_retry": member.can(Permission.APPROVE) and row.state in ("sending", "done"),
    }
    return render(request, "conversations/round.html", context | more, status=status)
