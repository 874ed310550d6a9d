"""Dashboards: of everything heard, and of what one standing query finds."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanjari.kit.web import render
from hanjari.listening.forms.period import DAYS, PeriodForm
from hanjari.listening.models import StandingQuery
from hanjari.listening.pages.dashboards import dashboard as gathered
from hanjari.listening.queries.standing import standing_query_for
from hanjari.people.doors import present


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The room's first page: everything that is heard."""
    return _shown(request, None)


@require_safe
def query_dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """What one standing query finds; a stranger gets 404."""
    return _shown(request, standing_query_for(present(request), pk))


def _shown(request: HttpRequest, query: StandingQuery | None) -> HttpResponse:
    member = present(request)
    form = PeriodForm(request.GET)
    period = form.period(ZoneInfo(member.local_zone))
    context = {"form": form, "period": period, "days": DAYS, "query": query}
    context |= gathered(member, period, query)
    return render(request, "listening/dashboard.html", context, block="board")
