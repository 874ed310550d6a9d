"""Doors of people: who speaks, and one person's history with us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from hanjari.kit.web import render
from hanjari.listening import queries
from hanjari.listening.forms.people import HistoryForm, PeopleForm
from hanjari.listening.pages.people import people_context, person_context
from hanjari.people.doors import present


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who spoke last, or who goes by a name."""
    form = PeopleForm(request.GET)
    name = form.cleaned_data["name"].strip() if form.is_valid() else ""
    context = {"form": form, **people_context(present(request), name)}
    return render(request, "listening/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody said to and about us; who was merged into another is found there."""
    member = present(request)
    found = queries.person_for(member, pk)
    root = queries.circle_of(found)[0]
    if root != found.pk:
        return redirect("listening:person", root)
    form = HistoryForm(request.GET)
    before = form.cleaned_data["before"] if form.is_valid() else None
    return render(request, "listening/person.html", person_context(member, found, before))
