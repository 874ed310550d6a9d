"""When the desk is staffed, and its own days off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import ClosedDayForm, WeekForm
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
def hours(request: HttpRequest) -> HttpResponse:
    """The week."""
    by = present(request)
    week = WeekForm.of(list(by.organisation.opening_hours.all()))
    form = WeekForm(posted(request), initial=week)
    if is_submitted(request, form):
        spans = form.cleaned_data["hours"]
        attempt(request, lambda: people.set_opening_hours(spans, by=by), _("Saved."))
        return redirect("people:hours")
    return _page(request, form, ClosedDayForm())


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def close(request: HttpRequest) -> HttpResponse:
    """Add a day off."""
    by, form = present(request), ClosedDayForm(request.POST)
    if form.is_valid():
        attempt(request, lambda: people.add_closed_day(**form.cleaned_data, by=by), _("Saved."))
        return redirect("people:hours")
    return _page(
        request, WeekForm(initial=WeekForm.of(list(by.organisation.opening_hours.all()))), form
    )


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day off back."""
    by, closed = present(request), queries.closed_day_for(present(request), pk)
    told = _("The day counts again.")
    attempt(request, lambda: people.remove_closed_day(closed, by=by), told)
    return redirect("people:hours")


def _page(request: HttpRequest, week: WeekForm, closed: ClosedDayForm) -> HttpResponse:
    organisation = present(request).organisation
    context = {"form": week, "closed_form": closed, "organisation": organisation}
    status = 422 if week.errors or closed.errors else 200
    return render(request, "people/hours.html", context, status=status)
