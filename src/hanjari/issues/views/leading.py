"""Doors of whoever leads: calling, seats, decisions, the stance, clocks, who may see it."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.issues import actions as issues
from hanjari.issues import clocks, forms, stances
from hanjari.issues.models import Issue, Truth
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.rights import rights_of
from hanjari.issues.queries.room import stance_of
from hanjari.issues.queries.seats import seat_for
from hanjari.issues.views.room import shown, small
from hanjari.kit.web import render
from hanjari.people.doors import attempt, is_submitted, posted, present
from hanjari.people.models import Member


def leading(request: HttpRequest, pk: int) -> Issue:
    """The issue, for whoever leads it or runs issues; others who see it read that they may not (403)."""
    one = issue_for(present(request), pk)
    if not rights_of(present(request), one).lead:
        raise PermissionDenied
    return one


@require_POST
def convene(request: HttpRequest, pk: int) -> HttpResponse:
    """Call everyone whom the rules name and who is not there."""
    return _act(
        request, pk, issues.convene_committee, _("Called. Each sees it on every way they chose.")
    )


@require_POST
def fault(request: HttpRequest, pk: int) -> HttpResponse:
    """We know that we were at fault."""
    return _act(request, pk, issues.know_fault, _("The clocks of apology and repair run."))


@require_POST
def restrict(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may see it."""
    closes = request.POST.get("restricted") == "1"

    def act(one: Issue, *, by: Member) -> object:
        return issues.restrict(one, by=by, is_restricted=closes)

    told = _("Only those seated see it now.") if closes else _("The whole desk sees it again.")
    return _act(request, pk, act, told)


@require_POST
def give_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One more at the table."""
    member, one = present(request), leading(request, pk)
    form = forms.SeatForm(request.POST, member=member, auto_id="seat_%s")
    if not form.is_valid():
        return shown(request, one, status=422, seat_form=form)
    part, whom = form.cleaned_data["part"], form.cleaned_data["member"]
    attempt(request, lambda: issues.give_seat(one, part, whom, by=member), _("Called."))
    return redirect("issues:issue", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Hand a seat over with a briefing: one's own, or for whoever leads anybody's."""
    member, row = present(request), seat_for(present(request), pk, seat)
    if member.pk not in (row.member_id, row.deputy_id):
        leading(request, pk)
    form = forms.HandOverForm(posted(request), member=member)
    if is_submitted(request, form) and attempt(
        request, lambda: issues.hand_over(row, by=member, **form.cleaned_data), _("Handed over.")
    ):
        return redirect("issues:issue", pk)
    title = _("Hand over: %(part)s") % {"part": row.get_part_display()}
    return small(request, issue_for(member, pk), form, title, about=row.briefing)


@require_POST
def leave(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Leave a seat that nobody follows in yet."""
    member, row = present(request), seat_for(present(request), pk, seat)
    attempt(request, lambda: issues.leave_seat(row, by=member), _("The seat is empty now."))
    return redirect("issues:issue", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a decision."""
    member, one = present(request), leading(request, pk)
    form = forms.DecisionForm(posted(request))
    if is_submitted(request, form) and attempt(
        request, lambda: issues.decide(one, by=member, **form.cleaned_data), _("Written down.")
    ):
        return redirect("issues:issue", pk)
    told = _("Who is there, all facts and open questions are kept with it. It cannot be changed.")
    return small(request, one, form, _("Decide"), about=told)


@require_http_methods(["GET", "HEAD", "POST"])
def stance(request: HttpRequest, pk: int) -> HttpResponse:
    """Is it true? What that advises, and what we choose."""
    member, one = present(request), leading(request, pk)
    form = forms.StanceForm(posted(request), initial=_start(request, one))
    if is_submitted(request, form) and attempt(
        request, lambda: issues.take_stance(one, by=member, **form.cleaned_data), _("Saved.")
    ):
        return redirect("issues:issue", pk)
    asked = form.data if form.is_bound else form.initial
    truth, kind = asked.get("truth") or Truth.UNKNOWN, asked.get("kind") or ""
    advice = stances.advise(truth, kind, has_history=bool(asked.get("has_history")))
    if not form.is_bound:
        form.initial["chosen"] = asked.get("chosen") or list(advice.strategies)
    context = {"form": form, "advice": advice, "paracrisis": stances.PARACRISIS}
    labels = {"labels": dict(stances.Strategy.choices)}
    page = shell(one, member, "issues:issue") | context | labels
    return render(request, "issues/stance.html", page, block="advice")


def _start(request: HttpRequest, one: Issue) -> dict[str, object]:
    """What the page asked about, else what was said last."""
    if "truth" in request.GET:
        names = ("truth", "kind", "has_history")
        return {name: request.GET.get(name, "") for name in names}
    last = stance_of(one)
    if last is None:
        return {"truth": one.truth, "kind": one.kind}
    return {
        "truth": last.truth, "kind": last.kind, "has_history": last.has_history,
        "chosen": last.chosen, "overruled": last.overruled,
    }  # fmt: skip


@require_POST
def clock(request: HttpRequest, pk: int) -> HttpResponse:
    """A deadline of the law or an authority, or the next update."""
    member, one = present(request), leading(request, pk)
    form = forms.ClockForm(request.POST, auto_id="clock_%s")
    if not form.is_valid():
        return shown(request, one, status=422, clock_form=form)
    kind, due = form.cleaned_data["kind"], form.cleaned_data["due_at"]
    attempt(request, lambda: issues.start_clock(one, kind, due_at=due, by=member), _("It runs."))
    return redirect("issues:issue", pk)


@require_POST
def meet(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a clock asked for was done."""
    member, one = present(request), leading(request, pk)
    attempt(request, lambda: issues.meet_clock(one, kind, by=member), _("Noted."))
    return redirect("issues:issue", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a clock asks for is no longer to be done, and why."""
    member, one = present(request), leading(request, pk)
    row = get_object_or_404(one.clocks, kind=kind, met_at=None, called_off_at=None)
    form = forms.CallOffForm(posted(request))
    if is_submitted(request, form) and attempt(
        request,
        lambda: issues.call_off_clock(one, row.kind, by=member, **form.cleaned_data),
        _("The clock is called off."),
    ):
        return redirect("issues:issue", pk)
    title = _("Call off: %(clock)s") % {"clock": clocks.KINDS[row.kind].title}
    return small(request, one, form, title)


def _act(request: HttpRequest, pk: int, act: Callable[..., object], told: str) -> HttpResponse:
    member, one = present(request), leading(request, pk)
    attempt(request, lambda: act(one, by=member), told)
    return redirect("issues:issue", pk)
