"""Doors of the committee's room: the page, I'm here, facts, questions, tasks."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues import forms
from hanjari.issues.actions.visiting import note_visit
from hanjari.issues.models import Issue
from hanjari.issues.pages.room import room_page
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.rights import rights_of
from hanjari.issues.queries.room import entry_of, fact_for, story_of, task_for, unknown_for
from hanjari.issues.queries.seats import seat_for
from hanjari.issues.queries.visits import looking_at
from hanjari.kit.web import is_fragment, render
from hanjari.people.doors import attempt, posted, present

ADDERS: dict[str, tuple[type[Form], Callable[..., object], Any]] = {
    "fact": (forms.FactForm, issues.add_fact, gettext_lazy("Added.")),
    "unknown": (forms.UnknownForm, issues.ask, gettext_lazy("Added.")),
    "task": (forms.TaskForm, issues.give_task, gettext_lazy("Added.")),
}


@require_safe
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The room; for whoever watches it live, its regions alone."""
    one = issue_for(present(request), pk)
    if is_fragment(request):
        return render(request, "issues/room_live.html", room_page(one, present(request)))
    return shown(request, one)


@require_POST
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says that it is open, and is told whose others are."""
    one = issue_for(present(request), pk)
    note_visit(one, by=present(request))
    return render(request, "issues/room/looking.html", {"looking": looking_at(one)})


@require_POST
def arrive(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """I'm here."""
    member, one = present(request), seat_for(present(request), pk, seat)
    attempt(request, lambda: issues.take_seat(one, by=member), _("You are here. Everyone sees it."))
    return redirect("issues:issue", pk)


@require_POST
def add(request: HttpRequest, pk: int, noun: str) -> HttpResponse:
    """A fact, a question or a task is added."""
    member, one = present(request), working(request, pk)
    form_class, act, told = ADDERS[noun]
    form = made(form_class, request, noun)
    if not form.is_valid():
        return shown(request, one, status=422, **{f"{noun}_form": form})
    attempt(request, lambda: act(one, by=member, **form.cleaned_data), told)
    return redirect("issues:issue", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """How sure is it now? The fact before stays."""
    member, one, row = present(request), working(request, pk), fact_for(present(request), pk, fact)
    start = {"text": row.text, "confidence": row.confidence, "source": row.source}
    form = forms.FactForm(posted(request), initial=start)
    if form.is_valid() and attempt(
        request, lambda: issues.change_fact(row, by=member, **form.cleaned_data), _("Saved.")
    ):
        return redirect("issues:issue", pk)
    title = _("Change a fact")
    return small(request, one, form, title, story=story_of(row))


@require_http_methods(["GET", "HEAD", "POST"])
def unknown(request: HttpRequest, pk: int, unknown: int) -> HttpResponse:
    """We found it out."""
    one, row = working(request, pk), unknown_for(present(request), pk, unknown)
    form, member = forms.FactForm(posted(request)), present(request)
    if form.is_valid() and attempt(
        request, lambda: issues.answer_unknown(row, by=member, **form.cleaned_data), _("Saved.")
    ):
        return redirect("issues:issue", pk)
    return small(request, one, form, _("We found it out"), about=row.text)


@require_POST
def finish(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Done."""
    working(request, pk)
    member, row = present(request), task_for(present(request), pk, task)
    attempt(request, lambda: issues.finish_task(row, by=member), _("Done."))
    return redirect("issues:issue", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Dropped with a reason, or passed on to somebody else."""
    member, one, row = present(request), working(request, pk), task_for(present(request), pk, task)
    passing = forms.PassForm(_part(request, "pass"), member=member)
    dropping = forms.ReasonForm(_part(request, "drop"))
    if passing.is_valid() and attempt(
        request, lambda: issues.pass_task(row, by=member, **passing.cleaned_data), _("Passed on.")
    ):
        return redirect("issues:issue", pk)
    if dropping.is_valid() and attempt(
        request, lambda: issues.drop_task(row, by=member, **dropping.cleaned_data), _("Dropped.")
    ):
        return redirect("issues:issue", pk)
    context = {"task": row, "passing": passing, "dropping": dropping}
    return render(request, "issues/task.html", shell(one, member, "issues:issue") | context)


@require_POST
def pin(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Keep a moment in sight, or let it go."""
    member, one = present(request), working(request, pk)
    row = entry_of(one, entry)
    act = issues.unpin if "unpin" in request.POST else issues.pin
    act(one, row, by=member)
    return redirect("issues:issue", pk)


def _part(request: HttpRequest, name: str) -> Any:
    return request.POST if request.POST.get("act") == name else None


def working(request: HttpRequest, pk: int) -> Issue:
    """The issue, for whoever may work in its room; others who see it read that they may not (403)."""
    one = issue_for(present(request), pk)
    if not rights_of(present(request), one).work:
        raise PermissionDenied
    return one


def made(form_class: type[Form], request: HttpRequest, noun: str) -> Form:
    """A form from what came in, with the members of the company where it asks for one."""
    own: dict[str, Any] = (
        {"member": present(request)} if issubclass(form_class, forms.OwnForm) else {}
    )
    return form_class(posted(request), auto_id=f"{noun}_%s", **own)


def small(request: HttpRequest, one: Issue, form: Form, title: str, **more: Any) -> HttpResponse:
    """A page with one form."""
    context = {"form": form, "title": title, **more}
    status = 422 if form.errors else 200
    page = shell(one, present(request), "issues:issue")
    return render(request, "issues/small.html", page | context, status=status)


def shown(request: HttpRequest, one: Issue, status: int = 200, **bound: object) -> HttpResponse:
    """The whole room with its forms."""
    member = present(request)
    blank: dict[str, object] = {
        "fact_form": forms.FactForm(auto_id="fact_%s"),
        "unknown_form": forms.UnknownForm(member=member, auto_id="unknown_%s"),
        "task_form": forms.TaskForm(member=member, auto_id="task_%s"),
        "seat_form": forms.SeatForm(member=member, auto_id="seat_%s"),
        "clock_form": forms.ClockForm(auto_id="clock_%s"),
        "looking": looking_at(one),
    }
    page = room_page(one, member)
    return render(request, "issues/room.html", page | blank | bound, status=status)
