"""News and social: who moves first on a topic."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.kit.web import render
from hanjari.listening.actions.influence import choose_press
from hanjari.listening.forms.press import PressForm
from hanjari.listening.pages.influence import influence_page
from hanjari.listening.queries.standing import standing_query_for
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission


@require_safe
def influence(request: HttpRequest, pk: int) -> HttpResponse:
    """Citations first, then the lag with its interval, then what the data bear beyond."""
    by = present(request)
    query = standing_query_for(by, pk)
    return render(request, "listening/influence.html", influence_page(by, query))


@require_POST
@needs(Permission.MANAGE_QUERIES)
def press(request: HttpRequest, pk: int) -> HttpResponse:
    """Which accounts are press, for every topic."""
    by, query = present(request), standing_query_for(present(request), pk)
    form = PressForm(request.POST, organisation=by.organisation)
    if not form.is_valid():
        context = influence_page(by, query) | {"press_form": form}
        return render(request, "listening/influence.html", context, status=422)
    told = _("Saved. The topics are looked at anew within the next minutes.")
    attempt(request, lambda: choose_press(form.cleaned_data["press"], by=by), told)
    return redirect("listening:influence", pk)
